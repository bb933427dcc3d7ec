/** Makes foreign text (from the API, from inputs) fit to be shown: no card numbers, no known secrets, no control characters, short. */
import type { Secret } from "./secret";
import { formsOf } from "./secretForms";

const HIDDEN = "[hidden]";
const MAX_SHOWN = 200;
const MOST_SEARCHED = 4_096;
/** Longer than any card number as it may be written. */
const TORN = 64;

const QUOTES = String.raw`(?:[\\"'\s]|&quot;|%22){0,8}`;
/** The word for a secret, and what follows it: `cvv: 123`, `"x_api_key":"abc"`, `the code is 123`. */
const TOKEN_LIKE = new RegExp(
  String.raw`(?:[\w-]{0,30}(?:token|secret|passw(?:or)?d|api[-_ ]?key|cvv2?|cvc2?)|\b(?:bearer|pin|security[-_ ]?code))(?!\w)` +
    String.raw`${QUOTES}(?:[:=]|(?:is|was)\b(?=\s+\S*\d))?${QUOTES}[^\s"',;}\\]+`,
  "gi",
);
const JWT_LIKE = /(?<![A-Za-z0-9])eyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const USER_INFO = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#@"']*@/gi;
/** Digits as card numbers are written, in any of the usual separators. An id in the form of a UUID is none. */
const DIGITS = String.raw`\d(?:[ \u00a0\u2007-\u2015\u202f-]{0,2}\d){11,}|\d{4}(?:\.\d{4}){3}`;
const NUMBERS = new RegExp(String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-z])|${DIGITS}`, "gi");
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Foreign text for a message: secrets and card numbers replaced by `[hidden]`, one line, at most 200 characters. */
export function presentable(text: string, secrets: readonly Secret[] = []): string {
  const shown = withoutNumbers(
    shortened(hideSecrets(text, secrets))
      .replace(CONTROL, " ")
      .replace(USER_INFO, `$1${HIDDEN}@`)
      .replace(JWT_LIKE, HIDDEN)
      .replace(TOKEN_LIKE, HIDDEN),
    true,
  ).trim();
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
}

/** Patterns are not run over megabytes. What a cut may have torn apart is dropped with the end. */
function shortened(text: string): string {
  return text.length <= MOST_SEARCHED ? text : text.slice(0, MOST_SEARCHED).slice(0, -TORN);
}

/** The text without these secrets, however they may be written in it. */
export function hideSecrets(text: string, secrets: readonly Secret[]): string {
  return secretHider(secrets)(text);
}

/** The same for many texts: finding out how the secrets may be written takes longer than a short text does. */
export function secretHider(secrets: readonly Secret[]): (text: string) => string {
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const any = new RegExp(forms.map(literally).join("|"), "gi");
  return (text) => text.replace(any, HIDDEN);
}

/** The text without what has the length and the check digit of a card number. */
export function hideCardNumbers(text: string): string {
  return withoutNumbers(text, false);
}

/** Long numbers that stand alone go too where `all` is set; as part of a longer word only what can be a card number. */
function withoutNumbers(text: string, all: boolean): string {
  return text.replace(NUMBERS, (found: string, at: number) => {
    if (/[a-f]/i.test(found) || /^\d{8}(-\d{4}){3}-\d{12}$/.test(found)) return found;
    const alone = !/[\w-]/.test(text[at - 1] ?? " ") && !/[\w-]/.test(text[at + found.length] ?? " ");
    return (all && alone) || holdsCardNumber(found.replace(/\D/g, "")) ? HIDDEN : found;
  });
}

/** As a whole, or of the usual lengths and first digits within more digits (an expiry or a code may follow). */
function holdsCardNumber(digits: string): boolean {
  if (digits.length >= 13 && digits.length <= 19 && hasCheckDigit(digits)) return true;
  const starts = Array.from(digits, (_, index) => index);
  return starts.some((start) => {
    const length = digits[start] === "3" ? 15 : 16;
    const part = digits.slice(start, start + length);
    return part.length === length && /^[2-6]/.test(part) && hasCheckDigit(part);
  });
}

/** The check digit of ISO/IEC 7812 (Luhn). */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The canonical masked number: the last four digits only, whatever the API shows. */
export function maskedNumber(shown: string | null | undefined): string | undefined {
  const last = shown?.match(/(\d{4})\D*$/)?.[1];
  return last === undefined ? undefined : `**** **** **** ${last}`;
}
