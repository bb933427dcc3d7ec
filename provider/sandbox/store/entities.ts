// What the sandbox remembers, in domain words. Wire names and shapes belong to the dialects.
import type { Money } from "./money";

export const limitKeys = ["daily", "weekly", "monthly", "yearly", "lifetime", "perTransaction"] as const;
export type LimitKey = (typeof limitKeys)[number];
export type Limits = Partial<Record<LimitKey, Money>>;
export type LimitRange = { min: string | null; max: string | null };

export const cardTypes = ["virtual", "physical"] as const;
export type CardType = (typeof cardTypes)[number];
export const cardStatuses = [
  "creating",
  "creating_failed",
  "active",
  "frozen",
  "closed",
  "expired",
  "blocked",
] as const;
export type CardStatus = (typeof cardStatuses)[number];
export const walletStatuses = ["creating", "creating_failed", "active", "inactive"] as const;
export type WalletStatus = (typeof walletStatuses)[number];
export type BalanceMode = "shared" | "personal";
export type DepositStatus = "in_progress" | "completed" | "failed";

export type Fee = { kind: "percent"; percent: string } | { kind: "amount"; amount: string; currency: string };
export const feeKinds = ["cardTransactions", "cardIssuing", "topUpsAllocation"] as const;
export type FeeKind = (typeof feeKinds)[number];
export type Fees = Record<FeeKind, Fee>;

/** Anything money can be in. Only the ledger changes `balance`. */
export interface Pot {
  balance: Money;
}

export interface BinCategory {
  id: string;
  type: string;
  name: string;
  description: string;
}

export interface Bin {
  id: string;
  digits: string;
  network: "Visa" | "Mastercard";
  country: string;
  tokenizations: readonly string[];
  categoryIds: readonly string[];
}

export interface WalletProvider {
  id: string;
  currency: string;
  cardTypes: readonly CardType[];
  /** The first one is what a new wallet gets. */
  balanceModes: readonly BalanceMode[];
  ranges: Partial<Record<LimitKey, LimitRange>>;
  /** The first one is the default BIN of its wallets. */
  binIds: readonly string[];
  fees: Fees;
}

export interface Holder {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
  /** The wallet the person was registered under, where the dialect asks for one. */
  walletId?: string;
  createdAt: number;
  visibleAt: number;
}

export interface BinDirection {
  categoryId: string;
  binIds: readonly string[];
}

export interface Wallet extends Pot {
  id: string;
  provider: WalletProvider;
  balanceMode: BalanceMode;
  name: string;
  status: WalletStatus;
  /** Part of `balance` that is already promised to a movement in flight. */
  held: Money;
  feeOverrides: Partial<Fees>;
  binDirections: readonly BinDirection[];
  /** Whether money may go to other wallets and come from them. */
  transferAllowed: boolean;
  createdAt: number;
  updatedAt: number;
  visibleAt: number;
}

export interface Card extends Pot {
  id: string;
  wallet: Wallet;
  holderId: string;
  name: string;
  type: CardType;
  status: CardStatus;
  limits: Limits;
  held: Money;
  bin: Bin;
  number: string;
  createdAt: number;
  updatedAt: number;
  visibleAt: number;
  /** First instant after the expiry month. */
  expiresAt: number;
  spending: { at: number; amount: Money }[];
}

export interface Deposit {
  id: string;
  wallet?: Wallet;
  currency: string;
  address: string;
  status: DepositStatus;
  received: Money;
  fee: Money;
  credited: Money;
  txHash?: string;
  createdAt: number;
}

export type CardOperationType = "purchase" | "refund" | "fee" | "top_up" | "withdrawal";
export type WalletOperationType = "payin" | "card_issuing" | "transfer_fee" | "withdrawal";
export type OperationStatus = "authorized" | "pending" | "completed" | "declined" | "canceled";

interface OperationBase {
  id: string;
  wallet: Wallet;
  amount: Money;
  fee: Money;
  status: OperationStatus;
  createdAt: number;
  updatedAt: number;
}

export interface CardOperation extends OperationBase {
  side: "card";
  type: CardOperationType;
  card: Card;
  merchantName?: string;
  merchantCategory?: string;
}

export interface WalletOperation extends OperationBase {
  side: "wallet";
  type: WalletOperationType;
}
