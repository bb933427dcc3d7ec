// Ctrl-C: a real SIGINT to the engine that runs as a child of this process.
import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import { expect, vi } from "vitest";
import type { RunReport, TestStack, Verb } from "./stack";

/** Far less than any wait the tests interrupt, and more than a busy machine needs. */
const SOON_MS = 30_000;

/** Runs the engine, interrupts it once as soon as that holds, and answers what it said. It must end soon and with a failure. */
export async function interruptOnce(
  stack: TestStack,
  verb: Verb,
  code: string,
  under: () => void | Promise<void>,
): Promise<RunReport> {
  const running = stack.expectFail(verb, code);
  // A run that ends by itself is reported by what awaits it below, not as an unhandled rejection.
  running.catch(() => {});
  await Promise.race([vi.waitFor(under, { timeout: 90_000, interval: 50 }), running]);
  const [engine, ...others] = await engines();
  expect(others, "one engine at a time").toEqual([]);
  const at = performance.now();
  process.kill(engine ?? Number.NaN, "SIGINT");
  const report = await running;
  expect(performance.now() - at, report.output).toBeLessThan(SOON_MS);
  return report;
}

/** The process ids of the engines this process has started. */
async function engines(): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,comm="]);
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    return Number(parent) === process.pid && basename(command.join(" ")) === "pulumi" ? [Number(pid)] : [];
  });
}
