/** Pays the initial balance in, once in the card's life: only into a card this declaration issued, empty, and never topped up before. */
import type { CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { isPositive } from "../../model/money";
import { DONE, pending } from "../../wait/conditions";
import { applyChange } from "../apply";
import type { Operation } from "../operation";

export async function fundOnce(operation: Operation, ref: CardRef, amount: string, card: Card): Promise<Card> {
  if (!isPositive(amount) || (await wasFunded(operation, ref, card, operation.signal))) return card;
  operation.progress("paying the initial balance in");
  const { seen } = await applyChange<{ seen: Card; funded: boolean }>(operation, {
    what: "the initial balance to arrive on the card",
    send: () => operation.issuer.fundCard(ref, amount, operation),
    observe: async (signal) => {
      const seen = await operation.issuer.getCard(ref, { signal });
      return { seen, funded: await wasFunded(operation, ref, seen, signal) };
    },
    judge: ({ funded }) => (funded ? DONE : pending("not there yet")),
  });
  return seen;
}

/** Money on the card, or a top-up in its history: either way the initial balance was paid in, by whomever. */
async function wasFunded(operation: Operation, ref: CardRef, card: Card, signal: AbortSignal): Promise<boolean> {
  if (card.availableBalance !== undefined && isPositive(card.availableBalance)) return true;
  const operations = await operation.issuer.listCardOperations(
    { cardIds: [ref.cardId], types: ["top_up"] },
    { signal },
  );
  return operations.some(
    (entry) =>
      entry.type === "top_up" && entry.cardId === ref.cardId && !["declined", "canceled"].includes(entry.status),
  );
}
