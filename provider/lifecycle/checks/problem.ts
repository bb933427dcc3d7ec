/** What a preview has to say about a declaration before anything is requested: refused, or only worth knowing. */
import type { ErrorCode } from "../../model/errors";
import { type Failure, failure } from "../../model/validate";

export interface Problem extends Failure {
  readonly severity: "refusal" | "warning";
}

/** Ends with a stable code, as every error does. What was declared is never repeated. */
export function refusal(path: string, reason: string, code: ErrorCode): Problem {
  return { ...failure(path, `${reason} [${code}]`), severity: "refusal" };
}

export function warning(path: string, reason: string): Problem {
  return { ...failure(path, reason), severity: "warning" };
}

/** The same problem with one card of a fleet. */
export function within(prefix: string, problem: Problem): Problem {
  return { ...problem, path: `${prefix}${problem.path}` };
}
