// Installs the packages of package-lock.json when they are missing or differ from it; otherwise costs a few milliseconds.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { failure, hash, MODULES, ROOT, readJson, run, runNode, STAMPS, seconds } from "./common.mjs";

const LOCKFILE = path.join(ROOT, "package-lock.json");
const STAMP = path.join(STAMPS, "packages");

export async function installPackages() {
  const wanted = hash(readFileSync(LOCKFILE));
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  if (!isInstalled()) {
    const started = Date.now();
    console.log("Installing packages (npm ci)");
    await install();
    console.log(`Packages installed in ${seconds(started)}`);
  }
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(STAMP, wanted);
}

async function install() {
  // npm's errors are held back: they are a page long, and for a lockfile that only lacks other platforms they are none.
  let said = "";
  const onOutput = (text) => {
    said += text;
    if (!text.startsWith("npm error")) process.stdout.write(text);
  };
  // Its warnings are about versions of Node that a tool of ours would rather have; nobody who tries the demo can act on them.
  const code = await npm(["ci", "--loglevel=error"], { onOutput });
  if (code === 0) return;
  if (!lacksOnlyOtherPlatforms(said, readJson(LOCKFILE)?.packages ?? {})) {
    console.error(said.trimEnd());
    throw failure(`npm ci failed with exit code ${code}. Nothing else can run before it works.`);
  }
  console.log(
    "The lockfile lacks only optional builds for other platforms; installing its versions with npm install --no-save",
  );
  const second = await npm(["install", "--no-save"]);
  if (second !== 0) throw failure(`npm install failed with exit code ${second}. Nothing else can run before it works.`);
  if (!isInstalled()) throw failure("npm install brought other versions than package-lock.json states.");
}

/**
 * npm ci refuses a lockfile without the builds for every platform, and one written where a registry offers only some of them
 * has no more. Any other difference between lockfile and package.json stays an error.
 */
function lacksOnlyOtherPlatforms(said, packages) {
  const differences = said.split("\n").filter((line) => /\b(Missing|Invalid): /.test(line));
  const optional = new Set(Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {})));
  const isOptional = (line) => optional.has(/Missing: (\S+)@\S* from lock file/.exec(line)?.[1] ?? "");
  return differences.length > 0 && differences.every(isOptional);
}

// An installation made by hand has no stamp of ours; npm's own record inside node_modules says whether it fits the lockfile.
function isInstalled() {
  const wanted = readJson(LOCKFILE)?.packages;
  const present = readJson(path.join(MODULES, ".package-lock.json"))?.packages;
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([where, { version, link, optional, peer }]) => {
    if (where === "" || link === true) return true;
    const found = present[where];
    return found === undefined ? optional === true || peer === true : found.version === version;
  });
}

/** npm as the caller runs it: the same npm when this is an npm script, else the one on PATH. */
function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js") && existsSync(script))
    return runNode([script, ...args], { stdin: "ignore", ...options });
  return process.platform === "win32" ? run("cmd.exe", ["/c", "npm", ...args], options) : run("npm", args, options);
}
