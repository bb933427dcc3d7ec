// Exact amounts. Text exists only at the edges; inside, every amount is a decimal value.
import Big from "big.js";

export type Money = Big;

export const zero: Money = new Big(0);

const pattern = /^\d{1,12}(\.\d{1,2})?$/;

/** Reads an unsigned amount with at most two decimals; anything else is undefined. */
function readMoney(text: string): Money | undefined {
  return pattern.test(text) ? new Big(text) : undefined;
}

/** Reads an amount a test or a seed wrote; a mistake there is the caller's, so it throws. */
export function money(text: string): Money {
  const amount = readMoney(text);
  if (!amount) throw new RangeError(`not an amount with at most two decimals: ${JSON.stringify(text)}`);
  return amount;
}

export function showMoney(amount: Money): string {
  return amount.toFixed(2);
}

/** A percentage of an amount, rounded half up to cents. */
export function percentOf(amount: Money, percent: string): Money {
  return amount.times(percent).div(100).round(2, Big.roundHalfUp);
}

export function sum(amounts: Iterable<Money>): Money {
  let total = zero;
  for (const amount of amounts) total = total.plus(amount);
  return total;
}
