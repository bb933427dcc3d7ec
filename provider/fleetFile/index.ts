/** `loadFleet`: the cards of a `CardFleet` from a file. Which order its rows are in makes no difference. */
import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { FourpayError } from "../model/errors";
import { errorInProgram } from "../model/programError";
import { csvRows } from "./csv";
import { jsonRows } from "./json";
import type { LoadedCard } from "./loadedCard";
import { Problems } from "./problems";
import { cardsOf, type FleetRow } from "./row";
import { yamlRows } from "./yaml";

export type FleetFormat = "csv" | "json" | "yaml";

export interface LoadFleetOptions {
  /** What the file holds. Default: what its name ends with: `.csv`, `.json`, `.yaml` or `.yml`. */
  readonly format?: FleetFormat;
}

const READERS: Readonly<Record<FleetFormat, (text: string, problems: Problems) => FleetRow[]>> = {
  csv: csvRows,
  json: jsonRows,
  yaml: yamlRows,
};

/**
 * The cards of a fleet by key, from a CSV, JSON or YAML file. A CSV file has the columns `key`, `holderId` or `holder.firstName`,
 * `holder.lastName`, `holder.email` (…), `name`, `limits.daily` (…) and so on as `LoadedCard` has properties; JSON and YAML hold a map of
 * cards by key, or a list of cards with a `key` each. Money stays the text that stands in the file.
 *
 * Errors: `input_invalid`, with up to 20 problems, each with its row and column.
 */
export function loadFleet(path: string, options: LoadFleetOptions = {}): Record<string, LoadedCard> {
  const file = basename(path);
  try {
    return parseFleet(file, options.format ?? formatOf(file), read(path, file));
  } catch (error) {
    throw error instanceof FourpayError ? errorInProgram(error) : error;
  }
}

/** The same without the file system. `file` is what messages call it. */
export function parseFleet(file: string, format: FleetFormat, bytes: Uint8Array): Record<string, LoadedCard> {
  const problems = new Problems(file);
  const rows = READERS[format](decode(file, bytes), problems);
  const cards = cardsOf(rows, problems);
  problems.throwIfAny();
  return cards;
}

function formatOf(file: string): FleetFormat {
  const ending = extname(file).toLowerCase();
  if (ending === ".csv") return "csv";
  if (ending === ".json") return "json";
  if (ending === ".yaml" || ending === ".yml") return "yaml";
  throw new FourpayError(
    "input_invalid",
    `${file}: a fleet file ends with .csv, .json, .yaml or .yml; rename it, or say what it holds: loadFleet(path, { format: "csv" }).`,
  );
}

function read(path: string, file: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const hint = "The path is relative to the folder of the Pulumi program; nothing was changed.";
    throw new FourpayError("input_invalid", `${file} cannot be read (${code}). ${hint}`, { cause: error });
  }
}

/** A name in another encoding would end up garbled on a card. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const hint = 'Save it as UTF-8 (in a spreadsheet: "CSV UTF-8"); nothing was changed.';
    throw new FourpayError("input_invalid", `${file} is not UTF-8 text. ${hint}`, { cause: error });
  }
}
