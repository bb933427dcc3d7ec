/** Money by shares, to the cent: what cannot be divided goes to the first ones, so the parts are the whole again. */

const AMOUNT = /^(\d{1,15})(?:\.(\d{1,2}))?$/;

export function splitBudget(total: string, shares: readonly number[]): string[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  if (!shares.every((share) => Number.isInteger(share) && share > 0))
    throw new Error("A share is a whole number above 0.");
  const cents = centsOf(total);
  const parts = shares.map((share) => (cents * BigInt(share)) / BigInt(sum));
  let rest = cents - parts.reduce((all, part) => all + part, 0n);
  return parts.map((part) => {
    const extra = rest > 0n ? 1n : 0n;
    rest -= extra;
    return textOf(part + extra);
  });
}

/** So many percent of an amount, rounded up to the cent. */
export function percentOf(amount: string, percent: number): string {
  if (!Number.isInteger(percent) || percent < 1 || percent > 100)
    throw new Error("A percentage is a whole number from 1 to 100.");
  return textOf((centsOf(amount) * BigInt(percent) + 99n) / 100n);
}

function centsOf(amount: string): bigint {
  const [, whole, fraction = ""] = AMOUNT.exec(amount) ?? [];
  if (whole === undefined)
    throw new Error('An amount is a text such as "6000.00", not below zero, with at most two decimals.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
}

function textOf(cents: bigint): string {
  const digits = cents.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
