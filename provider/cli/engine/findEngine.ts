// Owns looking for an engine that is already there: on PATH, then in the Pulumi folder. Fetching and building are elsewhere.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { executableName, orderVersionFolders, pathFolders } from "./candidates";
import { isExecutable } from "./companion";
import type { Context, Outcome } from "./context";
import type { Attempt, EngineSource } from "./errors";
import { judgeVersion } from "./version";

const VERSION_TIMEOUT_MS = 20_000;

/** Every `pulumi` on PATH in order; the first that is good enough wins. */
export async function findOnPath(context: Context): Promise<Outcome> {
  const name = executableName(context.platform);
  const files = pathFolders(context.env, context.platform).map((folder) => path.join(folder, name));
  return firstUsable(context, "path", files, "pulumi on PATH");
}

/** The version folders, newest first, then the place the official installer uses without a version. */
export async function findInCache(context: Context): Promise<Outcome> {
  const name = executableName(context.platform);
  const names = await fs.readdir(context.versionsFolder).catch(() => []);
  const folders = orderVersionFolders(names).map((version) => path.join(context.versionsFolder, version));
  const files = [...folders, context.pulumiHome].map((root) => path.join(root, "bin", name));
  return firstUsable(context, "cache", files, context.versionsFolder);
}

async function firstUsable(context: Context, source: EngineSource, files: string[], place: string): Promise<Outcome> {
  const attempts: Attempt[] = [];
  for (const file of files) {
    if (!(await isExecutable(file))) continue;
    const verdict = await askVersion(context, file);
    if (verdict.ok) return { found: { source, binary: file, version: verdict.version } };
    attempts.push({ source, tried: file, reason: verdict.reason });
  }
  return { attempts: attempts.length > 0 ? attempts : [{ source, tried: place, reason: "there is none" }] };
}

/** Runs `pulumi version`: the only proof that a file is a working CLI. */
export async function askVersion(context: Context, file: string): Promise<ReturnType<typeof judgeVersion>> {
  const { env, signal } = context;
  const result = await context.tools.run(file, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: VERSION_TIMEOUT_MS,
    signal,
  });
  if (!result.ok) return { ok: false, reason: `it does not run (${result.reason})` };
  return judgeVersion(result.stdout);
}
