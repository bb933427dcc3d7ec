/** One thing the doctor looked at, and the words for it. */
import { FourpayError } from "../../model/errors";

export type Verdict = "ok" | "warning" | "failed" | "unchecked";

export interface Check {
  readonly name: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
}

export function ok(name: string, says: string): Check {
  return { name, verdict: "ok", says };
}

export function warning(name: string, says: string, todo: string): Check {
  return { name, verdict: "warning", says, todo };
}

export function failed(name: string, says: string, todo: string): Check {
  return { name, verdict: "failed", says, todo };
}

/** Something before it failed, so nothing is known; that something is what counts. */
export function unchecked(name: string): Check {
  return { name, verdict: "unchecked", says: "not checked, because of what failed above" };
}

/** Throws what is no error of the API: a mistake of ours must not look like an illness of theirs. */
export function failedBy(name: string, error: unknown): Check {
  if (!(error instanceof FourpayError)) throw error;
  return failed(name, `${error.message} [${error.code}]`, error.hint ?? "Try again in a moment.");
}

/** Whether a pipeline should go on. What was not checked follows from a failure that counts already. */
export function isHealthy(checks: readonly Check[], strict: boolean): boolean {
  return !checks.some(({ verdict }) => verdict === "failed" || (strict && verdict === "warning"));
}
