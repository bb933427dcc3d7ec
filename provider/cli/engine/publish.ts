// Owns putting a fetched or built CLI into the cache. Work happens in a folder beside the versions; the CLI itself is moved last
// and by one rename, so a process killed at any moment leaves no version folder that looks usable and is not.
import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { executableName } from "./candidates";
import type { Context } from "./context";

const WORK_PREFIX = ".incoming-";
const ABANDONED_AFTER_MS = 2 * 60 * 60 * 1000;

/** Runs `work` with an empty folder on the cache's file system and removes it afterwards, with what killed runs left behind. */
export async function withWorkFolder<T>(context: Context, work: (folder: string) => Promise<T>): Promise<T> {
  await fs.mkdir(context.versionsFolder, { recursive: true });
  await removeAbandoned(context);
  const folder = path.join(context.versionsFolder, `${WORK_PREFIX}${randomUUID()}`);
  await fs.mkdir(folder);
  try {
    return await work(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Moves the files of `fromBin` to `<versions>/<version>/bin`, the CLI last. Returns the CLI's new path. */
export async function publish(context: Context, fromBin: string, version: string): Promise<string> {
  const bin = path.join(context.versionsFolder, version, "bin");
  const cli = executableName(context.platform);
  await fs.mkdir(bin, { recursive: true });
  const others = (await fs.readdir(fromBin)).filter((name) => name !== cli);
  for (const name of [...others, cli]) await fs.rename(path.join(fromBin, name), path.join(bin, name));
  return path.join(bin, cli);
}

async function removeAbandoned(context: Context): Promise<void> {
  for (const name of await fs.readdir(context.versionsFolder)) {
    if (!name.startsWith(WORK_PREFIX)) continue;
    const folder = path.join(context.versionsFolder, name);
    const seen = await fs.stat(folder).catch(() => undefined);
    if (seen === undefined || context.tools.now() - seen.mtimeMs < ABANDONED_AFTER_MS) continue;
    await fs.rm(folder, { recursive: true, force: true });
  }
}
