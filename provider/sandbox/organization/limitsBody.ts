// The limits object of requests: known keys only, positive amounts as text.
import { z } from "zod";
import { type Limits, limitKeys } from "../store/entities";
import { money } from "../store/money";
import { SandboxRejection } from "../store/rejection";
import { positiveAmount } from "./fields";
import { wireLimits } from "./names";

const value = positiveAmount.optional();

// Assumption: a misspelled limit is refused, although unknown fields elsewhere are ignored.
export const limitsBody = z.strictObject({
  daily_limit: value,
  weekly_limit: value,
  monthly_limit: value,
  year_limit: value,
  lifetime_limit: value,
  transaction_limit: value,
});

export function readLimits(body: z.output<typeof limitsBody>): Limits {
  const limits: Limits = {};
  for (const key of limitKeys) {
    const text = body[wireLimits[key] as keyof typeof body];
    if (text !== undefined) limits[key] = money(text);
  }
  return limits;
}

export function refuseEmpty(limits: Limits): void {
  if (Object.keys(limits).length === 0)
    throw new SandboxRejection("invalid", "at least one limit is required", ["limits"], {});
}
