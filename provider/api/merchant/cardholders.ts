/** Cardholders: created under an account, seen by the whole merchant, never changed and never deleted. */

import { defined } from "../../model/defined";
import type { CardSummary, Holder } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { idOf, type Parts, readSame, write } from "../endpoints";
import { wireHolder } from "../holderWire";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call, NewHolder } from "../port";
import { readAllStable, readGrowing } from "../stable";
import { wireHolderCard } from "./cardWire";
import { type Merchant, pagesOf } from "./scope";

const NAME = "holder";

/** A person of this dialect belongs to an account. */
export type NewCardholder = NewHolder & Required<Pick<NewHolder, "accountId">>;

/** `POST /accounts/{account_uuid}/cardholders`. The answer's shape is not guaranteed, so nothing is read from it: the id is ours. */
export async function createCardholder({ transport, root }: Merchant, holder: NewHolder, call: Call): Promise<void> {
  const { id: cardOwnerId, firstName: first_name, lastName: last_name, email, phone, accountId } = holder;
  if (accountId === undefined) {
    throw new FourpayError("input_invalid", "accountId: the merchant API creates people under an account; name one.");
  }
  const body = defined({ cardOwnerId, first_name, last_name, email, phone });
  const parts = { path: path`${root}/accounts/${accountId}/cardholders`, name: NAME, body };
  await write(transport, "POST", parts, call);
}

/** `GET /cardholders/{card_owner_id}` */
export function getCardholder({ transport, root }: Merchant, holderId: string, call: Call): Promise<Holder> {
  return readSame(transport, { path: path`${root}/cardholders/${holderId}`, name: NAME }, holderId, wireHolder, call);
}

export interface CardholderFilter {
  /** Only people created under this account. */
  readonly accountId?: string;
}

/** `GET /cardholders`, or `GET /accounts/{account_uuid}/cardholders` */
export function listCardholders(
  merchant: Merchant,
  { accountId }: CardholderFilter,
  call: Call,
): AsyncIterable<Holder> {
  const { root } = merchant;
  const at = accountId === undefined ? path`${root}/cardholders` : path`${root}/accounts/${accountId}/cardholders`;
  return readGrowing(pagesOf(merchant, { path: at, name: NAME }, wireHolder, call), idOf, NAME);
}

function cardPages(merchant: Merchant, holderId: string, call: Call) {
  const parts: Parts = { path: path`${merchant.root}/cardholders/${holderId}/cards`, name: NAME };
  return pagesOf(merchant, parts, wireHolderCard, call);
}

/** `GET /cardholders/{card_owner_id}/cards`: the cards of one person in all accounts, with their names. */
export function listCardsOf(merchant: Merchant, holderId: string, call: Call): AsyncIterable<CardSummary> {
  return readItems(cardPages(merchant, holderId, call), idOf, "card");
}

/** The same, complete. Its order is not documented, so a list that grows meanwhile is read again. */
export function listAllCardsOf(merchant: Merchant, holderId: string, call: Call): Promise<CardSummary[]> {
  return readAllStable(cardPages(merchant, holderId, call), idOf, { name: "card", growing: false });
}
