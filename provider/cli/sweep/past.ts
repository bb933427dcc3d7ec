/**
 * What a file backend tells beyond the state itself: whether a lock lies on the stack, and which ids its earlier states held. It keeps the
 * state of every finished run, and none of a killed one; other backends cannot be looked through.
 */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

export interface Past {
  isLocked(): Promise<boolean>;
  /** Absent where some of the past is not readable. */
  readonly wasRecorded?: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Undefined where the backend is no folder of this machine, or the stack is not found in it. */
export async function pastOf(
  { backendUrl, project, stack }: { readonly backendUrl: string; readonly project: string; readonly stack: string },
  signal?: AbortSignal,
): Promise<Past | undefined> {
  const folder = backendFolder(backendUrl);
  if (folder === undefined) return undefined;
  const root = join(folder, ".pulumi");
  const current = [".json", ".json.gz"].map((ending) => join(root, "stacks", project, `${stack}${ending}`));
  if (!current.some((file) => existsSync(file))) return undefined;
  const states = [
    ...(await filesOf(join(root, "history", project, stack), ".checkpoint.json")),
    ...(await filesOf(join(root, "backups", project, stack), ".json")),
    ...current.map((file) => `${file}.bak`).filter((file) => existsSync(file)),
  ];
  const isLocked = async () => (await filesOf(join(root, "locks", "organization", project, stack), ".json")).length > 0;
  if (states.some((file) => file.endsWith(".zst"))) return { isLocked };
  return { isLocked, wasRecorded: (ids) => idsIn(states, ids, signal) };
}

function backendFolder(url: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  if (url.startsWith("file://~")) return join(homedir(), url.slice("file://~".length));
  return url.startsWith("file:///") ? fileURLToPath(url) : undefined;
}

/** Compressed ones included. */
async function filesOf(folder: string, ending: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => name.replace(/\.(gz|zst)$/, "").endsWith(ending)).map((name) => join(folder, name));
}

/**
 * One file after the other: the past of a large stack does not fit into memory. Each is gone through once, however many ids are asked
 * about; ids are compared without case, as everywhere.
 */
async function idsIn(
  files: readonly string[],
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const missing = new Set(ids.map(quoted));
  for (const file of files) {
    if (missing.size === 0) break;
    signal?.throwIfAborted();
    const content = await readFile(file);
    const text = (content[0] === 0x1f ? await promisify(gunzip)(content) : content).toString("utf8");
    for (const [found] of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) missing.delete(found.toLowerCase());
  }
  return new Set(ids.filter((id) => !missing.has(quoted(id))));
}

/** As a state spells it. */
function quoted(id: string): string {
  return JSON.stringify(id).toLowerCase();
}
