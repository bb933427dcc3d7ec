/** `fourpay init`: a Pulumi project of a few files that runs against the sandbox at once, copied from `templates/starter`. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { FourpayError } from "../model/errors";
import { npmrcFor } from "./dependency";

export interface InitWorld {
  readonly packageRoot: string;
  readonly cwd: string;
  /** What the project asks npm for. */
  readonly dependency: string;
  readonly write: (text: string) => void;
}

export interface InitOptions {
  /** Default: the folder's name. */
  readonly name?: string;
}

const ANOTHER_FOLDER = "Name another folder: fourpay init <folder>.";

/** What npm would take out of the package stands there under another name. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

export function initProject(
  folder: string,
  { name }: InitOptions,
  { packageRoot, cwd, dependency, write }: InitWorld,
): void {
  const target = resolve(cwd, folder);
  const project = name ?? projectName(basename(target));
  if (projectName(project) !== project) {
    throw new FourpayError("input_invalid", "--name: letters, digits, dashes, dots and underscores are allowed.");
  }
  if (existsSync(target) && !statSync(target).isDirectory()) {
    throw new FourpayError("refused", `${folder} is a file. Nothing was written.`, { hint: ANOTHER_FOLDER });
  }
  const present = existsSync(target) ? readdirSync(target).filter((file) => file !== ".git") : [];
  if (present.length > 0) {
    throw new FourpayError(
      "refused",
      `The folder ${folder} is not empty (${present.slice(0, 3).join(", ")}). Nothing was written.`,
      { hint: ANOTHER_FOLDER },
    );
  }
  mkdirSync(target, { recursive: true });
  cpSync(join(packageRoot, "templates", "starter"), target, { recursive: true });
  for (const [shipped, real] of Object.entries(RENAMED)) renameSync(join(target, shipped), join(target, real));
  edit(join(target, "Pulumi.yaml"), (text) => text.replace(/^name: .*$/m, `name: ${project}`));
  edit(join(target, "package.json"), (text) => withDependency(text, project, dependency));
  const npmrc = npmrcFor(dependency);
  if (npmrc !== undefined) writeFileSync(join(target, ".npmrc"), npmrc);
  write(nextSteps(folder));
}

function withDependency(text: string, project: string, from: string): string {
  const manifest = JSON.parse(text) as { name: string; dependencies: Record<string, string> };
  manifest.name = project.toLowerCase();
  manifest.dependencies["pulumi-fourpay"] = from;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** What Pulumi and npm both take for a project's name. */
function projectName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "");
  return plain === "" ? "cards" : plain.slice(0, 100);
}

function nextSteps(folder: string): string {
  const enter = folder === "." ? [] : [`  cd ${folder}`];
  return [
    `A project is in ${folder === "." ? "this folder" : folder}: index.ts declares a person and a card.`,
    "",
    "Next:",
    ...enter,
    "  npm install",
    "  npm run sandbox                     leave it open, go on in another terminal",
    "  pulumi login --local",
    "  export PULUMI_CONFIG_PASSPHRASE=",
    "  pulumi stack init sandbox",
    "  pulumi up",
    "",
    "README.md has the way to the real API: a stack of its own and two settings.",
    "No Pulumi CLI yet? https://www.pulumi.com/docs/install",
    "",
  ].join("\n");
}
