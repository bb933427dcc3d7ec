/** Exact decimals. Money is a decimal string at every edge; arithmetic and comparison go through here, never through numbers. */
import Big from "big.js";

const DECIMAL = /^-?\d{1,30}(\.\d{1,18})?$/;

/** Whether the text is a plain decimal (`"12"`, `"12.50"`): no exponent, no sign but minus, no spaces. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Whether the value is an amount, as text or as a number. */
export function isAmount(value: unknown): value is string | number {
  return (typeof value === "string" || typeof value === "number") && isDecimal(String(value));
}

/** Any decimal of so many digits survives the way through a number. */
const SAFE_DIGITS = 15;

/** A JavaScript number is accepted only when its shortest text is a plain decimal that means exactly what was typed. */
export function isSafeNumber(value: number): boolean {
  const text = String(value);
  return isDecimal(text) && text.replace(/\D/g, "").length <= SAFE_DIGITS;
}

/** How many decimals the value needs once trailing zeros are gone. */
export function decimalsOf(text: string): number {
  const [, fraction = ""] = canonicalDecimal(text).split(".");
  return fraction.length;
}

/** The shortest text of the same value: `"2.50"` becomes `"2.5"`, `"-0"` becomes `"0"`. */
export function canonicalDecimal(value: string | number): string {
  return new Big(value).toFixed();
}

/** Money text as we record it: at least two decimals, nothing superfluous beyond (`100` -> `"100.00"`, `"0.1250"` -> `"0.125"`). */
export function canonicalMoney(value: string | number): string {
  const [whole = "0", fraction = ""] = canonicalDecimal(value).split(".");
  return `${whole}.${fraction.padEnd(2, "0")}`;
}

export function sameMoney(a: string, b: string): boolean {
  return new Big(a).eq(b);
}

export function compareMoney(a: string, b: string): number {
  return new Big(a).cmp(b);
}

export function addMoney(...values: readonly string[]): string {
  return canonicalMoney(values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed());
}

export function subtractMoney(a: string, b: string): string {
  return canonicalMoney(new Big(a).minus(b).toFixed());
}

export function isPositive(value: string): boolean {
  return new Big(value).gt(0);
}

export function isZero(value: string): boolean {
  return new Big(value).eq(0);
}

const ZERO_DECIMALS = new Set([
  "BIF",
  "CLP",
  "DJF",
  "GNF",
  "ISK",
  "JPY",
  "KMF",
  "KRW",
  "PYG",
  "RWF",
  "UGX",
  "VND",
  "VUV",
  "XAF",
  "XOF",
  "XPF",
]);
const THREE_DECIMALS = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

/** Decimals an amount in this ISO 4217 currency may have; two where the currency is not known. */
export function currencyDecimals(currency: string | undefined): number {
  const code = (currency ?? "").toUpperCase();
  if (ZERO_DECIMALS.has(code)) return 0;
  return THREE_DECIMALS.has(code) ? 3 : 2;
}
