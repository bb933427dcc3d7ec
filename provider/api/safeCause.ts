/**
 * Foreign errors made safe to keep as a cause. undici's and V8's carry pieces of what went over the wire (parser input, JSON text),
 * so only the name and the code survive.
 */
import { presentable } from "../model/redact";
import type { Secret } from "../model/secret";

/** What went wrong below us, as a code: `ECONNREFUSED`, `UND_ERR_SOCKET`, `timeout`. */
export class NeutralCause extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = "Cause";
  }
}

const CODE = /^[A-Za-z][\w-]{0,59}$/;

export function neutralCause(cause: unknown, secrets: readonly Secret[]): NeutralCause {
  const seen = cause instanceof Error ? cause : new Error("unknown");
  const code: unknown = "code" in seen ? seen.code : undefined;
  const candidates = [code, "reason" in seen ? seen.reason : undefined, seen.name];
  const found = candidates.find((text): text is string => typeof text === "string" && CODE.test(text));
  return new NeutralCause(presentable(found ?? "unknown", secrets));
}

/** Failures before sending that another attempt does not mend: certificates, a closed pool, a request undici refuses to build. */
const LASTING = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|^UND_ERR_(CLOSED|DESTROYED|INVALID_ARG)$/;

export function isLasting(cause: unknown): boolean {
  return cause instanceof NeutralCause && LASTING.test(cause.code);
}
