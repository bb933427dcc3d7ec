/** What the commands share: where they write to, the Pulumi CLI to ask, and where settings come from. */
import type { SettingSources } from "../config";
import { ensureEngine } from "./engine";
import { configOf, type PulumiCli } from "./sweep/pulumi";

export interface CommandWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  /** What is going on, for a person who waits. */
  readonly report: (text: string) => void;
  readonly signal: AbortSignal;
}

export type Cli = () => Promise<PulumiCli>;

/** Looked for once, and only where a stack is asked about. Nothing is downloaded or built for it. */
export function cliOf(cwd: string, { env, report, signal }: CommandWorld): Cli {
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

/** The configuration of this stack, if one is named, and the environment. */
export async function settingSources(
  stack: string | undefined,
  { env }: CommandWorld,
  cli: Cli,
): Promise<SettingSources> {
  return { stack: stack === undefined ? {} : await configOf(await cli(), stack), env };
}
