/** Cards: `/wallets/{wallet_id}/instruments`. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Card, CardCredentials, CardSummary, MoneyMove } from "../../model/entities";
import { isFourpayError } from "../../model/errors";
import { CARD_STATUSES } from "../../model/status";
import { wireCredentials } from "../credentialsWire";
import { notOverdrawn } from "../endpoints";
import { limitsToWire } from "../limitsWire";
import { positiveAmount, wireMoneyMove } from "../moneyMove";
import { fromItem, readItems, untilEnough } from "../pages";
import { type EscapedPath, path } from "../paths";
import type { Call, CardCall, CardChange, CardFilter, CardRef, CreateCall, Glance, NewCard } from "../port";
import { readAllStable } from "../stable";
import { refuse } from "../wire";
import { wireCard, wireCardSummary } from "./cardWire";
import { create, dataOf, get, getSame, idOf, type Organization, pagesOf, write, writeFor } from "./scope";
import { getWallet } from "./wallets";

const NAME = "card";

function cardPath(org: Organization, { walletId, cardId }: CardRef): EscapedPath {
  return path`${org.root}/wallets/${walletId}/instruments/${cardId}`;
}

/** `POST /wallets/{wallet_id}/instruments`. Accepted is not issued: the card's status tells. */
export function issueCard(
  org: Organization,
  walletId: string,
  card: NewCard,
  call: CreateCall,
): Promise<{ id: string }> {
  const { name, holderId, cardType, limits, binId, binCategoryId, currency } = card;
  const body = {
    ...defined({ name, cardOwnerId: holderId, cardType, limits: limitsToWire(limits) }),
    ...defined({ cardProviderBinId: binId, binCategoryId, currency }),
  };
  return create(org, { path: path`${org.root}/wallets/${walletId}/instruments`, name: NAME, body }, call);
}

/** `GET /wallets/{wallet_id}/instruments/{instrument_id}` */
export async function getCard(org: Organization, ref: CardRef, { mayBeOverdrawn, ...call }: CardCall): Promise<Card> {
  const parts = { path: cardPath(org, ref), name: NAME };
  const card = await getSame(org, parts, ref.cardId, wireCard, call);
  return { ...(mayBeOverdrawn === true ? card : notOverdrawn(org.transport, parts, card)), walletId: ref.walletId };
}

function cardPages(org: Organization, walletId: string, filter: CardFilter, call: Call) {
  const query = { "statuses[]": filter.statuses, sortBy: "createdAt", sortType: "asc" };
  const item = wireCardSummary.transform((card): CardSummary => ({ ...card, walletId }));
  return pagesOf(org, { path: path`${org.root}/wallets/${walletId}/instruments`, name: NAME, query }, item, call);
}

/** `GET /wallets/{wallet_id}/instruments`, page by page, oldest first. */
export function listCards(
  org: Organization,
  walletId: string,
  filter: CardFilter,
  call: Call,
): AsyncIterable<CardSummary> {
  return readItems(cardPages(org, walletId, filter, call), idOf, NAME);
}

/** `GET /wallets/{wallet_id}/instruments` once, oldest first, without most of the pages before `after`. */
export function glanceAtCards(
  org: Organization,
  walletId: string,
  { after = 0, enough, ...filter }: Glance,
  call: Call,
): AsyncIterable<CardSummary> {
  return untilEnough(readItems(fromItem(cardPages(org, walletId, filter, call), after), idOf, NAME), enough);
}

/**
 * `GET /wallets/{wallet_id}/instruments`, complete, oldest first. Cards leave a filtered list, never the whole one. That there are none at
 * all must be true twice, because it makes a card be issued and a wallet be taken for empty: the wallet counts its cards as well.
 *
 * Assumption: a wallet that counts cards lists some, at least when all statuses are asked for.
 */
export async function listAllCards(
  org: Organization,
  walletId: string,
  filter: CardFilter,
  call: Call,
): Promise<CardSummary[]> {
  const whole = filter.statuses === undefined || filter.statuses.length === 0;
  const pages = cardPages(org, walletId, filter, call);
  const found = await readAllStable(pages, idOf, { name: NAME, growing: whole });
  if (found.length > 0 || !whole) return found;
  const { cards = 0 } = await getWallet(org, walletId, call);
  if (cards === 0) return found;
  // Perhaps the list hides what is closed unless it is asked for.
  const asked = await listByStatus(org, walletId, call);
  if (asked.length > 0) return asked;
  const parts = { path: path`${org.root}/wallets/${walletId}/instruments`, name: NAME };
  throw refuse(
    org.transport,
    { ...parts, method: "GET", kind: "read" },
    `an empty list, but the wallet counts ${cards} (if cards of it were deleted for good, use another wallet)`,
  );
}

/** An API that does not take all statuses as a filter hides nothing by them. */
async function listByStatus(org: Organization, walletId: string, call: Call): Promise<CardSummary[]> {
  try {
    const pages = cardPages(org, walletId, { statuses: CARD_STATUSES }, call);
    return await readAllStable(pages, idOf, { name: NAME, growing: true });
  } catch (error) {
    if (isFourpayError(error, "rejected")) return [];
    throw error;
  }
}

/** `PATCH /wallets/{wallet_id}/instruments/{instrument_id}` */
export function updateCard(org: Organization, ref: CardRef, change: CardChange, call: Call): Promise<void> {
  const { name, limits } = change;
  const body = defined({ name, limits: limits && limitsToWire(limits) });
  return write(org, "PATCH", { path: cardPath(org, ref), name: NAME, body }, call);
}

/** `GET …/credentials` */
export function getCredentials(org: Organization, ref: CardRef, call: Call): Promise<CardCredentials> {
  return get(org, { path: path`${cardPath(org, ref)}/credentials`, name: NAME }, wireCredentials, call);
}

/** `PATCH …/fund`: from the wallet to the card. */
export function fundCard(org: Organization, ref: CardRef, amount: string, call: Call): Promise<MoneyMove> {
  return moveMoney(org, path`${cardPath(org, ref)}/fund`, amount, call);
}

/** `PATCH …/defund`: from the card to the wallet. */
export function defundCard(org: Organization, ref: CardRef, amount: string, call: Call): Promise<MoneyMove> {
  return moveMoney(org, path`${cardPath(org, ref)}/defund`, amount, call);
}

// Assumption: an answer without a body is a success as well, as for every other PATCH.
const moved = z.union([dataOf(wireMoneyMove), z.undefined().transform((): MoneyMove => ({}))]);

async function moveMoney(org: Organization, to: EscapedPath, amount: string, call: Call): Promise<MoneyMove> {
  return writeFor(org, "PATCH", { path: to, name: NAME, body: { amount: positiveAmount(amount) } }, moved, call);
}

/** `POST …/suspend`. Observe `frozen`. */
export function freezeCard(org: Organization, ref: CardRef, call: Call): Promise<void> {
  return write(org, "POST", { path: path`${cardPath(org, ref)}/suspend`, name: NAME }, call);
}

/** `POST …/resume`. Observe `active`. */
export function unfreezeCard(org: Organization, ref: CardRef, call: Call): Promise<void> {
  return write(org, "POST", { path: path`${cardPath(org, ref)}/resume`, name: NAME }, call);
}

/** `POST …/terminate`, which is final. Observe `closed`. */
export function closeCard(org: Organization, ref: CardRef, call: Call): Promise<void> {
  return write(org, "POST", { path: path`${cardPath(org, ref)}/terminate`, name: NAME }, call);
}
