// (a) One `Card` for each card.
import * as fourpay from "pulumi-fourpay";
import { cardsOf } from "../fleet.mjs";

export function declare({ count, changed, walletId }) {
  for (const { key, holderId, limits } of cardsOf(count, changed)) {
    new fourpay.Card(key, { walletId, holderId, limits });
  }
}
