/** The one error family. Codes are stable; messages say what happened, what is true now and what to do next. */

export const ERROR_CODES = [
  "input_invalid",
  "config_missing",
  "config_invalid",
  "not_installed",
  "tenant_mismatch",
  "not_sent",
  "outcome_unknown",
  "unauthorized",
  "forbidden",
  "not_found",
  "rejected",
  "rate_limited",
  "server_error",
  "no_answer",
  "protocol_error",
  "wait_timeout",
  "failed_state",
  "unexpected_state",
  "cancelled",
  "name_taken",
  "holder_taken",
  "ambiguous",
  "adoption_mismatch",
  "limits_not_applied",
  "limit_not_removed",
  "not_applied",
  "live_cards_remain",
  "balance_stranded",
  "refused",
  "partial",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The request an error belongs to: method and path template with ids, never query values or bodies. */
export interface RequestInfo {
  readonly method: string;
  readonly path: string;
}

/** One complaint of the API about one field, in neutral form. */
export interface FieldProblem {
  /** Dotted wire location, e.g. `body.limits.daily_limit`. */
  readonly location: string;
  /** The machine type the API gave, or a sanitised text. */
  readonly problem: string;
}

export interface ErrorDetails {
  readonly hint?: string;
  readonly status?: number;
  readonly request?: RequestInfo;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  readonly fields?: readonly FieldProblem[];
  readonly cause?: unknown;
}

export class FourpayError extends Error {
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly status?: number;
  readonly request?: RequestInfo;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  readonly fields?: readonly FieldProblem[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "FourpayError";
    this.code = code;
    if (details.hint !== undefined) this.hint = details.hint;
    if (details.status !== undefined) this.status = details.status;
    if (details.request !== undefined) this.request = details.request;
    if (details.requestId !== undefined) this.requestId = details.requestId;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.fields !== undefined) this.fields = details.fields;
  }
}

export function isFourpayError(error: unknown, ...codes: readonly ErrorCode[]): error is FourpayError {
  return error instanceof FourpayError && (codes.length === 0 || codes.includes(error.code));
}

/** Message and hint as one text for a person, with the code to look up. */
export function explain(error: unknown): string {
  if (!(error instanceof FourpayError)) return error instanceof Error ? error.message : String(error);
  const hint = error.hint === undefined ? "" : ` ${error.hint}`;
  // Whoever looks into what the API answered needs to know to what.
  const { code, request } = error;
  const asked =
    code === "protocol_error" && request !== undefined ? ` Request: ${request.method} ${request.path}.` : "";
  return `${error.message}${hint}${asked} [${code}]`;
}
