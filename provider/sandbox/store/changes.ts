// Telling others what just happened in the store. Seeds are silent: they are how things were before anybody listened.
import type { Card, CardOperation, Deposit, WalletOperation } from "./entities";

export type StoreChange =
  | { kind: "card"; card: Card }
  | { kind: "card-operation"; operation: CardOperation }
  | { kind: "wallet-operation"; operation: WalletOperation }
  | { kind: "deposit"; deposit: Deposit };

export class Changes {
  private readonly listeners: ((change: StoreChange) => void)[] = [];

  listen(listener: (change: StoreChange) => void): void {
    this.listeners.push(listener);
  }

  announce(change: StoreChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
