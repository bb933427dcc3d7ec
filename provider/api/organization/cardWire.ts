/** Cards ("instruments"), from the wire to the domain. Lists, details and upstream name the same things differently. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Card, CardSummary } from "../../model/entities";
import { maskedNumber } from "../../model/redact";
import { wireLimits } from "../limitsWire";
import { id, optional, optionalMoney, optionalText } from "../wire";

const optionalId = optional(id);

/** Fields of lists and details alike. All but id, name and status may be null while a card is being created. */
const cardFields = {
  id: optionalId,
  cardId: optionalId,
  name: optionalText,
  status: optionalText,
  cardStatus: optionalText,
  currency: optionalText,
  availableBalance: optionalMoney,
  cardType: optionalText,
  maskedNumber: optionalText,
  paymentSystem: optionalText,
  expiredAt: optionalText,
};

type WireCard = z.output<z.ZodObject<typeof cardFields>>;
/** The wallet is known to the caller, who asked in it. */
export type ShownCardSummary = Omit<CardSummary, "walletId">;
export type ShownCard = Omit<Card, "walletId">;

function summaryOf(wire: WireCard, context: z.RefinementCtx): ShownCardSummary {
  const id = wire.id ?? wire.cardId;
  const status = wire.status ?? wire.cardStatus;
  if (id === undefined || status === undefined) {
    context.addIssue({ code: "custom", message: "no id or status", path: [id === undefined ? "id" : "status"] });
    return z.NEVER;
  }
  return defined({
    id,
    name: wire.name,
    status,
    currency: wire.currency,
    availableBalance: wire.availableBalance,
    cardType: wire.cardType,
    maskedNumber: maskedNumber(wire.maskedNumber),
    paymentSystem: wire.paymentSystem?.toLowerCase(),
    expiry: expiryOf(wire.expiredAt),
  });
}

/** `MM.YYYY` becomes `YYYY-MM`. Assumption: other separators and a leading year are tolerated; anything else is not shown. */
export function expiryOf(text: string | undefined): string | undefined {
  const [, month, year] = /^(0[1-9]|1[0-2])[./-](\d{4})$/.exec(text ?? "") ?? [];
  if (month !== undefined && year !== undefined) return `${year}-${month}`;
  return /^\d{4}-(0[1-9]|1[0-2])(?=$|-)/.exec(text ?? "")?.[0];
}

export const wireCardSummary = z.looseObject(cardFields).transform(summaryOf);

const wireDetails = z
  .looseObject({
    ...cardFields,
    limits: optional(wireLimits),
    cardOwner: optional(z.looseObject({ cardOwnerId: optionalText })),
    createdAt: optionalText,
  })
  .transform((wire, context): ShownCard => {
    const { limits, createdAt } = wire;
    return { ...summaryOf(wire, context), ...defined({ holderId: wire.cardOwner?.cardOwnerId, limits, createdAt }) };
  });

/** Details nest the card beside its account. Assumption: without the nesting the fields are the card's own. */
export const wireCard = z.union([
  z.looseObject({ card: wireDetails }).transform(({ card }) => card),
  z.looseObject({ card: z.undefined().optional() }).pipe(wireDetails),
]);
