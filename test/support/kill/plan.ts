// Which kills a seed stands for. Pure: the same seed always gives the same plan. Each life of a stack goes through all operations and is
// killed once in each; victims and moments are dealt like cards, so that nine lives hold every operation × victim × phase once.

import type { ExchangePhase } from "pulumi-fourpay/sandbox";
import fc from "../properties";
import type { DialectName } from "./fleet";
import type { Victim } from "./processes";

export const OPERATIONS = ["up", "update", "replace", "destroy"] as const;
export type OperationName = (typeof OPERATIONS)[number];
export const VICTIMS: readonly Victim[] = ["engine", "provider", "both"];
export const PHASES: readonly ExchangePhase[] = ["received", "processed", "answered"];

/** When exactly, counted in requests at the sandbox: the n-th write, or the request that many after it. */
export interface Moment {
  readonly write: number;
  readonly after: number;
  readonly phase: ExchangePhase;
  /** From an answer to the kill: what the victims make of the answer in that time. */
  readonly delayMs: number;
  /** The engine gets a Ctrl-C at the moment itself; the kill comes while it still deals with that. */
  readonly interrupted?: boolean;
  /** Counts only writes to this route. */
  readonly route?: string;
}

export interface Kill {
  readonly victim: Victim;
  readonly moment: Moment;
  /** What happens to a provider that outlives its engine before the next run: it is given time to come to rest, or none. */
  readonly orphan: "settles" | "is left";
  /** The run that makes good is killed as well, at its n-th request. */
  readonly again?: { readonly victim: Victim; readonly request: number };
}

export interface Life {
  readonly number: number;
  readonly dialect: DialectName;
  readonly kills: Readonly<Record<OperationName, Kill>>;
  /** The program is declared again after destroy, and destroyed again. */
  readonly reborn: boolean;
  /** After the first kill nobody runs `up` again: the stack is destroyed, and what is left is swept. */
  readonly abandoned: boolean;
}

/** Writes of an undisturbed operation, so that every moment is certain to come. */
const WRITES: Readonly<Record<DialectName, Readonly<Record<OperationName, number>>>> = {
  organization: { up: 31, update: 22, replace: 24, destroy: 25 },
  merchant: { up: 29, update: 8, replace: 24, destroy: 24 },
};

const CELLS = VICTIMS.flatMap((victim) => PHASES.map((phase) => ({ victim, phase })));

export interface PlanOptions {
  readonly seed: number;
  readonly lives: number;
  readonly dialects: readonly DialectName[];
}

export function planLives({ seed, lives, dialects }: PlanOptions): Life[] {
  const deals = fc.sample(fc.tuple(DECK, DECK, DECK, DECK), { seed, numRuns: Math.ceil(lives / CELLS.length) });
  const seconds = fc.sample(fc.tuple(AGAIN_CHANCE, AGAIN_CHANCE, AGAIN_CHANCE, AGAIN_CHANCE), { seed, numRuns: lives });
  return fc.sample(CHANCE, { seed, numRuns: lives }).map(({ chances, ...life }, index) => {
    const dialect = dialects[index % dialects.length] as DialectName;
    const deal = deals[Math.floor(index / CELLS.length)] as (typeof deals)[number];
    const kill = (at: 0 | 1 | 2 | 3) => {
      const { victim, phase } = deal[at][index % CELLS.length] as (typeof CELLS)[number];
      const { place, after, delayMs, ...rest } = chances[at];
      const writes = WRITES[dialect][OPERATIONS[at]];
      const write = 1 + Math.floor((place * writes) / PLACES);
      const moment = {
        write,
        after: Math.min(after, writes - write),
        phase,
        delayMs: phase === "answered" ? delayMs : 0,
      };
      const again = seconds[index]?.[at] ?? undefined;
      return { victim, moment, ...rest, ...(again === undefined ? {} : { again }) };
    };
    const kills = { up: kill(0), update: kill(1), replace: kill(2), destroy: kill(3) };
    return { number: index + 1, dialect, kills, ...life };
  });
}

const DECK = fc.shuffledSubarray(CELLS, { minLength: CELLS.length });

/** Where in an operation, from its first write to its last. */
const PLACES = 10_000;
const KILL_CHANCE = fc.record({
  place: evenly(0, PLACES - 1),
  after: fc.constantFrom(0, 0, 1, 2, 3),
  delayMs: fc.constantFrom(0, 10, 100),
  orphan: fc.constantFrom("settles" as const, "is left" as const),
});
/** Half of the runs that make good are killed as well. */
const AGAIN_CHANCE = fc.option(fc.record({ victim: fc.constantFrom(...VICTIMS), request: evenly(1, 12) }), { freq: 2 });
const CHANCE = fc.record({
  chances: fc.tuple(KILL_CHANCE, KILL_CHANCE, KILL_CHANCE, KILL_CHANCE),
  reborn: fc.constantFrom(true, false, false, false, false),
  abandoned: fc.constantFrom(true, false, false, false, false),
});

/** Without the usual preference for the ends of the range. */
function evenly(min: number, max: number) {
  return fc.noBias(fc.integer({ min, max }));
}
