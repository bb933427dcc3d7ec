// How cards look on this dialect's wire: details, the short form under a cardholder, and the secrets.
import { z } from "zod";
import { showTime } from "../shared/fields";
import { type Card, cardTypes } from "../store/entities";
import { available } from "../store/ledger";
import { showMoney } from "../store/money";
import { expiryMonth, securityCode } from "../store/numbers";
import type { Store } from "../store/store";
import { documented } from "./documentation";
import { shown } from "./fields";
import { showLimits } from "./names";

export const cardDetails = documented(
  z.object({
    id: shown.id,
    accountUuid: shown.id,
    cardOwnerId: z.string(),
    status: z.string(),
    cardType: z.enum(cardTypes),
    lastFour: z.string().nullable(),
    balance: shown.amount.nullable(),
    availableBalance: shown.amount.nullable(),
    currency: z.string(),
    expiryMonth: z.int().nullable(),
    expiryYear: z.int().nullable(),
    name: z.string().optional(),
    limits: z.record(z.string(), z.string()).optional(),
    createdAt: shown.moment,
    updatedAt: shown.moment,
  }),
  { id: "Card" },
);

export const holderCard = documented(
  z.object({
    cardId: shown.id,
    accountUuid: shown.id,
    name: z.string(),
    status: z.string(),
    maskedNumber: z.string().nullable(),
    availableBalance: shown.amount.nullable(),
    currency: z.string(),
  }),
  { id: "CardholderCard" },
);

/** Assumption: the upstream's names; the page is not available. */
export const secrets = documented(
  z.object({
    cardNumber: z.string(),
    cvv: z.string(),
    expiryMonth: z.string(),
    expiryYear: z.string(),
    cardHolder: z.string().nullable(),
  }),
  { id: "CardSecrets" },
);

/** Whether the fields that only a living card has are still empty. */
function isBlank(store: Store, { status }: Card): boolean {
  const unborn = status === "creating" || status === "creating_failed";
  return unborn && store.settings.behaviour.detailsWhileCreating === "nulls";
}

export function showCard(store: Store, card: Card): z.output<typeof cardDetails> {
  const { merchantCardName, merchantCardLimits } = store.settings.behaviour;
  const known = <T>(value: T) => (isBlank(store, card) ? null : value);
  const { month, year } = expiryMonth(card.expiresAt);
  return {
    id: card.id,
    accountUuid: card.wallet.id,
    cardOwnerId: card.holderId,
    status: card.status,
    cardType: card.type,
    lastFour: known(card.number.slice(-4)),
    balance: known(showMoney(card.balance)),
    availableBalance: known(showMoney(available(card))),
    currency: card.wallet.provider.currency,
    expiryMonth: known(Number(month)),
    expiryYear: known(Number(year)),
    ...(merchantCardName === "shown" && { name: card.name }),
    ...(merchantCardLimits === "shown" && { limits: showLimits(card.limits) }),
    createdAt: showTime(card.createdAt),
    updatedAt: showTime(card.updatedAt),
  };
}

export function showHolderCard(store: Store, card: Card): z.output<typeof holderCard> {
  const known = <T>(value: T) => (isBlank(store, card) ? null : value);
  return {
    cardId: card.id,
    accountUuid: card.wallet.id,
    name: card.name,
    status: card.status,
    maskedNumber: known(`${card.number.slice(0, 6)}******${card.number.slice(-4)}`),
    availableBalance: known(showMoney(available(card))),
    currency: card.wallet.provider.currency,
  };
}

export function showSecrets(store: Store, card: Card): z.output<typeof secrets> {
  const { month, year } = expiryMonth(card.expiresAt);
  const holder = store.holders.get(card.holderId);
  return {
    cardNumber: card.number,
    cvv: securityCode(card.id),
    expiryMonth: month,
    expiryYear: year,
    cardHolder: holder ? `${holder.firstName} ${holder.lastName}` : null,
  };
}
