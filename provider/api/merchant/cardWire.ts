/** Cards from the wire to the domain. Details, the lists and money answers name the same things differently. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Card, CardSummary } from "../../model/entities";
import { maskedNumber } from "../../model/redact";
import { wireLimits } from "../limitsWire";
import { id, optional, optionalMoney, optionalText } from "../wire";

const optionalId = optional(id);
const digits = optional(z.union([z.string(), z.number().int().nonnegative()]));

/** All but id and status may be missing or null: while a card is being created, or because this list does not show it. */
const cardFields = {
  id: optionalId,
  cardId: optionalId,
  cardUuid: optionalId,
  accountUuid: optionalId,
  cardOwnerId: optionalText,
  name: optionalText,
  status: optionalText,
  cardStatus: optionalText,
  currency: optionalText,
  balance: optionalMoney,
  availableBalance: optionalMoney,
  cardType: optionalText,
  lastFour: digits,
  maskedNumber: optionalText,
  paymentSystem: optionalText,
  cardNetwork: optionalText,
  expiryMonth: digits,
  expiryYear: digits,
  limits: optional(wireLimits),
  createdAt: optionalText,
};

type WireCard = z.output<z.ZodObject<typeof cardFields>>;
/** The account may be known to the caller, who asked in it. */
export type ShownCard = Omit<Card, "walletId"> & { readonly walletId?: string };

function cardOf(wire: WireCard, context: z.RefinementCtx): ShownCard {
  const id = wire.id ?? wire.cardId ?? wire.cardUuid;
  const status = wire.status ?? wire.cardStatus;
  if (id === undefined || status === undefined) {
    context.addIssue({ code: "custom", message: "no id or status", path: [id === undefined ? "id" : "status"] });
    return z.NEVER;
  }
  const { accountUuid, cardOwnerId, name, currency, balance, availableBalance, cardType, limits, createdAt } = wire;
  return {
    ...defined({
      id,
      status,
      walletId: accountUuid,
      holderId: cardOwnerId,
      name,
      currency,
      cardType,
      limits,
      createdAt,
    }),
    ...defined({
      // Assumption: a balance without the available part is what can be taken off the card.
      availableBalance: availableBalance ?? balance,
      maskedNumber: maskedNumber(lastFour(wire.lastFour) ?? wire.maskedNumber),
      paymentSystem: (wire.paymentSystem ?? wire.cardNetwork)?.toLowerCase(),
      expiry: expiryOf(wire.expiryMonth, wire.expiryYear),
    }),
  };
}

function lastFour(shown: string | number | undefined): string | undefined {
  return shown === undefined ? undefined : String(shown).padStart(4, "0");
}

/** Month and year as `YYYY-MM`; anything that is no month of a year is not shown. */
function expiryOf(month: string | number | undefined, year: string | number | undefined): string | undefined {
  const text = `${year ?? ""}-${String(month ?? "").padStart(2, "0")}`;
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

export const wireCard = z.looseObject(cardFields).transform(cardOf);

/** A card among those of one person: it says itself which account it is in. */
export const wireHolderCard = z
  .looseObject({ ...cardFields, accountUuid: id })
  .transform((wire, context): CardSummary => summaryOf({ ...cardOf(wire, context), walletId: wire.accountUuid }));

/** What a list shows of a card; the holder, limits and creation time are the details' alone. */
export function summaryOf({ holderId: _holder, limits: _limits, createdAt: _time, ...summary }: Card): CardSummary {
  return summary;
}
