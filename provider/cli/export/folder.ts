/** Writes a folder as a whole: whoever looks sees the old one or the new one, never half of it. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FourpayError } from "../../model/errors";

/** Throws `refused` where something is in the way: a file, or a folder that is not empty unless it may be moved aside. */
export async function assertFree(folder: string, force: boolean): Promise<void> {
  const state = await look(folder);
  if (state === "a file") {
    throw new FourpayError("refused", `${folder} is a file. Nothing was written.`, { hint: "Name a folder." });
  }
  if (state === "full" && !force) {
    throw new FourpayError("refused", `The folder ${folder} is not empty. Nothing was written.`, {
      hint: "Name another folder, or add --force: what is there is moved aside, never deleted.",
    });
  }
}

/** Answers where the folder that was there before is now. */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  { force, signal }: { readonly force: boolean; readonly signal: AbortSignal },
): Promise<string | undefined> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const work = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  await mkdir(work);
  try {
    for (const [name, text] of files) await writeFile(join(work, name), text, { flag: "wx" });
    signal.throwIfAborted();
    await assertFree(folder, force);
    const aside = (await look(target)) === "full" ? await moveAside(target) : undefined;
    // Some systems rename onto an empty folder, others do not.
    if (aside === undefined) await rmdir(target).catch(ignoreMissing);
    await rename(work, target);
    return aside;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function moveAside(target: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const aside = `${target}.before-${number}`;
    if ((await look(aside)) !== "free") continue;
    await rename(target, aside);
    return aside;
  }
}

async function look(folder: string): Promise<"free" | "full" | "a file"> {
  try {
    return (await readdir(folder)).length === 0 ? "free" : "full";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "free";
    if (code === "ENOTDIR") return "a file";
    throw error;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
