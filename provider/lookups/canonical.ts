/** What leaves a lookup: statuses in one spelling, free text without secrets and card numbers. */
import { hideCardNumbers, hideSecrets } from "../model/redact";
import type { Secret } from "../model/secret";

/** `Active` and `active`, `readyForAllocation` and `ready_for_allocation` are the same; the latter are ours. */
export function canonicalStatus(status: string): string {
  const words = status.trim().replace(/([a-z])([A-Z])/g, "$1_$2");
  const text = words.toLowerCase().replace(/[\s-]+/g, "_");
  return text === "transfering" ? "transferring" : text;
}

const STATUS = new Set(["status", "deliveryStatus"]);

/** Addresses of money and of people: digits in them are theirs, and a changed one would be worse than none. */
const EXACT = new Set(["paymentAddress", "txHash", "phone"]);

/** A shorter text is found in words of ours. */
const SHORTEST_SECRET = 8;

/** The result as it leaves: a copy, so that no caller changes what another one gets. */
export function presentResult<T>(result: T, secrets: readonly Secret[]): T {
  const hidden = secrets.filter((secret) => secret.reveal().length >= SHORTEST_SECRET);
  const whole = JSON.stringify(result);
  // Looking through every text for every form of a secret is slow, and hardly ever is there one.
  const clean = hideCardNumbers(hideSecrets(whole, hidden)) === whole;
  const show = (text: string, key: string) => {
    if (STATUS.has(key)) return canonicalStatus(text);
    if (clean) return text;
    const safe = hideSecrets(text, hidden);
    return EXACT.has(key) ? safe : hideCardNumbers(safe);
  };
  return copied(result, "", show) as T;
}

function copied(value: unknown, key: string, show: (text: string, key: string) => string): unknown {
  if (typeof value === "string") return show(value, key);
  if (Array.isArray(value)) return value.map((item) => copied(item, key, show));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copied(inner, name, show)]));
}
