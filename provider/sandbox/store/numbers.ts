// Card numbers that exist only here: always the same for one card, valid by checksum, inside published test ranges.
import { createHash } from "node:crypto";

function luhnDigit(digits: string): string {
  let total = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (total % 10)) % 10);
}

function digitsFrom(seed: string, count: number): string {
  const bytes = createHash("sha256").update(seed).digest();
  return [...bytes.subarray(0, count)].map((byte) => String(byte % 10)).join("");
}

export function cardNumber(cardId: string, bin: string): string {
  const body = bin + digitsFrom(cardId, 15 - bin.length);
  return body + luhnDigit(body);
}

export function securityCode(cardId: string): string {
  return digitsFrom(`code:${cardId}`, 3);
}

/** Cards live three years, to the end of the month they were issued in. */
export function expiryAfter(createdAt: number): number {
  const date = new Date(createdAt);
  return Date.UTC(date.getUTCFullYear() + 3, date.getUTCMonth() + 1, 1);
}

export function expiryMonth(expiresAt: number): { month: string; year: string } {
  const last = new Date(expiresAt - 1);
  return { month: String(last.getUTCMonth() + 1).padStart(2, "0"), year: String(last.getUTCFullYear()) };
}
