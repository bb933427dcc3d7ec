/**
 * What can be asked of a card issuer without changing anything, in domain words: more than resources need, and never a card number.
 * Each dialect implements it; what it does not know is `refused` before any request.
 */
import type {
  BinCategory,
  Card,
  CardSummary,
  Deposit,
  Holder,
  Operation,
  ReceivingWallet,
  Wallet,
  WalletBalance,
  WalletProvider,
  WalletRestrictions,
  WalletRules,
  WalletSummary,
  WebhookDelivery,
} from "../model/entities";
import { FourpayError } from "../model/errors";
import type { CardRef, Dialect } from "./port";

export interface BinQuestion {
  readonly walletIds?: readonly string[] | undefined;
  readonly providerIds?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
}

export interface OperationQuestion {
  readonly walletIds?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** ISO 8601. */
  readonly from?: string | undefined;
  /** ISO 8601. */
  readonly to?: string | undefined;
}

export interface CardOperationQuestion extends OperationQuestion {
  readonly cardIds?: readonly string[] | undefined;
}

export interface CardReader {
  readonly dialect: Dialect;
  /** Complete, as resources see it. */
  wallets(): Promise<WalletSummary[]>;
  wallet(id: string): Promise<Wallet>;
  walletProviders(): Promise<WalletProvider[]>;
  walletRules(id: string): Promise<WalletRules>;
  walletBalance(id: string): Promise<WalletBalance>;
  walletRestrictions(id: string): Promise<WalletRestrictions>;
  transferDestinations(id: string): Promise<ReceivingWallet[]>;
  binOptions(question: BinQuestion): Promise<BinCategory[]>;
  holder(id: string): Promise<Holder>;
  /** Of the whole tenant, or created under one wallet where the dialect knows such a thing. */
  holders(walletId: string | undefined): Promise<Holder[]>;
  /** Complete, as resources see it. Names may be missing where `capabilities.cardNamesByHolder` holds. */
  cards(walletId: string): Promise<CardSummary[]>;
  cardsOfHolder(holderId: string): Promise<CardSummary[]>;
  card(ref: CardRef): Promise<Card>;
  cardOperations(question: CardOperationQuestion): Promise<Operation[]>;
  walletOperations(question: OperationQuestion): Promise<Operation[]>;
  deposit(id: string): Promise<Deposit>;
  deposits(): Promise<Deposit[]>;
  webhookEvents(): Promise<WebhookDelivery[]>;
}

/** How a reader declines what its dialect does not have. */
export function dialectCannot(dialect: Dialect, what: string, instead?: string): Promise<never> {
  const hint = instead === undefined ? "Nothing was requested." : `Nothing was requested. ${instead}`;
  return Promise.reject(new FourpayError("refused", `The ${dialect} API cannot ${what}.`, { hint }));
}
