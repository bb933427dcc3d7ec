/** One card as a format found it, with the places its values stand at, and what becomes of it: a checked card under its key. */
import { fleetCardInputs } from "../model/inputs/fleet";
import { fleetKey } from "../model/inputs/fleetKey";
import { isDecimal, isSafeNumber, sameMoney } from "../model/money";
import { validate } from "../model/validate";
import { isGroup, isMoney, isSwitch, KEY_COLUMN } from "./columns";
import type { LoadedCard } from "./loadedCard";
import type { Problems } from "./problems";

export interface Cell {
  readonly row: number;
  readonly text: string;
  /** Not in quotes where the format has quotes that mean text (JSON, YAML). */
  readonly unquoted: boolean;
}

export interface FleetRow {
  /** The line the card begins at. */
  readonly row: number;
  readonly key: Cell | undefined;
  readonly cells: ReadonlyMap<string, Cell>;
  /** How this format names the place of a column. */
  readonly path: (column: string) => string;
}

/** The rows as cards by key, in the order of the keys. (JavaScript puts keys that are whole numbers first, by value.) */
export function cardsOf(rows: readonly FleetRow[], problems: Problems): Record<string, LoadedCard> {
  const cards = new Map<string, { readonly row: number; readonly card: LoadedCard }>();
  for (const row of rows) {
    const card = cardOf(row, problems);
    const key = keyOf(row, problems);
    if (key === undefined) continue;
    const first = cards.get(key);
    if (first === undefined) {
      cards.set(key, { row: row.row, card });
    } else {
      const reason = `${JSON.stringify(key)} is the key of row ${first.row} already; every card needs a key of its own`;
      problems.add({ row: row.key?.row ?? row.row, path: row.path(KEY_COLUMN) }, reason);
    }
  }
  const sorted = [...cards].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, { card }]) => [key, card]));
}

function keyOf({ row, key, path }: FleetRow, problems: Problems): string | undefined {
  const place = { row: key?.row ?? row, path: path(KEY_COLUMN) };
  if (key === undefined) {
    problems.add(place, "is required in every row: the key a card is found by in the fleet, whatever its row");
    return undefined;
  }
  const refused = fleetKey.safeParse(key.text);
  if (refused.success) return key.text;
  problems.add(place, `is not allowed: ${refused.error.issues[0]?.message}`);
  return undefined;
}

function cardOf(row: FleetRow, problems: Problems): LoadedCard {
  const card: Record<string, unknown> = {};
  for (const [column, cell] of row.cells) {
    const [group = "", field] = column.split(".");
    const value = meaningOf(column, cell);
    if (field === undefined || !isGroup(group)) card[column] = value;
    else card[group] = { ...(card[group] as object | undefined), [field]: value };
    const unsure = cell.unquoted ? unsureAbout(column, cell.text) : undefined;
    if (unsure !== undefined) problems.add({ row: cell.row, path: row.path(column) }, unsure);
  }
  for (const { path, reason } of validate(fleetCardInputs, card)) {
    problems.add({ row: row.cells.get(path)?.row ?? row.row, path: row.path(path) }, reason);
  }
  checkHolder(row, card, problems);
  return card as unknown as LoadedCard;
}

/** The schema takes both and neither. */
function checkHolder(row: FleetRow, { holderId, holder }: Record<string, unknown>, problems: Problems): void {
  const place = { row: row.cells.get("holderId")?.row ?? row.row, path: row.path("holderId") };
  if (holderId !== undefined && holder !== undefined) {
    problems.add(place, "and a holder are both given; give the id of an existing holder, or the holder, not both");
  }
  if (holderId === undefined && holder === undefined) {
    problems.add(place, "is missing, and so is a holder; give one: the id, or holder.firstName, .lastName and .email");
  }
}

/** A spreadsheet writes TRUE; a text column may well say "true". */
function meaningOf(column: string, { text }: Cell): string | boolean {
  const word = text.toLowerCase();
  return isSwitch(column) && (word === "true" || word === "false") ? word === "true" : text;
}

/** Why a value without quotes may not mean what it says. */
function unsureAbout(column: string, text: string): string | undefined {
  if (isMoney(column) && isDecimal(text) && !survivesANumber(text)) {
    return 'is a number that other programs may read as another amount; put it in quotes, for example "500.00"';
  }
  if (!isSwitch(column) && /^(?:true|false)$/i.test(text)) return "holds a text; put it in quotes, or leave it out";
  return undefined;
}

/** Whether any program that reads this as a number and writes it again writes the same amount. */
function survivesANumber(text: string): boolean {
  const number = Number(text);
  return !/^-?0\d/.test(text) && isSafeNumber(number) && sameMoney(String(number), text);
}
