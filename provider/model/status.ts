/** Statuses of cards and wallets as the API reports them. Unknown values are kept as they are and count as pending. */

const CARD_FAILED = "creating_failed";
const CARD_CLOSED = "closed";

/** A card that spends, or may spend again: everything but what is finally over. An unknown status counts as live, to be safe. */
export function isLiveCard(status: string): boolean {
  return status !== CARD_CLOSED && status !== CARD_FAILED && status !== "expired";
}

/** A card that is gone for the declaration: it was closed, or never came into being. */
export function isGoneCard(status: string): boolean {
  return status === CARD_CLOSED || status === CARD_FAILED;
}

/** Issued and settled, whatever happened to it since. */
export function isIssuedCard(status: string): boolean {
  return ["active", "frozen", "blocked", "expired"].includes(status);
}

export function isFailedCard(status: string): boolean {
  return status === CARD_FAILED;
}

export function isFailedWallet(status: string): boolean {
  return status.endsWith("_failed");
}

/** Every status that is documented. */
export const CARD_STATUSES = ["creating", CARD_FAILED, "active", "frozen", CARD_CLOSED, "expired", "blocked"] as const;
const KNOWN_CARD = new Set<string>(CARD_STATUSES);
const KNOWN_WALLET = new Set([
  "active",
  "inactive",
  "creating",
  "creating_failed",
  "active_changing",
  "active_changing_failed",
  "activating",
  "activating_failed",
]);

export function isKnownCardStatus(status: string): boolean {
  return KNOWN_CARD.has(status);
}

export function isKnownWalletStatus(status: string): boolean {
  return KNOWN_WALLET.has(status);
}
