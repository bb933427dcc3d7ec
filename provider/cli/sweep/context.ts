/** The context of a sweep: the issuer, and the states that it is held against. */
import type { CardIssuer } from "../../api/port";
import type { Settings } from "../../config";
import { DEFAULT_MIN_AGE_MS, type SweepContext } from "../../lifecycle/sweep";
import { systemClock, systemRandom } from "../../system";
import type { Cli, CommandWorld } from "../world";
import { openStates } from "./states";

export interface StateOptions {
  readonly stack: readonly string[];
  readonly state: readonly string[];
  readonly cwd: string;
}

export function sweepContext(
  options: StateOptions,
  { report, signal }: CommandWorld,
  { cli, settings, issuer }: { readonly cli: Cli; readonly settings: Settings; readonly issuer: CardIssuer },
): SweepContext {
  let opened: ReturnType<typeof openStates> | undefined;
  return {
    issuer,
    clock: systemClock,
    random: systemRandom,
    signal,
    namespace: settings.namespace,
    outcomeWindowMs: settings.outcomeWindowMs,
    states: async () => {
      opened ??= openStates({ stacks: options.stack, files: options.state }, cli);
      return (await opened)();
    },
    minAgeMs: DEFAULT_MIN_AGE_MS,
    also: [],
    progress: report,
  };
}
