// How cards look on this dialect's wire. The list and the details name the same things differently.

import { showTime } from "../shared/fields";
import { type Card, type CardType, limitKeys } from "../store/entities";
import { available } from "../store/ledger";
import { spentUnder } from "../store/limits";
import { showMoney } from "../store/money";
import { expiryMonth, securityCode } from "../store/numbers";
import type { Store } from "../store/store";
import { wireLimits } from "./names";
import { showNetwork } from "./walletWire";

export function maskedNumber(store: Store, card: Card): string {
  const shown = store.settings.behaviour.maskedDigits === "6+4" ? 6 : 4;
  return `${card.number.slice(0, shown)}******${card.number.slice(-4)}`;
}

interface Personal {
  availableBalance: string | null;
  holder: string | null;
  cardType: CardType | null;
  maskedNumber: string | null;
  paymentSystem: string | null;
  expiredAt: string | null;
}

const nothing: Personal = {
  availableBalance: null,
  holder: null,
  cardType: null,
  maskedNumber: null,
  paymentSystem: null,
  expiredAt: null,
};

function holderName(store: Store, card: Card): string | null {
  const holder = store.holders.get(card.holderId);
  return holder ? `${holder.firstName} ${holder.lastName}` : null;
}

/** What is known only once the card came to life. */
function personal(store: Store, card: Card): Personal {
  const unborn = card.status === "creating" || card.status === "creating_failed";
  if (unborn && store.settings.behaviour.detailsWhileCreating === "nulls") return nothing;
  const { month, year } = expiryMonth(card.expiresAt);
  return {
    // Assumption: a card that draws on its wallet shows no balance of its own.
    availableBalance: showMoney(available(card)),
    holder: holderName(store, card),
    cardType: card.type,
    maskedNumber: maskedNumber(store, card),
    paymentSystem: showNetwork(store, card.bin),
    expiredAt: `${month}.${year}`,
  };
}

export function showCard(store: Store, card: Card): Record<string, unknown> {
  return {
    cardId: card.id,
    name: card.name,
    currency: card.wallet.provider.currency,
    cardStatus: card.status,
    ...personal(store, card),
  };
}

function showLimits(store: Store, card: Card): Record<string, unknown> {
  const set = limitKeys.flatMap((key) => {
    const value = card.limits[key];
    return value === undefined ? [] : [{ key, type: wireLimits[key], value: showMoney(value) }];
  });
  switch (store.settings.behaviour.limitsShape) {
    case "object":
      return { limits: Object.fromEntries(set.map(({ type, value }) => [type, value])) };
    case "array":
      return {
        limits: set.map(({ key, type, value }) => ({
          id: `${card.id.slice(0, 24)}${String(limitKeys.indexOf(key)).padStart(12, "0")}`,
          type,
          value,
          spend: showMoney(spentUnder(card, key, store.now())),
        })),
      };
    case "absent":
      return {};
  }
}

export function showCardDetails(store: Store, card: Card): Record<string, unknown> {
  const { holder: _, ...known } = personal(store, card);
  const owner = store.holders.get(card.holderId);
  return {
    account: { id: card.wallet.id, name: card.wallet.name },
    card: {
      id: card.id,
      name: card.name,
      currency: card.wallet.provider.currency,
      status: card.status,
      ...known,
      ...showLimits(store, card),
      cardOwner: {
        cardOwnerId: card.holderId,
        firstName: owner?.firstName ?? null,
        lastName: owner?.lastName ?? null,
        email: owner?.email ?? null,
      },
      createdAt: showTime(card.createdAt),
    },
  };
}

export function showCredentials(store: Store, card: Card): Record<string, unknown> {
  const { month, year } = expiryMonth(card.expiresAt);
  return {
    cardNumber: card.number,
    cvv: securityCode(card.id),
    expiryMonth: month,
    expiryYear: year,
    cardHolder: holderName(store, card),
  };
}
