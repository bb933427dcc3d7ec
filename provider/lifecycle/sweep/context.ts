/** What a sweep is given: the API, time and chance, the states, and how careful to be. */
import type { CardIssuer } from "../../api/port";
import type { Clock, Random } from "../../model/clock";
import type { StackState } from "./state";

export interface SweepContext {
  readonly issuer: CardIssuer;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** The setting that enters the marks. */
  readonly namespace: string;
  readonly outcomeWindowMs: number;
  /** All states that may stand for something. Asked after everything was looked at, and once more before anything is closed. */
  readonly states: () => Promise<readonly StackState[]>;
  /** Younger objects are left alone unless their stack is known to be idle. */
  readonly minAgeMs: number;
  /** Ids to close although it is not certain whose they are. */
  readonly also: readonly string[];
  readonly progress: (text: string) => void;
}
