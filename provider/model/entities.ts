/**
 * What a card issuer holds, in domain words. A field is optional where a dialect, or a card still being created, may not show it:
 * absent means "not shown", never "empty". Types only: `pulumi-fourpay/client` hands all of this on as types.
 */
import type { Limits } from "./limits";
import type { Secret } from "./secret";

export interface Holder {
  /** The caller-chosen `cardOwnerId`. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string;
}

export type FeeKind = "cardTransactions" | "cardIssuing" | "topUpsAllocation";

export type Fee = { readonly percent: string } | { readonly amount: string; readonly currency: string };
export type ShownFee = Fee & { readonly inherited?: boolean };
export type Fees = { readonly [K in FeeKind]?: Fee };

export interface BinDirection {
  readonly categoryId: string;
  readonly binIds: readonly string[];
}

export interface WalletSummary {
  readonly id: string;
  readonly name?: string;
  readonly status: string;
  readonly currency?: string;
  readonly balance?: string;
  /** Number of cards the wallet counts, where shown. */
  readonly cards?: number;
  readonly allowedCardTypes?: readonly string[];
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

export interface Wallet extends WalletSummary {
  readonly availableBalance?: string;
  readonly heldBalance?: string;
  readonly isTransferAllowed?: boolean;
  readonly fees?: { readonly [K in FeeKind]?: ShownFee };
}

export interface WalletProvider {
  readonly id: string;
  readonly currency?: string;
  readonly cardType?: string;
  readonly supportedBalances: readonly string[];
  readonly name?: string;
}

/** What may be issued in a wallet. */
export interface WalletRules {
  readonly ranges: readonly LimitRange[];
  readonly bins: readonly Bin[];
  /** Whether each card holds its own balance (fund and defund work); absent where not shown. */
  readonly cardsHoldBalance?: boolean;
}

export interface LimitRange {
  readonly key: keyof Limits;
  readonly min?: string;
  readonly max?: string;
}

export interface Bin {
  readonly id: string;
  readonly bin?: string;
  readonly network?: string;
  readonly country?: string;
  readonly tokenizations: readonly string[];
  readonly categoryIds: readonly string[];
}

export interface BinCategory {
  readonly id: string;
  readonly type?: string;
  readonly name?: string;
  readonly description?: string;
  readonly bins: readonly Bin[];
}

/** A card as lists show it. */
export interface CardSummary {
  readonly id: string;
  readonly walletId: string;
  readonly name?: string;
  readonly status: string;
  readonly currency?: string;
  readonly availableBalance?: string;
  readonly cardType?: string;
  /** Last four digits only. */
  readonly maskedNumber?: string;
  /** Lower case: `visa`, `mastercard`. */
  readonly paymentSystem?: string;
  /** `YYYY-MM`. */
  readonly expiry?: string;
}

export interface Card extends CardSummary {
  readonly holderId?: string;
  /** Absent where the dialect does not show limits. */
  readonly limits?: Limits;
  readonly createdAt?: string;
}

/** The number and code of a card. Both are secrets; nothing but the client hands them out. */
export interface CardCredentials {
  readonly cardNumber: Secret;
  readonly cvv: Secret;
  readonly expiry: string;
  readonly cardHolder?: string;
}

export interface MoneyMove {
  readonly fromOperationId?: string;
  readonly toOperationId?: string;
}

export interface DepositRequest {
  /** `USDTTRC20` or `USDCTRC20`. */
  readonly currency: string;
  /** The wallet to credit; without one the money goes to the organization's main balance. */
  readonly walletId?: string;
}

export interface Deposit {
  readonly id: string;
  readonly status: string;
  readonly currency: string;
  readonly paymentAddress?: string;
  readonly amount?: string;
  readonly feeCurrency?: string;
  readonly feeAmount?: string;
  readonly settlementCurrency?: string;
  readonly settlementAmount?: string;
  readonly txHash?: string;
  readonly createdAt?: string;
}

export interface Operation {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly amount: string;
  readonly currency: string;
  readonly cardId?: string;
  readonly walletId?: string;
  readonly merchantName?: string;
  readonly merchantCategory?: string;
  readonly feeAmount?: string;
  readonly feeCurrency?: string;
  readonly settlementAmount?: string;
  readonly settlementCurrency?: string;
  readonly description?: string;
  readonly createdAt?: string;
}

/** The money of a wallet, as it stands right now. */
export interface WalletBalance {
  readonly walletId: string;
  readonly currency?: string;
  readonly balance?: string;
  /** What can be spent or moved: the balance without what is on hold. */
  readonly availableBalance?: string;
  readonly heldBalance?: string;
  /** Number of cards the wallet counts, where shown. */
  readonly cards?: number;
}

/** What restricts issuing under an account; what is not recognised is left out. */
export interface WalletRestrictions {
  readonly maxCards?: number;
  readonly currentCards?: number;
  readonly allowedCardTypes?: readonly string[];
  readonly ranges: readonly LimitRange[];
}

/** A wallet that may receive money from another one. */
export interface ReceivingWallet {
  readonly id: string;
  readonly name?: string;
  readonly currency?: string;
}

/** A webhook delivery, without what was delivered: a payload is whatever the issuer put in, so it is not handed on. */
export interface WebhookDelivery {
  readonly id: string;
  /** `card_transaction`, `account_transaction`, `account_topup`, `card_state`. */
  readonly type: string;
  /** `delivered`, `failed`, `pending`. */
  readonly deliveryStatus: string;
  readonly attempts?: number;
  readonly responseCode?: number;
  readonly error?: string;
  readonly createdAt?: string;
}
