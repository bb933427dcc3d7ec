// A Pulumi CLI of our own that says what a test wants.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { onTestFinished, vi } from "vitest";
import type { PulumiCli } from "../../../../provider/cli/sweep/pulumi";

interface Said {
  readonly stacks?: readonly { readonly name: string; readonly updateInProgress?: boolean }[];
  /** The project file. */
  readonly project?: string;
}

/** Lies in a folder that is not in PATH, and is the only one there is. */
export async function cli({ stacks = [], project = "name: app\nruntime: nodejs\n" }: Said = {}): Promise<PulumiCli> {
  const root = await mkdtemp(join(tmpdir(), "fourpay-cli-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const path = join(root, "bin", "pulumi");
  await mkdir(join(root, "bin"));
  const script = `#!/bin/sh\nif [ "$1" = version ]; then echo v3.259.0; else echo '${JSON.stringify(stacks)}'; fi\n`;
  await writeFile(path, script, { mode: 0o755 });
  await writeFile(join(root, "Pulumi.yaml"), project);
  vi.stubEnv("PATH", root);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { path, command: await PulumiCommand.get({ root }), cwd: join(root, "bin"), env: {} };
}
