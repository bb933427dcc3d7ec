// Owns mutual exclusion between processes that would otherwise fetch or build the same engine: a file with a heartbeat.
// Losing the race is harmless (publishing is atomic), so this only saves work and never decides correctness.
import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";
import { hostname } from "node:os";
import * as path from "node:path";
import type { Report } from "./progress";
import type { EngineTools } from "./tools";

const HEARTBEAT_MS = 5_000;
const STALE_AFTER_MS = 60_000;
const POLL_MS = 1_000;
const TOLD_EVERY_MS = 30_000;

interface LockOptions {
  readonly file: string;
  readonly tools: Pick<EngineTools, "now" | "sleep">;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** Runs `work` while holding the lock; waits for another holder unless its heartbeat has stopped. */
export async function withLock<T>(options: LockOptions, work: () => Promise<T>): Promise<T> {
  const token = `${randomUUID()} ${process.pid} ${hostname()}`;
  await fs.mkdir(path.dirname(options.file), { recursive: true });
  await acquire(options, token);
  const heartbeat = setInterval(() => {
    const now = new Date(options.tools.now());
    fs.utimes(options.file, now, now).catch(() => undefined); // taken over as stale: publishing stays atomic
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    const holder = await fs.readFile(options.file, "utf8").catch(() => undefined);
    if (holder === token) await fs.rm(options.file, { force: true });
  }
}

async function acquire({ file, tools, report, signal }: LockOptions, token: string): Promise<void> {
  let toldAt: number | undefined;
  for (;;) {
    try {
      await fs.writeFile(file, token, { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const seen = await fs.stat(file).catch(() => undefined);
    if (seen === undefined) continue; // released between the two calls
    if (tools.now() - seen.mtimeMs > STALE_AFTER_MS || (await isHolderDead(file))) {
      await removeStale(file);
      continue;
    }
    if (toldAt === undefined || tools.now() - toldAt >= TOLD_EVERY_MS) {
      toldAt = tools.now();
      report("Another process is preparing the Pulumi engine; waiting for it", false);
    }
    await tools.sleep(POLL_MS, signal);
  }
}

// A build ended by Ctrl-C or a kill is noticed at once; for a holder on another machine only the heartbeat speaks.
async function isHolderDead(file: string): Promise<boolean> {
  const [, pid, host] = (await fs.readFile(file, "utf8").catch(() => "")).split(" ");
  if (pid === undefined || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

// Moved aside first: of several waiters only one succeeds, and none deletes a lock that was just taken anew under that name.
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await fs.rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  await fs.rm(aside, { force: true });
}
