// All state of one sandbox, with the indexes that keep it fast. Rules live in the files beside it; this one only keeps.
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock";
import type { Behaviour, Latency } from "../options";
import { Changes } from "./changes";
import type {
  Bin,
  BinCategory,
  Card,
  CardOperation,
  Deposit,
  Holder,
  Wallet,
  WalletOperation,
  WalletProvider,
} from "./entities";
import { Ledger } from "./ledger";
import { Timeline } from "./timeline";

interface StoreSettings {
  latency: Latency;
  behaviour: Behaviour;
  depositAmount: string;
}

export class Store {
  readonly categories = new Map<string, BinCategory>();
  readonly bins = new Map<string, Bin>();
  readonly providers = new Map<string, WalletProvider>();
  readonly holders = new Map<string, Holder>();
  /** Values that must stay unique, claimed the moment a change is accepted. */
  readonly emails = new Map<string, string>();
  readonly phones = new Map<string, string>();
  readonly wallets = new Map<string, Wallet>();
  readonly cards = new Map<string, Card>();
  /** Cards of each wallet in the order they were issued. */
  readonly cardsOf = new Map<string, Card[]>();
  readonly deposits = new Map<string, Deposit>();
  readonly cardOperations = new Map<string, CardOperation>();
  readonly walletOperations = new Map<string, WalletOperation>();
  readonly ledger = new Ledger();
  readonly changes = new Changes();
  private readonly timeline = new Timeline();
  /** While a due change runs, time stands at the moment it was due, not at the moment somebody looked. */
  private pinned: number | undefined;

  constructor(
    private readonly clock: Clock,
    readonly settings: StoreSettings,
  ) {}

  now(): number {
    return this.pinned ?? this.clock.now();
  }

  newId(): string {
    return randomUUID();
  }

  later(ms: number, apply: () => void): void {
    this.timeline.add(this.now() + ms, apply);
  }

  at(time: number, apply: () => void): void {
    this.timeline.add(time, apply);
  }

  /** Brings every object up to date; called before anybody looks. */
  tick(): void {
    try {
      this.timeline.runUntil(this.clock.now(), (dueAt) => {
        this.pinned = dueAt;
      });
    } finally {
      this.pinned = undefined;
    }
  }

  clear(): void {
    this.timeline.clear();
    this.ledger.clear();
    const maps = [
      this.categories,
      this.bins,
      this.providers,
      this.holders,
      this.emails,
      this.phones,
      this.wallets,
      this.cards,
      this.cardsOf,
      this.deposits,
      this.cardOperations,
      this.walletOperations,
    ];
    for (const map of maps) map.clear();
  }
}
