/** Collects what is wrong with a fleet file, so that a person corrects it once and not twenty times. */
import { FourpayError } from "../model/errors";
import { COLUMNS, KEY_COLUMN } from "./columns";
import { nearestColumn } from "./nearest";

/** Where in a file, as an editor shows it: the line, counted from 1, and the column or path. */
export interface Place {
  readonly row?: number | undefined;
  readonly path?: string | undefined;
}

const SHOWN = 20;

export class Problems {
  readonly #file: string;
  readonly #found: { readonly place: Place; readonly reason: string }[] = [];

  /** `file` is the base name: where it lies says something about the machine, not about the fleet. */
  constructor(file: string) {
    this.#file = file;
  }

  add(place: Place, reason: string): void {
    this.#found.push({ place, reason });
  }

  get count(): number {
    return this.#found.length;
  }

  /** Throws what was found, in the order of the file. */
  throwIfAny(): void {
    const found = this.#found.sort((a, b) => (a.place.row ?? 0) - (b.place.row ?? 0));
    if (found.length === 0) return;
    const shown = found.slice(0, SHOWN);
    const lines = shown.map(({ place, reason }) => `  ${this.#file}${worded(place)}: ${reason}`);
    if (found.length > SHOWN) lines.push(`  and ${found.length - SHOWN} more`);
    const count = found.length === 1 ? "a problem" : `${found.length} problems`;
    throw new FourpayError(
      "input_invalid",
      `${this.#file} has ${count}, so the fleet was not declared and nothing was changed. Correct the file and run again.\n${lines.join("\n")}`,
    );
  }
}

function worded({ row, path }: Place): string {
  return `${row === undefined ? "" : `, row ${row}`}${path === undefined ? "" : `, ${path}`}`;
}

/** A column nobody knows. Its name is shown only where it looks like one: a row of data in the place of the header holds people. */
export function unknownColumn(name: string): string {
  if (name.split(".").at(-1) === "<<") return "merge keys (`<<`) are not read; write the columns out";
  const nearest = nearestColumn(name);
  const shown = /^[A-Za-z_][\w. -]{0,39}$/.test(name) ? `"${name}"` : "this";
  const known =
    nearest === undefined ? `allowed are ${[KEY_COLUMN, ...COLUMNS].join(", ")}` : `did you mean "${nearest}"?`;
  return `${shown} is not a column of a fleet; ${known}`;
}

/** An empty file is far more often a failed export than the wish to close every card. */
export const EMPTY =
  "holds no cards, and a fleet without cards closes every card it had; to do that on purpose, write `cards: {}` in the program instead of loading a file";
