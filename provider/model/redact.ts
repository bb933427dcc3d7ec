/** Makes foreign text (from the API, from inputs) fit to be shown: no card numbers, no known secrets, no control characters, short. */
import type { Secret } from "./secret";

const MAX_SHOWN = 200;
const PAN_LIKE = /(?<![\w-])\d(?:[ -]?\d){11,18}(?![\w-])/g;
const TOKEN_LIKE = /\b(?:bearer|token|api[-_ ]?key|secret|password|cvv|cvc|pin)\b["']?\s*[:=]?\s*["']?[^\s"',;}]+/gi;
const JWT_LIKE = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Foreign text for a message: secrets and card numbers replaced by `[hidden]`, one line, at most 200 characters. */
export function presentable(text: string, secrets: readonly Secret[] = []): string {
  let shown = text;
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value !== "") shown = shown.split(value).join("[hidden]");
  }
  shown = shown
    .replace(CONTROL, " ")
    .replace(JWT_LIKE, "[hidden]")
    .replace(TOKEN_LIKE, "[hidden]")
    .replace(PAN_LIKE, "[hidden]")
    .trim();
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
}

/** The canonical masked number: the last four digits only, whatever the API shows. */
export function maskedNumber(shown: string | null | undefined): string | undefined {
  const last = shown?.match(/(\d{4})\D*$/)?.[1];
  return last === undefined ? undefined : `**** **** **** ${last}`;
}
