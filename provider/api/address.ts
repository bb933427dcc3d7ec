/** The base address of the API: checked before any credential may travel to it. */
import { FourpayError } from "../model/errors";
import { isLoopback } from "../model/loopback";

export const DEFAULT_BASE_URL = "https://api.4pay.cc";

export interface Address {
  readonly origin: string;
  /** Path in front of every request path, without a trailing slash; mostly empty. */
  readonly prefix: string;
  /** Both together: the canonical base URL. */
  readonly baseUrl: string;
}

/** Splits a base URL. Plain http is refused except to loopback, since the key would travel in clear. */
export function parseAddress(baseUrl: string): Address {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !["https:", "http:"].includes(url.protocol)) {
    throw invalid("is not an http(s) address");
  }
  if (url.username !== "" || url.password !== "") throw invalid("carries credentials");
  if (url.search !== "" || url.hash !== "") throw invalid("carries a query or a fragment");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) throw invalid("is plain http to another machine");
  const prefix = url.pathname.replace(/\/+$/, "");
  return { origin: url.origin, prefix, baseUrl: url.origin + prefix };
}

/** The address itself is not shown: it may carry a credential. */
function invalid(what: string): FourpayError {
  return new FourpayError("config_invalid", `The base URL of the 4pay API ${what}.`, {
    hint: `Set fourpay:baseUrl (FOURPAY_BASE_URL) to an https address such as ${DEFAULT_BASE_URL}; http is for loopback only.`,
  });
}
