/** The cards of one wallet as one process knows them: read once when something must be created, shared by all creates. */
import type { Call, CardFilter, CardIssuer } from "../api/port";
import type { CardSummary } from "../model/entities";

export class Inventory {
  readonly #issuer: CardIssuer;
  readonly #walletId: string;
  readonly #filter: CardFilter;
  #loading: Promise<Map<string, CardSummary>> | undefined;

  /** With a holder: only that holder's cards, where the API shows names no other way. */
  constructor(issuer: CardIssuer, walletId: string, holderId?: string) {
    this.#issuer = issuer;
    this.#walletId = walletId;
    this.#filter = holderId === undefined ? {} : { holderId };
  }

  /** All cards of that name that the wallet holds, whatever their status. */
  async named(name: string, call: Call): Promise<CardSummary[]> {
    const cards = await this.#load(call);
    return [...cards.values()].filter((card) => sameName(card.name, name));
  }

  async knows(id: string, call: Call): Promise<boolean> {
    return (await this.#load(call)).has(id);
  }

  /** The same question for as long as the process lives: cards issued meanwhile are known as well. */
  async knowing(call: Call): Promise<(id: string) => boolean> {
    const cards = await this.#load(call);
    return (id) => cards.has(id);
  }

  /** A card issued by this process. */
  async add(card: CardSummary): Promise<void> {
    const cards = await this.#loading?.catch(() => undefined);
    cards?.set(card.id, card);
  }

  /** Looks again for cards of that name that were not there when the inventory was read. */
  async newlyNamed(name: string, call: Call): Promise<CardSummary[]> {
    const known = await this.#load(call);
    return (await this.listNamed(name, call)).filter((card) => !known.has(card.id));
  }

  /** All cards of that name that the wallet holds by now. */
  async listNamed(name: string, call: Call): Promise<CardSummary[]> {
    const now = await this.#issuer.listCards(this.#walletId, this.#filter, call);
    return now.filter((card) => sameName(card.name, name));
  }

  /**
   * The list is shared, so it is not read under the signal of whoever came first: that one's deadline must not spoil it for the others.
   * The caller's own signal still ends the caller's wait for it.
   */
  async #load(call: Call): Promise<Map<string, CardSummary>> {
    if (this.#loading === undefined) {
      const loading = this.#issuer
        .listCards(this.#walletId, this.#filter, {})
        .then((cards) => new Map(cards.map((card) => [card.id, card])));
      loading.catch(() => {
        this.#loading = undefined;
      });
      this.#loading = loading;
    }
    return orAborted(this.#loading, call.signal);
  }
}

/** An API may change case or trim; a name that differs in no more is the same one, or a lost card would not be recognised. */
export function sameName(a: string | undefined, b: string | undefined): boolean {
  return a?.trim().toLowerCase() === b?.trim().toLowerCase();
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
