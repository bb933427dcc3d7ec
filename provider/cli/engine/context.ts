// Owns the words the steps of the search share: what they are given and what they answer.
import type { Env } from "./candidates";
import type { Attempt, EngineSource } from "./errors";
import type { Report } from "./progress";
import type { EngineTools } from "./tools";

export interface Context {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly pulumiHome: string;
  /** `<pulumiHome>/versions`: one folder for each version. */
  readonly versionsFolder: string;
  /** The folder of the installed `@pulumi/pulumi`. */
  readonly sdk: string;
  readonly report: Report;
  readonly interactive: boolean;
  readonly tools: EngineTools;
  readonly signal: AbortSignal | undefined;
}

export interface Found {
  readonly source: EngineSource;
  readonly binary: string;
  readonly version: string;
}

/** Either an engine or why there is none this way. */
export type Outcome = { readonly found: Found } | { readonly attempts: readonly Attempt[] };
