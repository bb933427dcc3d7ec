// Everything a sandbox holds, as plain JSON in neutral words. Card numbers and security codes are never part of it.
import {
  type Card,
  type CardOperation,
  type Holder,
  type LimitKey,
  type Limits,
  limitKeys,
  type Wallet,
  type WalletOperation,
} from "./entities";
import { available, type LedgerCheck } from "./ledger";
import { showMoney } from "./money";
import type { Store } from "./store";

export interface HolderView {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  /** The wallet the person was registered under; null outside the merchant dialect. */
  walletId: string | null;
  createdAt: string;
}

export interface WalletView {
  id: string;
  providerId: string;
  name: string;
  status: string;
  currency: string;
  balanceMode: string;
  balance: string;
  available: string;
  held: string;
  cards: number;
  createdAt: string;
}

export interface CardView {
  id: string;
  walletId: string;
  holderId: string;
  name: string;
  type: string;
  status: string;
  limits: Partial<Record<LimitKey, string>>;
  balance: string;
  available: string;
  lastFour: string;
  createdAt: string;
}

export interface OperationView {
  id: string;
  side: "card" | "wallet";
  walletId: string;
  cardId: string | null;
  type: string;
  status: string;
  amount: string;
  fee: string;
  createdAt: string;
}

export interface DepositView {
  id: string;
  walletId: string | null;
  currency: string;
  status: string;
  received: string;
  credited: string;
}

export interface SandboxSnapshot {
  at: string;
  holders: HolderView[];
  wallets: WalletView[];
  cards: CardView[];
  operations: OperationView[];
  deposits: DepositView[];
  ledger: LedgerCheck;
}

const isoTime = (at: number) => new Date(at).toISOString();

function showLimits(limits: Limits): CardView["limits"] {
  const shown: CardView["limits"] = {};
  for (const key of limitKeys) {
    const value = limits[key];
    if (value !== undefined) shown[key] = showMoney(value);
  }
  return shown;
}

function viewOperation(operation: CardOperation | WalletOperation): OperationView {
  return {
    id: operation.id,
    side: operation.side,
    walletId: operation.wallet.id,
    cardId: operation.side === "card" ? operation.card.id : null,
    type: operation.type,
    status: operation.status,
    amount: showMoney(operation.amount),
    fee: showMoney(operation.fee),
    createdAt: isoTime(operation.createdAt),
  };
}

export function viewHolder({ visibleAt: _, ...holder }: Holder): HolderView {
  return {
    ...holder,
    phone: holder.phone ?? null,
    walletId: holder.walletId ?? null,
    createdAt: isoTime(holder.createdAt),
  };
}

export function viewWallet(store: Store, wallet: Wallet): WalletView {
  return {
    id: wallet.id,
    providerId: wallet.provider.id,
    name: wallet.name,
    status: wallet.status,
    currency: wallet.provider.currency,
    balanceMode: wallet.balanceMode,
    balance: showMoney(wallet.balance),
    available: showMoney(available(wallet)),
    held: showMoney(wallet.held),
    cards: store.cardsOf.get(wallet.id)?.length ?? 0,
    createdAt: isoTime(wallet.createdAt),
  };
}

export function viewCard(card: Card): CardView {
  return {
    id: card.id,
    walletId: card.wallet.id,
    holderId: card.holderId,
    name: card.name,
    type: card.type,
    status: card.status,
    limits: showLimits(card.limits),
    balance: showMoney(card.balance),
    available: showMoney(available(card)),
    lastFour: card.number.slice(-4),
    createdAt: isoTime(card.createdAt),
  };
}

export function takeSnapshot(store: Store): SandboxSnapshot {
  const cards = [...store.cards.values()];
  const wallets = [...store.wallets.values()];
  return {
    at: isoTime(store.now()),
    holders: [...store.holders.values()].map(viewHolder),
    wallets: wallets.map((wallet) => viewWallet(store, wallet)),
    cards: cards.map(viewCard),
    operations: [...store.walletOperations.values(), ...store.cardOperations.values()].map(viewOperation),
    deposits: [...store.deposits.values()].map((deposit) => ({
      id: deposit.id,
      walletId: deposit.wallet?.id ?? null,
      currency: deposit.currency,
      status: deposit.status,
      received: showMoney(deposit.received),
      credited: showMoney(deposit.credited),
    })),
    ledger: store.ledger.check(wallets, cards),
  };
}
