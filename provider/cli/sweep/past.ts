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
import { isEncrypted } from "../../model/encrypted";
import { isRecord } from "../../model/unknown";

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
  const missing = new Set(ids.map((id) => id.toLowerCase()));
  for (const file of files) {
    if (missing.size === 0) break;
    signal?.throwIfAborted();
    const content = await readFile(file);
    const text = (content[0] === 0x1f ? await promisify(gunzip)(content) : content).toString("utf8");
    const state = parsed(text);
    // What cannot be told counts as recorded: nothing is closed for that.
    if (state === undefined) for (const id of missing) if (text.toLowerCase().includes(id)) missing.delete(id);
    if (holdsHiddenCards(state)) return new Set(ids);
    eachText(state, (found) => missing.delete(found.toLowerCase()));
  }
  return new Set(ids.filter((id) => !missing.has(id.toLowerCase())));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Every text and every key, also those inside a text that is JSON itself: so a fleet's cards are recorded. */
function eachText(value: unknown, tell: (text: string) => void): void {
  if (typeof value === "string") {
    tell(value);
    if (value.startsWith("{")) eachText(parsed(value), tell);
  } else if (Array.isArray(value)) for (const item of value) eachText(item, tell);
  else if (isRecord(value))
    for (const [key, inner] of Object.entries(value)) {
      tell(key);
      eachText(inner, tell);
    }
}

/** Whether a fleet's cards are in it that only the key or passphrase of the stack can show. */
function holdsHiddenCards(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsHiddenCards);
  if (!isRecord(value)) return false;
  return isEncrypted(value.issued) || Object.values(value).some(holdsHiddenCards);
}
