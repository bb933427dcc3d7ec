/**
 * What one process knows about the run it serves, per tenant: which objects belong to whom, which are being replaced, and the lists and
 * rules it has already read. Nothing here outlives the process; recorded state and the API are the truth.
 */
import type { CardIssuer } from "../api/port";
import type { Clock, Random } from "../model/clock";
import type { WalletRules } from "../model/entities";
import { CardWatch } from "../wait/cardWatch";
import { Inventory } from "./inventory";

export class Run {
  readonly watch: CardWatch;
  readonly #issuer: CardIssuer;
  readonly #owners = new Map<string, string>();
  readonly #replaced = new Map<string, string>();
  readonly #claims = new Map<string, string>();
  readonly #inventories = new Map<string, Inventory>();
  readonly #rules = new Map<string, Promise<WalletRules>>();
  #walletTurn: Promise<void> = Promise.resolve();

  constructor(issuer: CardIssuer, clock: Clock, random: Random) {
    this.#issuer = issuer;
    this.watch = new CardWatch({
      clock,
      random,
      pendingIds: async (walletId, signal) => {
        const cards = await issuer.listCards(walletId, { statuses: ["creating"] }, { signal });
        return new Set(cards.filter((card) => card.status === "creating").map((card) => card.id));
      },
    });
  }

  /** A resource of this run stands for this object. */
  own(id: string, urn: string): void {
    this.#owners.set(id, urn);
    this.#replaced.delete(id);
  }

  /** The resource is about to be replaced: its object is no longer the current one. */
  replacing(id: string, urn: string): void {
    if (this.#owners.get(id) === urn) this.#owners.delete(id);
    this.#replaced.set(id, urn);
  }

  /** Whether some resource of this run stands for the object: then nothing of ours may close or deactivate it. */
  ownerOf(id: string): string | undefined {
    return this.#owners.get(id);
  }

  isBeingReplacedBy(id: string, urn: string): boolean {
    return this.#replaced.get(id) === urn;
  }

  /** The first resource to claim a name keeps it; answers who holds it. */
  claim(scope: string, name: string, urn: string): string {
    const key = JSON.stringify([scope, name]);
    const holder = this.#claims.get(key) ?? urn;
    this.#claims.set(key, holder);
    return holder;
  }

  inventory(walletId: string): Inventory {
    const known = this.#inventories.get(walletId);
    if (known !== undefined) return known;
    const fresh = new Inventory(this.#issuer, walletId);
    this.#inventories.set(walletId, fresh);
    return fresh;
  }

  /** What may be issued in the wallet, asked once; a failed question is asked again next time. */
  async rules(walletId: string): Promise<WalletRules> {
    const known = this.#rules.get(walletId);
    if (known !== undefined) return known;
    const asked = this.#issuer.getWalletRules(walletId, {});
    this.#rules.set(walletId, asked);
    asked.catch(() => this.#rules.delete(walletId));
    return asked;
  }

  /** Wallet creations run one after the other: a new wallet is recognised by what the list did not hold before. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#walletTurn;
    let finish = () => {};
    this.#walletTurn = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await before;
    try {
      return await work();
    } finally {
      finish();
    }
  }
}
