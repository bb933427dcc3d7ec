/**
 * One status watch per wallet for all cards that are being created: filtered pages of the card list say which are still pending, so that
 * 200 waiting cards cost a few list pages, not 200 GETs a second. A list that changes while it is read may miss a card, so only what it
 * shows counts: that a card is missing means no more than that it is worth looking at.
 */
import type { Clock, Random } from "../model/clock";
import type { CardSummary } from "../model/entities";
import { intervalMs } from "./interval";
import { type Awaited, LIST_FROM, lookFor, PAGE, PAGE_MS, Waiters, type Waiting, youngestOf } from "./waiting";

export interface CardWatchSource {
  /** One reading of the wallet's cards in their order: those still being created, or all without about so many at the beginning. */
  readonly glance: (
    walletId: string,
    which: "creating" | { readonly after: number },
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, CardSummary>>;
  /** About how many cards the wallet holds. */
  readonly sizeOf: (walletId: string) => number;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Watched extends Awaited {
  /** What a list shows of the card is enough; otherwise whoever waits looks at the card itself in the end. */
  readonly listed: boolean;
}

type Waiter = Waiting<Watched>;

/** What of the whole list is read: only its end, once the beginning is known. */
interface Tail {
  after: number;
}

interface Look {
  readonly waiters: ReadonlySet<Waiter>;
  /** Who waited when the look began. */
  readonly present: readonly Waiter[];
  readonly tail: Tail;
  readonly signal: AbortSignal;
}

/** The share of the time waited after which to look again; a list serves many, so it is read more often than a single card. */
const GROWTH = 0.12;
/** However long the lists call a card pending, the card itself is looked at this often. */
const LONGEST_MS = { listed: 300_000, single: 30_000 };
/** The whole list is read once this many cards for each of its pages have left the list of pending ones. */
const WORTH_A_PAGE = 50;
/** Or once one of them has waited this long for it. */
const MISSING_MS = 5_000;
/** For so long a list that cannot be read sends nobody to look for a card that lists suffice for. */
const TROUBLE_MS = 60_000;

export class CardWatch {
  readonly #source: CardWatchSource;
  readonly #waiters = new Waiters<Watched>((walletId, waiters) => this.#watch(walletId, waiters));
  /** Since when the list of pending cards lacks one. */
  readonly #missingSince = new WeakMap<Waiter, number>();

  constructor(source: CardWatchSource) {
    this.#source = source;
  }

  /**
   * Resolves when the wait may be over: with what a list shows of the card where that is enough, or without when it is worth looking at
   * the card itself: it left the list of pending cards, the signal aborted, or so few cards wait that looking is as cheap. It promises
   * nothing about the card; the caller looks and may come back.
   */
  news(watched: Watched): Promise<CardSummary | undefined> {
    return this.#waiters.join(watched, this.#source.clock.now());
  }

  /** Runs while anybody waits for a card of this wallet. It never rejects: whom a failed look concerns sees for himself. */
  async #watch(walletId: string, waiters: ReadonlySet<Waiter>): Promise<void> {
    const { clock, random } = this.#source;
    let pages = 1;
    let lookedAt = clock.now();
    const tail: Tail = { after: 0 };
    while (this.#waiters.isAwaited(walletId)) {
      await clock.sleep(Math.max(intervalMs(clock.now() - youngestOf(waiters), random, GROWTH), pages * PAGE_MS));
      const present = [...waiters];
      if (present.length < LIST_FROM) {
        for (const waiter of present) waiter.wake();
        continue;
      }
      try {
        pages = await lookFor(present, (signal) => this.#tellFrom(walletId, { waiters, present, tail, signal }));
        lookedAt = clock.now();
      } catch {
        // Whoever looks at the card next meets, and reports, the trouble; where lists suffice, it may pass before.
        const passing = clock.now() - lookedAt < TROUBLE_MS;
        for (const waiter of present) if (!waiter.listed || !passing) waiter.wake();
      }
    }
  }

  /** Answers how many pages the list of pending cards had. */
  async #tellFrom(walletId: string, { waiters, present, tail, signal }: Look): Promise<number> {
    const { clock, sizeOf } = this.#source;
    const creating = await this.#source.glance(walletId, "creating", signal);
    const left = tell(present, creating);
    const pending = left.filter(({ cardId }) => creating.has(cardId));
    for (const waiter of pending) {
      const longest = waiter.listed ? LONGEST_MS.listed : LONGEST_MS.single;
      if (clock.now() - waiter.joined >= longest) waiter.wake();
    }
    const missing = left.filter(({ cardId }) => !creating.has(cardId));
    for (const waiter of missing) if (!waiter.listed) waiter.wake();
    const rest = missing.filter(({ listed }) => listed);
    const now = clock.now();
    for (const waiter of rest) if (!this.#missingSince.has(waiter)) this.#missingSince.set(waiter, now);
    const due =
      pending.length === 0 || rest.some((waiter) => now - (this.#missingSince.get(waiter) ?? now) >= MISSING_MS);
    const wholePages = Math.ceil((sizeOf(walletId) + 1) / PAGE);
    if (due && rest.length <= wholePages) {
      for (const waiter of rest) waiter.wake();
    } else if (due || rest.length >= wholePages * WORTH_A_PAGE) {
      const shown = await this.#source.glance(walletId, tail, signal);
      // Everybody is told who is shown, since its beginning may not be read again.
      tell([...waiters], shown);
      const unseen = rest.filter((waiter) => waiters.has(waiter));
      // Whom this reading did not show stands elsewhere: the next one is of the whole list.
      const elsewhere = unseen.some(({ cardId }) => !shown.has(cardId));
      tail.after = elsewhere ? 0 : Math.floor((tail.after + settled(shown)) / PAGE) * PAGE;
      for (const waiter of unseen) if (now - waiter.joined >= LONGEST_MS.single) waiter.wake();
    }
    return Math.ceil((creating.size + 1) / PAGE);
  }
}

/** How many cards the list begins with that nobody waits for any more. Cards never leave it, so those need not be read again. */
function settled(shown: ReadonlyMap<string, CardSummary>): number {
  const first = [...shown.values()].findIndex(({ status }) => status === "creating");
  return first === -1 ? shown.size : first;
}

/** Hands on what the list shows of cards that are no longer being created; answers who waits on. */
function tell(waiters: readonly Waiter[], shown: ReadonlyMap<string, CardSummary>): Waiter[] {
  return waiters.filter((waiter) => {
    const card = shown.get(waiter.cardId);
    if (card === undefined || card.status === "creating") return true;
    waiter.wake(waiter.listed ? card : undefined);
    return false;
  });
}
