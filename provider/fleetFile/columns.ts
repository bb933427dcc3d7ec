/** The columns a fleet file may have, taken from the input schemas, so that a new property of a card is a new column. */
import { cardInputs } from "../model/inputs/card";
import { holderInputs } from "../model/inputs/holder";
import { LIMIT_KEYS } from "../model/limits";

const host = { resourceUrn: true, timeoutsSeconds: true } as const;
const holder = holderInputs.omit(host);
const card = cardInputs.omit({ ...host, walletId: true });

/** The shape of a row. That exactly one of `holderId` and `holder` is given is a rule of its own. */
export const rowSchema = card.extend({ holderId: card.shape.holderId.optional(), holder: holder.optional() });

/** Properties that hold columns: `limits.daily` is the `daily` of `limits`. */
export const GROUPS: Readonly<Record<"holder" | "limits", readonly string[]>> = {
  holder: Object.keys(holder.shape),
  limits: LIMIT_KEYS,
};

export function isGroup(name: string): name is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, name);
}

export const KEY_COLUMN = "key";

/** Every column but `key`. */
export const COLUMNS: ReadonlySet<string> = new Set(
  Object.keys(rowSchema.shape).flatMap((name) =>
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
