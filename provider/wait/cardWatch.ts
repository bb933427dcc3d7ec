/**
 * One status watch per wallet for all cards that are being created: filtered pages of the card list say which are still pending, so that
 * 200 waiting cards cost a few list pages and one GET each at the end, not 200 GETs a second.
 */
import type { Clock, Random } from "../model/clock";
import { intervalMs } from "./interval";

export interface CardWatchSource {
  /** The ids of the wallet's cards that are still being created. */
  readonly pendingIds: (walletId: string, signal: AbortSignal) => Promise<ReadonlySet<string>>;
  readonly clock: Clock;
  readonly random: Random;
}

interface Waiter {
  readonly cardId: string;
  /** When it joined; it is sent to look for itself from time to time, whatever the lists say. */
  readonly joined: number;
  readonly since: number;
  readonly signal: AbortSignal;
  readonly wake: () => void;
}

/** Below this many waiting cards single GETs are cheaper than a list page. */
const LIST_FROM = 3;

/** However long the lists call a card pending, the card itself is looked at this often. */
const LONGEST_MS = 30_000;

export class CardWatch {
  readonly #source: CardWatchSource;
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(source: CardWatchSource) {
    this.#source = source;
  }

  /**
   * Resolves when it is worth looking at the card itself: it left the list of pending cards, the signal aborted, or so few cards wait
   * that looking is as cheap. It promises nothing about the card; the caller looks and may come back.
   */
  async worthLooking(walletId: string, cardId: string, since: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const waiters = this.#waiters.get(walletId) ?? new Set<Waiter>();
      const wake = () => {
        waiters.delete(waiter);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const waiter: Waiter = { cardId, joined: this.#source.clock.now(), since, signal, wake };
      waiters.add(waiter);
      signal.addEventListener("abort", wake, { once: true });
      if (!this.#waiters.has(walletId)) {
        this.#waiters.set(walletId, waiters);
        void this.#watch(walletId, waiters);
      }
    });
  }

  /** Runs while anybody waits for a card of this wallet. It never rejects: a failed look wakes everybody, who then see for themselves. */
  async #watch(walletId: string, waiters: Set<Waiter>): Promise<void> {
    const { clock, random, pendingIds } = this.#source;
    while (waiters.size > 0) {
      const youngest = Math.max(...[...waiters].map((waiter) => waiter.since));
      await clock.sleep(intervalMs(clock.now() - youngest, random));
      const present = [...waiters];
      if (present.length < LIST_FROM) {
        for (const waiter of present) waiter.wake();
        continue;
      }
      const stop = new AbortController();
      const leave = () => {
        if (present.every((waiter) => waiter.signal.aborted)) stop.abort();
      };
      for (const waiter of present) waiter.signal.addEventListener("abort", leave, { once: true });
      try {
        const pending = await pendingIds(walletId, stop.signal);
        for (const waiter of present) {
          if (!pending.has(waiter.cardId) || clock.now() - waiter.joined >= LONGEST_MS) waiter.wake();
        }
      } catch {
        // Each waiter looks at its own card next and meets, and reports, the trouble itself.
        for (const waiter of present) waiter.wake();
      } finally {
        for (const waiter of present) waiter.signal.removeEventListener("abort", leave);
      }
    }
    this.#waiters.delete(walletId);
  }
}
