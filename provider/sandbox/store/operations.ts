// Recording operations: the history behind every balance.
import type { CardOperation, OperationStatus, WalletOperation } from "./entities";
import { type Money, zero } from "./money";
import type { Store } from "./store";

type Draft<T> = Omit<T, "id" | "side" | "fee" | "createdAt" | "updatedAt"> & { fee?: Money };

function announce(store: Store, operation: CardOperation | WalletOperation): void {
  store.changes.announce(
    operation.side === "card" ? { kind: "card-operation", operation } : { kind: "wallet-operation", operation },
  );
}

export function recordWalletOperation(store: Store, draft: Draft<WalletOperation>): WalletOperation {
  const now = store.now();
  const operation: WalletOperation = {
    fee: zero,
    ...draft,
    id: store.newId(),
    side: "wallet",
    createdAt: now,
    updatedAt: now,
  };
  store.walletOperations.set(operation.id, operation);
  announce(store, operation);
  return operation;
}

export function recordCardOperation(store: Store, draft: Draft<CardOperation>): CardOperation {
  const now = store.now();
  const operation: CardOperation = {
    fee: zero,
    ...draft,
    id: store.newId(),
    side: "card",
    createdAt: now,
    updatedAt: now,
  };
  store.cardOperations.set(operation.id, operation);
  announce(store, operation);
  return operation;
}

export function finishOperations(
  store: Store,
  status: OperationStatus,
  ...operations: (CardOperation | WalletOperation)[]
): void {
  for (const operation of operations) {
    operation.status = status;
    operation.updatedAt = store.now();
    announce(store, operation);
  }
}
