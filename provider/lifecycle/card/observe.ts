/** Looks at a card and decides whether it is gone. A 404 alone proves nothing: the wallet must answer, and its full list must lack the card. */
import type { CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { orAbsent } from "../apply";
import type { Operation } from "../operation";

/** One look at a card that exists, whatever its balance: a card below zero must be restrained and closed all the same. */
export function lookAtCard(operation: Operation, ref: CardRef, signal = operation.signal): Promise<Card> {
  return operation.issuer.getCard(ref, { signal, mayBeOverdrawn: true });
}

export async function observeCard(operation: Operation, ref: CardRef): Promise<Card | undefined> {
  const card = await orAbsent(lookAtCard(operation, ref));
  if (card !== undefined) return card;
  await assertGone(operation, ref);
  return undefined;
}

async function assertGone(operation: Operation, { walletId, cardId }: CardRef): Promise<void> {
  const doubt = await doubtful(operation, walletId, cardId);
  if (doubt === undefined) return;
  throw new FourpayError(
    "not_found",
    `The API does not find the card ${cardId}, but ${doubt}; it is not taken for gone. Nothing was changed.`,
    {
      hint: "Check fourpay:organizationId, fourpay:baseUrl and the credential, then try again.",
    },
  );
}

async function doubtful(operation: Operation, walletId: string, cardId: string): Promise<string | undefined> {
  try {
    await operation.issuer.getWallet(walletId, operation);
    const cards = await operation.issuer.listCards(walletId, {}, operation);
    return cards.some((card) => card.id === cardId) ? "the wallet still lists it" : undefined;
  } catch (error) {
    if (isFourpayError(error, "not_found", "forbidden")) return "its wallet is not found either";
    throw error;
  }
}
