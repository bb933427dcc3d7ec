/** What the list watches share: who waits in which wallet, and one signal for all of them. */
import type { CardSummary } from "../model/entities";

/** Below this many waiting cards single GETs are cheaper than list pages. */
export const LIST_FROM = 3;
export const PAGE = 100;
/** Between two readings of a list there is this much time for each of its pages: the watch is a small part of all requests. */
export const PAGE_MS = 150;

/** One card that somebody waits for. */
export interface Awaited {
  readonly walletId: string;
  readonly cardId: string;
  /** When the wait began: whoever comes back again and again is looked for less and less often. */
  readonly since: number;
  readonly signal: AbortSignal;
}

export type Waiting<A extends Awaited> = A & {
  /** When it was asked for this time. */
  readonly joined: number;
  readonly wake: (shown?: CardSummary) => void;
};

/** Those who wait, by wallet. The first one of a wallet starts its watch, which ends when nobody waits any more. */
export class Waiters<A extends Awaited> {
  readonly #byWallet = new Map<string, Set<Waiting<A>>>();
  readonly #watch: (walletId: string, waiters: ReadonlySet<Waiting<A>>) => Promise<void>;

  /** `watch` runs while a card of the wallet `isAwaited`, and never rejects. */
  constructor(watch: (walletId: string, waiters: ReadonlySet<Waiting<A>>) => Promise<void>) {
    this.#watch = watch;
  }

  /** Resolves when the wait may be over; at once, and with nothing, when the signal aborts. */
  join(awaited: A, now: number): Promise<CardSummary | undefined> {
    const { walletId, signal } = awaited;
    if (signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const waiters = this.#byWallet.get(walletId) ?? new Set<Waiting<A>>();
      const aborted = () => wake();
      const wake = (shown?: CardSummary) => {
        waiters.delete(waiter);
        signal.removeEventListener("abort", aborted);
        resolve(shown);
      };
      const waiter = { ...awaited, joined: now, wake };
      waiters.add(waiter);
      signal.addEventListener("abort", aborted, { once: true });
      if (this.#byWallet.has(walletId)) return;
      this.#byWallet.set(walletId, waiters);
      void this.#watch(walletId, waiters);
    });
  }

  /** Whether a watch must go on. Where not, the next one who waits starts another: in one step, so that nobody joins a watch that ends. */
  isAwaited(walletId: string): boolean {
    if ((this.#byWallet.get(walletId)?.size ?? 0) > 0) return true;
    this.#byWallet.delete(walletId);
    return false;
  }
}

/** Runs one look for all of them: it is called off when nobody is left who wants it. */
export async function lookFor<T>(
  present: readonly Pick<Awaited, "signal">[],
  look: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const leave = () => {
    if (present.every(({ signal }) => signal.aborted)) stop.abort();
  };
  const signals = new Set(present.map(({ signal }) => signal));
  for (const signal of signals) signal.addEventListener("abort", leave, { once: true });
  try {
    return await look(stop.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener("abort", leave);
  }
}

/** When the youngest of the waits began: how long to pause goes by it. */
export function youngestOf(waiters: Iterable<Pick<Awaited, "since">>): number {
  return [...waiters].reduce((latest, { since }) => Math.max(latest, since), 0);
}
