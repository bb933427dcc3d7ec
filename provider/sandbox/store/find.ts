// Looking things up, or saying in neutral words that they are not there.
import type { Card, Deposit, Holder, Wallet } from "./entities";
import { unknownObject } from "./rejection";
import type { Store } from "./store";

export function findHolder(store: Store, id: string): Holder {
  const holder = store.holders.get(id);
  if (!holder || !isVisible(store, holder)) throw unknownObject("Holder");
  return holder;
}

export function findWallet(store: Store, id: string): Wallet {
  const wallet = store.wallets.get(id);
  if (!wallet || !isVisible(store, wallet)) throw unknownObject("Wallet");
  return wallet;
}

export function isVisible(store: Store, object: Pick<Card | Holder | Wallet, "visibleAt">): boolean {
  return object.visibleAt <= store.now();
}

/** The wallets that can be seen, in the order they were made. */
export function visibleWallets(store: Store): Wallet[] {
  return [...store.wallets.values()].filter((wallet) => isVisible(store, wallet));
}

/** The people who can be seen, in the order they were registered. */
export function visibleHolders(store: Store): Holder[] {
  return [...store.holders.values()].filter((holder) => isVisible(store, holder));
}

/** A card is only found through the wallet it belongs to. */
export function findCard(store: Store, walletId: string, cardId: string): Card {
  const wallet = findWallet(store, walletId);
  const card = store.cards.get(cardId);
  if (card?.wallet !== wallet || !isVisible(store, card)) throw unknownObject("Card");
  return card;
}

export function findDeposit(store: Store, id: string): Deposit {
  const deposit = store.deposits.get(id);
  if (!deposit) throw unknownObject("Deposit");
  return deposit;
}
