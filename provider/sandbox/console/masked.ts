// Nothing that looks like a card number leaves for the page, wherever somebody wrote it: a name, an address, a query.

const idOrNumber = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d(?:[ +-]?\d){12,18}/gi;

function hasValidCheckDigit(digits: string): boolean {
  let total = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const weighted = at % 2 === 0 ? digit : digit * 2;
    total += weighted > 9 ? weighted - 9 : weighted;
  }
  return total % 10 === 0;
}

/** The same text with card numbers cut to their last four digits. Ids stay. */
function masked(text: string): string {
  if (text.length < 13) return text;
  return text.replace(idOrNumber, (found) => {
    const digits = found.replace(/\D/g, "");
    const isNumber = /^[\d +-]+$/.test(found) && digits.length <= 19 && hasValidCheckDigit(digits);
    return isNumber ? `•••• ${digits.slice(-4)}` : found;
  });
}

/** JSON in which every text, keys aside, went through `masked`. */
export function maskedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "string" ? masked(inner) : inner));
}
