/** Pure conditions: given what was observed, is the wait over, still on, or lost? Status sets are data. */
import { FourpayError } from "../model/errors";
import { isFailedCard, isIssuedCard, isKnownCardStatus, isKnownWalletStatus } from "../model/status";

export type Verdict =
  | { readonly kind: "done" }
  | { readonly kind: "pending"; readonly seen: string }
  | { readonly kind: "failed"; readonly error: FourpayError };

export const DONE: Verdict = { kind: "done" };

export function pending(seen: string): Verdict {
  return { kind: "pending", seen };
}

export function failed(error: FourpayError): Verdict {
  return { kind: "failed", error };
}

const NOT_VISIBLE = "not visible yet";

/** Absent (`undefined`) counts as pending: right after a write an object may not be readable yet. */
export interface Observed {
  readonly status: string;
}

/** Issued: active, or whatever came after (frozen or blocked meanwhile). */
export function cardIssued(card: Observed | undefined): Verdict {
  if (card === undefined) return pending(NOT_VISIBLE);
  if (isIssuedCard(card.status)) return DONE;
  if (isFailedCard(card.status)) {
    return failed(
      new FourpayError("failed_state", "The card could not be issued: its status is creating_failed.", {
        hint: "The API gives no reason. Check the wallet's funds and the BIN, then run `pulumi up` again: a new card will be issued.",
      }),
    );
  }
  if (card.status === "closed") {
    return failed(
      new FourpayError("unexpected_state", "The card was closed before it became active.", {
        hint: "Run `pulumi up` again to issue a new one.",
      }),
    );
  }
  return pending(shown(card.status, isKnownCardStatus(card.status)));
}

/** Exactly this status; closed or failed on the way ends the wait. */
export function cardReaches(target: "active" | "frozen" | "closed") {
  return (card: Observed | undefined): Verdict => {
    if (card === undefined) return pending(NOT_VISIBLE);
    if (card.status === target) return DONE;
    if (card.status === "closed" || isFailedCard(card.status)) {
      return failed(
        new FourpayError("unexpected_state", `The card is ${card.status}; it cannot become ${target} any more.`, {
          hint: "Run `pulumi refresh`, then `pulumi up`.",
        }),
      );
    }
    return pending(shown(card.status, isKnownCardStatus(card.status)));
  };
}

const WALLET_FAILURES: Readonly<Record<"active" | "inactive", readonly string[]>> = {
  active: ["creating_failed", "activating_failed"],
  inactive: ["creating_failed", "active_changing_failed"],
};

export function walletReaches(target: "active" | "inactive") {
  return (wallet: Observed | undefined): Verdict => {
    if (wallet === undefined) return pending(NOT_VISIBLE);
    if (wallet.status === target) return DONE;
    if (WALLET_FAILURES[target].includes(wallet.status)) {
      return failed(
        new FourpayError("failed_state", `The wallet's status is ${wallet.status}; it did not become ${target}.`, {
          hint: "The API gives no reason. Ask 4pay support about this wallet, or declare another one.",
        }),
      );
    }
    return pending(shown(wallet.status, isKnownWalletStatus(wallet.status)));
  };
}

function shown(status: string, known: boolean): string {
  return known ? status : `an unknown status ${/^\w{1,40}$/.test(status) ? `"${status}"` : "(unprintable)"}`;
}
