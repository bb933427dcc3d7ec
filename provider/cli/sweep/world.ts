/** What the commands that look at states share: the CLI to ask, the settings, and the context of a sweep. */
import type { CardIssuer } from "../../api/port";
import type { SettingSources, Settings } from "../../config";
import { DEFAULT_MIN_AGE_MS, type SweepContext } from "../../lifecycle/sweep";
import { systemClock, systemRandom } from "../../system";
import { ensureEngine } from "../engine";
import { configOf, type PulumiCli } from "./pulumi";
import { openStates } from "./states";

export interface StateOptions {
  readonly stack: readonly string[];
  readonly state: readonly string[];
  readonly cwd: string;
}

export interface CommandWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  /** What is going on, for a person who waits. */
  readonly report: (text: string) => void;
  readonly signal: AbortSignal;
}

export type Cli = () => Promise<PulumiCli>;

/** Looked for once, and only where a stack is asked about. Nothing is downloaded or built for it. */
export function cliOf({ cwd }: StateOptions, { env, report, signal }: CommandWorld): Cli {
  let found: Promise<PulumiCli> | undefined;
  return () => {
    found ??= ensureEngine({ env, sources: ["path", "cache"], report, signal }).then(({ path, command }) => ({
      path,
      command,
      cwd,
      env,
      signal,
    }));
    return found;
  };
}

/** The configuration of the first stack, and the environment. */
export async function settingSources(
  { stack: [first] }: StateOptions,
  { env }: CommandWorld,
  cli: Cli,
): Promise<SettingSources> {
  return { stack: first === undefined ? {} : await configOf(await cli(), first), env };
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
