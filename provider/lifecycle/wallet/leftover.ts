/**
 * Wallets have nothing client-chosen at creation, so a kill between creating and naming leaves one without our mark. A lone, default-named,
 * empty, recent wallet that can only come from the declared provider is such a leftover: it is claimed by naming it, settling and re-reading.
 */

import type { WalletProvider, WalletSummary } from "../../model/entities";
import { isFourpayError } from "../../model/errors";
import { isZero } from "../../model/money";
import { isFailedWallet } from "../../model/status";
import { writing } from "../apply";
import { isMarked } from "../naming";
import type { Operation } from "../operation";
import type { DeclaredWallet } from "./inputs";

/** Younger than this it may belong to a creation that is just about to name it; older than that it is somebody's. */
const YOUNGEST_MS = 10_000;
const OLDEST_MS = 15 * 60_000;
const SETTLE_MS = 3_000;

// Assumption: the API's default names (not documented) are empty, an id, or made of these words, currency codes and numbers. A name with
// any other word was chosen by somebody, and that wallet is theirs.
const DEFAULT_WORD = /^(wallet|account|default|unnamed|untitled)$/i;
const CURRENCY_OR_NUMBER = /^([A-Z]{3}|\d+)$/;
const ID_LIKE = /^[0-9a-f-]{8,}$/i;

export function isLeftover(wallet: WalletSummary, now: number): boolean {
  const { name = "", status, balance, cards = 0, createdAt, updatedAt } = wallet;
  if (isMarked(name) || isFailedWallet(status) || status === "inactive") return false;
  const empty = cards === 0 && (balance === undefined || isZero(balance));
  const age = createdAt === undefined ? Number.NaN : now - Date.parse(createdAt);
  const touched =
    createdAt !== undefined && updatedAt !== undefined && Date.parse(updatedAt) - Date.parse(createdAt) > YOUNGEST_MS;
  return isDefaultName(name) && empty && !touched && age >= 0 && age <= OLDEST_MS;
}

function isDefaultName(name: string): boolean {
  if (name.trim() === "" || ID_LIKE.test(name)) return true;
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const defaults = words.filter((word) => DEFAULT_WORD.test(word));
  return defaults.length > 0 && words.every((word) => defaults.includes(word) || CURRENCY_OR_NUMBER.test(word));
}

/** Whether the wallet's visible features fit exactly one provider, and that is the declared one. */
export function comesFrom(wallet: WalletSummary, providerId: string, providers: readonly WalletProvider[]): boolean {
  const fitting = providers.filter(
    ({ currency, cardType }) =>
      (currency === undefined || wallet.currency === undefined || currency === wallet.currency) &&
      (cardType === undefined || wallet.allowedCardTypes === undefined || wallet.allowedCardTypes.includes(cardType)),
  );
  return fitting.length === 1 && fitting[0]?.id === providerId;
}

/** The id of the claimed wallet, or nothing when there is none to claim or somebody else named it meanwhile. */
export async function claimLeftover(
  operation: Operation,
  declared: DeclaredWallet,
  wallets: readonly WalletSummary[],
): Promise<string | undefined> {
  const { clock, issuer } = operation;
  const candidates = wallets.filter(
    (wallet) => isLeftover(wallet, clock.now()) && operation.run.ownerOf(wallet.id) === undefined,
  );
  const [leftover] = candidates;
  if (leftover === undefined || candidates.length > 1 || declared.providerId === undefined) return undefined;
  if (!comesFrom(leftover, declared.providerId, await providersOrNone(operation))) return undefined;

  operation.progress("an unnamed wallet was left by an interrupted run; claiming it");
  const age = clock.now() - Date.parse(leftover.createdAt ?? "");
  if (age < YOUNGEST_MS) await clock.sleep(YOUNGEST_MS - age, operation.signal);
  const before = await issuer.getWallet(leftover.id, operation);
  if (before.name !== leftover.name) return undefined;
  await issuer.updateWallet(leftover.id, { name: declared.name }, writing(operation));
  await clock.sleep(SETTLE_MS, operation.signal);
  const after = await issuer.getWallet(leftover.id, operation);
  return after.name === declared.name ? leftover.id : undefined;
}

/** Without the providers nothing can be claimed, but a wallet can be created all the same. */
async function providersOrNone({ issuer, signal }: Operation): Promise<readonly WalletProvider[]> {
  try {
    return await issuer.listWalletProviders({ signal });
  } catch (error) {
    if (isFourpayError(error, "not_found", "forbidden", "protocol_error", "server_error")) return [];
    throw error;
  }
}
