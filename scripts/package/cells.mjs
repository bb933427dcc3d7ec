// Which kinds of project are tried, on which Node and with which SDK.
import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../lib/common.mjs";

const { peerDependencies, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
const NEWEST_SDK = devDependencies["@pulumi/pulumi"];
const OLDEST_SDK = /\d+\.\d+\.\d+/.exec(peerDependencies["@pulumi/pulumi"])[0];

/** How a program comes by the package. `layout` says how it is installed, `program` how it is loaded. */
const SHAPES = [
  { shape: "CommonJS", layout: "plain", program: "commonjs" },
  { shape: "ES module", layout: "plain", program: "esm" },
  { shape: "TypeScript, strict, types checked", layout: "plain", program: "typed" },
  { shape: "bundled with esbuild", layout: "plain", program: "bundle" },
  { shape: "npm workspace", layout: "workspace", program: "commonjs" },
  { shape: "linked packages, as pnpm installs", layout: "linked", program: "commonjs" },
];
const NODES = [20, 22, 24];

export function cellsOf({ full, node }) {
  const own = Number(/\d+/.exec(node)[0]);
  const short = SHAPES.map((shape) => cell(shape, own, own, NEWEST_SDK));
  if (!full) return short;
  const plain = SHAPES.filter(({ layout, program }) => layout === "plain" && ["commonjs", "esm"].includes(program));
  const others = NODES.flatMap((major) =>
    [OLDEST_SDK, NEWEST_SDK].flatMap((sdk) =>
      major === own && sdk === NEWEST_SDK ? [] : plain.map((shape) => cell(shape, major, own, sdk)),
    ),
  );
  const typed = SHAPES.filter(({ program }) => program === "typed").map((shape) => cell(shape, own, own, OLDEST_SDK));
  return [...short, ...others, ...typed];
}

function cell(shape, major, own, sdk) {
  const node = major === own ? undefined : major;
  return { ...shape, node, sdk, name: `${shape.shape}, Node ${major}, SDK ${sdk}` };
}
