// What requests say about a card. The page that documents issuing is not available, so the fields follow the other dialect.
import { z } from "zod";
import { optional, uuid } from "../shared/fields";
import { cardTypes, type Limits, limitKeys } from "../store/entities";
import type { IssueRequest } from "../store/issuing";
import { positiveAmount } from "./fields";
import { wireLimits } from "./names";

const value = positiveAmount.optional();

// Assumption: limits have the other dialect's keys, and a misspelled one is refused although unknown fields elsewhere are ignored.
const limits = z.strictObject({
  daily_limit: value,
  weekly_limit: value,
  monthly_limit: value,
  year_limit: value,
  lifetime_limit: value,
  transaction_limit: value,
});

// Assumption: a card name has 1 to 255 characters and need not be unique.
const name = z.string().min(1).max(255);

// Assumption: these are the fields of an issue; only limits, BIN and currency are optional.
export const issueBody = z.object({
  name,
  cardOwnerId: z.string().min(1),
  cardType: z.enum(cardTypes),
  limits: optional(limits),
  cardProviderBinId: optional(uuid),
  binCategoryId: optional(uuid),
  currency: optional(z.string().regex(/^[A-Z]{3}$/)),
});

export const updateBody = z.object({ name: optional(name), limits: optional(limits) });

export function readLimits(body: z.output<typeof limits>): Limits {
  const read: Limits = {};
  for (const key of limitKeys) {
    const amount = body[wireLimits[key]];
    if (amount !== undefined) read[key] = amount;
  }
  return read;
}

export function toRequest(body: z.output<typeof issueBody>): IssueRequest {
  return {
    name: body.name,
    holderId: body.cardOwnerId,
    type: body.cardType,
    limits: readLimits(body.limits ?? {}),
    ...(body.cardProviderBinId !== undefined && { binId: body.cardProviderBinId }),
    ...(body.binCategoryId !== undefined && { binCategoryId: body.binCategoryId }),
    ...(body.currency !== undefined && { currency: body.currency }),
  };
}
