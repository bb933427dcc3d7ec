/** The cards of one wallet as one process knows them: read once when something must be created, shared by all creates. */
import type { Call, CardFilter, CardIssuer } from "../api/port";
import type { CardSummary } from "../model/entities";

export class Inventory {
  readonly #issuer: CardIssuer;
  readonly #walletId: string;
  readonly #filter: CardFilter;
  #loading: Promise<Known> | undefined;
  #known: Known | undefined;
  #next: Promise<CardSummary[]> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  /** With a holder: only that holder's cards, where the API shows names no other way. */
  constructor(issuer: CardIssuer, walletId: string, holderId?: string) {
    this.#issuer = issuer;
    this.#walletId = walletId;
    this.#filter = holderId === undefined ? {} : { holderId };
  }

  /** How many cards are known; none before the first question. */
  get size(): number {
    return this.#known?.size ?? 0;
  }

  /** All cards of that name that the wallet holds, whatever their status. */
  async named(name: string, call: Call): Promise<readonly CardSummary[]> {
    return (await this.#load(call)).named(name);
  }

  /** Whether a card is known, for as long as the process lives: cards issued meanwhile are as well. */
  async knowing(call: Call): Promise<(id: string) => boolean> {
    const known = await this.#load(call);
    return (id) => known.has(id);
  }

  /** A card issued by this process. */
  async add(card: CardSummary): Promise<void> {
    const known = await this.#loading?.catch(() => undefined);
    known?.add(card);
  }

  /** Looks again for cards of that name that were not there when the inventory was read. */
  async newlyNamed(name: string, call: Call): Promise<CardSummary[]> {
    const known = await this.#load(call);
    return (await this.listNamed(name, call)).filter((card) => !known.has(card.id));
  }

  /** All cards of that name that the wallet holds by now. */
  async listNamed(name: string, call: Call): Promise<CardSummary[]> {
    call.signal?.throwIfAborted();
    const now = await orAborted(this.#listAgain(), call.signal);
    return now.filter((card) => sameName(card.name, name));
  }

  /**
   * A list that is read from now on. Whoever asks while one is being read waits for the next, all of them for the same: after a hundred lost
   * replies the list is not read a hundred times.
   */
  #listAgain(): Promise<CardSummary[]> {
    if (this.#next !== undefined) return this.#next;
    const next = this.#running.then(() => {
      this.#next = undefined;
      const list = this.#list();
      this.#running = list.catch(() => {});
      return list;
    });
    this.#next = next;
    return next;
  }

  #list(): Promise<CardSummary[]> {
    return this.#issuer.listCards(this.#walletId, this.#filter, {});
  }

  /**
   * The list is shared, so it is not read under the signal of whoever came first: that one's deadline must not spoil it for the others.
   * The caller's own signal still ends the caller's wait for it.
   */
  async #load(call: Call): Promise<Known> {
    if (this.#loading === undefined) {
      const loading = this.#list().then((cards) => {
        this.#known = new Known(cards);
        return this.#known;
      });
      loading.catch(() => {
        this.#loading = undefined;
      });
      this.#loading = loading;
    }
    return orAborted(this.#loading, call.signal);
  }
}

/** The cards that were read, by id and by name. */
class Known {
  readonly #ids = new Set<string>();
  readonly #named = new Map<string, CardSummary[]>();

  constructor(cards: readonly CardSummary[]) {
    for (const card of cards) this.add(card);
  }

  add(card: CardSummary): void {
    if (this.#ids.has(card.id)) return;
    this.#ids.add(card.id);
    const key = nameKey(card.name);
    if (key === undefined) return;
    const others = this.#named.get(key);
    if (others === undefined) this.#named.set(key, [card]);
    else others.push(card);
  }

  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  named(name: string): readonly CardSummary[] {
    return this.#named.get(nameKey(name) ?? "") ?? [];
  }
}

/** An API may change case or trim; a name that differs in no more is the same one, or a lost card would not be recognised. */
export function sameName(a: string | undefined, b: string | undefined): boolean {
  return nameKey(a) === nameKey(b);
}

function nameKey(name: string | undefined): string | undefined {
  return name?.trim().toLowerCase();
}

/** The promise, or the signal's reason as soon as it aborts. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason as Error);
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
