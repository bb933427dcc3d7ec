/**
 * The one budget for requests: how many at once, how many per second. Everybody who sends goes through `run`, in the order of asking.
 * After a 429 the rate falls below what the API took in the last second and grows back, faster the longer none comes; a `Retry-After` holds up all senders, not
 * only the one who got it.
 */
import type { Clock } from "../model/clock";
import { after } from "../model/timer";
import { RetryQuota } from "./retryQuota";

export const DEFAULT_CONCURRENCY = 16;
/**
 * A short answer time must not turn 16 requests at once into a thousand a second: all that are on their way when a limit is reached are
 * refused with 429, and the faster they went out the more there are.
 */
export const DEFAULT_RATE = 400;

export interface PacerSettings {
  /** Requests at the same time. Default 16. */
  readonly maxConcurrency?: number;
  /** Requests begun per second. Default 400, and less after a 429. */
  readonly maxRequestsPerSecond?: number;
}

interface Waiter {
  readonly grant: () => void;
}

/** The rate after a 429. */
interface Adapted {
  rate: number;
  /** What was sent or taken before. */
  readonly from: number;
  readonly cutAt: number;
  /** The end of the longest pause that the API asked for. */
  resumedAt: number;
  grownAt: number;
  /** For so long the API answered without a 429. */
  calmSeconds: number;
}

/** Several 429 within this time are one event: they answer requests that were sent at the same rate. */
const SAME_EVENT_MS = 1_000;
const MIN_RATE = 1;
/** How much of what the API took in the last second is sent after a 429. */
const CUT = 0.85;
/** The same after the first one: what was taken before it holds all that the limit had saved up for a burst. */
const FIRST_CUT = 0.7;
/** Requests per second gained back per second without a 429: at least one, and a share of the rate, so that a low rate recovers as well. */
const GROWTH = 1;
const GROWTH_SHARE = 0.02;
/**
 * So many seconds after a 429 it grows by that much; more slowly before, faster and faster later. Close to a limit it feels its way, and an
 * API that takes only short bursts, of which little was taken in a second, does not hold it far below for long.
 */
const STEADY_S = 3;
/** One answer proves no more than this: a process that was idle has not tried what the API takes. */
const MOST_AT_ONCE_MS = 3_000;
/** A turn granted this much too late is made up for: timers are never early, and would otherwise cost a part of every rate. */
const LATE_MS = 20;
/** An adapted rate that has grown to this many times where it was cut no longer binds. */
const RECOVERED = 4;

export class Pacer {
  /** What may still be repeated. */
  readonly quota = new RetryQuota();
  readonly #clock: Clock;
  readonly #queue: Waiter[] = [];
  #limit = DEFAULT_CONCURRENCY;
  #fixedRate = DEFAULT_RATE;
  #stated: PacerSettings = {};
  #active = 0;
  #nextAt = Number.NEGATIVE_INFINITY;
  #callOff: (() => void) | undefined;
  #adapted: Adapted | undefined;
  #recentlyTaken: number[] = [];
  #latest = Number.NEGATIVE_INFINITY;
  #setBack = 0;
  #cut = FIRST_CUT;

  constructor(clock: Clock, settings: PacerSettings = {}) {
    this.#clock = clock;
    this.tighten(settings);
  }

  /** Requests per second allowed at the moment. */
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
    this.#fixedRate = rate ?? DEFAULT_RATE;
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
    const now = this.#now();
    const adapted = this.#adapted;
    // Growing starts when the last pause is over, or a long pause alone would undo the cut.
    const resumedAt = Math.max(now + retryAfterMs, adapted?.resumedAt ?? now);
    this.#nextAt = Math.max(this.#nextAt, resumedAt);
    if (adapted !== undefined && now - adapted.cutAt < SAME_EVENT_MS) {
      adapted.resumedAt = resumedAt;
      adapted.grownAt = Math.max(adapted.grownAt, resumedAt);
      return;
    }
    const from = Math.min(this.rate, this.#takenLastSecond(now));
    this.#adapted = {
      rate: Math.max(MIN_RATE, from * this.#cut),
      from,
      cutAt: now,
      resumedAt,
      grownAt: resumedAt,
      calmSeconds: 0,
    };
    this.#cut = CUT;
  }

  /** The API answered something else: it took the request, and the rate may grow. */
  speedUp(): void {
    const now = this.#now();
    this.#recentlyTaken.push(now);
    this.#takenLastSecond(now);
    const adapted = this.#adapted;
    if (adapted === undefined || now <= adapted.grownAt) return;
    const seconds = Math.min(now - adapted.grownAt, MOST_AT_ONCE_MS) / 1_000;
    const growth = Math.max(GROWTH, adapted.rate * GROWTH_SHARE);
    adapted.rate += seconds * ((adapted.calmSeconds + seconds / 2) / STEADY_S) * growth;
    adapted.calmSeconds += seconds;
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
      const now = this.#now();
      if (this.#nextAt > now) {
        this.#callOff = after(this.#clock, this.#nextAt - now, () => this.#pump());
        return;
      }
      this.#active += 1;
      const due = now - this.#nextAt <= LATE_MS ? this.#nextAt : now;
      this.#nextAt = due + 1_000 / this.rate;
      this.#queue.shift()?.grant();
    }
  }

  /** The clock's time, which never runs back here: setting a clock an hour back must not hold up all requests for an hour. */
  #now(): number {
    const read = this.#clock.now();
    this.#setBack = Math.max(this.#setBack, this.#latest - read);
    this.#latest = read + this.#setBack;
    return this.#latest;
  }

  #takenLastSecond(now: number): number {
    const first = this.#recentlyTaken.findIndex((at) => now - at < 1_000);
    this.#recentlyTaken.splice(0, first === -1 ? this.#recentlyTaken.length : first);
    return Math.max(MIN_RATE, this.#recentlyTaken.length);
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
