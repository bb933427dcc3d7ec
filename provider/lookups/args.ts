/** What each lookup is given and what it answers. Types only: loading the package must not get slower by them. */
import type * as pulumi from "@pulumi/pulumi";
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

/** Exactly one of the two. */
export interface GetWalletArgs {
  readonly id?: string;
  /** Case does not matter. Of several wallets of a name the one that is not inactive is meant. */
  readonly name?: string;
}

export interface GetWalletsArgs {
  /** Part of the name; case does not matter. */
  readonly nameContains?: string;
  /** Only wallets in these statuses. */
  readonly statuses?: readonly string[];
}

export interface WalletIdArgs {
  readonly walletId: string;
}

/** All that are stated must hold. */
export interface GetBinOptionsArgs {
  readonly walletIds?: readonly string[];
  readonly providerIds?: readonly string[];
  /** Category types: `travel`, `advertising`. */
  readonly categories?: readonly string[];
}

/** Exactly one of the two. */
export interface GetHolderArgs {
  /** The `cardOwnerId`. */
  readonly id?: string;
  /** Case does not matter. */
  readonly email?: string;
}

export interface GetHoldersArgs {
  /** `merchant`: only people created under this account. */
  readonly walletId?: string;
}

/** Either `id`, or `walletId` and `name`. */
export interface GetCardArgs {
  readonly id?: string;
  /** Without it a card is looked for by its id in every wallet, one list each. */
  readonly walletId?: string;
  /** Case does not matter. Of several cards of a name the one that is not over is meant. */
  readonly name?: string;
  /** Only a card of this holder. `merchant` shows names only in the list of a holder, so it wants this with a name. */
  readonly holderId?: string;
}

/** All that are stated must hold. */
export interface GetCardsArgs {
  /** Without it the cards of all wallets, one list each. */
  readonly walletId?: string;
  /** `merchant` only. */
  readonly holderId?: string;
  /** Part of the name; case does not matter. */
  readonly nameContains?: string;
  /** Only cards in these statuses. */
  readonly statuses?: readonly string[];
}

/** All that are stated must hold. */
export interface GetWalletOperationsArgs {
  readonly walletIds?: readonly string[];
  /** `payin`, `card_issuing`, `transfer_fee`, `withdrawal`. */
  readonly types?: readonly string[];
  /** `authorized`, `pending`, `completed`, `declined`, `canceled`. */
  readonly statuses?: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
  /** ISO 8601. */
  readonly to?: string;
}

/** All that are stated must hold. */
export interface GetCardOperationsArgs {
  readonly cardIds?: readonly string[];
  /** `organization` only. */
  readonly walletIds?: readonly string[];
  /** `purchase`, `refund`, `fee`, `top_up`, `withdrawal`. */
  readonly types?: readonly string[];
  /** `authorized`, `completed`, `declined`, `canceled`. */
  readonly statuses?: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
  /** ISO 8601. */
  readonly to?: string;
}

export interface GetDepositArgs {
  readonly id: string;
}

export interface GetDepositsArgs {
  /** `in_progress`, `completed`, `failed`. */
  readonly statuses?: readonly string[];
}

export type NoArgs = Readonly<Record<never, never>>;

/** Every lookup by its name. */
export interface Lookups {
  readonly getWallet: { readonly args: GetWalletArgs; readonly result: Wallet };
  readonly getWallets: { readonly args: GetWalletsArgs; readonly result: WalletSummary[] };
  readonly getWalletProviders: { readonly args: NoArgs; readonly result: WalletProvider[] };
  readonly getWalletRules: { readonly args: WalletIdArgs; readonly result: WalletRules };
  readonly getWalletBalance: { readonly args: WalletIdArgs; readonly result: WalletBalance };
  readonly getWalletRestrictions: { readonly args: WalletIdArgs; readonly result: WalletRestrictions };
  readonly getTransferDestinations: { readonly args: WalletIdArgs; readonly result: ReceivingWallet[] };
  readonly getBinOptions: { readonly args: GetBinOptionsArgs; readonly result: BinCategory[] };
  readonly getHolder: { readonly args: GetHolderArgs; readonly result: Holder };
  readonly getHolders: { readonly args: GetHoldersArgs; readonly result: Holder[] };
  readonly getCard: { readonly args: GetCardArgs; readonly result: Card };
  readonly getCards: { readonly args: GetCardsArgs; readonly result: CardSummary[] };
  readonly getCardOperations: { readonly args: GetCardOperationsArgs; readonly result: Operation[] };
  readonly getWalletOperations: { readonly args: GetWalletOperationsArgs; readonly result: Operation[] };
  readonly getDeposit: { readonly args: GetDepositArgs; readonly result: Deposit };
  readonly getDeposits: { readonly args: GetDepositsArgs; readonly result: Deposit[] };
  readonly getWebhookEvents: { readonly args: NoArgs; readonly result: WebhookDelivery[] };
}
export type LookupName = keyof Lookups;
export type ArgsOf<N extends LookupName> = Lookups[N]["args"];
export type ResultOf<N extends LookupName> = Lookups[N]["result"];

/** The arguments of the output form: each may be an input, lists also by element. */
export type OutputArgsOf<N extends LookupName> = {
  readonly [K in keyof ArgsOf<N>]: NonNullable<ArgsOf<N>[K]> extends readonly string[]
    ? pulumi.Input<readonly pulumi.Input<string>[]>
    : pulumi.Input<NonNullable<ArgsOf<N>[K]>>;
};
