// A folder is written as a whole or not at all.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { writeFolder } from "../../../../provider/cli/export/folder";

const files = new Map([
  ["a.txt", "new"],
  ["b.txt", "new"],
]);
const signal = new AbortController().signal;

async function place(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "fourpay-export-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

it("writes into a folder that is not there or empty, with all that leads to it, and leaves nothing beside it", async () => {
  const home = await place();
  await writeFolder(join(home, "x", "out"), files, { force: false, signal });
  await mkdir(join(home, "empty"));
  await writeFolder(join(home, "empty"), files, { force: false, signal });
  expect((await readdir(join(home, "x", "out"))).sort()).toEqual(["a.txt", "b.txt"]);
  expect((await readdir(home)).sort()).toEqual(["empty", "x"]);
  expect(await readdir(join(home, "x"))).toEqual(["out"]);
});

it("refuses a folder that holds something, and a file; by force what was there is moved aside", async () => {
  const home = await place();
  const out = join(home, "out");
  await mkdir(out);
  await writeFile(join(out, "mine.txt"), "old");
  await expect(writeFolder(out, files, { force: false, signal })).rejects.toMatchObject({ code: "refused" });
  await expect(writeFolder(join(out, "mine.txt"), files, { force: true, signal })).rejects.toMatchObject({
    code: "refused",
  });
  expect(await readdir(out)).toEqual(["mine.txt"]);

  const first = await writeFolder(out, files, { force: true, signal });
  const second = await writeFolder(out, files, { force: true, signal });
  expect(await readFile(join(first ?? "", "mine.txt"), "utf8")).toBe("old");
  expect(await readdir(second ?? "")).toContain("a.txt");
  expect((await readdir(home)).sort()).toEqual(["out", "out.before-1", "out.before-2"]);
});

it("cancelled or failed half-way: nothing is there that was not there before", async () => {
  const home = await place();
  const cancel = new AbortController();
  cancel.abort(new Error("cancelled"));
  await expect(writeFolder(join(home, "out"), files, { force: false, signal: cancel.signal })).rejects.toThrow(
    "cancelled",
  );
  const bad = new Map([...files, ["no/such/folder.txt", ""]]);
  await expect(writeFolder(join(home, "out"), bad, { force: false, signal })).rejects.toThrow();
  expect(await readdir(home)).toEqual([]);
});
