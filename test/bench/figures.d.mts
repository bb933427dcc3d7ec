// The types of figures.mjs, for its test.
import type { Tally } from "./tally.mjs";

type Role = "engine" | "program" | "provider";

export interface Figure {
  readonly seconds: number;
  readonly requests: Tally;
  readonly stateBytes?: number;
  readonly peakMb?: Partial<Record<Role, number>>;
  readonly cpuSeconds?: Partial<Record<Role, number>>;
}

export interface Summary extends Figure {
  readonly runs: number;
  readonly peakMb: Partial<Record<Role, number>>;
  readonly cpuSeconds: Partial<Record<Role, number>>;
}

export function median(values: readonly number[]): number;
export function summarise(figures: readonly Figure[]): Summary | undefined;
