/**
 * The one budget for requests: how many at once, how many per second. Everybody who sends goes through `run`, in the order of asking.
 * After a 429 the rate is cut by half and grows back steadily; a `Retry-After` holds up all senders, not only the one who got it.
 */
import type { Clock } from "../model/clock";
import { RetryQuota } from "./retryQuota";
import { after } from "./timer";

export const DEFAULT_CONCURRENCY = 16;

export interface PacerSettings {
  /** Requests at the same time. Default 16. */
  readonly maxConcurrency?: number;
  /** Requests begun per second. Default: no bound until the API answers 429. */
  readonly maxRequestsPerSecond?: number;
}

interface Waiter {
  readonly grant: () => void;
}

/** Several 429 within this time are one event: they answer requests that were sent at the same rate. */
const SAME_EVENT_MS = 1_000;
const MIN_RATE = 1;
/** Requests per second gained back per second without a 429. */
const GROWTH = 1;
/** An adapted rate that has grown to this many times where it was cut no longer binds. */
const RECOVERED = 4;

export class Pacer {
  /** What may still be repeated. */
  readonly quota = new RetryQuota();
  readonly #clock: Clock;
  readonly #queue: Waiter[] = [];
  #limit = DEFAULT_CONCURRENCY;
  #fixedRate = Number.POSITIVE_INFINITY;
  #stated: PacerSettings = {};
  #active = 0;
  #nextAt = Number.NEGATIVE_INFINITY;
  #callOff: (() => void) | undefined;
  #adapted: { rate: number; readonly from: number; cutAt: number; grownAt: number } | undefined;
  #recentSends: number[] = [];

  constructor(clock: Clock, settings: PacerSettings = {}) {
    this.#clock = clock;
    this.tighten(settings);
  }

  /** Requests per second allowed at the moment; infinite where nothing binds. */
  get rate(): number {
    return Math.min(this.#fixedRate, this.#adapted?.rate ?? Number.POSITIVE_INFINITY);
  }

  /** Applies settings that somebody stated. Where several are stated in one process, the strictest holds. */
  tighten({ maxConcurrency, maxRequestsPerSecond }: PacerSettings): void {
    const limit = strictest(this.#stated.maxConcurrency, maxConcurrency);
    const rate = strictest(this.#stated.maxRequestsPerSecond, maxRequestsPerSecond);
    this.#stated = {
      ...(limit !== undefined && { maxConcurrency: limit }),
      ...(rate !== undefined && { maxRequestsPerSecond: rate }),
    };
    this.#limit = limit ?? DEFAULT_CONCURRENCY;
    this.#fixedRate = rate ?? Number.POSITIVE_INFINITY;
    this.#pump();
  }

  /** Runs the task in a slot. When the signal aborts before its turn, `cancelled()` is thrown and the task never runs. */
  async run<T>(task: () => Promise<T>, signal: AbortSignal | undefined, cancelled: () => Error): Promise<T> {
    await this.#turn(signal, cancelled);
    try {
      return await task();
    } finally {
      this.#active -= 1;
      this.#pump();
    }
  }

  /** The API answered 429. */
  slowDown(retryAfterMs = 0): void {
    const now = this.#clock.now();
    this.#nextAt = Math.max(this.#nextAt, now + retryAfterMs);
    if (this.#adapted !== undefined && now - this.#adapted.cutAt < SAME_EVENT_MS) return;
    const from = Math.min(this.rate, this.#sentLastSecond(now));
    // Growing starts when the pause is over, or a long pause alone would undo the cut.
    this.#adapted = { rate: Math.max(MIN_RATE, from / 2), from, cutAt: now, grownAt: now + retryAfterMs };
  }

  /** The API answered something else: the rate may grow. */
  speedUp(): void {
    const adapted = this.#adapted;
    if (adapted === undefined) return;
    const now = this.#clock.now();
    if (now <= adapted.grownAt) return;
    adapted.rate += ((now - adapted.grownAt) / 1_000) * GROWTH;
    adapted.grownAt = now;
    if (adapted.rate >= Math.max(adapted.from, MIN_RATE) * RECOVERED) this.#adapted = undefined;
  }

  #turn(signal: AbortSignal | undefined, cancelled: () => Error): Promise<void> {
    if (signal?.aborted) return Promise.reject(cancelled());
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(cancelled());
      };
      const waiter: Waiter = {
        grant() {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#queue.push(waiter);
      this.#pump();
    });
  }

  /** Grants turns while slots and rate allow, and sets a timer for the next one the rate holds back. */
  #pump(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    while (this.#active < this.#limit && this.#queue.length > 0) {
      const now = this.#clock.now();
      if (this.#nextAt > now) {
        this.#callOff = after(this.#clock, this.#nextAt - now, () => this.#pump());
        return;
      }
      this.#active += 1;
      this.#nextAt = Math.max(this.#nextAt, now + 1_000 / this.rate);
      this.#recentSends.push(now);
      this.#sentLastSecond(now);
      this.#queue.shift()?.grant();
    }
  }

  #sentLastSecond(now: number): number {
    this.#recentSends = this.#recentSends.filter((at) => now - at < 1_000);
    return Math.max(MIN_RATE, this.#recentSends.length);
  }
}

function strictest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

let shared: Pacer | undefined;

/** The budget of this process, tightened by the given settings. Its clock is the one of whoever asks first. */
export function processPacer(clock: Clock, settings: PacerSettings = {}): Pacer {
  shared ??= new Pacer(clock);
  shared.tighten(settings);
  return shared;
}
