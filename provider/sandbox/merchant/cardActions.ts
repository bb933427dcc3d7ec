// Card endpoints that act on a card: its money and its state.
import { z } from "zod";
import { closeCard, freezeCard, unfreezeCard } from "../store/cards";
import type { Card } from "../store/entities";
import { defundCard, fundCard, type Movement } from "../store/funding";
import { type Money, showMoney } from "../store/money";
import type { Store } from "../store/store";
import { documented } from "./documentation";
import { type Endpoint, endpoint } from "./endpoint";
import { currency, description, positiveAmount, shown } from "./fields";
import { cardOf } from "./lookup";
import { refuseForeign } from "./transfers";

const movementBody = z.object({ amount: positiveAmount, currency, description });

const movementAnswer = documented(
  z.object({
    cardUuid: shown.id,
    status: z.string().nullable(),
    message: z.string(),
    amount: shown.amount,
    currency: z.string(),
    transactionId: shown.id.nullable(),
    fromTransactionId: shown.id,
    toTransactionId: shown.id,
  }),
  { id: "CardMovement" },
);

export function cardActionEndpoints(store: Store): Endpoint[] {
  const single = "/accounts/{account_uuid}/cards/{card_uuid}";
  const movement = (
    action: string,
    summary: string,
    message: string,
    move: (store: Store, card: Card, amount: Money) => Movement,
  ) =>
    endpoint({
      method: "POST",
      template: `${single}/${action}`,
      summary,
      write: true,
      refusals: [400],
      body: movementBody,
      answer: movementAnswer,
      handle({ params, body }) {
        const card = cardOf(store, params);
        refuseForeign(card.wallet, body.currency);
        const { debitId, creditId } = move(store, card, body.amount);
        return {
          cardUuid: card.id,
          status: null,
          message,
          amount: showMoney(body.amount),
          currency: body.currency,
          transactionId: null,
          fromTransactionId: debitId,
          toTransactionId: creditId,
        };
      },
    });

  // Assumption: the paths are these three words and the answer is 204 without a body, like the other dialect's actions.
  const transition = (action: string, summary: string, act: (store: Store, card: Card) => void) =>
    endpoint({
      method: "POST",
      template: `${single}/${action}`,
      summary,
      write: true,
      handle: ({ params }) => act(store, cardOf(store, params)),
    });

  return [
    movement("topup", "Put money on a card", "Card top-up request accepted", fundCard),
    movement("withdraw", "Take money off a card", "Card withdrawal request accepted", defundCard),
    transition("freeze", "Freeze a card", freezeCard),
    transition("unfreeze", "Unfreeze a card", unfreezeCard),
    transition("close", "Close a card for good", closeCard),
  ];
}
