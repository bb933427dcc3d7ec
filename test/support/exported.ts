// An exported program on the real engine: written beside the stack's state, compiled as its own tsconfig says, and run from there.
import { execFile } from "node:child_process";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type handleUnaryCall, Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { GetRequiredPackagesResponse } from "@pulumi/pulumi/proto/language_pb";
import { type ExportOptions, runExport } from "../../provider/cli/exportCommand";
import { EXPORT_DEFAULTS } from "./exportOptions";
import { PROJECT, type TestStack } from "./stack";

export interface Exported {
  readonly folder: string;
  readonly code: number;
  readonly said: string;
}

/** Exports from the stack's sandbox, compiles what was written, and makes it the stack's program. */
export async function exportInto(stack: TestStack, options: Partial<ExportOptions> = {}): Promise<Exported> {
  const folder = join(stack.folder, "program");
  let said = "";
  const code = await runExport(
    folder,
    { ...EXPORT_DEFAULTS, project: PROJECT, ...options },
    {
      env: stack.engine.workspace.envVars,
      write: (text) => {
        said += text;
      },
      report: () => {},
      signal: new AbortController().signal,
      dependency: "^0.1.0",
    },
  );
  // As an installation in the folder would leave it, for the program and for the provider process alike.
  await symlink(resolve("node_modules"), join(stack.folder, "node_modules"));
  await compile(folder);
  runFrom(stack, folder);
  return { folder, code, said };
}

export async function compile(folder: string): Promise<void> {
  const compiler = createRequire(join(folder, "index.ts")).resolve("typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", folder, "--outDir", folder]);
}

/** The program runs in this process; each run reads it anew. */
function runFrom(stack: TestStack, folder: string): void {
  const load = createRequire(join(folder, "index.js"));
  stack.declare(() => {
    for (const file of Object.keys(load.cache)) if (file.startsWith(folder)) delete load.cache[file];
    load("./index.js");
  });
}

/** `pulumi import` wants a language host, which is not everywhere; as in the runs of this stack, this process stands in for it. */
export async function importFrom(stack: TestStack, { folder }: Exported, protect = false): Promise<void> {
  const project = join(stack.folder, "Pulumi.yaml");
  const before = await readFile(project, "utf8");
  const server = new Server();
  const getRequiredPackages: handleUnaryCall<unknown, GetRequiredPackagesResponse> = (_, answer) =>
    answer(null, new GetRequiredPackagesResponse());
  server.addService(LanguageRuntimeService as unknown as ServiceDefinition, { getRequiredPackages });
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  try {
    const runtime = { name: "client", options: { address: `127.0.0.1:${port}` } };
    await writeFile(project, JSON.stringify({ name: PROJECT, runtime }));
    const file = join(folder, "import.json");
    const how = ["--generate-code=false", `--protect=${protect}`, "--yes", "--skip-preview"];
    await stack.command("import", "--file", file, ...how);
  } finally {
    await writeFile(project, before);
    server.forceShutdown();
  }
}
