/** Ensures that the card exists, exactly once: found, or issued; and waits until it is settled. */
import type { CardRef } from "../../api/port";
import { defined } from "../../model/defined";
import type { Card, CardSummary } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { isPositive } from "../../model/money";
import { isLiveCard } from "../../model/status";
import { cardIssued, DONE, pending } from "../../wait/conditions";
import { pollUntil } from "../../wait/poll";
import { findOutcome, writing } from "../apply";
import type { Operation } from "../operation";
import { type Found, findCard, severalFound } from "./find";
import type { DeclaredCard } from "./inputs";

export async function ensureCard(operation: Operation, declared: DeclaredCard): Promise<Found> {
  await assertFundable(operation, declared);
  const found = (await findCard(operation, declared)) ?? { id: await issueCard(operation, declared), ours: true };
  operation.run.created(found.id, operation.urn);
  return found;
}

/** Asked before anything is issued: an initial balance that cannot be paid in must not leave a card behind. */
async function assertFundable(operation: Operation, { walletId, initialBalance }: DeclaredCard): Promise<void> {
  if (initialBalance === undefined || !isPositive(initialBalance)) return;
  const rules = await operation.run.rules(walletId, operation);
  if (rules.cardsHoldBalance !== false) return;
  throw new FourpayError(
    "refused",
    "initialBalance: cards of this wallet hold no balance of their own; they spend from the wallet. No card was issued.",
    {
      hint: "Remove `initialBalance`, or use a wallet whose cards hold a balance.",
    },
  );
}

async function issueCard(operation: Operation, declared: DeclaredCard): Promise<string> {
  const { walletId, name, holderId, cardType, limits, binId, binCategoryId, currency } = declared;
  const inventory = operation.run.inventory(walletId, holderId);
  const listed = await inventory.knowing(operation);
  const isKnown = (id: string) => listed(id) || operation.run.ownerOf(id) !== undefined;
  operation.progress("issuing the card");
  let id: string;
  try {
    const card = defined({ name, holderId, cardType, limits, binId, binCategoryId, currency });
    ({ id } = await operation.issuer.issueCard(walletId, card, { ...writing(operation), isKnown }));
  } catch (error) {
    if (!isFourpayError(error, "outcome_unknown")) throw error;
    id = await findLost(operation, error, declared);
  }
  await inventory.add({ id, walletId, name, status: "creating" });
  return id;
}

async function findLost(
  operation: Operation,
  lost: FourpayError,
  { walletId, holderId, name }: DeclaredCard,
): Promise<string> {
  const [only, ...others] = await findOutcome(operation, lost, {
    what: "the card to appear in the wallet's list",
    observe: (signal) => operation.run.inventory(walletId, holderId).newlyNamed(name, { signal }),
    judge: (cards) => (cards.length > 0 ? DONE : pending("no such card")),
  });
  if (only === undefined || others.length > 0) throw severalFound(only === undefined ? [] : [only, ...others]);
  return only.id;
}

/** The API answered the issuing with an id that is not the card's: nothing may be recorded under it. */
export class WrongCard extends FourpayError {}

/**
 * Waits for the card to be issued. While many cards wait, one shared watch looks at list pages for all of them. With what was ordered, a
 * card that stays invisible is looked for under its name: throws `WrongCard` where it turns out to have another id.
 */
export async function awaitIssued(
  operation: Operation,
  ref: CardRef,
  ordered?: Pick<DeclaredCard, "name" | "holderId">,
): Promise<Card> {
  const since = operation.clock.now();
  const listed = operation.listsSuffice === true;
  let shown: Card | undefined;
  const observe = async () => {
    if (shown !== undefined) return shown;
    try {
      return await operation.issuer.getCard(ref, operation);
    } catch (error) {
      if (!isFourpayError(error, "not_found")) throw error;
      const waitedMs = operation.clock.now() - since;
      if (ordered !== undefined && waitedMs > operation.outcomeWindowMs) {
        await assertNotElsewhere(operation, ref, ordered, error);
      }
      return undefined;
    }
  };
  const card = await pollUntil<Card | undefined>({
    ...operation,
    what: "the card to become active",
    observe,
    judge: cardIssued,
    pause: async () => {
      shown = await operation.run.watch.news({ ...ref, since, signal: operation.signal, listed });
    },
    pauseFirst: true,
    timeoutHint:
      'The card exists and may still become active. Run `pulumi up` again to go on waiting, raise `customTimeouts`, or declare `waitFor: "accepted"`.',
  });
  return card as Card;
}

async function assertNotElsewhere(
  operation: Operation,
  { walletId, cardId }: CardRef,
  { name, holderId }: Pick<DeclaredCard, "name" | "holderId">,
  missing: FourpayError,
): Promise<void> {
  const found = await listNamed(operation, walletId, { name, holderId });
  const { run, urn } = operation;
  const others = found.filter(
    ({ id, status }) =>
      id !== cardId && isLiveCard(status) && !run.isBeingReplacedBy(id, urn) && run.ownerOf(id) === undefined,
  );
  if (others.length === 0 || found.some(({ id }) => id === cardId)) return;
  throw new WrongCard(
    "protocol_error",
    `Issuing was answered with the id ${cardId}, which the API does not find, while the new card of this name is ${others.map(({ id }) => id).join(", ")}.`,
    {
      hint: "Run `pulumi up` again: it looks for the card by its name. If it was recorded before, run `pulumi refresh` first.",
      cause: missing,
      ...(missing.request === undefined ? {} : { request: missing.request }),
    },
  );
}

/** A list that cannot be read says nothing about where the card is; the wait goes on. */
async function listNamed(
  operation: Operation,
  walletId: string,
  { name, holderId }: Pick<DeclaredCard, "name" | "holderId">,
): Promise<readonly CardSummary[]> {
  try {
    return await operation.run.inventory(walletId, holderId).listNamed(name, operation);
  } catch (error) {
    if (isFourpayError(error, "protocol_error", "not_found")) return [];
    throw error;
  }
}
