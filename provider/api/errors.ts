/**
 * From what happened to a request to the one error it becomes. The whole policy about "may it have been processed?" is here:
 *
 * | what happened            | read             | write             |
 * |--------------------------|------------------|-------------------|
 * | never left this machine  | `not_sent`       | `not_sent`        |
 * | no complete answer       | `no_answer`      | `outcome_unknown` |
 * | answered 5xx             | `server_error`   | `outcome_unknown` |
 * | answered 408             | `no_answer`      | `outcome_unknown` |
 * | 3xx, or not understood   | `protocol_error` | `outcome_unknown` |
 * | 401 403 404 429, 4xx     | `unauthorized` `forbidden` `not_found` `rate_limited` `rejected` | the same |
 */
import { type ErrorCode, type ErrorDetails, FourpayError, type RequestInfo } from "../model/errors";
import { isLoopback } from "../model/loopback";
import { presentable } from "../model/redact";
import type { Secret } from "../model/secret";
import type { Answer, ExchangeFailure } from "./exchange";
import { describeFields, readComplaint } from "./fieldProblems";
import type { ErrorHints } from "./hints";
import { parseRetryAfter } from "./retryAfter";
import { neutralCause } from "./safeCause";

export type Kind = "read" | "write";

/** What an error may say about its request, and what it must hide. */
export interface ErrorContext {
  readonly kind: Kind;
  /** The object the endpoint is about, as a noun: `card`, `wallet`. */
  readonly name: string;
  readonly request: RequestInfo;
  /** Where it goes: scheme, host and port. A path may hold what a gateway takes for a key. */
  readonly address: string;
  readonly secrets: readonly Secret[];
  readonly hints: ErrorHints;
}

const UNKNOWN_HINT =
  "It may or may not have been processed and is not sent again. Look at what exists before you repeat it.";

/** The error for an answer that is not a success. `body` is the decoded JSON, or undefined where it was none. */
export function errorFromAnswer(answer: Answer, body: unknown, now: number, context: ErrorContext): FourpayError {
  const { status } = answer;
  const { fields, sentence } = readComplaint(body, {
    secrets: context.secrets,
    object: context.name,
    fieldNames: context.hints.fieldNames,
  });
  const details: ErrorDetails = {
    status,
    request: context.request,
    ...(fields.length > 0 && { fields }),
    ...requestIdOf(answer, context.secrets),
  };
  const retryAfterMs = parseRetryAfter(answer.headers["retry-after"], now);
  const waiting = retryAfterMs === undefined ? {} : { retryAfterMs };
  const said = fields.length > 0 ? `: ${describeFields(fields)}` : sentence === undefined ? "" : `: ${sentence}`;
  const about = `the ${context.name} request (${status})`;

  if (status === 401) {
    return make(
      "unauthorized",
      `The 4pay API does not accept the credential of ${about}${said}`,
      details,
      context.hints.unauthorized,
    );
  }
  if (status === 403)
    return make("forbidden", `The 4pay API forbids ${about}${said}`, details, context.hints.forbidden);
  if (status === 404) return make("not_found", `The 4pay API does not know the ${context.name} (404)${said}`, details);
  if (status === 429) {
    return make("rate_limited", `The 4pay API wants fewer requests and did not process ${about}`, {
      ...details,
      ...waiting,
    });
  }
  if (status === 408) return unanswered(`The 4pay API gave up on ${about}${said}`, details, context);
  if (status >= 400 && status < 500) return make("rejected", `The 4pay API rejects ${about}${said}`, details);
  if (status >= 500 && context.kind === "read") {
    return make("server_error", `The 4pay API failed on ${about}${said}`, { ...details, ...waiting });
  }
  return misunderstood(`The 4pay API answered ${about} with a status that means no success${said}`, details, context);
}

/** The error for a request that got no complete answer. */
export function errorFromFailure(failure: ExchangeFailure, context: ErrorContext): FourpayError {
  if (failure.reason === "aborted") return cancellation(failure.cause, failure.dispatched, context);
  const cause = neutralCause(failure.cause ?? failure, context.secrets);
  const details: ErrorDetails = { request: context.request, cause };
  if (!failure.dispatched) {
    return make(
      "not_sent",
      `The ${context.name} request could not be sent to ${context.address} (${cause.code})`,
      details,
      cause.code === "ECONNREFUSED" && isLoopback(new URL(context.address).hostname)
        ? "Nothing listens there: correct fourpay:baseUrl, or start the sandbox if it is meant (npx fourpay sandbox)."
        : "Check the network and fourpay:baseUrl.",
    );
  }
  // A reply that is too long or no HTTP at all would be so again.
  if (failure.reason === "too_large" || cause.code.startsWith("HPE_")) {
    return misunderstood(
      `The answer to the ${context.name} request is not understood (${cause.code})`,
      details,
      context,
    );
  }
  return unanswered(`The ${context.name} request got no complete answer (${cause.code})`, details, context);
}

/** The error for a success whose body is not what the API documents. `what` says where, never with values. */
export function misfit(what: string, status: number | undefined, context: ErrorContext): FourpayError {
  const details: ErrorDetails = { request: context.request, ...(status !== undefined && { status }) };
  return misunderstood(`The answer to the ${context.name} request is not understood (${what})`, details, context);
}

/**
 * The error for a call ended by its signal. A read ends with the signal's own reason where that is one of ours (a wait that timed
 * out); a write that had left is `outcome_unknown`, whoever ended it.
 */
export function cancellation(reason: unknown, dispatched: boolean, context: Omit<ErrorContext, "hints">): FourpayError {
  const { kind, name, request } = context;
  const ours = reason instanceof FourpayError ? reason : undefined;
  if (kind === "read" && ours !== undefined) return ours;
  const cause = ours ?? neutralCause(reason, context.secrets);
  const cancelled = make("cancelled", `The ${name} request was cancelled${dispatched ? "" : " before it was sent"}`, {
    request,
    cause,
  });
  if (kind === "read" || !dispatched) return cancelled;
  return make(
    "outcome_unknown",
    `The ${name} request was cancelled while on its way`,
    { request, cause: cancelled },
    UNKNOWN_HINT,
  );
}

function unanswered(message: string, details: ErrorDetails, { kind }: ErrorContext): FourpayError {
  return kind === "read"
    ? make("no_answer", message, details)
    : make("outcome_unknown", message, details, UNKNOWN_HINT);
}

function misunderstood(message: string, details: ErrorDetails, { kind }: ErrorContext): FourpayError {
  const hint = "Check that fourpay:baseUrl leads to the 4pay API and not to something in front of it.";
  return kind === "read"
    ? make("protocol_error", message, details, hint)
    : make("outcome_unknown", message, details, UNKNOWN_HINT);
}

function make(code: ErrorCode, message: string, details: ErrorDetails, hint?: string): FourpayError {
  return new FourpayError(
    code,
    `${message.replace(/[.\s]+$/, "")}.`,
    hint === undefined ? details : { ...details, hint },
  );
}

function requestIdOf(answer: Answer, secrets: readonly Secret[]): { requestId?: string } {
  const header = answer.headers["x-request-id"];
  const shown = presentable((Array.isArray(header) ? header[0] : header) ?? "", secrets);
  return shown === "" ? {} : { requestId: shown };
}
