import { spawnSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withLock } from "../../../../provider/cli/engine/lock";

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "lock "));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

function options() {
  const file = path.join(folder, "deep", "lock");
  const tools = { now: () => Date.now(), sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) };
  return { file, tools, report: () => undefined };
}

it("lets one in at a time and leaves no file", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 15));
    inside--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(options(), work)));
  expect(most).toBe(1);
  expect(await fs.readdir(path.join(folder, "deep"))).toEqual([]);
});

it("releases after a failure", async () => {
  await expect(withLock(options(), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(options(), async () => "in")).toBe("in");
});

it("takes over from a holder whose heartbeat stopped, not from a living one", async () => {
  const { file } = options();
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, "somebody");
  const living = new AbortController();
  const sleep = async () => {
    living.abort();
    living.signal.throwIfAborted();
  };
  const tools = { now: () => Date.now(), sleep };
  await expect(withLock({ ...options(), tools }, async () => "in")).rejects.toMatchObject({ name: "AbortError" });
  expect(await fs.readFile(file, "utf8")).toBe("somebody");

  const longAgo = new Date(Date.now() - 61_000);
  await fs.utimes(file, longAgo, longAgo);
  expect(await withLock(options(), async () => "in")).toBe("in");
});

it("takes over at once when the holder's process has ended on this machine", async () => {
  const { file } = options();
  await fs.mkdir(path.dirname(file), { recursive: true });
  const ended = spawnSync("true").pid;
  await fs.writeFile(file, `token ${ended} ${os.hostname()}`);
  const sleep = () => Promise.reject(new Error("waited"));
  expect(await withLock({ ...options(), tools: { now: () => Date.now(), sleep } }, async () => "in")).toBe("in");
  for (const holder of [`token ${process.pid} ${os.hostname()}`, `token ${ended} another-machine`]) {
    await fs.writeFile(file, holder);
    await expect(withLock({ ...options(), tools: { now: () => Date.now(), sleep } }, async () => "in")).rejects.toThrow(
      "waited",
    );
  }
});

it("does not remove a lock that was taken over meanwhile", async () => {
  const { file } = options();
  await withLock(options(), () => fs.writeFile(file, "another holder"));
  expect(await fs.readFile(file, "utf8")).toBe("another holder");
});
