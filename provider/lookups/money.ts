/** Lookups of money that came and went, and of what was told about it. */
import type * as pulumi from "@pulumi/pulumi";
import type { GetDepositArgs, GetDepositsArgs, GetWalletOperationsArgs, OutputArgsOf, ResultOf } from "./args";
import { lookup, lookupOutput } from "./lookup";

export type GetWalletOperationsResult = ResultOf<"getWalletOperations">;

/**
 * What happened in wallets: money in, issuing and transfer fees, withdrawals. Amounts are decimal texts without a sign.
 *
 * Errors: `rejected`. API: `GET /wallets/operations`; `merchant`: `GET /transactions/accounts`.
 */
export function getWalletOperations(
  args: GetWalletOperationsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetWalletOperationsResult> {
  return lookup("getWalletOperations", args, opts);
}

/** `getWalletOperations` for inputs. */
export function getWalletOperationsOutput(
  args: OutputArgsOf<"getWalletOperations"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetWalletOperationsResult> {
  return lookupOutput("getWalletOperations", args, opts);
}

export type GetDepositResult = ResultOf<"getDeposit">;

/**
 * One deposit with its one-time address, fee and transaction. `organization` only; `fourpay deposit` makes one.
 *
 * Errors: `refused`, `not_found`. API: `GET /deposits/{deposit_id}`.
 */
export function getDeposit(args: GetDepositArgs, opts?: pulumi.InvokeOptions): Promise<GetDepositResult> {
  return lookup("getDeposit", args, opts);
}

/** `getDeposit` for inputs. */
export function getDepositOutput(
  args: OutputArgsOf<"getDeposit">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetDepositResult> {
  return lookupOutput("getDeposit", args, opts);
}

export type GetDepositsResult = ResultOf<"getDeposits">;

/**
 * All deposits, without address, fee and transaction. `organization` only.
 *
 * Errors: `refused`. API: `GET /deposits`.
 */
export function getDeposits(args: GetDepositsArgs = {}, opts?: pulumi.InvokeOptions): Promise<GetDepositsResult> {
  return lookup("getDeposits", args, opts);
}

/** `getDeposits` for inputs. */
export function getDepositsOutput(
  args: OutputArgsOf<"getDeposits"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetDepositsResult> {
  return lookupOutput("getDeposits", args, opts);
}

export type GetWebhookEventsResult = ResultOf<"getWebhookEvents">;

/**
 * What was delivered to the webhook and how often it was tried, without what was delivered. `merchant` only.
 *
 * Errors: `refused`. API: `GET /webhooks/events`.
 */
export function getWebhookEvents(opts?: pulumi.InvokeOptions): Promise<GetWebhookEventsResult> {
  return lookup("getWebhookEvents", {}, opts);
}

/** `getWebhookEvents` for inputs. */
export function getWebhookEventsOutput(opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetWebhookEventsResult> {
  return lookupOutput("getWebhookEvents", {}, opts);
}
