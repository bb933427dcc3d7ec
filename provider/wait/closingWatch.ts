/**
 * One watch per wallet for all cards that are being closed: a reading of the wallet's list tells of hundreds at once, where each would have
 * to be looked at again and again. Only what the list shows counts: a card that is closed. Whoever it does not show looks at the card itself.
 */
import type { Clock, Random } from "../model/clock";
import type { CardSummary } from "../model/entities";
import { isGoneCard } from "../model/status";
import { intervalMs } from "./interval";
import { type Awaited, LIST_FROM, lookFor, PAGE, PAGE_MS, Waiters, type Waiting, youngestOf } from "./waiting";

export interface ClosingWatchSource {
  /** One reading of the wallet's cards in their order, without about so many at the beginning, and no further than `enough` says. */
  readonly glance: (
    walletId: string,
    which: { readonly after: number; readonly enough: (shown: CardSummary) => boolean },
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, CardSummary>>;
  readonly clock: Clock;
  readonly random: Random;
}

type Waiter = Waiting<Awaited>;

/** A card that the whole list lacks is looked at this often. */
const MISSING_MS = 5_000;
/** However long the list calls a card open, the card itself is looked at this often. */
const LONGEST_MS = 30_000;

export class ClosingWatch {
  readonly #source: ClosingWatchSource;
  readonly #waiters = new Waiters<Awaited>((walletId, waiters) => this.#watch(walletId, waiters));

  constructor(source: ClosingWatchSource) {
    this.#source = source;
  }

  /**
   * Resolves with what the list shows of the card once it is closed there, or without when it is worth looking at the card itself. It
   * promises nothing; the caller judges and may come back.
   */
  news(closing: Awaited): Promise<CardSummary | undefined> {
    return this.#waiters.join(closing, this.#source.clock.now());
  }

  /** Runs while anybody waits for a card of this wallet. It never rejects: whom a failed look concerns sees for himself. */
  async #watch(walletId: string, waiters: ReadonlySet<Waiter>): Promise<void> {
    const { clock, random } = this.#source;
    let pages = 1;
    let after = 0;
    while (this.#waiters.isAwaited(walletId)) {
      await clock.sleep(Math.max(intervalMs(clock.now() - youngestOf(waiters), random), pages * PAGE_MS));
      const present = [...waiters];
      if (present.length < LIST_FROM) {
        for (const { wake } of present) wake();
        continue;
      }
      try {
        const shown = await this.#look(walletId, present, after);
        pages = Math.ceil((shown.size + 1) / PAGE);
        const missing = present.filter((waiter) => waiters.has(waiter) && !shown.has(waiter.cardId));
        // Whom the whole list does not show it may hide because the card is closed.
        const long = clock.now() - MISSING_MS;
        if (after === 0) for (const { joined, wake } of missing) if (joined <= long) wake();
        // Whom a part of it did not show stands before where that began: the next one is of the whole list.
        after = missing.length > 0 ? 0 : Math.floor((after + closedFirst(shown)) / PAGE) * PAGE;
      } catch {
        for (const { wake } of present) wake();
      }
      for (const { joined, wake } of [...waiters]) if (clock.now() - joined >= LONGEST_MS) wake();
    }
  }

  #look(walletId: string, present: readonly Waiter[], after: number): Promise<ReadonlyMap<string, CardSummary>> {
    const byId = new Map(present.map((waiter) => [waiter.cardId, waiter]));
    const open = new Set(byId.keys());
    const enough = ({ id }: CardSummary) => open.delete(id) && open.size === 0;
    return lookFor(present, async (signal) => {
      const shown = await this.#source.glance(walletId, { after, enough }, signal);
      for (const [id, card] of shown) if (isGoneCard(card.status)) byId.get(id)?.wake(card);
      return shown;
    });
  }
}

/** How many closed cards a reading begins with. A closed card stays closed, so those need not be read again. */
function closedFirst(shown: ReadonlyMap<string, CardSummary>): number {
  const first = [...shown.values()].findIndex(({ status }) => !isGoneCard(status));
  return first === -1 ? shown.size : first;
}
