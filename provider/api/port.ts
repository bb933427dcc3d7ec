/**
 * What the resources need from a card issuer, in domain words. Each dialect implements it; resources never branch on the dialect but
 * ask `capabilities`.
 *
 * Contract of every method: it rejects with a `FourpayError`. A write that was certainly not processed rejects with `not_sent`,
 * `rate_limited`, or an answered 4xx code; a write whose fate is unknown (timeout, reset, cut or undecodable reply, 5xx) rejects with
 * `outcome_unknown` and was sent exactly once. A lost read rejects with `no_answer` or `server_error` after the client's own retries.
 */
import type {
  BinCategory,
  BinDirection,
  Card,
  CardSummary,
  Fees,
  Holder,
  Operation,
  Wallet,
  WalletProvider,
  WalletRules,
  WalletSummary,
} from "../model/entities";
import type { Limits } from "../model/limits";
import type { Secret } from "../model/secret";

/** What one call may take. The signal carries both cancellation and the operation's deadline. */
export interface Call {
  readonly signal?: AbortSignal;
  /** Ends only what has not left yet: a queued request, or a pause before another attempt. Default: `signal`. */
  readonly beginSignal?: AbortSignal;
  /** What the caller knows and no error may show, whatever the answer repeats: a webhook secret sent earlier. */
  readonly secrets?: readonly Secret[];
}

/** A creation. An answer that names an object which was there before is `outcome_unknown`: whatever came to be, it is not that one. */
export interface CreateCall extends Call {
  readonly isKnown?: (id: string) => boolean;
}

/** A look at a card. */
export interface CardCall extends Call {
  /**
   * Whether a balance below zero is believed. By default it is `protocol_error`, since money must not be moved by it; whoever restrains,
   * shows or closes a card goes on all the same.
   */
  readonly mayBeOverdrawn?: boolean;
}

/** What this issuer can do. A resource that asks for more is refused in `check`. */
export interface Capabilities {
  readonly dialect: Dialect;
  /** Wallets can be created, renamed, activated and deactivated. */
  readonly managesWallets: boolean;
  readonly updatesHolders: boolean;
  /** People are created under an account. */
  readonly holdersNeedAccount: boolean;
  readonly renamesCards: boolean;
  readonly changesLimits: boolean;
  readonly showsLimits: boolean;
  readonly needsLimits: boolean;
  /** The names of cards are sure to be shown only in a list asked for one holder (`CardFilter.holderId`), which is where marks are found. */
  readonly cardNamesByHolder: boolean;
}

export type Dialect = "organization" | "merchant";

/** Where objects live: recorded with every resource, so that state is never used against another tenant. */
export interface Tenant {
  readonly baseUrl: string;
  readonly dialect: Dialect;
  /** Organization id, or what identifies the merchant. */
  readonly id: string;
}

export interface CardRef {
  readonly walletId: string;
  readonly cardId: string;
}

export interface NewHolder {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string;
  readonly accountId?: string;
}

export type HolderChange = Partial<Pick<NewHolder, "firstName" | "lastName" | "email" | "phone">>;

/** A wallet change. The API wants the name with every change. */
export interface WalletChange {
  readonly name: string;
  readonly fees?: Fees;
  readonly binDirections?: readonly BinDirection[];
}

export interface NewCard {
  readonly name: string;
  readonly holderId: string;
  readonly cardType: string;
  readonly limits: Limits;
  readonly binId?: string;
  readonly binCategoryId?: string;
  readonly currency?: string;
}

export interface CardChange {
  readonly name?: string;
  readonly limits?: Limits;
}

export interface CardFilter {
  /**
   * Only this holder's cards. Needed where `cardNamesByHolder` holds, to see names; elsewhere it changes nothing. The caller must not
   * rely on the filter being honoured.
   */
  readonly holderId?: string;
  /** Only cards in these statuses; the caller must not rely on the filter being honoured. */
  readonly statuses?: readonly string[];
}

