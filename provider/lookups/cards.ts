/** Lookups of cards. Never of a card number or code: those come from the client, or from `fourpay credentials` on a terminal. */
import type * as pulumi from "@pulumi/pulumi";
import type { GetCardArgs, GetCardOperationsArgs, GetCardsArgs, OutputArgsOf, ResultOf } from "./args";
import { lookup, lookupOutput } from "./lookup";

export type GetCardResult = ResultOf<"getCard">;

/**
 * One card with its limits, by id, or by name within a wallet. The number is masked to its last four digits.
 *
 * Errors: `not_found`, `ambiguous`, `refused` (`merchant` by name without a holder). API: `GET …/instruments/{instrument_id}`, by name also
 * `GET …/instruments`; `merchant`: `GET …/cards/{card_uuid}`, by name also `GET /cardholders/{card_owner_id}/cards`.
 */
export function getCard(args: GetCardArgs, opts?: pulumi.InvokeOptions): Promise<GetCardResult> {
  return lookup("getCard", args, opts);
}

/** `getCard` for inputs. */
export function getCardOutput(
  args: OutputArgsOf<"getCard">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCardResult> {
  return lookupOutput("getCard", args, opts);
}

export type GetCardsResult = ResultOf<"getCards">;

/**
 * Cards as lists show them, closed ones included unless `statuses` says otherwise. Limits and holders are in the details only: `getCard`.
 *
 * Errors: `not_found`, `refused` (`organization` by holder; `merchant` by name without a holder). API: `GET …/instruments` for each wallet;
 * `merchant`: `GET …/cards`, `GET /cardholders/{card_owner_id}/cards`.
 */
export function getCards(args: GetCardsArgs = {}, opts?: pulumi.InvokeOptions): Promise<GetCardsResult> {
  return lookup("getCards", args, opts);
}

/** `getCards` for inputs. */
export function getCardsOutput(
  args: OutputArgsOf<"getCards"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCardsResult> {
  return lookupOutput("getCards", args, opts);
}

export type GetCardOperationsResult = ResultOf<"getCardOperations">;

/**
 * What happened on cards: purchases, refunds, fees, money in and out. Amounts are decimal texts without a sign.
 *
 * Errors: `refused` (`merchant` by wallet), `rejected`. API: `GET /instruments/operations`; `merchant`: `GET /transactions/cards`.
 */
export function getCardOperations(
  args: GetCardOperationsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetCardOperationsResult> {
  return lookup("getCardOperations", args, opts);
}

/** `getCardOperations` for inputs. */
export function getCardOperationsOutput(
  args: OutputArgsOf<"getCardOperations"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCardOperationsResult> {
  return lookupOutput("getCardOperations", args, opts);
}
