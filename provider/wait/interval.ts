/** How long to sleep between two looks: quick at first, calmer as the wait goes on, never two waiters in step. */
import type { Random } from "../model/clock";

const FIRST_MS = 300;
const GROWTH = 0.25;
const LAST_MS = 10_000;

/** A quarter (or another share) of the time already waited, between 0.3 s and 10 s, plus or minus 20 %. */
export function intervalMs(waitedMs: number, random: Random, growth = GROWTH): number {
  const base = Math.min(LAST_MS, Math.max(FIRST_MS, waitedMs * growth));
  return Math.round(base * (0.8 + 0.4 * random()));
}
