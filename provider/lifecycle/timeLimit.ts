/** What bounds an operation in time: a limit, a cancel, and the grace in which a request on its way may still come home. */
import type { Clock } from "../model/clock";
import { FourpayError } from "../model/errors";
import type { Operation } from "./operation";

/** How long a request that is on its way may still take after a cancel or the deadline. */
const WRITE_GRACE_MS = 5_000;

export interface TimeLimit extends Pick<Operation, "signal" | "writeSignal" | "cancelled" | "deadline"> {
  /** The operation is over: takes the timers away. */
  readonly finish: () => void;
}

export function timeLimit(clock: Clock, limitMs: number, cancelled: AbortSignal): TimeLimit {
  const over = new AbortController();
  const finished = new AbortController();
  void clock.sleep(limitMs, finished.signal).then(() => {
    if (!finished.signal.aborted)
      over.abort(new FourpayError("wait_timeout", `The time limit of ${limitMs / 1000}s is over.`));
  });
  const signal = AbortSignal.any([cancelled, over.signal]);
  const later = new AbortController();
  const grace = () => void clock.sleep(WRITE_GRACE_MS, finished.signal).then(() => later.abort(signal.reason));
  if (signal.aborted) grace();
  else signal.addEventListener("abort", grace, { once: true });
  return {
    signal,
    writeSignal: later.signal,
    cancelled,
    deadline: clock.now() + limitMs,
    finish: () => finished.abort(),
  };
}
