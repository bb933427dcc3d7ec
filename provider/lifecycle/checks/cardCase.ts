/** A declared card as previews look at it, and what they look with. */
import type { CardIssuer } from "../../api/port";
import type { Clock } from "../../model/clock";
import type { CardSummary } from "../../model/entities";
import type { Raw } from "../../model/validate";
import type { Run } from "../run";
import type { Say } from "./asking";
import type { Lookups } from "./lookups";
import type { Program } from "./program";

/** One declared card with what is to be found out about it. */
export interface CardCase {
  /** Where its properties stand in the declaration: empty, or `cards.<key>.` */
  readonly prefix: string;
  readonly urn: string;
  readonly olds: Raw;
  readonly news: Raw;
  /** A card is to be issued or taken over, not changed. */
  readonly isNew: boolean;
  /** The name the card gets, where it is known. Asked for only when it is needed: making thousands takes a while. */
  readonly name: () => string | undefined;
  /** Under a name that only this declaration makes, a card can only be its own. */
  readonly nameIsMade: boolean;
}

export interface CardsContext {
  /** Nobody can tell from the inputs which cards an interrupted update has issued already. */
  readonly mayHaveIssued: boolean;
  /** The resource is deleted before it is replaced: what holds its name now may be itself. */
  readonly deletedFirst: boolean;
  readonly say: Say;
}

export interface CardsTools {
  readonly issuer: Pick<CardIssuer, "capabilities">;
  readonly run: Run;
  readonly lookups: Lookups;
  readonly program: Program;
  readonly clock: Clock;
}

/** The cards that have the name this one gets; undefined where that is not known. */
export async function namedAlike(
  { lookups }: CardsTools,
  walletId: string,
  card: CardCase,
  say: Say,
): Promise<readonly CardSummary[] | undefined> {
  const { holderId } = card.news;
  const name = card.name();
  // What could not be named before could not be issued either.
  if (name === undefined || typeof holderId !== "string") return [];
  return lookups.named(walletId, holderId, name, say);
}
