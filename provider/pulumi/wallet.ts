/** The `Wallet` resource. */
import * as pulumi from "@pulumi/pulumi";
import { type ResourceOptions, registration } from "./resource";

/** A share of the amount: `{ percent: "2.5" }`. */
export interface PercentFee {
  percent: pulumi.Input<string | number>;
}

/** A fixed amount: `{ amount: "5.00", currency: "USD" }`. */
export interface AmountFee {
  amount: pulumi.Input<string | number>;
  currency: pulumi.Input<string>;
}

export interface WalletFees {
  cardTransactions?: pulumi.Input<PercentFee | AmountFee>;
  cardIssuing?: pulumi.Input<AmountFee>;
  topUpsAllocation?: pulumi.Input<PercentFee>;
}

export interface BinDirectionArgs {
  categoryId: pulumi.Input<string>;
  binIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** A pool of money that cards are issued in. */
export interface WalletArgs {
  /** `organization`: the provider account to create the wallet from (`GET /wallets/providers`). A change is refused. */
  providerId?: pulumi.Input<string>;
  /** `merchant`: the existing account this wallet stands for. It is verified and never changed. A change is refused. */
  accountId?: pulumi.Input<string>;
  /** 2 to 40 Latin letters, digits, spaces, dashes, parentheses. Default: made from the resource name. A change updates in place. */
  name?: pulumi.Input<string>;
  /** Fees that override the inherited ones. A change updates in place; a fee cannot be removed again. */
  fees?: pulumi.Input<WalletFees>;
  /** Which BINs serve a category. A change updates in place; it cannot be removed again. */
  binDirections?: pulumi.Input<pulumi.Input<BinDirectionArgs>[]>;
  /** Whether the wallet is active. Omitted: not managed. A change updates in place. */
  active?: pulumi.Input<boolean>;
  /** What destroy does: `deactivate` (default; refused while live cards remain) or `retain`. */
  deletionPolicy?: pulumi.Input<"deactivate" | "retain">;
  /** Take an existing wallet over instead of creating one: its id, or `true` for the one of the declared name. Only looked at on creation. */
  adopt?: pulumi.Input<true | string>;
}

/**
 * A wallet. Errors: `name_taken`, `ambiguous`, `failed_state`, `wait_timeout`, `not_applied`, `live_cards_remain`.
 * API: `POST`, `GET`, `PATCH /wallets`, `POST /wallets/{id}/activate`, `/deactivate`.
 */
export class Wallet extends pulumi.CustomResource {
  readonly providerId!: pulumi.Output<string | undefined>;
  readonly accountId!: pulumi.Output<string | undefined>;
  readonly name!: pulumi.Output<string>;
  readonly active!: pulumi.Output<boolean | undefined>;
  /** `active`, `inactive`, or a status on the way. */
  readonly status!: pulumi.Output<string>;
  /** ISO 4217. */
  readonly currency!: pulumi.Output<string>;
  /** `virtual`, `physical`. */
  readonly allowedCardTypes!: pulumi.Output<string[]>;
  /** ISO 8601. */
  readonly createdAt!: pulumi.Output<string>;

  constructor(name: string, args: WalletArgs, opts?: ResourceOptions) {
    const outputs = [
      "providerId",
      "accountId",
      "name",
      "active",
      "status",
      "currency",
      "allowedCardTypes",
      "createdAt",
    ];
    super(...registration("wallet", "Wallet", name, args, outputs, opts));
  }
}
