// Card endpoints that act on a card: its money and its state.
import { z } from "zod";
import type { Route } from "../dialect";
import { readBody } from "../shared/validation";
import { closeCard, freezeCard, unfreezeCard } from "../store/cards";
import type { Card } from "../store/entities";
import { defundCard, fundCard, type Movement } from "../store/funding";
import { type Money, money } from "../store/money";
import type { Store } from "../store/store";
import { positiveAmount } from "./fields";
import { accepted, data } from "./pages";
import { cardOf } from "./paths";

const movementBody = z.object({ amount: positiveAmount });

export function instrumentActionRoutes(store: Store): Route[] {
  const movement = (action: string, move: (store: Store, card: Card, amount: Money) => Movement): Route => ({
    method: "PATCH",
    template: `/wallets/{wallet_id}/instruments/{instrument_id}/${action}`,
    write: true,
    handle(call) {
      const card = cardOf(store, call);
      const { debitId, creditId } = move(store, card, money(readBody(call, movementBody).amount));
      return data({ fromTransactionId: debitId, toTransactionId: creditId });
    },
  });

  const transition = (action: string, act: (store: Store, card: Card) => void): Route => ({
    method: "POST",
    template: `/wallets/{wallet_id}/instruments/{instrument_id}/${action}`,
    write: true,
    handle(call) {
      act(store, cardOf(store, call));
      return accepted;
    },
  });

  return [
    movement("fund", fundCard),
    movement("defund", defundCard),
    transition("suspend", freezeCard),
    transition("resume", unfreezeCard),
    transition("terminate", closeCard),
  ];
}
