/** What exists as a list: for a terminal, a pull request, a spreadsheet or a program. Never a card number, only its last four digits. */
import type { Card } from "../../model/entities";
import { LIMIT_KEYS } from "../../model/limits";
import { count, printable } from "../text";
import { csvText } from "./csv";
import { folded } from "./filter";
import type { Existing } from "./look";
import { passedOver } from "./report";

export const INVENTORY_FORMATS = ["table", "csv", "json", "markdown"] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

export function inventory(existing: Existing, format: InventoryFormat): string {
  const entries = existing.cards.map((card) => entryOf(card, existing)).sort(byPlace);
  if (format === "json") return `${JSON.stringify({ cards: entries.map(withoutGaps) }, null, 2)}\n`;
  if (format === "csv")
    return csvText(
      COLUMNS,
      entries.map((entry) => COLUMNS.map((column) => harmless(entry[column]))),
    );
  const shown = entries.map(short);
  return format === "markdown" ? markdown(shown) : table(shown, existing);
}

const COLUMNS = [
  "wallet",
  "name",
  "status",
  "maskedNumber",
  "expiry",
  "holder",
  "email",
  ...LIMIT_KEYS,
  "currency",
  "cardType",
  "createdAt",
  "id",
  "walletId",
  "holderId",
] as const;
type Entry = Readonly<Record<(typeof COLUMNS)[number], string>>;

function entryOf(card: Card, { wallets, holders }: Existing): Entry {
  const wallet = wallets.find(({ id }) => id === card.walletId);
  const holder = holders.get(folded(card.holderId ?? ""));
  const known: { readonly [K in keyof Entry]?: string | undefined } = {
    ...card,
    ...card.limits,
    wallet: wallet?.name,
    holder: holder && `${holder.firstName} ${holder.lastName}`,
    email: holder?.email,
  };
  return Object.fromEntries(COLUMNS.map((column) => [column, known[column] ?? ""])) as Entry;
}

function byPlace(a: Entry, b: Entry): number {
  const [left, right] = [a, b].map(({ wallet, name, id }) => `${wallet}\n${name}\n${id}`) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}

function withoutGaps(entry: Entry): Partial<Entry> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== ""));
}

/** A spreadsheet takes a text that begins like a formula for one; the apostrophe makes it a text. */
function harmless(text: string): string {
  return /^[=+\-@\t]/.test(text) ? `'${text}` : text;
}

const SHORT = ["wallet", "name", "status", "number", "expiry", "holder", "limits", "id"] as const;

function short({ wallet, name, status, maskedNumber, expiry, holder, currency, id, ...entry }: Entry): string[] {
  const limits = LIMIT_KEYS.filter((key) => entry[key] !== "").map((key) => `${key} ${entry[key]}`);
  const amounts = limits.length === 0 ? "" : `${limits.join(", ")} ${currency}`.trim();
  return [wallet, name, status, maskedNumber.slice(-4), expiry, holder, amounts, id].map(printable);
}

function markdown(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inMarkdown).join(" | ")} |\n`;
  return [SHORT, SHORT.map(() => "---"), ...rows].map(line).join("");
}

/** No link, no picture, no mention: a name says what it says. */
function inMarkdown(text: string): string {
  return text.replace(/[\\`*_~{}[\]<>#|@!&]/g, (sign) => `&#${sign.codePointAt(0)};`).replaceAll("://", "&#58;//");
}

function table(rows: readonly (readonly string[])[], { otherStatuses }: Existing): string {
  const widths = SHORT.map((heading, index) =>
    rows.reduce((widest, row) => Math.max(widest, (row[index] ?? "").length), heading.length),
  );
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
  const others = passedOver(otherStatuses);
  const total = `${count(rows.length, "card")}${others === undefined ? "" : `; not listed: ${others} (--status)`}.\n`;
  return rows.length === 0 ? total : `${[SHORT, ...rows].map(line).join("")}\n${total}`;
}
