// Money between a wallet and its cards. It is held at once, so nobody can promise it twice, and arrives later.
import type { Card, CardStatus, Wallet } from "./entities";
import { available } from "./ledger";
import type { Money } from "./money";
import { finishOperations, recordCardOperation, recordWalletOperation } from "./operations";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

export interface Movement {
  debitId: string;
  creditId: string;
}

// Assumption: a card is funded only while active; money can be taken back from every card that came to life and is not closed.
const fundable: readonly CardStatus[] = ["active"];
const defundable: readonly CardStatus[] = ["active", "frozen", "blocked", "expired"];

function checkMovement(card: Card, amount: Money, source: Wallet | Card, allowed: readonly CardStatus[]): void {
  if (card.wallet.balanceMode !== "personal") {
    throw new SandboxRejection("state", "cards of this wallet do not hold their own balance");
  }
  if (!allowed.includes(card.status)) throw new SandboxRejection("state", `card is ${card.status}`);
  if (available(source).lt(amount)) throw new SandboxRejection("funds", "Insufficient available balance");
}

export function fundCard(store: Store, card: Card, amount: Money): Movement {
  const { wallet } = card;
  checkMovement(card, amount, wallet, fundable);
  wallet.held = wallet.held.plus(amount);
  const debit = recordWalletOperation(store, { wallet, type: "withdrawal", amount, status: "pending" });
  const credit = recordCardOperation(store, { wallet, card, type: "top_up", amount, status: "authorized" });
  store.later(store.settings.latency.moneyMs, () => {
    wallet.held = wallet.held.minus(amount);
    // A card that closed in the meantime takes no money: it stays in the wallet.
    const closed = card.status === "closed";
    if (!closed) store.ledger.move(wallet, card, amount);
    finishOperations(store, closed ? "canceled" : "completed", debit, credit);
  });
  return { debitId: debit.id, creditId: credit.id };
}

export function defundCard(store: Store, card: Card, amount: Money): Movement {
  const { wallet } = card;
  checkMovement(card, amount, card, defundable);
  card.held = card.held.plus(amount);
  const debit = recordCardOperation(store, { wallet, card, type: "withdrawal", amount, status: "authorized" });
  const credit = recordWalletOperation(store, { wallet, type: "payin", amount, status: "pending" });
  store.later(store.settings.latency.moneyMs, () => {
    // The card may have been removed through the control interface, with its money written off.
    const gone = !store.cards.has(card.id);
    if (!gone) {
      card.held = card.held.minus(amount);
      store.ledger.move(card, wallet, amount);
    }
    finishOperations(store, gone ? "canceled" : "completed", debit, credit);
  });
  return { debitId: debit.id, creditId: credit.id };
}
