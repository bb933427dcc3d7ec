/** Pays the initial balance in, once in the card's life: only into a card this declaration issued, empty, and never topped up before. */
import type { CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { isPositive } from "../../model/money";
import { DONE, pending } from "../../wait/conditions";
import { applyChange } from "../apply";
import type { Operation } from "../operation";

/** `on_its_way`: taken on, but not on the card yet. */
type Payment = "none" | "on_its_way" | "arrived";

interface Observed {
  readonly seen: Card;
  readonly payment: Payment;
}

export async function fundOnce(operation: Operation, ref: CardRef, amount: string, card: Card): Promise<Card> {
  if (!isPositive(amount)) return card;
  const before = await paymentInto(operation, ref, card, operation.signal);
  if (before === "arrived") return card;
  const observe = async (signal: AbortSignal): Promise<Observed> => {
    const seen = await operation.issuer.getCard(ref, { signal });
    return { seen, payment: await paymentInto(operation, ref, seen, signal) };
  };
  if (before === "none") {
    operation.progress("paying the initial balance in");
    const { seen, payment } = await applyChange<Observed>(operation, {
      what: "the initial balance to be taken on",
      send: () => operation.issuer.fundCard(ref, amount, operation),
      observe,
      judge: (now) => (now.payment === "none" ? pending("no payment") : DONE),
    });
    if (payment === "arrived") return seen;
  }
  const { seen } = await applyChange<Observed>(operation, {
    what: "the initial balance to arrive on the card",
    send: () => Promise.resolve(),
    observe,
    judge: (now) => (now.payment === "arrived" ? DONE : pending("on its way")),
  });
  return seen;
}

/** Money on the card, or a top-up in its history: either way the initial balance was paid in, by whomever. */
async function paymentInto(operation: Operation, ref: CardRef, card: Card, signal: AbortSignal): Promise<Payment> {
  if (card.availableBalance !== undefined && isPositive(card.availableBalance)) return "arrived";
  const operations = await operation.issuer.listCardOperations(
    { cardIds: [ref.cardId], types: ["top_up"] },
    { signal },
  );
  const valid = operations.filter(
    (entry) =>
      entry.type === "top_up" && entry.cardId === ref.cardId && !["declined", "canceled"].includes(entry.status),
  );
  if (valid.length === 0) return "none";
  return valid.some((entry) => entry.status === "completed") ? "arrived" : "on_its_way";
}
