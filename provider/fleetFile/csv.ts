/** A fleet as CSV: a header with dotted columns, then a card per row. A cell that is empty says nothing. */
import { CsvError, type Info, parse } from "csv-parse/sync";
import { COLUMNS, KEY_COLUMN } from "./columns";
import { EMPTY, type Problems, unknownColumn } from "./problems";
import type { Cell, FleetRow } from "./row";

interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

export function csvRows(text: string, problems: Problems): FleetRow[] {
  const lines = linesOf(text.replace(/\r\n?/g, "\n"), problems);
  if (lines === undefined) return [];
  const [header, ...body] = lines;
  if (header === undefined || body.length === 0) {
    problems.add({}, EMPTY);
    return [];
  }
  return checkHeader(header, problems) ? body.flatMap((line) => rowOf(line, header.cells, problems)) : [];
}

function linesOf(text: string, problems: Problems): Line[] | undefined {
  const options = {
    delimiter: delimiterOf(text),
    trim: true,
    skip_empty_lines: true,
    // Spreadsheets leave rows of nothing but delimiters behind.
    skip_records_with_empty_values: true,
    relax_column_count: true,
    info: true,
  } as const;
  try {
    const records = parse(text, options) as unknown as { readonly record: string[]; readonly info: Info }[];
    // The parser tells the line a record ends at.
    return records.map(({ record, info }) => ({ row: info.lines - lineBreaks(record), cells: record }));
  } catch (error) {
    // Its message may quote the file, so only the code and the line are taken from it.
    if (!(error instanceof CsvError)) throw error;
    const open = error.code === "CSV_QUOTE_NOT_CLOSED";
    const row = typeof error.lines === "number" ? error.lines : undefined;
    problems.add(
      { row },
      open
        ? "a quote is opened here and never closed; close it, or double a quote that belongs to the text"
        : "a quote stands within a cell; put the whole cell in quotes and double each quote that belongs to the text",
    );
    return undefined;
  }
}

/** Decided by the header alone: known columns hold neither of the two. */
function delimiterOf(text: string): "," | ";" {
  const header = /^\s*(.*)/.exec(text)?.[1] ?? "";
  return header.split(";").length > header.split(",").length ? ";" : ",";
}

function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
}

/** Whether the rows can be told apart at all. */
function checkHeader({ row, cells }: Line, problems: Problems): boolean {
  for (const [index, name] of cells.entries()) {
    const place = { row, path: `column ${index + 1}` };
    if (name === "") problems.add(place, "has no name in the header; name it or remove it");
    else if (cells.indexOf(name) !== index) problems.add(place, `has the name of column ${cells.indexOf(name) + 1}`);
    else if (name !== KEY_COLUMN && !COLUMNS.has(name)) problems.add(place, unknownColumn(name));
  }
  if (cells.includes(KEY_COLUMN)) return true;
  const known = "the first row names the columns, separated by commas or semicolons";
  problems.add({ row, path: path(KEY_COLUMN) }, `is missing in the header; ${known}, and "key" must be one of them`);
  return false;
}

function rowOf({ row, cells }: Line, header: readonly string[], problems: Problems): FleetRow[] {
  if (cells.length !== header.length) {
    const hint = "write empty cells for what is not given, and put a cell that holds a delimiter in quotes";
    problems.add({ row }, `has ${cells.length} cells, and the header has ${header.length} columns; ${hint}`);
    return [];
  }
  const found = new Map<string, Cell>();
  for (const [index, text] of cells.entries()) {
    const name = header[index] ?? "";
    if (text !== "" && (name === KEY_COLUMN || COLUMNS.has(name))) found.set(name, { row, text, unquoted: false });
  }
  const key = found.get(KEY_COLUMN);
  found.delete(KEY_COLUMN);
  return [{ row, key, cells: found, path }];
}

function path(column: string): string {
  return `column "${column}"`;
}
