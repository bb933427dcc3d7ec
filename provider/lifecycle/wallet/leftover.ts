/**
 * Wallets have nothing client-chosen at creation, so a kill between creating and naming leaves one without our mark. Which one that is, is
 * decided here, from what lists and providers show: a lone, default-named, empty, recent wallet that may well come from the declared provider.
 */
import type { WalletProvider, WalletSummary } from "../../model/entities";
import { isZero } from "../../model/money";
import { isFailedWallet } from "../../model/status";
import { isMarked } from "../naming";

const MINUTE_MS = 60_000;
/** Creations take seconds. One that takes longer is stuck, and no wallet to go on with. */
const LONGEST_CREATION_MS = 10 * MINUTE_MS;
/** Older than that it is somebody's. */
const OLDEST_MS = 24 * 60 * MINUTE_MS;
/** How far the clocks here and there may be apart. */
const SKEW_MS = 5 * MINUTE_MS;
/** A change that much later than the creation is somebody's doing; before, it may be the creation itself taking its time. */
const TOUCHED_MS = 5 * MINUTE_MS;

// Assumption: the API's default names (not documented) are empty, an id, or made of these words, the provider's name, currency codes and
// numbers. A name with any other word was chosen by somebody, and that wallet is theirs.
const DEFAULT_WORD =
  /^(wallet|account|default|unnamed|untitled|new|cards?|virtual|physical|shared|personal|prepaid|balance)$/i;
const CURRENCY_OR_NUMBER = /^([A-Z]{3}|\d+)$/;
const ID_LIKE = /^[0-9a-f-]{8,}$/i;

/** Recent, empty, not marked by us and not changed by anybody. */
export function isUntouched(wallet: WalletSummary, now: number): boolean {
  const { name, status, balance, cards = 0, createdAt, updatedAt } = wallet;
  if (isMarked(name) || isFailedWallet(status) || status === "inactive") return false;
  const empty = cards === 0 && (balance === undefined || isZero(balance));
  // What is not shown is no number, and compares as false.
  const created = Date.parse(createdAt ?? "");
  const age = now - created;
  const touched = Date.parse(updatedAt ?? "") - created > TOUCHED_MS;
  const oldest = status === "active" ? OLDEST_MS : LONGEST_CREATION_MS;
  return empty && !touched && age >= -SKEW_MS && age <= oldest;
}

/** Whether nobody chose this name. It may borrow words from the name of the wallet's provider. */
export function isDefaultName(name = "", providerName = ""): boolean {
  if (name.trim() === "" || ID_LIKE.test(name)) return true;
  const borrowed = new Set(wordsOf(providerName.toLowerCase()));
  const words = wordsOf(name);
  const defaults = words.filter((word) => DEFAULT_WORD.test(word) || borrowed.has(word.toLowerCase()));
  return defaults.length > 0 && words.every((word) => defaults.includes(word) || CURRENCY_OR_NUMBER.test(word));
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]/u).filter((word) => word !== "");
}

/** What tells providers apart on a wallet. */
export interface WalletFeatures extends Pick<WalletSummary, "currency" | "allowedCardTypes"> {
  /** From the wallet's rules. */
  readonly cardsHoldBalance?: boolean | undefined;
}

/** How surely a wallet comes from the declared provider: `alike` when another one would fit as well, `no` when it does not, or another one fits better. */
export type Origin = "sure" | "alike" | "no";

/** Without any providers to compare with nothing speaks against it. */
export function originOf(wallet: WalletFeatures, providerId: string, providers: readonly WalletProvider[]): Origin {
  if (providers.length === 0) return "alike";
  const fits = new Map(providers.map((provider) => [provider.id, fitOf(wallet, provider)]));
  const fit = fits.get(providerId) ?? DOES_NOT_FIT;
  fits.delete(providerId);
  const best = Math.max(DOES_NOT_FIT, ...fits.values());
  if (fit === DOES_NOT_FIT || best > fit) return "no";
  return best === DOES_NOT_FIT ? "sure" : "alike";
}

const DOES_NOT_FIT = -1;

/** How many features speak for the provider; `DOES_NOT_FIT` where one speaks against it. What is not shown says nothing. */
function fitOf(wallet: WalletFeatures, { currency, cardType, supportedBalances }: WalletProvider): number {
  const { allowedCardTypes: types, cardsHoldBalance } = wallet;
  const mode = cardsHoldBalance === true ? "personal" : "shared";
  const modes = supportedBalances.filter((balance) => /^(personal|shared)/.test(balance));
  const findings = [
    currency === undefined || wallet.currency === undefined ? 0 : currency === wallet.currency ? 1 : DOES_NOT_FIT,
    cardType === undefined || types === undefined ? 0 : types.includes(cardType) ? 1 : DOES_NOT_FIT,
    cardsHoldBalance === undefined || modes.length === 0
      ? 0
      : modes.some((balance) => balance.startsWith(mode))
        ? 1
        : DOES_NOT_FIT,
  ];
  return findings.includes(DOES_NOT_FIT) ? DOES_NOT_FIT : findings.reduce((sum: number, found) => sum + found, 0);
}
