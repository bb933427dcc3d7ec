/** Looks for the card a declaration stands for: the one it names to adopt, the one that carries its mark or name, or none. */
import type { Card, CardSummary } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isLiveCard } from "../../model/status";
import { sameText } from "../../model/text";
import { orAbsent } from "../apply";
import { sameName } from "../inventory";
import { isAutoName } from "../naming";
import type { Operation } from "../operation";
import { CARD_NAME_MAX } from "./check";
import type { DeclaredCard } from "./inputs";
import { lookAtCard } from "./observe";

export interface Found {
  readonly id: string;
  /** Issued by this declaration: just now, or by an earlier run that was interrupted. */
  readonly ours: boolean;
  /** As it was seen when it was found; a card just issued was not seen yet. */
  readonly card?: Card;
}

export async function findCard(operation: Operation, declared: DeclaredCard): Promise<Found | undefined> {
  const { walletId, holderId, name } = declared;
  // A card that is being replaced was adopted once; its successor must be another one.
  if (typeof declared.adopt === "string" && !operation.run.isBeingReplacedBy(declared.adopt, operation.urn)) {
    return { ...(await adoptable(operation, declared, declared.adopt)), ours: false };
  }

  const claimant = operation.run.claim(walletId, name, operation.urn);
  if (claimant !== operation.urn) {
    throw new FourpayError(
      "name_taken",
      `Another resource of this program (${claimant}) already stands for a card of this name in the same wallet.`,
      {
        hint: "Give one of them another name, or none.",
      },
    );
  }
  const ours = isAutoName(name, operation.urn, CARD_NAME_MAX);
  const named = await operation.run.inventory(walletId, holderId).named(name, operation);
  const live = named.filter(
    (card) => isLiveCard(card.status) && !operation.run.isBeingReplacedBy(card.id, operation.urn),
  );
  const [only] = live;
  if (only === undefined) return undefined;
  if (live.length > 1) throw severalFound(live);
  if (!ours && declared.adopt !== true) {
    if (await gaveUp(operation, only, name)) return undefined;
    throw nameTaken(only);
  }
  return { ...(await adoptable(operation, declared, only.id)), ours };
}

/** The list may have been read before another resource of this run renamed or closed the card. Only the card's own word counts. */
async function gaveUp(operation: Operation, { walletId, id }: CardSummary, name: string): Promise<boolean> {
  const card = await orAbsent(lookAtCard(operation, { walletId, cardId: id }));
  if (card === undefined) return false;
  return !isLiveCard(card.status) || (card.name !== undefined && !sameName(card.name, name));
}

/** Refuses a card that another resource stands for, or whose visible immutable properties are not the declared ones. */
async function adoptable(
  operation: Operation,
  declared: DeclaredCard,
  id: string,
): Promise<{ id: string; card: Card }> {
  const claimant = operation.run.claim("card", id, operation.urn);
  const owner = operation.run.otherOwnerOf(id, operation.urn) ?? (claimant === operation.urn ? undefined : claimant);
  if (owner !== undefined) {
    throw new FourpayError(
      "adoption_mismatch",
      `The card ${id} already belongs to another resource of this run (${owner}).`,
      {
        hint: "Declare each card once. If a resource was renamed, give the new one an alias or another name.",
      },
    );
  }
  const card = await lookAtCard(operation, { walletId: declared.walletId, cardId: id });
  const problems = mismatches(declared, card);
  if (!isLiveCard(card.status)) problems.push(`its status is ${card.status}`);
  if (problems.length > 0) {
    throw new FourpayError(
      "adoption_mismatch",
      `The card ${id} cannot be taken over: ${problems.join("; ")}. Nothing was changed.`,
      {
        hint: "Declare what the card is, or remove `adopt` to issue a new one.",
      },
    );
  }
  return { id, card };
}

function mismatches(declared: DeclaredCard, card: Card): string[] {
  const pairs: [string, string | undefined, string | undefined][] = [
    ["holderId", declared.holderId, card.holderId],
    ["cardType", declared.cardType, card.cardType],
    ["currency", declared.currency, card.currency],
  ];
  return pairs
    .filter(([, want, seen]) => want !== undefined && seen !== undefined && !sameText(want, seen))
    .map(([key]) => `its ${key} is not the declared one`);
}

function nameTaken(card: CardSummary): FourpayError {
  return new FourpayError(
    "name_taken",
    `The wallet already has a card of this name: ${card.id} (${card.status}). No card was issued.`,
    {
      hint: `Set \`adopt: "${card.id}"\` to take it over, import it, or choose another name (without one, a unique name is made).`,
    },
  );
}

export function severalFound(cards: readonly CardSummary[]): FourpayError {
  const listed = cards.map((card) => `${card.id} (${card.status})`).join(", ");
  return new FourpayError(
    "ambiguous",
    `${cards.length} cards match this declaration: ${listed}. Nothing was issued or changed.`,
    {
      hint: "Set `adopt` to the id of the right one and close the others.",
    },
  );
}
