/** The `CardFleet` resource. */
import * as pulumi from "@pulumi/pulumi";
import type { CardArgs } from "./card";
import type { HolderArgs } from "./holder";
import { isWrittenPlainly } from "./plain";
import { type ResourceOptions, registration } from "./resource";
import { PLAIN_KEY } from "./values";

/** What cards of a fleet have in common. */
export type FleetDefaults = Omit<CardArgs, "walletId" | "holderId" | "name" | "adopt">;

/**
 * One card. What it does not state, the fleet's `defaults` do; limits are put together limit by limit. Give `holderId`, or `holder` with a
 * person: people are told apart by their e-mail, so one person may have several cards.
 */
export interface FleetCardArgs extends Omit<CardArgs, "walletId" | "holderId"> {
  /** The holder the card is issued to. A change reissues the card. */
  holderId?: pulumi.Input<string>;
  /** The person the card is issued to, created if need be and never deleted. Another e-mail is another person and reissues the card. */
  holder?: pulumi.Input<HolderArgs>;
}

/** Many cards in one wallet. */
export interface CardFleetArgs {
  /** The wallet the cards are issued in. A change reissues every card, inside the fleet. */
  walletId: pulumi.Input<string>;
  /** What each card has that states nothing else. A change updates or reissues the cards concerned. */
  defaults?: pulumi.Input<FleetDefaults>;
  /** The cards by a key of your own: 1 to 100 characters. A key that is new issues a card, a key that is gone closes one. */
  cards: pulumi.Input<Record<string, pulumi.Input<FleetCardArgs>>>;
  /**
   * How many cards one update or destroy may close for good, reissued ones included; more is refused before anything is changed. Default:
   * no bound. `FOURPAY_MAX_CLOSURES` (or `fourpay:maxClosures`) overrides it for one run.
   */
  maxClosures?: pulumi.Input<number>;
}

/** A card that was issued. */
export interface IssuedCard {
  id: string;
  /** `active`, `frozen`, `creating`, `blocked`, `expired`. */
  status: string;
  /** The last four digits: `**** **** **** 1234`. */
  maskedNumber?: string;
  /** `YYYY-MM`. */
  expiry?: string;
  holderId: string;
}

/**
 * Thousands of cards as one resource: each is issued, changed, reissued and closed as a `Card` would be, exactly once, under one budget and
 * one status watch. Cards that fail are named and do not hold up the others; the next `up` goes on with them.
 *
 * Errors: `partial` with the errors of single cards, `refused` (maxClosures), and those of `Card`. API: that of `Card` and `Holder`.
 */
export class CardFleet extends pulumi.CustomResource {
  readonly walletId!: pulumi.Output<string>;
  /** What was issued, by key. */
  readonly issued!: pulumi.Output<Record<string, IssuedCard>>;

  constructor(name: string, args: CardFleetArgs, opts?: ResourceOptions) {
    const inputs = isWrittenPlainly(args, opts) ? { ...args, [PLAIN_KEY]: true } : args;
    super(...registration("fleet", "CardFleet", name, inputs, ["walletId", "issued"], opts));
    this.issued = this.issued.apply(issuedCards);
  }
}

/** State may keep it as a text. */
function issuedCards(recorded: Record<string, IssuedCard> | string): Record<string, IssuedCard> {
  return typeof recorded === "string" ? (JSON.parse(recorded) as Record<string, IssuedCard>) : recorded;
}
