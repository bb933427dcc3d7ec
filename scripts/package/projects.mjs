// Makes the projects the tarball is tried in, and runs a program in one. Each way of installing is made once per SDK.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { failure, ROOT, run } from "../lib/common.mjs";

/** Beside the package: what compiles and bundles a user's program. */
const TOOLS = { typescript: "5.9.3", esbuild: "0.28.2", "@types/node": "20.19.0" };
const PROGRAMS = path.join(ROOT, "test", "package", "programs");
const STRICT = {
  compilerOptions: {
    target: "ES2022",
    module: "Node16",
    moduleResolution: "Node16",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    types: ["node"],
  },
  files: ["typed.ts"],
};

export class Projects {
  #folder;
  #engine;
  #tarball = "";
  #ready = new Map();

  constructor(folder, engine) {
    this.#folder = folder;
    this.#engine = engine;
  }

  async pack() {
    await this.#npm(ROOT, ["pack", "--ignore-scripts", "--pack-destination", this.#folder]);
    const name = readdirSync(this.#folder).find((file) => file.endsWith(".tgz"));
    if (name === undefined) throw failure("npm pack made no tarball.");
    this.#tarball = path.join(this.#folder, name);
  }

  async run({ layout, program, node, sdk }) {
    const folder = await this.#once(`${layout}-${sdk}`, (name) => this.#install(name, layout, sdk));
    const nodeFolder =
      node === undefined
        ? path.dirname(process.execPath)
        : await this.#once(`node-${node}`, (name) => this.#installNode(name, node));
    const env = {
      ...process.env,
      ...this.#engine.env,
      ENGINE_ROOT: this.#engine.root,
      PATH: [nodeFolder, this.#engine.env.PATH ?? process.env.PATH].join(path.delimiter),
    };
    const file = await this.#prepare(folder, program);
    await this.#must(path.join(nodeFolder, "node"), [file], { cwd: folder, env });
  }

  /** What to run for a program: itself, or what a compiler makes of it. */
  async #prepare(folder, program) {
    const tool = (name) => path.join(folder, "node_modules", name);
    if (program === "commonjs") return "commonjs.cjs";
    if (program === "esm") return "esm.mjs";
    if (program === "typed") {
      await this.#must(process.execPath, [tool("typescript/bin/tsc"), "-p", "."], { cwd: folder });
      return "typed.js";
    }
    // The SDK stays outside, as its makers want it; our package goes in, and the handler line finds the installed one.
    const bundling = ["--bundle", "--platform=node", "--external:@pulumi/pulumi", "--outfile=bundled.cjs"];
    await this.#must(tool("esbuild/bin/esbuild"), ["commonjs.cjs", ...bundling], { cwd: folder });
    return "bundled.cjs";
  }

  async #install(name, layout, sdk) {
    const root = path.join(this.#folder, name);
    const folder = layout === "workspace" ? path.join(root, "apps", "cards") : root;
    mkdirSync(folder, { recursive: true });
    const dependencies = {
      "@pulumi/pulumi": sdk,
      "pulumi-fourpay": `file:${this.#tarball}`,
      ...(layout === "plain" ? TOOLS : {}),
    };
    writeJson(folder, "package.json", { name: "cards", private: true, dependencies });
    if (layout === "workspace")
      writeJson(root, "package.json", { name: "root", private: true, workspaces: ["apps/*"] });
    if (layout === "plain") writeJson(folder, "tsconfig.json", STRICT);
    cpSync(PROGRAMS, folder, { recursive: true });
    const strategy = layout === "linked" ? ["--install-strategy=linked"] : [];
    await this.#npm(root, ["install", "--no-audit", "--no-fund", "--prefer-offline", ...strategy]);
    return folder;
  }

  async #installNode(name, major) {
    const folder = path.join(this.#folder, name);
    mkdirSync(folder, { recursive: true });
    writeJson(folder, "package.json", { name: "node-binary", private: true });
    await this.#npm(folder, ["install", "--no-audit", "--no-fund", "--prefer-offline", `node@${major}`]);
    const bin = path.join(folder, "node_modules", "node", "bin");
    if (!existsSync(path.join(bin, "node"))) throw failure(`No Node ${major} came with the package "node".`);
    return bin;
  }

  #once(name, make) {
    if (!this.#ready.has(name)) this.#ready.set(name, make(name));
    return this.#ready.get(name);
  }

  #npm(cwd, args) {
    return this.#must("npm", args, { cwd });
  }

  async #must(command, args, options) {
    let output = "";
    const onOutput = (text) => {
      output += text;
    };
    const code = await run(command, args, { ...options, onOutput });
    if (code !== 0)
      throw failure(`${path.basename(command)} ${args.join(" ")} ended with exit code ${code}:\n${output.trimEnd()}`);
  }
}

function writeJson(folder, name, content) {
  writeFileSync(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}
