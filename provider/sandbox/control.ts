// What tests may do to a running sandbox from inside the process: everything the API itself has no way to do.
import { setCardStatus as putCardStatus, removeCard as takeCardAway } from "./store/cards";
import { creditWallet } from "./store/credit";
import { settleDeposit } from "./store/deposits";
import type { CardOperation, CardStatus, CardType, LimitKey, Limits, WalletStatus } from "./store/entities";
import { applyHolderChange, removeHolder as forgetHolder, type HolderChange, registerHolder } from "./store/holders";
import { addCard, defaultBin } from "./store/issuing";
import { money } from "./store/money";
import { unknownObject } from "./store/rejection";
import { plantWallet } from "./store/seed";
import type { SeedHolder, SeedWallet } from "./store/seedTypes";
import { type SandboxSnapshot, takeSnapshot } from "./store/snapshot";
import { spend as spendOn } from "./store/spending";
import type { Store } from "./store/store";
import { setStatus } from "./store/wallets";

/** Limits in neutral words, amounts as decimal text. */
export type LimitsText = { [key in LimitKey]?: string | undefined };

export interface SeedCard {
  walletId: string;
  holderId: string;
  name: string;
  type?: CardType;
  limits?: LimitsText;
  /** Default `active`. */
  status?: CardStatus;
  /** Paid in from outside. Default `0.00`. */
  balance?: string;
}

/** Helpers that take effect at once. They throw when the object does not exist or an amount is malformed. */
export interface Control {
  /** Answers the new wallet's id. */
  seedWallet(seed?: SeedWallet): string;
  seedHolder(holder: SeedHolder): string;
  /** A card without fee, checks or waiting; answers its id. */
  seedCard(card: SeedCard): string;
  /** Credits exactly this amount, without a fee. */
  fundWallet(walletId: string, amount: string): void;
  /** Lets deposits arrive: one, or all that wait. Answers the ids that settled. */
  settleDeposits(which?: { depositId?: string | undefined; amount?: string | undefined }): string[];
  setWalletStatus(walletId: string, status: WalletStatus): void;
  setCardStatus(cardId: string, status: CardStatus): void;
  blockCard(cardId: string): void;
  /** Replaces the whole set, unchecked. */
  setCardLimits(cardId: string, limits: LimitsText): void;
  renameCard(cardId: string, name: string): void;
  /** The card vanishes: 404 and in no list. */
  removeCard(cardId: string): void;
  changeHolder(holderId: string, change: HolderChange): void;
  removeHolder(holderId: string): void;
  /** A purchase; declined ones are recorded too. */
  spend(cardId: string, amount: string, merchantName?: string): { id: string; status: CardOperation["status"] };
  snapshot(): SandboxSnapshot;
}

function readLimits(text: LimitsText): Limits {
  const limits: Limits = {};
  for (const [key, value] of Object.entries(text) as [LimitKey, string | undefined][]) {
    if (value !== undefined) limits[key] = money(value);
  }
  return limits;
}

export function createControl(store: Store): Control {
  function present<T>(map: Map<string, T>, id: string, what: string): T {
    store.tick();
    const found = map.get(id);
    if (found === undefined) throw unknownObject(what);
    return found;
  }
  const card = (id: string) => present(store.cards, id, "Card");
  const wallet = (id: string) => present(store.wallets, id, "Wallet");

  return {
    seedWallet: (seed = {}) => plantWallet(store, seed).id,
    seedHolder(holder) {
      const registered = registerHolder(store, holder);
      registered.visibleAt = store.now();
      return registered.id;
    },
    seedCard({ walletId, holderId, name, type = "virtual", limits = {}, status = "active", balance = "0.00" }) {
      const home = wallet(walletId);
      const made = addCard(store, home, defaultBin(store, home), { name, holderId, type, limits: readLimits(limits) });
      made.status = status;
      store.ledger.move(store.ledger.outside, made, money(balance));
      return made.id;
    },
    fundWallet: (id, amount) => creditWallet(store, wallet(id), money(amount)),
    settleDeposits({ depositId, amount } = {}) {
      const chosen =
        depositId === undefined ? [...store.deposits.values()] : [present(store.deposits, depositId, "Deposit")];
      const received = money(amount ?? store.settings.depositAmount);
      const waiting = chosen.filter((deposit) => deposit.status === "in_progress");
      for (const deposit of waiting) settleDeposit(store, deposit, received);
      return waiting.map((deposit) => deposit.id);
    },
    setWalletStatus: (id, status) => setStatus(store, wallet(id), status),
    setCardStatus: (id, status) => putCardStatus(store, card(id), status),
    blockCard: (id) => putCardStatus(store, card(id), "blocked"),
    setCardLimits(id, limits) {
      card(id).limits = readLimits(limits);
    },
    renameCard(id, name) {
      card(id).name = name;
    },
    removeCard: (id) => takeCardAway(store, card(id)),
    changeHolder: (id, change) => applyHolderChange(store, present(store.holders, id, "Holder"), change),
    removeHolder(id) {
      present(store.holders, id, "Holder");
      forgetHolder(store, id);
    },
    spend(id, amount, merchantName) {
      const operation = spendOn(store, card(id), money(amount), merchantName);
      return { id: operation.id, status: operation.status };
    },
    snapshot() {
      store.tick();
      return takeSnapshot(store);
    },
  };
}
