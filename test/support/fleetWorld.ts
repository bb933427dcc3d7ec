// Fleets against a sandbox of their own: what they declare, and what they have issued.
import type { Raw } from "../../provider/model/validate";
import { seedIds } from "../../provider/sandbox";
import { ada, type Managed, type World, type WorldOptions, world } from "./lifecycleWorld";

export const defaults = { limits: { daily: "100.00" } };

/** Ada's cards under these keys, each with the same of its own. */
export const cardsFor = (keys: readonly string[], own: Raw = {}) =>
  Object.fromEntries(keys.map((key) => [key, { holderId: ada.id, ...own }]));

export const fleetOf = (cards: Raw, more: Raw = {}): Raw => ({ walletId: seedIds.wallet, defaults, cards, ...more });

export const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `c${String(index).padStart(3, "0")}`);

interface Shown {
  readonly id: string;
  readonly status: string;
}

export const issued = (fleet: Managed) => fleet.outputs.issued as Record<string, Shown>;
export const idOf = (fleet: Managed, key: string): string => issued(fleet)[key]?.id ?? "none";
export const live = (w: World) => w.cards.filter(({ status }) => status !== "closed" && status !== "creating_failed");

/** A fleet that was issued; a new run has begun. */
export async function issuedFleet(declared: Raw, options: WorldOptions = {}) {
  const w = await world(options);
  const fleet = w.fleet();
  await fleet.up(declared);
  w.newRun();
  return { w, fleet };
}
