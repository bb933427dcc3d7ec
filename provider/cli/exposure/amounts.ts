/**
 * What limits allow in a day and in a month. A period without a limit of its own is bounded by the others where that is certain: a day lies
 * within a week, a month, a year; a month lies within a year, has at most 31 days, and touches at most six weeks. A limit per transaction
 * bounds no period. Nor does a limit of zero: whether it blocks a card or lifts the limit is not documented.
 *
 * Assumption: limit periods are no shorter than calendar days and weeks.
 */
import Big from "big.js";
import { LIMIT_KEYS, type LimitKey } from "../../model/limits";
import { canonicalMoney, compareMoney, isZero } from "../../model/money";
import { isUnknown } from "../../model/unknown";
import type { Amount } from "./record";
import { amountOf, type Hidden, isRecord } from "./values";

type Read = { readonly [K in LimitKey]?: string | { readonly hidden: Hidden } };

const BOUNDS: { readonly [K in "daily" | "monthly"]: readonly (readonly [LimitKey, number])[] } = {
  daily: [
    ["weekly", 1],
    ["monthly", 1],
    ["yearly", 1],
    ["lifetime", 1],
  ],
  monthly: [
    ["daily", 31],
    ["weekly", 6],
    ["yearly", 1],
    ["lifetime", 1],
  ],
};

export interface Allowed {
  readonly daily: Amount;
  readonly monthly: Amount;
  readonly limits: { readonly [K in LimitKey]?: string };
}

export function allowedBy(limits: unknown): Allowed {
  if (isUnknown(limits)) return { daily: LATER, monthly: LATER, limits: {} };
  if (limits !== undefined && !isRecord(limits)) return { daily: SECRET, monthly: SECRET, limits: {} };
  const read: Read = Object.fromEntries(
    LIMIT_KEYS.flatMap((key) => {
      const value = amountOf(limits?.[key]);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const told = Object.entries(read).filter(([, value]) => typeof value === "string");
  const bounding = Object.fromEntries(
    Object.entries(read).filter(([, value]) => typeof value !== "string" || !isZero(value)),
  );
  return {
    daily: inPeriod("daily", bounding),
    monthly: inPeriod("monthly", bounding),
    limits: Object.fromEntries(told),
  };
}

const LATER: Amount = { kind: "unknown", why: "later" };
const SECRET: Amount = { kind: "unknown", why: "secret" };

function inPeriod(period: "daily" | "monthly", read: Read): Amount {
  const own = read[period];
  if (typeof own === "string") return { kind: "limit", value: own };
  if (own !== undefined) return { kind: "unknown", why: own.hidden };
  const bounds = BOUNDS[period].flatMap(([key, times]) => {
    const value = read[key];
    if (typeof value !== "string") return [];
    const from = times === 1 ? `${key} limit` : `${times} × ${key} limit`;
    return [{ kind: "bound" as const, value: canonicalMoney(new Big(value).times(times).toFixed()), from }];
  });
  const [smallest] = bounds.sort((a, b) => compareMoney(a.value, b.value));
  if (smallest !== undefined) return smallest;
  const hidden = BOUNDS[period].flatMap(([key]) => read[key] ?? []).find((value) => typeof value !== "string");
  return typeof hidden === "object" ? { kind: "unknown", why: hidden.hidden } : { kind: "unlimited" };
}
