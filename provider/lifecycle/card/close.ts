/** Deleting a card: a ladder with a named policy. `close` empties, terminates and waits; `freeze` suspends and forgets; `retain` forgets. */
import type { CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { isPositive, isZero, sameMoney } from "../../model/money";
import { isGoneCard, isIssuedCard } from "../../model/status";
import { cardReaches, DONE, pending } from "../../wait/conditions";
import { applyChange, writing } from "../apply";
import type { Operation, State } from "../operation";
import { awaitPayment } from "./fund";
import { declaredCard } from "./inputs";
import { awaitIssued } from "./issue";
import { lookAtCard, observeCard } from "./observe";
import { recordedPayment } from "./steps";
import { syncFrozen } from "./sync";

export async function deleteCard(operation: Operation, id: string, state: State): Promise<void> {
  const declared = declaredCard(state);
  const ref = { walletId: declared.walletId, cardId: id };
  if (operation.run.isCurrent(id)) {
    operation.note(
      "warning",
      `The card ${id} still stands for a declared resource (a forced replacement?), so it stays as it is. To renew a card, change \`reissue\`.`,
    );
    return;
  }
  if (declared.deletionPolicy === "retain") {
    operation.note("info", `The card ${id} is kept, live, and no longer managed (deletionPolicy "retain").`);
    return;
  }
  const card = await settled(operation, ref, declared.waitFor === "accepted");
  if (card === undefined) return;
  if (declared.deletionPolicy === "freeze") {
    const { status } = await syncFrozen(operation, ref, true, card);
    if (status !== "frozen" && status !== "blocked" && status !== "expired") {
      throw new FourpayError("refused", `The card ${id} is ${status} and could not be frozen; it is still managed.`, {
        hint: "Run the same command again, or look at the card in the 4pay dashboard.",
      });
    }
    operation.note("info", `The card ${id} is kept, frozen, and no longer managed (deletionPolicy "freeze").`);
    return;
  }
  await close(operation, ref, await withPayment(operation, ref, state, card));
}

/** What a run sent and did not see arrive must be on the card before it is closed: nobody gets money off a closed card. */
async function withPayment(operation: Operation, ref: CardRef, state: State, card: Card): Promise<Card> {
  if (recordedPayment(state) === "never" || !isIssuedCard(card.status)) return card;
  await awaitPayment(operation, ref, "perhaps");
  return lookAtCard(operation, ref);
}

/** The card once it can be acted on; `undefined` when it is already gone. A card still being created is waited for, never skipped. */
async function settled(operation: Operation, ref: CardRef, slow: boolean): Promise<Card | undefined> {
  const card = await observeCard(operation, ref);
  if (card === undefined) return undefined;
  if (isGoneCard(card.status)) return void reportRemainder(operation, card);
  // A card that takes days to come is not waited for: whether it can be closed before is for the API to say.
  if (isIssuedCard(card.status) || slow) return card;
  try {
    // What there is to take off it must be its own, latest word.
    return await awaitIssued({ ...operation, listsSuffice: false }, ref);
  } catch (error) {
    if (isFourpayError(error, "failed_state", "unexpected_state")) return undefined;
    throw error;
  }
}

async function close(operation: Operation, ref: CardRef, card: Card): Promise<void> {
  const { cardsHoldBalance } = await operation.run.rules(ref.walletId, operation);
  if (isOverdrawn(card)) {
    operation.note(
      "warning",
      `The card ${ref.cardId} shows a balance below zero; it is closed, and nothing is taken off it.`,
    );
  }
  const holdsBalance = cardsHoldBalance !== false && (await emptied(operation, ref, card, cardsHoldBalance));
  if (card.status === "expired") {
    operation.note("info", "The card had expired; there is nothing left to close.");
    return;
  }
  const seen = await terminate(operation, ref, card);
  if (!holdsBalance) return;
  // A list may leave the balance out; and that money is lost is said on the card's own word only.
  const doubtful = operation.listsSuffice === true && (seen.availableBalance === undefined || hasMoney(seen));
  const closed = doubtful ? await lookAtCard(operation, ref) : seen;
  if (hasMoney(closed)) {
    throw new FourpayError(
      "balance_stranded",
      `The card ${ref.cardId} is closed, but ${closed.availableBalance} ${closed.currency ?? ""} is still shown on it.`,
      {
        hint: "The API offers no way to move money off a closed card: ask 4pay support. The next `destroy` lets go of the card.",
      },
    );
  }
}

/** A card that is not ready may refuse to be closed; then it is waited for and asked once more. */
async function terminate(operation: Operation, ref: CardRef, card: Card): Promise<Card> {
  operation.progress("closing the card");
  try {
    return await closeAndWait(operation, ref);
  } catch (error) {
    if (isIssuedCard(card.status) || !isFourpayError(error, "rejected")) throw error;
  }
  try {
    await awaitIssued(operation, ref);
  } catch (error) {
    if (isFourpayError(error, "failed_state", "unexpected_state")) return lookAtCard(operation, ref);
    throw error;
  }
  return closeAndWait(operation, ref);
}

/**
 * Where many are closed at once, one shared watch looks at list pages for all of them.
 *
 * Assumption: a list shows the balance of a closed card as its details do; a missing or positive one is looked up.
 */
function closeAndWait(operation: Operation, ref: CardRef): Promise<Card> {
  let listed: Card | undefined;
  const since = operation.clock.now();
  const pause = async () => {
    listed = await operation.run.closings.news({ ...ref, since, signal: operation.signal });
  };
  return applyChange<Card>(operation, {
    what: "the card to become closed",
    send: () => operation.issuer.closeCard(ref, writing(operation)),
    observe: async (signal) => listed ?? (await lookAtCard(operation, ref, signal)),
    judge: cardReaches("closed"),
    ...(operation.listsSuffice === true ? { pause } : {}),
    timeoutHint: "The card may still be live. Run the same command again, and look at the card in the 4pay dashboard.",
  });
}

/**
 * Answers whether what the card shows is money of its own. Where the API does not say, taking it back is tried: a refusal then means that
 * the card only shows its wallet's money.
 */
async function emptied(operation: Operation, ref: CardRef, card: Card, certain: boolean | undefined): Promise<boolean> {
  try {
    await empty(operation, ref, card);
    return true;
  } catch (error) {
    if (!isFourpayError(error, "rejected")) throw error;
    if (certain === undefined && (await showsWalletMoney(operation, ref, card))) return false;
    throw new FourpayError(
      "refused",
      `The API does not give the money on the card ${ref.cardId} (${card.status}) back: ${error.message} The card was not closed.`,
      {
        hint:
          card.status === "frozen"
            ? 'Unfreeze it (`frozen: false`) and run the same command again, or keep it with `deletionPolicy: "freeze"`.'
            : "Look at the card in the 4pay dashboard, then run the same command again.",
        cause: error,
      },
    );
  }
}

async function showsWalletMoney(operation: Operation, { walletId }: CardRef, card: Card): Promise<boolean> {
  const { balance, availableBalance } = await operation.issuer.getWallet(walletId, operation);
  const shown = card.availableBalance;
  return (
    shown !== undefined && [balance, availableBalance].some((money) => money !== undefined && sameMoney(money, shown))
  );
}

/**
 * Takes what is available back to the wallet until nothing is left. More can arrive meanwhile (a refund), but not for ever.
 *
 * Assumption: money can be taken off a frozen card.
 */
async function empty(operation: Operation, ref: CardRef, first: Card): Promise<void> {
  let card = first;
  for (let round = 0; hasMoney(card); round++) {
    if (round === MAX_ROUNDS) {
      throw new FourpayError(
        "refused",
        `The card ${ref.cardId} was emptied ${MAX_ROUNDS} times and still shows money; it was not closed.`,
        {
          hint: "Something keeps paying in. Stop it, then run the same command again.",
        },
      );
    }
    const amount = card.availableBalance as string;
    operation.progress(`taking ${amount} back to the wallet`);
    card = await applyChange<Card>(operation, {
      what: "the balance to leave the card",
      send: () => operation.issuer.defundCard(ref, amount, writing(operation)),
      observe: (signal) => lookAtCard(operation, ref, signal),
      // More than before is news as well (a refund): the next round takes what is shown then, and the API gives no more than there is.
      judge: (seen) => (sameMoney(seen.availableBalance ?? "0", amount) ? pending("still there") : DONE),
      timeoutHint: "The card was not closed. Run the same command again: it looks at the balance first.",
    });
  }
}

const MAX_ROUNDS = 5;

function hasMoney(card: Card): boolean {
  return card.availableBalance !== undefined && isPositive(card.availableBalance);
}

function isOverdrawn({ availableBalance = "0" }: Card): boolean {
  return !isPositive(availableBalance) && !isZero(availableBalance);
}

function reportRemainder(operation: Operation, card: Card): void {
  if (hasMoney(card)) {
    operation.note(
      "warning",
      `The card ${card.id} was already ${card.status}; ${card.availableBalance} ${card.currency ?? ""} is still shown on it.`,
    );
  }
}
