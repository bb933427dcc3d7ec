// What is told to a webhook receiver, and when.

import { showTime } from "../shared/fields";
import type { StoreChange } from "../store/changes";
import { type CardStatus, cardStatuses } from "../store/entities";
import { showMoney } from "../store/money";
import type { Store } from "../store/store";
import { showCard } from "./cardWire";
import { showAccountTransaction, showCardTransactionDetails } from "./transactionWire";

export const eventTypes = ["card_transaction", "account_transaction", "account_topup", "card_state"] as const;
export type EventType = (typeof eventTypes)[number];

export interface Announcement {
  type: EventType;
  payload: Record<string, unknown>;
}

// Assumption: only the statuses of the event's page are announced; a card that expires or is blocked changes in silence.
const silent: readonly CardStatus[] = ["expired", "blocked"];
const announced = new Set<CardStatus>(cardStatuses.filter((status) => !silent.includes(status)));

/** The bare object a receiver gets: the same as the details of what changed, at that moment. */
export function describeChange(store: Store, change: StoreChange): Announcement | undefined {
  switch (change.kind) {
    case "card":
      return announced.has(change.card.status)
        ? { type: "card_state", payload: showCard(store, change.card) }
        : undefined;
    case "card-operation":
      return { type: "card_transaction", payload: showCardTransactionDetails(change.operation) };
    case "wallet-operation":
      return { type: "account_transaction", payload: showAccountTransaction(change.operation) };
    case "deposit": {
      const { id, wallet, currency, received, status, createdAt } = change.deposit;
      const times = { createdAt: showTime(createdAt), updatedAt: showTime(store.now()) };
      const payload = { id, accountUuid: wallet?.id ?? null, currency, amount: showMoney(received), status, ...times };
      return { type: "account_topup", payload };
    }
  }
}
