/**
 * Sends one write at most once and then watches until its effect shows. When the reply was lost, the effect itself is the answer: it is
 * looked for during the outcome window, and nothing is sent again.
 */
import type { Call } from "../api/port";
import { FourpayError, isFourpayError } from "../model/errors";
import { pending, type Verdict } from "../wait/conditions";
import { pollUntil } from "../wait/poll";
import type { Operation } from "./operation";

export interface Change<T> {
  /** What is waited for: `the card to become frozen`. */
  readonly what: string;
  readonly send: () => Promise<unknown>;
  readonly observe: (signal: AbortSignal) => Promise<T>;
  readonly judge: (observed: T) => Verdict;
  /** How long the effect may take; default: until the operation's deadline. */
  readonly withinMs?: number;
  readonly timeoutHint?: string;
  /** How to pass the time before each look, the first one included. Default: look at once, then sleep. */
  readonly pause?: () => Promise<void>;
}

/** How long a change that the API accepted may take to show before it counts as not applied. */
export const SETTLE_MS = 30_000;

export async function applyChange<T>(operation: Operation, change: Change<T>): Promise<T> {
  let lost: FourpayError | undefined;
  try {
    await change.send();
  } catch (error) {
    if (!isFourpayError(error, "outcome_unknown")) throw error;
    lost = error;
  }
  if (lost !== undefined) return findOutcome(operation, lost, change);
  const { what, judge, withinMs, timeoutHint, pause } = change;
  const within = withinMs === undefined ? operation.deadline : operation.clock.now() + withinMs;
  return pollUntil({
    ...operation,
    what,
    judge,
    observe: () => change.observe(operation.signal),
    deadline: Math.min(within, operation.deadline),
    ...(timeoutHint === undefined ? {} : { timeoutHint }),
    ...(pause === undefined ? {} : { pause, pauseFirst: true }),
  });
}

/** Watches for the effect of a write whose reply was lost; trouble while looking does not end the watch early. */
export async function findOutcome<T>(
  operation: Operation,
  lost: FourpayError,
  change: Pick<Change<T>, "what" | "observe" | "judge">,
): Promise<T> {
  operation.progress(`the reply was lost; looking whether it was processed (${change.what})`);
  try {
    const found = await pollUntil<T | FourpayError>({
      ...operation,
      what: change.what,
      observe: () => change.observe(operation.cancelled).catch(passingTrouble),
      judge: (seen) => (seen instanceof FourpayError ? pending(`could not look: ${seen.code}`) : change.judge(seen)),
      signal: operation.cancelled,
      deadline: operation.clock.now() + operation.outcomeWindowMs,
    });
    return found as T;
  } catch (error) {
    if (!isFourpayError(error, "wait_timeout", "cancelled")) throw error;
    throw new FourpayError(
      "outcome_unknown",
      `${lost.message} It is not known whether it was processed: ${watched(operation, error)} Nothing was sent again.`,
      {
        hint: "Run `pulumi up` again: it first looks at what is there now.",
        cause: lost,
        ...(lost.request === undefined ? {} : { request: lost.request }),
      },
    );
  }
}

/** Assumption: what the API has not done after the outcome window, and does not show at the next run, it never does. */
function watched({ outcomeWindowMs }: Operation, error: FourpayError): string {
  if (error.code === "cancelled") return "the run was cancelled before it could be seen.";
  return `nothing of it was seen within ${Math.round(outcomeWindowMs / 1000)}s (fourpay:outcomeWindowSeconds).`;
}

const PASSING = ["no_answer", "server_error", "rate_limited", "not_sent", "not_found", "protocol_error"] as const;

function passingTrouble(error: unknown): FourpayError {
  if (isFourpayError(error, ...PASSING)) return error;
  throw error;
}

/**
 * Whether a wait ended with a window of its own; when it is the operation's time that is over, nothing is known yet. The signal is asked as
 * well: timers of Node may ring a millisecond early.
 */
export function windowIsOver({ clock, deadline, signal }: Operation, error: unknown): error is FourpayError {
  return isFourpayError(error, "wait_timeout") && !signal.aborted && clock.now() < deadline;
}

/**
 * The signal for writes: a request that is on its way when the run is cancelled may still end within seconds, and with it the id comes
 * home. Nothing new is begun after a cancel.
 */
export function writing(operation: Operation): Call {
  operation.signal.throwIfAborted();
  return {
    signal: operation.writeSignal,
    beginSignal: operation.signal,
    ...(operation.secrets !== undefined && { secrets: operation.secrets }),
  };
}

/** Assumption: right after a write an object may not be readable yet. 404 becomes `undefined`. */
export async function orAbsent<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isFourpayError(error, "not_found")) return undefined;
    throw error;
  }
}
