// Owns turning a found CLI into something the Automation API can run: its root, the dynamic provider's script, the command.
import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { executableName } from "./candidates";
import { ensureCompanion } from "./companion";
import type { Context, Found } from "./context";
import type { EngineSource } from "./errors";

export interface Engine {
  readonly command: PulumiCommand;
  /** The CLI; always `<root>/bin/pulumi`, so another process can open it with `PulumiCommand.get({ root })`. */
  readonly path: string;
  readonly root: string;
  readonly version: string;
  readonly source: EngineSource;
  /** What must be added to the environment of every run: nothing, or a PATH on which the dynamic provider's script is found. */
  readonly env: Readonly<Record<string, string>>;
}

export async function openEngine(context: Context, { source, binary, version }: Found): Promise<Engine> {
  const { env, sdk, platform } = context;
  const root = await rootOf(context, binary);
  const ours = source !== "path";
  const added = await ensureCompanion({ binary, ours, sdk, env, platform });
  const command = await context.tools.openCommand(root);
  return { command, path: path.join(root, "bin", path.basename(binary)), root, version, source, env: added };
}

// The Automation API opens `<root>/bin/pulumi` only. A CLI that lies elsewhere (a version manager's folder) gets a link of that form.
async function rootOf(context: Context, binary: string): Promise<string> {
  const folder = path.dirname(binary);
  if (path.basename(folder) === "bin") return path.dirname(folder);
  const key = createHash("sha256").update(binary).digest("hex").slice(0, 12);
  const root = path.join(context.pulumiHome, "links", key);
  await fs.mkdir(path.join(root, "bin"), { recursive: true });
  await fs.symlink(binary, path.join(root, "bin", executableName(context.platform))).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return root;
}
