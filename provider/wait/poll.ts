/**
 * The one waiting loop: look, judge, say so, sleep. Deadline and cancellation end it with an error; a timeout is never success. An API that
 * is out of reach for a moment does not end it: what is waited for goes on over there.
 */
import type { Clock, Random } from "../model/clock";
import { FourpayError, isFourpayError } from "../model/errors";
import { pending, type Verdict } from "./conditions";
import { intervalMs } from "./interval";

export interface Wait<T> {
  /** What is waited for, for messages: `the card to become active`. */
  readonly what: string;
  readonly observe: () => Promise<T>;
  readonly judge: (observed: T) => Verdict;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly progress: (text: string) => void;
  /** What to do when the time is over. */
  readonly timeoutHint?: string;
  /** How to pass the time between two looks. Default: sleep, quick at first and calmer later. */
  readonly pause?: (waitedMs: number) => Promise<void>;
  /** Pause before the first look as well: right after a write there is nothing to see yet. */
  readonly pauseFirst?: boolean;
}

/** How long it may be impossible to look before that is what ends the wait. */
const TROUBLE_MS = 120_000;

type Look<T> =
  | { readonly observed: T; readonly trouble?: never }
  | { readonly trouble: FourpayError; readonly observed?: never };

export async function pollUntil<T>(wait: Wait<T>): Promise<T> {
  const started = wait.clock.now();
  const seen = new Map<string, number>();
  let lookedAt = started;
  if (wait.pauseFirst === true) {
    wait.progress(`waiting for ${wait.what}`);
    await pause(wait, 0);
  }
  for (;;) {
    const { observed, trouble } = await look(wait, started, seen);
    const now = wait.clock.now();
    if (trouble === undefined) lookedAt = now;
    else if (now >= wait.deadline || now - lookedAt >= TROUBLE_MS) throw unseen(wait, started, seen, trouble);
    const verdict = trouble === undefined ? wait.judge(observed) : pending(`could not look (${trouble.code})`);
    if (verdict.kind === "done") return observed as T;
    if (verdict.kind === "failed") throw verdict.error;
    seen.set(verdict.seen, (seen.get(verdict.seen) ?? 0) + 1);
    const waited = now - started;
    wait.progress(`waiting for ${wait.what}: ${verdict.seen} (${Math.round(waited / 1000)}s)`);
    if (now >= wait.deadline) throw timedOut(wait, started, seen);
    await pause(wait, waited);
  }
}

async function pause<T>(wait: Wait<T>, waitedMs: number): Promise<void> {
  if (wait.pause !== undefined) return wait.pause(waitedMs);
  const left = Math.max(0, wait.deadline - wait.clock.now());
  await wait.clock.sleep(Math.min(intervalMs(waitedMs, wait.random), left), wait.signal);
}

/** Whatever the API says is an answer; that it says nothing at all is trouble, and passes. */
const TROUBLE = ["no_answer", "server_error", "not_sent", "rate_limited"] as const;

async function look<T>(wait: Wait<T>, started: number, seen: ReadonlyMap<string, number>): Promise<Look<T>> {
  stopIfOver(wait, started, seen);
  try {
    return { observed: await wait.observe() };
  } catch (error) {
    if (wait.signal.aborted || isFourpayError(error, "cancelled")) stopIfOver(wait, started, seen);
    if (isFourpayError(error, ...TROUBLE)) return { trouble: error };
    throw error;
  }
}

function stopIfOver<T>(wait: Wait<T>, started: number, seen: ReadonlyMap<string, number>): void {
  if (!wait.signal.aborted) return;
  if (isFourpayError(wait.signal.reason, "wait_timeout")) throw timedOut(wait, started, seen);
  throw new FourpayError("cancelled", `Cancelled while waiting for ${wait.what}${lastSeen(seen)}.`, {
    hint: "Run `pulumi up` again to go on from here.",
  });
}

function timedOut<T>(wait: Wait<T>, started: number, seen: ReadonlyMap<string, number>): FourpayError {
  const seconds = Math.round((wait.clock.now() - started) / 1000);
  return new FourpayError("wait_timeout", `Waited ${seconds}s for ${wait.what}${lastSeen(seen)}${histogram(seen)}.`, {
    hint: wait.timeoutHint ?? "Run `pulumi up` again to go on waiting, or raise `customTimeouts`.",
  });
}

/** Nobody could look in the end: the trouble is told, and what was seen before. */
function unseen<T>(
  { what, clock, timeoutHint }: Wait<T>,
  started: number,
  seen: ReadonlyMap<string, number>,
  trouble: FourpayError,
): FourpayError {
  const seconds = Math.round((clock.now() - started) / 1000);
  const { code, message, hint, status, request } = trouble;
  return new FourpayError(code, `${message} Waited ${seconds}s for ${what}${lastSeen(seen)}${histogram(seen)}.`, {
    cause: trouble,
    ...((timeoutHint ?? hint) !== undefined && { hint: timeoutHint ?? hint }),
    ...(status !== undefined && { status }),
    ...(request !== undefined && { request }),
  });
}

function lastSeen(seen: ReadonlyMap<string, number>): string {
  const last = [...seen.keys()].at(-1);
  return last === undefined ? "" : `; last seen: ${last}`;
}

function histogram(seen: ReadonlyMap<string, number>): string {
  if (seen.size < 2) return "";
  return ` (observed: ${[...seen].map(([what, times]) => `${what} ×${times}`).join(", ")})`;
}
