// Owns the one error of this folder: no engine could be found, fetched or built, with every attempt and its reason.
import { MINIMUM_VERSION } from "./version";

export type EngineSource = "path" | "cache" | "download" | "go";

/** One thing that was tried and did not lead to an engine. */
export interface Attempt {
  readonly source: EngineSource;
  readonly tried: string;
  readonly reason: string;
}

const WAYS_OUT = [
  "Ways out, any one of them:",
  "  - install the Pulumi CLI (https://www.pulumi.com/docs/install/) and put it on PATH;",
  "  - set PULUMI_HOME to a folder that holds versions/<version>/bin/pulumi;",
  "  - install Go (https://go.dev/dl/) with access to its modules and run this again: the CLI is then built once.",
].join("\n");

export class EngineMissingError extends Error {
  /** Stable; tests and callers rely on it, never on the text. */
  readonly code = "engine_missing";
  readonly attempts: readonly Attempt[];

  constructor(attempts: readonly Attempt[]) {
    const tried = attempts.map(({ source, tried, reason }) => `  - ${source}: ${tried}: ${reason}`);
    super([`No Pulumi engine (${MINIMUM_VERSION} or newer) is available. Tried:`, ...tried, WAYS_OUT].join("\n"));
    this.name = "EngineMissingError";
    this.attempts = attempts;
  }
}
