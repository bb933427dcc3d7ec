/** What the answers told beside what was asked: the server's clock, and whether it felt rushed. */
import type { AnswerFacts } from "../../api/transport";
import { count } from "../text";
import { type Check, failed, ok, warning } from "./check";

/** Retry-After dates and the age of left-over wallets are compared with our clock. */
const SKEW_NOTED_MS = 30_000;
const SKEW_FAILS_MS = 5 * 60_000;

export class Pulse {
  rateLimited = 0;
  /** The server's clock minus ours at the last answer that told, in milliseconds. */
  skewMs: number | undefined;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  observe = ({ status, serverNow }: AnswerFacts): void => {
    if (status === 429) this.rateLimited++;
    if (serverNow !== undefined) this.skewMs = serverNow - this.#now();
  };
}

export function checkPulse({ skewMs, rateLimited }: Pulse): Check[] {
  return [clock(skewMs), budget(rateLimited)];
}

function clock(skewMs: number | undefined): Check {
  if (skewMs === undefined) return ok("clock", "no answer showed the API's clock");
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) < SKEW_NOTED_MS) return ok("clock", "agrees with the API's");
  const says = `this machine is ${seconds}s ${skewMs > 0 ? "behind" : "ahead of"} the API`;
  const todo = "Set the clock (NTP): ages and waiting times are reckoned with it.";
  return Math.abs(skewMs) < SKEW_FAILS_MS ? warning("clock", says, todo) : failed("clock", says, todo);
}

function budget(rateLimited: number): Check {
  if (rateLimited === 0) return ok("rate limit", "not reached");
  return warning(
    "rate limit",
    `the API asked to slow down ${count(rateLimited, "time")} (429)`,
    "Something else uses the same limit, or it is low: lower fourpay:maxRequestsPerSecond.",
  );
}
