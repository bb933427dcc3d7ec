/** Address, credential and tenant: one list of wallets tells all three, and which of them is to blame. */
import type { CardIssuer, Tenant } from "../../api/port";
import type { WalletSummary } from "../../model/entities";
import { type ErrorCode, FourpayError } from "../../model/errors";
import { type Check, failed, failedBy, ok, unchecked, warning } from "./check";

export interface Access {
  readonly checks: readonly Check[];
  /** Absent where they cannot be read. */
  readonly wallets?: readonly WalletSummary[];
}

const NO_ANSWER: readonly ErrorCode[] = ["not_sent", "no_answer"];
const NOT_THIS_TENANT: readonly ErrorCode[] = ["forbidden", "not_found"];
const NAMES = ["address", "credential", "tenant"] as const;

export async function checkAccess(issuer: CardIssuer, signal: AbortSignal): Promise<Access> {
  try {
    const wallets = await issuer.listWallets({ signal });
    return { checks: whole(issuer.tenant), wallets };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof FourpayError)) throw error;
    return { checks: blame(error, issuer.tenant) };
  }
}

function whole({ baseUrl, dialect, id }: Tenant): Check[] {
  return [
    ok("address", `${baseUrl} answers`),
    ok("credential", "accepted"),
    ok("tenant", `${dialect} ${id} is readable`),
  ];
}

function blame(error: FourpayError, tenant: Tenant): Check[] {
  const [address, credential, name] = NAMES;
  const answers = ok(address, `${tenant.baseUrl} answers`);
  if (NO_ANSWER.includes(error.code)) {
    return [failedBy(address, error), unchecked(credential), unchecked(name)];
  }
  if (error.code === "unauthorized") return [answers, failedBy(credential, error), unchecked(name)];
  if (NOT_THIS_TENANT.includes(error.code)) {
    return [answers, ok(credential, "known to the API"), failedBy(name, error)];
  }
  if (error.code === "rate_limited") {
    return [
      answers,
      ok(credential, "known to the API"),
      warning(name, error.message, "Try again later, or lower fourpay:maxRequestsPerSecond."),
    ];
  }
  // It answers, but not as the API does: an outage, or something else at this address.
  const todo = "Check fourpay:baseUrl (FOURPAY_BASE_URL); if it is right, the API has a problem: try again later.";
  return [
    failed(address, `${tenant.baseUrl} answers, but not usefully: ${error.message} [${error.code}]`, todo),
    unchecked(credential),
    unchecked(name),
  ];
}
