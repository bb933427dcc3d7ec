/** Sums over cards. Exact; what cannot be added (no limit, a value that is hidden) is counted beside the sum, never as nought. Pure. */
import { addMoney, subtractMoney } from "../../model/money";
import type { Amount, CardSide } from "./record";

export interface Total {
  /** Of all limits that can be told, bounds included. */
  readonly sum: string;
  /** How many cards enter the sum with what another period's limit allows at most. */
  readonly bounded: number;
  /** How many cards have no limit at all: they are not in the sum. */
  readonly unlimited: number;
  /** How many cards have a limit that the document does not tell: they are not in the sum either. */
  readonly unknown: number;
}

export interface Standing {
  readonly daily: Total;
  readonly monthly: Total;
  /** Cards that may spend. */
  readonly cards: number;
  /** Cards that spend nothing as they stand: frozen, blocked, expired. */
  readonly idle: number;
}

const ZERO: Total = { sum: "0.00", bounded: 0, unlimited: 0, unknown: 0 };
export const NOTHING: Standing = { daily: ZERO, monthly: ZERO, cards: 0, idle: 0 };

export function standingOf(side: CardSide | undefined): Standing {
  if (side === undefined) return NOTHING;
  if (side.idle !== undefined) return { ...NOTHING, idle: 1 };
  return { daily: totalOf(side.daily), monthly: totalOf(side.monthly), cards: 1, idle: 0 };
}

function totalOf(amount: Amount): Total {
  switch (amount.kind) {
    case "limit":
      return { ...ZERO, sum: amount.value };
    case "bound":
      return { ...ZERO, sum: amount.value, bounded: 1 };
    case "unlimited":
      return { ...ZERO, unlimited: 1 };
    case "unknown":
      return { ...ZERO, unknown: 1 };
  }
}

export function plus(a: Standing, b: Standing): Standing {
  return combined(a, b, addMoney, (x, y) => x + y);
}

/** What a change adds; parts of it may be below zero. */
export function minus(a: Standing, b: Standing): Standing {
  return combined(a, b, subtractMoney, (x, y) => x - y);
}

type OfMoney = (a: string, b: string) => string;
type OfCounts = (a: number, b: number) => number;

function combined(a: Standing, b: Standing, money: OfMoney, count: OfCounts): Standing {
  const total = (x: Total, y: Total): Total => ({
    sum: money(x.sum, y.sum),
    bounded: count(x.bounded, y.bounded),
    unlimited: count(x.unlimited, y.unlimited),
    unknown: count(x.unknown, y.unknown),
  });
  return {
    daily: total(a.daily, b.daily),
    monthly: total(a.monthly, b.monthly),
    cards: count(a.cards, b.cards),
    idle: count(a.idle, b.idle),
  };
}
