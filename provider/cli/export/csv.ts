/** CSV as `loadFleet` and spreadsheets read it. */
import { COLUMNS } from "../../fleetFile/columns";
import type { Raw } from "../../model/validate";

export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** Quoted where a reader would take it for something else than text: delimiters of any kind, quotes, spaces that would be trimmed. */
function cell(text: string): string {
  return /["',;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows with dotted columns (`limits.daily`), one for every property that any of them has, in the order of the schema. */
export function fleetCsv(cards: ReadonlyMap<string, Raw>): string {
  const rows = [...cards].map(([key, card]) => new Map([["key", key], ...flat(card, "")]));
  const used = new Set(rows.flatMap((row) => [...row.keys()]));
  const columns = ["key", ...[...COLUMNS].filter((column) => used.has(column))];
  return csvText(
    columns,
    rows.map((row) => columns.map((column) => row.get(column) ?? "")),
  );
}

function flat(value: Raw, prefix: string): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]): [string, string][] =>
    typeof inner === "object" && inner !== null
      ? flat(inner as Raw, `${prefix}${name}.`)
      : [[`${prefix}${name}`, String(inner)]],
  );
}
