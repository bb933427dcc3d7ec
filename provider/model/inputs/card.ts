/** Inputs of a card: shape and allowed values. Rules between properties live in the card's `check`. */
import { z } from "zod";
import { LIMIT_KEYS } from "../limits";
import { amount, currency, hostFields, oneOf, text, uuid } from "./fields";

const HOLDER = "the id of a holder";
const LIMITS = `${LIMIT_KEYS.join(", ")} are allowed`;

const limit = amount.optional();

export const cardInputs = z.strictObject({
  walletId: uuid,
  holderId: z.string(HOLDER).regex(/^[^\s/?#%]{1,255}$/, HOLDER),
  name: text("a card name of 1 to 100 characters", 1, 100).optional(),
  cardType: oneOf(["virtual", "physical"]).optional(),
  limits: z
    .strictObject(
      { daily: limit, weekly: limit, monthly: limit, yearly: limit, lifetime: limit, perTransaction: limit },
      LIMITS,
    )
    .optional(),
  binId: uuid.optional(),
  binCategoryId: uuid.optional(),
  currency: currency.optional(),
  frozen: z.boolean("true or false").optional(),
  initialBalance: amount.optional(),
  deletionPolicy: oneOf(["close", "freeze", "retain"]).optional(),
  waitFor: oneOf(["active", "accepted"]).optional(),
  reissue: text("any text of up to 100 characters", 1, 100).optional(),
  adopt: z.union([z.literal(true), uuid], "true or a card id").optional(),
  ...hostFields,
});

export type CardInputs = z.infer<typeof cardInputs>;
