/** Amounts, counts and changes in words for people. Names stay as they are: each format makes them harmless in its own way. */
import { LIMIT_KEYS, type LimitKey } from "../../model/limits";
import { isPositive, isZero, sameMoney, subtractMoney } from "../../model/money";
import { printable } from "../text";
import type { Amount, CardChange, CardSide, Kind } from "./record";
import type { Total } from "./sums";

/** `12345.60` becomes `12,345.60`. */
export function money(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function count(number: number, word: string): string {
  return `${number.toLocaleString("en-US")} ${word}${number === 1 ? "" : "s"}`;
}

/** With what the sum does not hold: `1,200.00 + 2 unlimited`. */
export function total({ sum, unlimited, unknown }: Total): string {
  const parts = [
    ...(unlimited === 0 ? [] : [`${unlimited} unlimited`]),
    ...(unknown === 0 ? [] : [`${unknown} not told`]),
  ];
  // A sum of nothing beside an unlimited card would read as if there were no exposure.
  return isZero(sum) && parts.length > 0 ? parts.join(" + ") : [money(sum), ...parts].join(" + ");
}

export function difference(before: Total, after: Total): string {
  const signed = (value: number) => `${value > 0 ? "+" : "−"}${Math.abs(value)}`;
  const sum = subtractMoney(after.sum, before.sum);
  const open = [
    ...(after.unlimited === before.unlimited ? [] : [`${signed(after.unlimited - before.unlimited)} unlimited`]),
    ...(after.unknown === before.unknown ? [] : [`${signed(after.unknown - before.unknown)} not told`]),
  ];
  const text = isZero(sum) ? [] : [isPositive(sum) ? `+${money(sum)}` : `−${money(sum.replace("-", ""))}`];
  return [...text, ...open].join(", ") || "unchanged";
}

export function amount(side: CardSide | undefined, period: "daily" | "monthly"): string {
  if (side === undefined) return "–";
  if (side.idle !== undefined) return `0.00 (${side.idle})`;
  return allowed(side[period]);
}

function allowed(value: Amount): string {
  switch (value.kind) {
    case "limit":
      return money(value.value);
    case "bound":
      return `≤ ${money(value.value)}`;
    case "unlimited":
      return "unlimited";
    case "unknown":
      return value.why === "secret" ? "secret" : "not known yet";
  }
}

const DONE: Readonly<Record<Kind, string>> = {
  issued: "issued",
  takenOver: "taken over",
  moved: "moved, not reissued",
  reissued: "reissued",
  closed: "closed",
  letGo: "let go",
  frozen: "frozen",
  unfrozen: "unfrozen",
  raised: "limits raised",
  lowered: "limits lowered",
  changed: "limits changed, hidden",
};

/** Where they are counted. */
const COUNTED: Readonly<Partial<Record<Kind, string>>> = {
  raised: "with higher limits",
  lowered: "with lower limits",
  changed: "with limits changed, hidden",
};

/** `3 issued`, `1 closed`, in the order of weight; nothing for what does not happen. */
export function happenings(counts: Readonly<Record<Kind, number>>): { readonly kind: Kind; readonly text: string }[] {
  return (Object.keys(DONE) as Kind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ kind, text: `${counts[kind].toLocaleString("en-US")} ${COUNTED[kind] ?? DONE[kind]}` }));
}

const PERIODS: Readonly<Record<LimitKey, string>> = {
  daily: "daily",
  weekly: "weekly",
  monthly: "monthly",
  yearly: "yearly",
  lifetime: "lifetime",
  perTransaction: "per transaction",
};

/** What happens to a card: `limits raised: monthly 100.00 → 200.00`. */
export function happening(change: CardChange): string {
  const { kinds, before, after } = change;
  const words = kinds.map((kind) => {
    if (kind === "letGo") return after?.idle === undefined ? "let go, still live" : "let go, frozen";
    return DONE[kind];
  });
  const limits = kinds.some((kind) => kind === "raised" || kind === "lowered") ? limitWords(before, after) : [];
  return [[...new Set(words)].join(", "), ...(limits.length === 0 ? [] : [limits.join(", ")])].join(": ");
}

function limitWords(before: CardSide | undefined, after: CardSide | undefined): string[] {
  return LIMIT_KEYS.flatMap((key) => {
    const [was, is] = [before?.limits[key], after?.limits[key]];
    if (was === is || (was !== undefined && is !== undefined && sameMoney(was, is))) return [];
    return [`${PERIODS[key]} ${was === undefined ? "none" : money(was)} → ${is === undefined ? "none" : money(is)}`];
  });
}

/** Foreign text on one line: nothing in it may steer a terminal, turn the reading direction or fill the page. */
export function plain(text: string, longest = 60): string {
  const line = printable(text).trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : line;
}
