/**
 * What one process knows about the run it serves, per tenant: which objects belong to whom, which are being replaced, and the lists and
 * rules it has already read. Nothing here outlives the process; recorded state and the API are the truth.
 */
import type { Call, CardIssuer, Glance } from "../api/port";
import type { Clock, Random } from "../model/clock";
import type { WalletRules } from "../model/entities";
import { CardWatch } from "../wait/cardWatch";
import { ClosingWatch } from "../wait/closingWatch";
import { fleetOf } from "./fleet/urn";
import { Inventory, orAborted } from "./inventory";

export class Run {
  readonly watch: CardWatch;
  readonly closings: ClosingWatch;
  readonly #issuer: CardIssuer;
  readonly #owners = new Map<string, string>();
  readonly #created = new Set<string>();
  readonly #creators = new Set<string>();
  readonly #renamed = new Map<string, string>();
  readonly #replaced = new Map<string, string>();
  readonly #mentioned = new Set<string>();
  readonly #claims = new Map<string, string>();
  readonly #inventories = new Map<string, Inventory>();
  readonly #known = new Map<string, Inventory[]>();
  readonly #rules = new Map<string, Promise<WalletRules>>();
  #walletTurn: Promise<void> = Promise.resolve();

  constructor(issuer: CardIssuer, clock: Clock, random: Random) {
    this.#issuer = issuer;
    const glance = async (walletId: string, which: Glance, signal: AbortSignal) => {
      const cards = await issuer.glanceAtCards(walletId, which, { signal });
      return new Map(cards.map((card) => [card.id, card]));
    };
    this.closings = new ClosingWatch({ clock, random, glance });
    this.watch = new CardWatch({
      clock,
      random,
      glance: (walletId, which, signal) =>
        glance(walletId, which === "creating" ? { statuses: ["creating"] } : which, signal),
      sizeOf: (walletId) => this.#known.get(walletId)?.reduce((sum, { size }) => sum + size, 0) ?? 0,
    });
  }

  /** A resource of this run stands for this object. */
  own(id: string, urn: string): void {
    this.#owners.set(id, urn);
    this.#replaced.delete(id);
  }

  /** As `own`, by a creation: for a new resource, or for the successor of one that is being replaced. */
  created(id: string, urn: string): void {
    this.own(id, urn);
    this.#created.add(id);
    this.#creators.add(urn);
  }

  /** A recorded resource that was renamed with an alias goes on under its first URN, from which its names are made. */
  renamed(from: string, to: string): void {
    this.#renamed.set(from, to);
  }

  /** The resource is about to be replaced: its object is no longer the current one. */
  replacing(id: string, urn: string): void {
    if (this.#owners.get(id) === urn) this.#owners.delete(id);
    this.#replaced.set(id, urn);
  }

  /**
   * Whether some resource of this run stands for the object: then nothing of ours may close or deactivate it. A renamed resource that the
   * engine replaces on its own account (`replaceOnChanges`, `--replace`) has a successor under its new URN and no longer stands for it.
   */
  isCurrent(id: string): boolean {
    const owner = this.#owners.get(id);
    if (owner === undefined) return false;
    const successor = this.#successorOf(owner);
    return successor === undefined || !this.#creators.has(successor) || this.#created.has(id);
  }

  /** The resource of this run that stands for the object. */
  ownerOf(id: string): string | undefined {
    return this.#owners.get(id);
  }

  /**
   * Who else stands for the object, seen from a resource about to be created. A renamed resource is somebody else although it goes on under
   * the URN that a new resource may have taken since.
   */
  otherOwnerOf(id: string, urn: string): string | undefined {
    const owner = this.#owners.get(id);
    return owner !== urn || this.#successorOf(urn) !== undefined ? owner : undefined;
  }

  /** The new URN of a resource that was renamed, or of a member of a fleet that was. */
  #successorOf(urn: string): string | undefined {
    const renamed = this.#renamed.get(urn);
    if (renamed !== undefined || this.#renamed.size === 0) return renamed;
    const member = fleetOf(urn);
    const fleet = member === undefined ? undefined : this.#renamed.get(member.fleet);
    return fleet === undefined ? undefined : member?.under(fleet);
  }

  /** The object is recorded with a resource of this run, which may be about to let go of it. */
  mention(id: string): void {
    this.#mentioned.add(id);
  }

  /** Whether this run has anything to do with the object: then what becomes of it, and of its name, is not settled yet. */
  knows(id: string): boolean {
    return this.#owners.has(id) || this.#replaced.has(id) || this.#mentioned.has(id);
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

  /** The cards a name is looked for among: the wallet's, or only the holder's in it where names are shown no other way. */
  inventory(walletId: string, holderId?: string): Inventory {
    const holder = this.#issuer.capabilities.cardNamesByHolder ? holderId : undefined;
    const key = JSON.stringify([walletId, holder]);
    const known = this.#inventories.get(key);
    if (known !== undefined) return known;
    const fresh = new Inventory(this.#issuer, walletId, holder);
    this.#inventories.set(key, fresh);
    this.#known.set(walletId, [...(this.#known.get(walletId) ?? []), fresh]);
    return fresh;
  }

  /** What may be issued in the wallet, asked once; a failed question is asked again next time. */
  async rules(walletId: string, call: Call): Promise<WalletRules> {
    const known = this.#rules.get(walletId);
    if (known !== undefined) return orAborted(known, call.signal);
    const asked = this.#issuer.getWalletRules(walletId, {});
    this.#rules.set(walletId, asked);
    asked.catch(() => this.#rules.delete(walletId));
    return orAborted(asked, call.signal);
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
