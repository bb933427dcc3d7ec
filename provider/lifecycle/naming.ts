/** Auto-names and the mark in them: how an object the API knows nothing about is recognised as ours after a lost reply or a kill. */
import { createHash } from "node:crypto";
import { containsUnknown, UNKNOWN } from "../model/unknown";

const MARK_LENGTH = 10;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const MARKED = new RegExp(`-[a-z2-7]{${MARK_LENGTH}}$`);

/** What identifies one incarnation of a declared object. Everything that forces a replacement belongs in `identity`. */
export interface MarkSource {
  readonly namespace: string;
  readonly urn: string;
  readonly identity: Readonly<Record<string, unknown>>;
}

/** Ten base32 characters; the same declaration always gives the same mark, on every machine. */
export function mark({ namespace, urn, identity }: MarkSource): string {
  const known = Object.entries(identity).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([namespace, urn, known.sort(([a], [b]) => (a < b ? -1 : 1))]);
  const digest = createHash("sha256").update(text).digest();
  let bits = 0n;
  for (const byte of digest.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte);
  let shown = "";
  for (let index = 0; index < MARK_LENGTH; index++) {
    shown += ALPHABET[Number((bits >> BigInt(59 - index * 5)) & 31n)] ?? "";
  }
  return shown;
}

/**
 * `<prefix>-<mark>`: the prefix is the resource's own name, reduced to letters, digits and dashes. Unknown while anything that enters the
 * mark is unknown.
 */
export function autoName(source: MarkSource, maxLength: number): string | typeof UNKNOWN {
  if (containsUnknown(source.urn) || containsUnknown(source.identity)) return UNKNOWN;
  return `${prefix(source.urn, maxLength)}-${mark(source)}`;
}

/** Whether the recorded name is one we made for this resource (so that it may be kept when no name is declared). */
export function isAutoName(name: unknown, urn: unknown, maxLength: number): name is string {
  if (typeof name !== "string" || typeof urn !== "string" || !MARKED.test(name)) return false;
  return name.slice(0, -(MARK_LENGTH + 1)) === prefix(urn, maxLength);
}

/** Whether a name seen at the API carries a mark, ours or another stack's. */
export function isMarked(name: string | undefined): boolean {
  return name !== undefined && MARKED.test(name);
}

/** The name in the program; it may hold colons itself. */
export function logicalName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The name without its mark; the whole name where it carries none. */
export function unmarked(name: string): string {
  return isMarked(name) ? name.slice(0, -(MARK_LENGTH + 1)) : name;
}

/** What stands before the mark in the name of this resource. */
export function prefix(urn: string, maxLength: number): string {
  const logical = logicalName(urn);
  const safe = logical
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, maxLength - MARK_LENGTH - 1)
    .replace(/-$/, "");
  return safe === "" ? "fourpay" : safe;
}
