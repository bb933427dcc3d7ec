// Spending limits: whether a set is allowed in a wallet, and whether a purchase still fits under it.
import { type Card, type LimitKey, type Limits, limitKeys, type Wallet } from "./entities";
import { type Money, showMoney, sum } from "./money";
import { SandboxRejection } from "./rejection";

export function checkLimits(wallet: Wallet, limits: Limits): void {
  for (const key of limitKeys) {
    const value = limits[key];
    if (value === undefined) continue;
    const range = wallet.provider.ranges[key];
    const refuse = (why: string) => new SandboxRejection("invalid", why, ["limits", key], showMoney(value));
    // Assumption: a limit type without a range cannot be set on this wallet.
    if (!range) throw refuse("this limit cannot be set on this wallet");
    if (range.min !== null && value.lt(range.min)) throw refuse(`ensure this value is at least ${range.min}`);
    if (range.max !== null && value.gt(range.max)) throw refuse(`ensure this value is at most ${range.max}`);
  }
}

/** Assumption: limit periods are calendar periods in UTC, weeks start on Monday. */
function periodStart(key: LimitKey, now: number): number {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (key) {
    case "daily":
      return Date.UTC(year, month, day);
    case "weekly":
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    case "monthly":
      return Date.UTC(year, month, 1);
    case "yearly":
      return Date.UTC(year, 0, 1);
    case "lifetime":
      return Number.NEGATIVE_INFINITY;
    case "perTransaction":
      return Number.POSITIVE_INFINITY;
  }
}

/** How much of a limit is used up. */
export function spentUnder(card: Card, key: LimitKey, now: number): Money {
  const from = periodStart(key, now);
  return sum(card.spending.filter((purchase) => purchase.at >= from).map((purchase) => purchase.amount));
}

export function fitsLimits(card: Card, amount: Money, now: number): boolean {
  return limitKeys.every((key) => {
    const limit = card.limits[key];
    return limit === undefined || spentUnder(card, key, now).plus(amount).lte(limit);
  });
}
