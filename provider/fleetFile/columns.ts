/** The columns a fleet file may have, taken from the input schemas, so that a new property of a card is a new column. */
import { fleetCardInputs } from "../model/inputs/fleet";
import { LIMIT_KEYS } from "../model/limits";

/** Properties that hold columns: `limits.daily` is the `daily` of `limits`. */
export const GROUPS: Readonly<Record<"holder" | "limits", readonly string[]>> = {
  holder: Object.keys(fleetCardInputs.shape.holder.unwrap().shape),
  limits: LIMIT_KEYS,
};

export function isGroup(name: string): name is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, name);
}

export const KEY_COLUMN = "key";

/** Every column but `key`. */
export const COLUMNS: ReadonlySet<string> = new Set(
  Object.keys(fleetCardInputs.shape).flatMap((name) =>
    isGroup(name) ? GROUPS[name].map((field) => `${name}.${field}`) : [name],
  ),
);

export function isMoney(column: string): boolean {
  return column === "initialBalance" || column.startsWith("limits.");
}

/** Whether `true` and `false` are no texts there. */
export function isSwitch(column: string): boolean {
  return column === "frozen" || column === "adopt";
}
