/** Spending limits in domain words, and what it means for two sets of them to agree. */
import { canonicalMoney, sameMoney } from "./money";

export const LIMIT_KEYS = ["daily", "weekly", "monthly", "yearly", "lifetime", "perTransaction"] as const;
export type LimitKey = (typeof LIMIT_KEYS)[number];

/** Limits by key; a missing key means "not set". Values are decimal strings in the card's currency. */
export type Limits = { readonly [K in LimitKey]?: string };

export function limitEntries(limits: Limits): [LimitKey, string][] {
  return LIMIT_KEYS.flatMap((key) => {
    const value = limits[key];
    return value === undefined ? [] : [[key, value] as [LimitKey, string]];
  });
}

export interface LimitsDifference {
  /** Declared, but the card shows another value or none. */
  readonly wrong: LimitKey[];
  /** Not declared, but set on the card. */
  readonly extra: LimitKey[];
}

/** How the limits on a card differ from the declared ones, by value (`"100"` equals `"100.000"`). */
export function compareLimits(declared: Limits, observed: Limits): LimitsDifference {
  const wrong: LimitKey[] = [];
  const extra: LimitKey[] = [];
  for (const key of LIMIT_KEYS) {
    const want = declared[key];
    const seen = observed[key];
    if (want !== undefined && (seen === undefined || !sameMoney(want, seen))) wrong.push(key);
    if (want === undefined && seen !== undefined) extra.push(key);
  }
  return { wrong, extra };
}

/** The observed limits for the declared keys only, in the text of the declaration where the value is the same. */
export function observedFor(declared: Limits, observed: Limits): Limits {
  const shown: { [K in LimitKey]?: string } = {};
  for (const [key, want] of limitEntries(declared)) {
    const seen = observed[key];
    if (seen === undefined) continue;
    shown[key] = sameMoney(want, seen) ? want : canonicalMoney(seen);
  }
  return shown;
}

export function describeLimits(limits: Limits): string {
  return limitEntries(limits)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
}
