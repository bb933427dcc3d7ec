/** Spending limits between the wire (`daily_limit`, `year_limit`, …) and the domain (`daily`, `yearly`, …). */
import { z } from "zod";
import { defined } from "../model/defined";
import type { LimitRange } from "../model/entities";
import { type LimitKey, type Limits, limitEntries } from "../model/limits";
import { canonicalMoney } from "../model/money";
import { optionalMoney } from "./wire";

const WIRE_KEYS: { readonly [K in LimitKey]: string } = {
  daily: "daily_limit",
  weekly: "weekly_limit",
  monthly: "monthly_limit",
  yearly: "year_limit",
  lifetime: "lifetime_limit",
  perTransaction: "transaction_limit",
};
const KEYS = new Map(Object.entries(WIRE_KEYS).map(([key, wireKey]) => [wireKey, key as LimitKey]));

/** The domain key; undefined for a limit type we do not know. */
function limitKey(wireKey: string): LimitKey | undefined {
  return KEYS.get(wireKey);
}

export function limitsToWire(limits: Limits): Record<string, string> {
  return Object.fromEntries(limitEntries(limits).map(([key, value]) => [WIRE_KEYS[key], canonicalMoney(value)]));
}

const knownValues = z.looseObject(Object.fromEntries(Object.values(WIRE_KEYS).map((key) => [key, optionalMoney])));

/**
 * Limits of a card, as object (documented) or as array of `{type, value}` (upstream; also what an empty object looks like there).
 * A null value means the limit is not set; zero is a limit of zero. Unknown types are left out.
 */
export const wireLimits = z.union([
  z
    .array(z.looseObject({ type: z.string(), value: optionalMoney }))
    .transform((items) => toLimits(items.map(({ type, value }) => [type, value]))),
  knownValues.transform((values) => toLimits(Object.entries(values))),
]);

function toLimits(entries: readonly (readonly [string, unknown])[]): Limits {
  const limits: { [K in LimitKey]?: string } = {};
  for (const [wireKey, value] of entries) {
    const key = limitKey(wireKey);
    if (key !== undefined && typeof value === "string") limits[key] = value;
  }
  return limits;
}

/** What a limit of this type may be; undefined for a type we do not know. */
export const wireRange = z
  .looseObject({ type: z.string(), amountMin: optionalMoney, amountMax: optionalMoney })
  .transform(({ type, amountMin: min, amountMax: max }): LimitRange | undefined => {
    const key = limitKey(type);
    return key === undefined ? undefined : defined({ key, min, max });
  });
