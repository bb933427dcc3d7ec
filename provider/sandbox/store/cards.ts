// The life of an issued card: changed, frozen, unfrozen, closed. Each is accepted now and seen later.
import type { Card, CardStatus, Limits } from "./entities";
import { available } from "./ledger";
import { checkLimits } from "./limits";
import { recordCardOperation, recordWalletOperation } from "./operations";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

interface CardChange {
  name?: string;
  limits?: Limits;
}

// Assumption: suspending a card that is not active, resuming one that is not frozen and terminating one that is closed
// or never came to life are refused instead of ignored.
const mayBecome: Record<"frozen" | "active" | "closed", readonly CardStatus[]> = {
  frozen: ["active"],
  active: ["frozen"],
  closed: ["active", "frozen", "expired", "blocked"],
};

/** Assumption: name and limits of a card can change while it is alive, not before and not after. */
const changeable: readonly CardStatus[] = ["active", "frozen", "blocked", "expired"];

function refuse(card: Card, what: string): never {
  throw new SandboxRejection("state", `card is ${card.status} and cannot be ${what}`);
}

export function setCardStatus(store: Store, card: Card, status: CardStatus): void {
  card.status = status;
  card.updatedAt = store.now();
  if (status === "closed" && store.settings.behaviour.closeBalance === "return") returnBalance(store, card);
  store.changes.announce({ kind: "card", card });
}

function moveLater(store: Store, card: Card, target: "frozen" | "active" | "closed"): void {
  const what = { frozen: "frozen", active: "unfrozen", closed: "closed" }[target];
  if (!mayBecome[target].includes(card.status)) refuse(card, what);
  store.later(store.settings.latency.statusChangeMs, () => {
    // Another change may have come first, and a closed card stays closed.
    if (mayBecome[target].includes(card.status)) setCardStatus(store, card, target);
  });
}

export const freezeCard = (store: Store, card: Card): void => moveLater(store, card, "frozen");
export const unfreezeCard = (store: Store, card: Card): void => moveLater(store, card, "active");
export const closeCard = (store: Store, card: Card): void => moveLater(store, card, "closed");

function returnBalance(store: Store, card: Card): void {
  const amount = available(card);
  if (amount.lte(0)) return;
  const { wallet } = card;
  store.ledger.move(card, wallet, amount);
  recordCardOperation(store, { wallet, card, type: "withdrawal", amount, status: "completed" });
  recordWalletOperation(store, { wallet, type: "payin", amount, status: "completed" });
}

export function changeCard(store: Store, card: Card, change: CardChange): void {
  if (!changeable.includes(card.status)) refuse(card, "changed");
  const { name, limits } = change;
  if (limits) checkLimits(card.wallet, limits);
  store.later(store.settings.latency.updateMs, () => {
    if (name !== undefined) card.name = name;
    if (limits) {
      card.limits = store.settings.behaviour.limitsPatch === "merge" ? { ...card.limits, ...limits } : limits;
    }
    card.updatedAt = store.now();
  });
}

/** Control only: the card vanishes as if it had never been; what was on it is written off. */
export function removeCard(store: Store, card: Card): void {
  store.ledger.move(card, store.ledger.writtenOff, card.balance);
  card.held = card.balance;
  card.status = "closed";
  store.cards.delete(card.id);
  const siblings = store.cardsOf.get(card.wallet.id);
  const at = siblings?.indexOf(card) ?? -1;
  if (at >= 0) siblings?.splice(at, 1);
}
