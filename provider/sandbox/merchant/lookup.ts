// Finding what a path names.
import type { Card, Wallet } from "../store/entities";
import { findCard, findWallet } from "../store/find";
import type { Store } from "../store/store";

type Params = Readonly<Record<string, string>>;

export const accountOf = (store: Store, params: Params): Wallet => findWallet(store, params.account_uuid ?? "");

export const cardOf = (store: Store, params: Params): Card =>
  findCard(store, params.account_uuid ?? "", params.card_uuid ?? "");
