// Builds dist from provider/ and the example the demo runs when a source, a compiler setting or a package changed since the last build.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandOf, DIST, failure, hash, MAIN, ROOT, readJson, runNode, STAMPS, seconds } from "./common.mjs";
import { copyPage } from "./page.mjs";

const STAMP = path.join(STAMPS, "build.json");
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "tsconfig.examples.json", "package-lock.json"];

export async function buildPackage() {
  const sources = hashOfSources();
  const last = readJson(STAMP);
  if (last?.sources === sources && last.files === filesIn(DIST).length && existsSync(MAIN)) return;

  const started = Date.now();
  console.log("Building dist");
  rmSync(STAMP, { force: true });
  // Beside and then swapped: dist is never half a build, and files of removed sources do not stay.
  const fresh = path.join(STAMPS, `dist-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    await compile("tsconfig.build.json", "--outDir", fresh);
    copyPage(fresh);
    rmSync(DIST, { recursive: true, force: true });
    renameSync(fresh, DIST);
    // The example is written against the package as users import it, so it comes after.
    await compile("tsconfig.examples.json");
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  if (!existsSync(MAIN))
    throw failure(`The build produced no ${path.relative(ROOT, MAIN)}; is provider/cli/main.ts there?`);
  writeFileSync(STAMP, JSON.stringify({ sources, files: filesIn(DIST).length }));
  console.log(`Built in ${seconds(started)}`);
}

async function compile(project, ...args) {
  const code = await runNode([commandOf("typescript", "tsc"), "-p", project, ...args]);
  if (code !== 0) throw failure(`The build failed: tsc -p ${project} ended with exit code ${code}.`);
}

function hashOfSources() {
  const folders = ["provider", "examples/fleet", "examples/automation"];
  const files = [
    ...folders.flatMap((folder) => filesIn(path.join(ROOT, folder))),
    ...SETTINGS.map((name) => path.join(ROOT, name)),
  ];
  return hash(...files.flatMap((file) => [path.relative(ROOT, file), readFileSync(file)]));
}

export function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
