// One run of the real CLI, when this machine has one. Where it has none the test is reported as skipped, with the reason.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { expect, it } from "vitest";
import { EngineMissingError, engineEnvironment, ensureEngine } from "../../../../provider/cli/engine";

it("finds a CLI that runs an empty inline program offline, in a folder with a space", {
  timeout: 120_000,
}, async (context) => {
  const engine = await ensureEngine({ env: process.env, sources: ["path", "cache"] }).catch((error: unknown) => {
    if (error instanceof EngineMissingError) return undefined;
    throw error;
  });
  if (engine === undefined) {
    const reason = "no Pulumi CLI on PATH or in the cache";
    process.stderr.write(`SKIPPED, the run of the real CLI: ${reason}\n`); // the default reporter only counts skips
    return context.skip(reason);
  }

  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "real engine "));
  const home = path.join(folder, "home");
  const backendDir = path.join(folder, "state");
  await fs.mkdir(backendDir);
  try {
    const stack = await LocalWorkspace.createStack(
      { stackName: "dev", projectName: "engine", program: async () => ({ answer: 42 }) },
      {
        workDir: folder, // otherwise the workspace leaves a temporary folder behind
        pulumiCommand: engine.command,
        pulumiHome: home,
        envVars: { ...engineEnvironment({ home, backendDir, passphrase: "p" }), ...engine.env },
      },
    );
    const result = await stack.up();
    expect(result.outputs.answer?.value).toBe(42);
    expect(await fs.readdir(backendDir)).toEqual([".pulumi"]);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});
