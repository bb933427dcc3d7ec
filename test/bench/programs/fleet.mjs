// (b) One `CardFleet` for all of them. Limits stand where a person would write them: the common ones once, others at their card.
import * as fourpay from "pulumi-fourpay";
import { cardsOf, DEFAULT_LIMITS } from "../fleet.mjs";

export function declare({ count, changed, walletId }) {
  const cards = cardsOf(count, changed).map(({ key, holderId, limits }) => [
    key,
    limits === DEFAULT_LIMITS ? { holderId } : { holderId, limits },
  ]);
  new fourpay.CardFleet("fleet", {
    walletId,
    defaults: { limits: DEFAULT_LIMITS },
    cards: Object.fromEntries(cards),
    maxClosures: count,
  });
}
