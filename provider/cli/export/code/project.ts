/** The files around the program: what makes a folder a Pulumi project, and the import file. */
import type { Settings } from "../../../config";
import { npmrcFor } from "../../dependency";
import type { ImportResource } from "../record";
import type { Files } from "./program";

export interface ProjectOptions {
  readonly project: string;
  readonly stack: string;
  readonly settings: Settings;
  /** What it asks npm for. */
  readonly dependency: string;
}

const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    module: "Node16",
    moduleResolution: "Node16",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    types: ["node"],
    outDir: "bin",
  },
  files: ["index.ts"],
};

export function projectFiles({ project, stack, settings, dependency }: ProjectOptions): Files {
  const { dialect, organizationId, baseUrl, namespace } = settings;
  const config = {
    ...(dialect === "organization" ? {} : { "fourpay:dialect": dialect }),
    "fourpay:baseUrl": baseUrl,
    ...(organizationId === undefined ? {} : { "fourpay:organizationId": organizationId }),
    ...(namespace === "" ? {} : { "fourpay:namespace": namespace }),
  };
  const dependencies = { "@pulumi/pulumi": "^3.216.0", "pulumi-fourpay": dependency };
  const npmrc = npmrcFor(dependency);
  const devDependencies = { "@types/node": "^20.19.0", typescript: "^5.9.3" };
  return new Map([
    [
      "Pulumi.yaml",
      yaml({ name: project, description: "Cards that existed before they were declared.", runtime: "nodejs" }),
    ],
    [`Pulumi.${stack}.yaml`, `config:\n${yaml(config, "  ")}`],
    ["package.json", json({ name: project, private: true, main: "index.ts", dependencies, devDependencies })],
    ["tsconfig.json", json(TSCONFIG)],
    [".gitignore", "/bin/\n/node_modules/\n"],
    ...(npmrc === undefined ? [] : [[".npmrc", npmrc] as const]),
  ]);
}

export function importFile(resources: readonly ImportResource[]): string {
  return json({ resources });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A text in JSON is one in YAML as well. */
function yaml(values: Readonly<Record<string, string>>, indent = ""): string {
  return Object.entries(values)
    .map(([key, value]) => `${indent}${key}: ${JSON.stringify(value)}\n`)
    .join("");
}
