// `npm run docs`: writes docs/reference from the docstrings, the input schemas, the error guide, the command line and examples/reference.
// `npm run docs -- --check` changes nothing and fails where a page is missing, left over or not current.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { commandsPage, errorsPage, functionPage, resourcePage, settingsPage } from "./docs/pages.mjs";
import { readSurface } from "./docs/source.mjs";
import { buildPackage } from "./lib/build.mjs";
import { DIST, MAIN, ROOT, runNode } from "./lib/common.mjs";

const FOLDER = path.join(ROOT, "docs", "reference");
const EXAMPLES = path.join(ROOT, "examples", "reference");
const load = createRequire(import.meta.url);

/** A resource and the schema its inputs are checked by. */
const RESOURCES = [
  { name: "Holder", schema: ["holder", "holderInputs"] },
  { name: "Wallet", schema: ["wallet", "walletInputs"] },
  { name: "Card", schema: ["card", "cardInputs"] },
  { name: "CardFleet", schema: ["fleet", "fleetInputs"] },
  { name: "WebhookConfig", schema: ["webhook", "webhookInputs"] },
];

async function makePages() {
  await buildPackage();
  const types = readSurface("provider/index.ts");
  const pages = new Map();
  for (const { name, schema } of RESOURCES) {
    const resource = types.get(name);
    const args = types.get(`${name}Args`);
    const inputs = new Set(args.members.map((member) => member.name));
    const outputs = resource.members.map((member) => ({
      ...member,
      doc: member.doc || (inputs.has(member.name) ? "As declared, or made." : ""),
    }));
    pages.set(
      `${kebab(name)}.md`,
      resourcePage({ resource, args, outputs, allowed: allowedBy(schema), example: exampleOf(name), types }),
    );
  }
  const functions = [...types.values()].filter(({ kind }) => kind === "function");
  pages.set(
    "load-fleet.md",
    functionPage({
      title: "Fleet files",
      intro: "",
      functions: functions.filter(({ name }) => name === "loadFleet"),
      types,
    }),
  );
  const lookups = functions
    .filter(({ name }) => /^get.*(?<!Output)$/.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const intro =
    "Lookups read, in the program's own process, with the settings of its resources or of `{ provider }`. Each has a form for inputs, `getCardOutput` for `getCard`, which takes outputs and gives one. The same question is asked once in a run.";
  const answers = readSurface("provider/model/entities.ts");
  pages.set(
    "lookups.md",
    functionPage({
      title: "Lookups",
      intro,
      functions: lookups,
      types,
      answers,
      example: `${exampleOf("Lookups").trim()}\n\`\`\`\n\nOn \`merchant\`:\n\n\`\`\`ts\n${exampleOf("MerchantLookups").trim()}`,
    }),
  );
  const { SETTING_VARIABLES } = load(path.join(DIST, "config.js"));
  pages.set(
    "settings.md",
    settingsPage({
      provider: { ...types.get("Provider"), members: types.get("ProviderArgs").members },
      variables: SETTING_VARIABLES,
      example: exampleOf("Provider"),
    }),
  );
  const { ERROR_CODES } = load(path.join(DIST, "model", "errors.js"));
  const { ERROR_GUIDE } = load(path.join(DIST, "model", "errorGuide.js"));
  pages.set("errors.md", errorsPage(ERROR_CODES, ERROR_GUIDE));
  pages.set("commands.md", commandsPage(await readCommands()));
  return pages;
}

/** What each property may be, in the words its schema refuses other values with. Found by giving it what fits nothing. */
function allowedBy([file, name]) {
  const schema = load(path.join(DIST, "model", "inputs", `${file}.js`))[name];
  const nothing = Symbol("fits nothing");
  const sentences = Object.entries(schema.shape).map(([key, property]) => {
    const message = property.safeParse(nothing).error?.issues[0]?.message;
    return [key, message === undefined || message.startsWith("Invalid") ? undefined : message];
  });
  return Object.fromEntries(sentences);
}

function exampleOf(name) {
  const file = path.join(EXAMPLES, `${kebab(name)}.ts`);
  return readFileSync(file, "utf8").replace(/^\/\*\*[\s\S]*?\*\/\n/, "");
}

async function readCommands() {
  const overview = await helpOf([]);
  const names = [...overview.matchAll(/^ {2}(\w[\w-]*) /gm)].map(([, name]) => name).filter((name) => name !== "help");
  const commands = [];
  for (const name of names) commands.push({ name, help: await helpOf([name]) });
  return commands;
}

async function helpOf(args) {
  let text = "";
  const onOutput = (chunk) => {
    text += chunk;
  };
  const code = await runNode([MAIN, ...args, "--help"], {
    onOutput,
    env: { ...process.env, COLUMNS: "120", NO_COLOR: "1" },
  });
  if (code !== 0) throw new Error(`fourpay ${args.join(" ")} --help ended with exit code ${code}`);
  return text;
}

function kebab(name) {
  return name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
}

function writePages(pages) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of pages) writeFileSync(path.join(FOLDER, name), text);
  console.log(`Wrote ${pages.size} pages to ${path.relative(ROOT, FOLDER)}`);
}

function comparePages(pages) {
  const there = readdirSync(FOLDER);
  const stale = [...pages].filter(
    ([name, text]) => !there.includes(name) || readFileSync(path.join(FOLDER, name), "utf8") !== text,
  );
  const leftOver = there.filter((name) => !pages.has(name));
  for (const [name] of stale) console.error(`docs/reference/${name} is not current: run \`npm run docs\`.`);
  for (const name of leftOver) console.error(`docs/reference/${name} is about nothing any more: run \`npm run docs\`.`);
  if (stale.length + leftOver.length > 0) process.exitCode = 1;
  else console.log(`${pages.size} pages are current`);
}

const pages = await makePages();
if (process.argv.includes("--check")) comparePages(pages);
else writePages(pages);