export interface Glance extends Pick<CardFilter, "statuses"> {
  /** About so many cards at the beginning are of no interest and may be left out, where the list is in the order of creation. */
  readonly after?: number;
  /** Asked of each card that is read; once it answers true, nothing more is needed. */
  readonly enough?: (card: CardSummary) => boolean;
}

export interface OperationFilter {
  readonly cardIds?: readonly string[];
  readonly types?: readonly string[];
}

/** The one webhook configuration of a tenant, as it can be read back: the secret never is. */
export interface WebhookConfig {
  readonly url: string;
  /** Absent: all. */
  readonly eventTypes?: readonly string[];
  readonly active?: boolean;
  readonly secretSet?: boolean;
}

export interface NewWebhookConfig {
  /** HTTPS. */
  readonly url: string;
  /** Whether leaving it out keeps a stored one is not documented. */
  readonly secret?: string | Secret;
  /** `card_transaction`, `account_transaction`, `account_topup`, `card_state`. Default: all. */
  readonly eventTypes?: readonly string[];
  /** Default true. */
  readonly active?: boolean;
}

export interface WebhookPort {
  /** Undefined where none is set. */
  get(call: Call): Promise<WebhookConfig | undefined>;
  /** Creates it or replaces all of it. */
  put(config: NewWebhookConfig, call: Call): Promise<void>;
  remove(call: Call): Promise<void>;
}

export interface CardIssuer {
  readonly capabilities: Capabilities;
  readonly tenant: Tenant;
  /** Absent where the dialect has no webhooks. */
  readonly webhooks?: WebhookPort;

  getHolder(id: string, call: Call): Promise<Holder>;
  listHolders(call: Call): AsyncIterable<Holder>;
  createHolder(holder: NewHolder, call: Call): Promise<void>;
  updateHolder(id: string, change: HolderChange, call: Call): Promise<void>;

  getWallet(id: string, call: Call): Promise<Wallet>;
  /** Complete and stable: in creation order, read again until one reading shows all of it. */
  listWallets(call: Call): Promise<WalletSummary[]>;
  /** What wallets can be made from. Empty where the dialect has no such thing. */
  listWalletProviders(call: Call): Promise<WalletProvider[]>;
  createWallet(providerId: string, call: CreateCall): Promise<{ id: string }>;
  updateWallet(id: string, change: WalletChange, call: Call): Promise<void>;
  activateWallet(id: string, call: Call): Promise<void>;
  deactivateWallet(id: string, call: Call): Promise<void>;
  getWalletRules(id: string, call: Call): Promise<WalletRules>;
  /** What cards of this wallet may be issued from, besides what its rules list. Absent where the dialect has no such catalogue. */
  listBinOptions?(walletId: string, call: Call): Promise<readonly BinCategory[]>;

  issueCard(walletId: string, card: NewCard, call: CreateCall): Promise<{ id: string }>;
  getCard(ref: CardRef, call: CardCall): Promise<Card>;
  /** The cards of one wallet. Complete and stable, as `listWallets`. */
  listCards(walletId: string, filter: CardFilter, call: Call): Promise<CardSummary[]>;
  /** The same in one reading: while the list changes it may miss some, so only what it shows counts. */
  glanceAtCards(walletId: string, glance: Glance, call: Call): Promise<CardSummary[]>;
  updateCard(ref: CardRef, change: CardChange, call: Call): Promise<void>;
  freezeCard(ref: CardRef, call: Call): Promise<void>;
  unfreezeCard(ref: CardRef, call: Call): Promise<void>;
  closeCard(ref: CardRef, call: Call): Promise<void>;
  fundCard(ref: CardRef, amount: string, call: Call): Promise<void>;
  defundCard(ref: CardRef, amount: string, call: Call): Promise<void>;
  listCardOperations(filter: OperationFilter, call: Call): Promise<Operation[]>;
}
