/** Lookups of wallets and of what may be issued in them. */
import type * as pulumi from "@pulumi/pulumi";
import type { GetBinOptionsArgs, GetWalletArgs, GetWalletsArgs, OutputArgsOf, ResultOf, WalletIdArgs } from "./args";
import { lookup, lookupOutput } from "./lookup";

export type GetWalletResult = ResultOf<"getWallet">;

/**
 * One wallet with balances and fees, by id or by name.
 *
 * Errors: `not_found`, `ambiguous`. API: `GET /wallets/{wallet_id}`, by name also `GET /wallets`; `merchant`: `GET /accounts`, `GET /accounts/{account_uuid}`.
 */
export function getWallet(args: GetWalletArgs, opts?: pulumi.InvokeOptions): Promise<GetWalletResult> {
  return lookup("getWallet", args, opts);
}

/** `getWallet` for inputs. */
export function getWalletOutput(
  args: OutputArgsOf<"getWallet">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetWalletResult> {
  return lookupOutput("getWallet", args, opts);
}

export type GetWalletsResult = ResultOf<"getWallets">;

/**
 * All wallets, oldest first where the API says when they were made. Lists of `organization` show no available balance and no fees.
 *
 * API: `GET /wallets`; `merchant`: `GET /accounts`.
 */
export function getWallets(args: GetWalletsArgs = {}, opts?: pulumi.InvokeOptions): Promise<GetWalletsResult> {
  return lookup("getWallets", args, opts);
}

/** `getWallets` for inputs. */
export function getWalletsOutput(
  args: OutputArgsOf<"getWallets"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetWalletsResult> {
  return lookupOutput("getWallets", args, opts);
}

export type GetWalletProvidersResult = ResultOf<"getWalletProviders">;

/**
 * What wallets can be made from: the `providerId` of a `Wallet`. `organization` only.
 *
 * Errors: `refused`. API: `GET /wallets/providers`.
 */
export function getWalletProviders(opts?: pulumi.InvokeOptions): Promise<GetWalletProvidersResult> {
  return lookup("getWalletProviders", {}, opts);
}

/** `getWalletProviders` for inputs. */
export function getWalletProvidersOutput(opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetWalletProvidersResult> {
  return lookupOutput("getWalletProviders", {}, opts);
}

export type GetWalletRulesResult = ResultOf<"getWalletRules">;

/**
 * What may be issued in a wallet: limit ranges (decimal texts in its currency), BINs, and whether cards hold a balance of their own.
 *
 * Errors: `not_found`. API: `GET /wallets/{wallet_id}/limits`; `merchant`: `GET /accounts/{account_uuid}` and `…/restrictions`.
 */
export function getWalletRules(args: WalletIdArgs, opts?: pulumi.InvokeOptions): Promise<GetWalletRulesResult> {
  return lookup("getWalletRules", args, opts);
}

/** `getWalletRules` for inputs. */
export function getWalletRulesOutput(
  args: OutputArgsOf<"getWalletRules">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetWalletRulesResult> {
  return lookupOutput("getWalletRules", args, opts);
}

export type GetWalletBalanceResult = ResultOf<"getWalletBalance">;

/**
 * The money of a wallet at this moment, in its currency: total, available, on hold. It changes, so do not put it into a resource.
 *
 * Errors: `not_found`. API: `GET /wallets/{wallet_id}`; `merchant`: `GET /accounts/{account_uuid}/balance`.
 */
export function getWalletBalance(args: WalletIdArgs, opts?: pulumi.InvokeOptions): Promise<GetWalletBalanceResult> {
  return lookup("getWalletBalance", args, opts);
}

/** `getWalletBalance` for inputs. */
export function getWalletBalanceOutput(
  args: OutputArgsOf<"getWalletBalance">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetWalletBalanceResult> {
  return lookupOutput("getWalletBalance", args, opts);
}

export type GetWalletRestrictionsResult = ResultOf<"getWalletRestrictions">;

/**
 * How many cards of which types an account may have. `merchant` only.
 *
 * Errors: `refused`, `not_found`. API: `GET /accounts/{account_uuid}/restrictions`.
 */
export function getWalletRestrictions(
  args: WalletIdArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetWalletRestrictionsResult> {
  return lookup("getWalletRestrictions", args, opts);
}

/** `getWalletRestrictions` for inputs. */
export function getWalletRestrictionsOutput(
  args: OutputArgsOf<"getWalletRestrictions">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetWalletRestrictionsResult> {
  return lookupOutput("getWalletRestrictions", args, opts);
}

export type GetTransferDestinationsResult = ResultOf<"getTransferDestinations">;

/**
 * The accounts that may receive money from this one. `merchant` only.
 *
 * Errors: `refused`, `not_found`. API: `GET /accounts/{account_uuid}/transfer-destinations`.
 */
export function getTransferDestinations(
  args: WalletIdArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetTransferDestinationsResult> {
  return lookup("getTransferDestinations", args, opts);
}

/** `getTransferDestinations` for inputs. */
export function getTransferDestinationsOutput(
  args: OutputArgsOf<"getTransferDestinations">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetTransferDestinationsResult> {
  return lookupOutput("getTransferDestinations", args, opts);
}

export type GetBinOptionsResult = ResultOf<"getBinOptions">;

/**
 * BIN categories and their BINs: the `binCategoryId` and `binId` of a `Card`. `organization` only.
 *
 * Errors: `refused`. API: `POST /bin-options` (a read).
 */
export function getBinOptions(args: GetBinOptionsArgs = {}, opts?: pulumi.InvokeOptions): Promise<GetBinOptionsResult> {
  return lookup("getBinOptions", args, opts);
}

/** `getBinOptions` for inputs. */
export function getBinOptionsOutput(
  args: OutputArgsOf<"getBinOptions"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetBinOptionsResult> {
  return lookupOutput("getBinOptions", args, opts);
}
