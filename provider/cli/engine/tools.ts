// Owns everything the engine search does to the outside world beyond plain files: processes, one network probe, the clock.
// Deciding is left to the other files; tests replace single tools.
import { spawn } from "node:child_process";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import type { Env } from "./candidates";

export interface RunOptions {
  readonly cwd?: string;
  readonly env: Env;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called for each line the process writes to standard error. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Why it failed, in one line or a few; empty when `ok`. */
  readonly reason: string;
}

export interface EngineTools {
  run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult>;
  /** Resolves to undefined when `url` answers in time, otherwise to the reason. */
  whyUnreachable(url: string, timeoutMs: number): Promise<string | undefined>;
  openCommand(root: string): Promise<PulumiCommand>;
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const KEPT_TAIL = 64 * 1024;

function tail(text: string, lines: number): string {
  return text.trim().split(/\r?\n/).slice(-lines).join(" | ");
}

function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    let stdout = "";
    let stderr = "";
    let partial = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
      // A grandchild may hold the pipes open; "close" would then never come.
      child.stdout.destroy();
      child.stderr.destroy();
    }, options.timeoutMs);
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout = (stdout + chunk).slice(-KEPT_TAIL);
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr = (stderr + chunk).slice(-KEPT_TAIL);
      const lines = (partial + chunk).split(/\r?\n/);
      partial = lines.pop() ?? "";
      for (const line of lines) options.onLine?.(line);
    });
    const finish = (reason: string) => {
      clearTimeout(timer);
      resolve({ ok: reason === "", stdout, reason });
    };
    child.on("error", (error: NodeJS.ErrnoException) => finish(error.code === "ENOENT" ? "not found" : error.message));
    child.on("close", (code, signal) => {
      if (timedOut) return finish(`no end after ${Math.round(options.timeoutMs / 1000)} s`);
      if (code === 0) return finish("");
      const said = tail(stderr, 4) || tail(stdout, 4);
      finish(`${signal === null ? `exit code ${code}` : `ended by ${signal}`}${said === "" ? "" : `: ${said}`}`);
    });
  });
}

async function whyUnreachable(url: string, timeoutMs: number): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(timeoutMs) });
    return answer.ok ? undefined : `it answers with status ${answer.status}`;
  } catch (error) {
    if (!(error instanceof Error)) return "it cannot be reached";
    if (error.name === "TimeoutError") return `no answer within ${Math.round(timeoutMs / 1000)} s`;
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    return cause === "" ? "it cannot be reached" : cause;
  }
}

/** The real tools. */
export const systemTools: EngineTools = {
  run,
  whyUnreachable,
  openCommand: (root) => PulumiCommand.get({ root: path.resolve(root) }),
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};
