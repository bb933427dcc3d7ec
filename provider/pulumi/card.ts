/** The `Card` resource. */
import * as pulumi from "@pulumi/pulumi";
import { type ResourceOptions, registration } from "./resource";

/** Spending limits, each a decimal text (or a safe number) in the card's currency, not below zero. */
export interface LimitsArgs {
  daily?: pulumi.Input<string | number>;
  weekly?: pulumi.Input<string | number>;
  monthly?: pulumi.Input<string | number>;
  yearly?: pulumi.Input<string | number>;
  lifetime?: pulumi.Input<string | number>;
  perTransaction?: pulumi.Input<string | number>;
}

/** A payment card. */
export interface CardArgs {
  /** The wallet the card is issued in. A change replaces. */
  walletId: pulumi.Input<string>;
  /** The holder the card is issued to. A change replaces. */
  holderId: pulumi.Input<string>;
  /** Label, 1 to 100 characters. Default: made from the resource name, unique. A change updates in place. */
  name?: pulumi.Input<string>;
  /** `virtual` (default) or `physical`. A change replaces. */
  cardType?: pulumi.Input<"virtual" | "physical">;
  /**
   * Any subset; `organization` wants at least one. A change updates in place and is verified; where the API keeps a limit that was
   * removed, the error says so.
   */
  limits?: pulumi.Input<LimitsArgs>;
  /** The BIN to issue from. Excludes `binCategoryId`. A change replaces. */
  binId?: pulumi.Input<string>;
  /** The BIN category to issue from. Excludes `binId`. A change replaces. */
  binCategoryId?: pulumi.Input<string>;
  /** ISO 4217. Default: the wallet's. A change replaces. */
  currency?: pulumi.Input<string>;
  /** Whether the card is frozen. Omitted: not managed. A change updates in place. */
  frozen?: pulumi.Input<boolean>;
  /** Paid in from the wallet once, when the card is issued, in the card's currency. Later changes pay nothing. */
  initialBalance?: pulumi.Input<string | number>;
  /** What destroy does: `close` (default: money back to the wallet, then closed for good), `freeze`, or `retain`. */
  deletionPolicy?: pulumi.Input<"close" | "freeze" | "retain">;
  /**
   * When creation counts as done: `active` (default for virtual cards) or `accepted` (default for physical cards, which take days). An
   * initial balance or `frozen: true` waits for `active` in any case.
   */
  waitFor?: pulumi.Input<"active" | "accepted">;
  /** Any text; changing it replaces the card: a renewal, a lost card. */
  reissue?: pulumi.Input<string>;
  /**
   * Take an existing card over instead of issuing one: its id, or `true` for the live card of the declared name (issued if there is none).
   * Only looked at on creation.
   */
  adopt?: pulumi.Input<true | string>;
}

/**
 * A card. Issued exactly once, also when replies are lost or the run is killed. Closed by hand, it is issued again by the next `up` after
 * a refresh; expired and blocked cards stay until `reissue` changes.
 *
 * Errors: `name_taken`, `ambiguous`, `outcome_unknown`, `failed_state`, `wait_timeout`, `limits_not_applied`, `limit_not_removed`,
 * `balance_stranded`, `rejected`. API: `POST`, `GET`, `PATCH /wallets/{id}/instruments` and `fund`, `defund`, `suspend`, `resume`, `terminate`.
 */
export class Card extends pulumi.CustomResource {
  readonly walletId!: pulumi.Output<string>;
  readonly holderId!: pulumi.Output<string>;
  readonly name!: pulumi.Output<string>;
  readonly cardType!: pulumi.Output<string | undefined>;
  readonly limits!: pulumi.Output<Record<string, string> | undefined>;
  readonly frozen!: pulumi.Output<boolean | undefined>;
  /** `active`, `frozen`, `creating`, `blocked`, `expired`. */
  readonly status!: pulumi.Output<string>;
  /** The last four digits: `**** **** **** 1234`. */
  readonly maskedNumber!: pulumi.Output<string>;
  /** Lower case: `visa`, `mastercard`. */
  readonly paymentSystem!: pulumi.Output<string>;
  /** `YYYY-MM`. */
  readonly expiry!: pulumi.Output<string>;
  /** ISO 8601. */
  readonly createdAt!: pulumi.Output<string>;

  constructor(name: string, args: CardArgs, opts?: ResourceOptions) {
    const inputs = ["walletId", "holderId", "name", "cardType", "limits", "frozen"];
    super(
      ...registration(
        "card",
        "Card",
        name,
        args,
        [...inputs, "status", "maskedNumber", "paymentSystem", "expiry", "createdAt"],
        opts,
      ),
    );
  }
}
