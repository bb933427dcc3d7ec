/** Lookups of card holders. */
import type * as pulumi from "@pulumi/pulumi";
import type { GetHolderArgs, GetHoldersArgs, OutputArgsOf, ResultOf } from "./args";
import { lookup, lookupOutput } from "./lookup";

export type GetHolderResult = ResultOf<"getHolder">;

/**
 * One holder, by id (`cardOwnerId`) or by e-mail address.
 *
 * Errors: `not_found`, `ambiguous`. API: `GET /holders/{holder_id}`, by e-mail `GET /holders`; `merchant`: `GET /cardholders/{card_owner_id}`, `GET /cardholders`.
 */
export function getHolder(args: GetHolderArgs, opts?: pulumi.InvokeOptions): Promise<GetHolderResult> {
  return lookup("getHolder", args, opts);
}

/** `getHolder` for inputs. */
export function getHolderOutput(
  args: OutputArgsOf<"getHolder">,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetHolderResult> {
  return lookupOutput("getHolder", args, opts);
}

export type GetHoldersResult = ResultOf<"getHolders">;

/**
 * All holders, on `merchant` also those created under one account.
 *
 * Errors: `refused`. API: `GET /holders`; `merchant`: `GET /cardholders`, `GET /accounts/{account_uuid}/cardholders`.
 */
export function getHolders(args: GetHoldersArgs = {}, opts?: pulumi.InvokeOptions): Promise<GetHoldersResult> {
  return lookup("getHolders", args, opts);
}

/** `getHolders` for inputs. */
export function getHoldersOutput(
  args: OutputArgsOf<"getHolders"> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetHoldersResult> {
  return lookupOutput("getHolders", args, opts);
}
