/**
 * When a request is sent again. The rule is honest about money: a read may be repeated, a write only when it certainly was not
 * processed (`not_sent`, `rate_limited`). A write whose fate is unknown is never sent again, whatever the number of attempts left.
 */
import type { Clock, Random } from "../model/clock";
import { type ErrorCode, FourpayError } from "../model/errors";
import type { Kind } from "./errors";
import { MAX_RETRY_AFTER_MS } from "./retryAfter";
import type { RetryQuota } from "./retryQuota";
import { isLasting } from "./safeCause";

const BASE_MS = 250;
const RATE_LIMITED_BASE_MS = 1_000;
const CAP_MS = 8_000;
/** No call goes on trying for longer than this. */
const MAX_ELAPSED_MS = 600_000;
const READ_ATTEMPTS = 5;
const RATE_LIMITED_ATTEMPTS = 12;
const NOT_SENT_ATTEMPTS = 6;
const PASSING_STATUSES = [500, 502, 503, 504];

export interface RetryQuestion {
  readonly kind: Kind;
  readonly code: ErrorCode;
  readonly status?: number | undefined;
  /** Attempts made so far, from 1. */
  readonly attempt: number;
  /** Since the first attempt began. */
  readonly elapsedMs: number;
  readonly retryAfterMs?: number | undefined;
  /** Until the call's deadline, where there is one. */
  readonly remainingMs?: number | undefined;
  /** The failure would only repeat (a certificate, a closed client). */
  readonly lasting?: boolean;
  /** Uniform in [0, 1). */
  readonly random: number;
}

export type RetryDecision = { readonly retry: false } | { readonly retry: true; readonly delayMs: number };

const STOP: RetryDecision = { retry: false };

export function decideRetry(question: RetryQuestion): RetryDecision {
  if (question.lasting === true || question.attempt >= allowedAttempts(question)) return STOP;
  const delayMs = delayFor(question);
  if (question.elapsedMs + delayMs > MAX_ELAPSED_MS) return STOP;
  if (question.remainingMs !== undefined && delayMs >= question.remainingMs) return STOP;
  return { retry: true, delayMs };
}

function allowedAttempts({ kind, code, status }: RetryQuestion): number {
  if (code === "not_sent") return NOT_SENT_ATTEMPTS;
  if (code === "rate_limited") return RATE_LIMITED_ATTEMPTS;
  if (kind === "write") return 0;
  if (code === "no_answer") return READ_ATTEMPTS;
  return code === "server_error" && status !== undefined && PASSING_STATUSES.includes(status) ? READ_ATTEMPTS : 0;
}

/** Full jitter under a doubling ceiling; a `Retry-After` is waited out first, with a little jitter so that senders do not return in step. */
function delayFor({ code, attempt, retryAfterMs, random }: RetryQuestion): number {
  if (retryAfterMs !== undefined) return Math.round(Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) + random * BASE_MS);
  const base = code === "rate_limited" ? RATE_LIMITED_BASE_MS : BASE_MS;
  return Math.round(random * Math.min(CAP_MS, base * 2 ** (attempt - 1)));
}

export interface RetryOptions {
  readonly kind: Kind;
  readonly clock: Clock;
  readonly random: Random;
  /** Shared by everything in the process. */
  readonly quota: RetryQuota;
  readonly signal?: AbortSignal | undefined;
  /** Point in time (`clock.now()`) after which nobody waits for the answer. */
  readonly deadline?: number | undefined;
  /** The error for a wait that the signal ended; nothing was on its way then. */
  readonly onAbort: (lastError: FourpayError) => FourpayError;
}

/** Runs the attempt until it succeeds, `decideRetry` says stop or the quota is used up. A backoff ends at once when the signal aborts. */
export async function withRetry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { kind, clock, random, quota, signal, deadline } = options;
  const started = clock.now();
  for (let made = 1; ; made += 1) {
    try {
      const result = await attempt();
      quota.succeeded(made > 1);
      return result;
    } catch (error) {
      if (!(error instanceof FourpayError)) throw error;
      const now = clock.now();
      const decision = decideRetry({
        kind,
        code: error.code,
        status: error.status,
        attempt: made,
        elapsedMs: now - started,
        retryAfterMs: error.retryAfterMs,
        remainingMs: deadline === undefined ? undefined : deadline - now,
        lasting: isLasting(error.cause),
        random: random(),
      });
      if (!decision.retry || !quota.afford(error.code)) throw error;
      await clock.sleep(decision.delayMs, signal);
      if (signal?.aborted) throw options.onAbort(error);
    }
  }
}
