/** A card before and after a change, in neutral words: what the sums and the formats work on. */
import type { Limits } from "../../model/limits";
import type { Hidden } from "./values";

/** What a card may spend in a period. */
export type Amount =
  | { readonly kind: "limit"; readonly value: string }
  /** No limit of this period, but another period's holds: at most this, for certain. */
  | { readonly kind: "bound"; readonly value: string; readonly from: string }
  | { readonly kind: "unlimited" }
  | { readonly kind: "unknown"; readonly why: Hidden };

/** A wallet or a holder. */
export interface Party {
  /** What sums go by: the id, or the URN of what does not exist yet. */
  readonly key: string;
  readonly name: string;
}

export interface CardSide {
  readonly wallet: Party;
  readonly holder: Party;
  /** ISO 4217; absent where the document does not say. */
  readonly currency?: string;
  readonly daily: Amount;
  readonly monthly: Amount;
  /** As declared, where they can be told. */
  readonly limits: Limits;
  /** Why it spends nothing as it stands: frozen, blocked, expired. */
  readonly idle?: string;
}

export type Kind =
  | "issued"
  | "takenOver"
  /** From one resource to another, by its id. */
  | "moved"
  | "reissued"
  | "closed"
  /** No longer managed, frozen or live. */
  | "letGo"
  | "frozen"
  | "unfrozen"
  | "raised"
  | "lowered"
  /** Limits change in a way the document does not show. */
  | "changed";

export interface CardChange {
  /** The logical name; for a card of a fleet with its key. */
  readonly name: string;
  readonly urn: string;
  /** Of the card that exists. */
  readonly id?: string;
  readonly before?: CardSide;
  readonly after?: CardSide;
  /** Empty: stays as it is. */
  readonly kinds: readonly Kind[];
  /** A card is closed for good: this one, or the one that it replaces. */
  readonly closes: boolean;
  /** The id of a card that is taken over, lower case. */
  readonly takes?: string;
  /** Paid into the new card. */
  readonly initialBalance?: string | { readonly hidden: Hidden };
}

export function isNew({ kinds }: CardChange): boolean {
  return kinds.includes("issued") || kinds.includes("reissued");
}
