// Purchases, which only the control interface can make: the API has no way to spend.
import type { Card, CardOperation } from "./entities";
import { feeFor } from "./fees";
import { available } from "./ledger";
import { fitsLimits } from "./limits";
import type { Money } from "./money";
import { recordCardOperation } from "./operations";
import type { Store } from "./store";

export function spend(store: Store, card: Card, amount: Money, merchantName = "Sandbox shop"): CardOperation {
  const { wallet } = card;
  const now = store.now();
  const source = wallet.balanceMode === "personal" ? card : wallet;
  const fee = feeFor(wallet, "cardTransactions", amount);
  const approved =
    card.status === "active" &&
    wallet.status === "active" &&
    available(source).gte(amount.plus(fee)) &&
    fitsLimits(card, amount, now);
  if (approved) {
    store.ledger.move(source, store.ledger.spent, amount);
    store.ledger.move(source, store.ledger.fees, fee);
    card.spending.push({ at: now, amount });
  }
  return recordCardOperation(store, {
    wallet,
    card,
    type: "purchase",
    amount,
    fee,
    status: approved ? "completed" : "declined",
    merchantName,
    merchantCategory: "5734",
  });
}
