/** Cards: `/accounts/{account_uuid}/cards`. What the pages do not describe is in `assumed.ts`. */
import type { Card, CardCredentials, CardSummary, MoneyMove } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { create, idOf, notOverdrawn, read, readSame, write, writeFor } from "../endpoints";
import { positiveAmount, wireMoneyMove } from "../moneyMove";
import { readItems } from "../pages";
import { type EscapedPath, path } from "../paths";
import type { Call, CardCall, CardRef, CreateCall, NewCard } from "../port";
import { readAllStable } from "../stable";
import { getAccount } from "./accounts";
import { actionPath, type CardAction, issueBody, wireIssued, wireSensitive } from "./assumed";
import { summaryOf, wireCard } from "./cardWire";
import { type MoneyOrder, moneyBody } from "./money";
import { type Merchant, pagesOf } from "./scope";

const NAME = "card";

function cardPath({ root }: Merchant, { walletId, cardId }: CardRef): EscapedPath {
  return path`${root}/accounts/${walletId}/cards/${cardId}`;
}

/** `POST /accounts/{account_uuid}/cards`. Accepted is not issued: the card's status tells. */
export function issueCard(
  { transport, root }: Merchant,
  accountId: string,
  card: NewCard,
  call: CreateCall,
): Promise<{ id: string }> {
  const parts = { path: path`${root}/accounts/${accountId}/cards`, name: NAME, body: issueBody(card) };
  return create(transport, parts, wireIssued, call);
}

/** `GET /accounts/{account_uuid}/cards/{card_uuid}` */
export async function getCard(merchant: Merchant, ref: CardRef, { mayBeOverdrawn, ...call }: CardCall): Promise<Card> {
  const { transport } = merchant;
  const parts = { path: cardPath(merchant, ref), name: NAME };
  const card = await readSame(transport, parts, ref.cardId, wireCard, call);
  return { ...(mayBeOverdrawn === true ? card : notOverdrawn(transport, parts, card)), walletId: ref.walletId };
}

function cardPages(merchant: Merchant, accountId: string, call: Call) {
  const item = wireCard.transform((card): CardSummary => summaryOf({ ...card, walletId: accountId }));
  return pagesOf(merchant, { path: path`${merchant.root}/accounts/${accountId}/cards`, name: NAME }, item, call);
}

/** `GET /accounts/{account_uuid}/cards`, page by page. Names may be missing here. */
export function listCards(merchant: Merchant, accountId: string, call: Call): AsyncIterable<CardSummary> {
  return readItems(cardPages(merchant, accountId, call), idOf, NAME);
}

/** The same, complete. Its order is not documented, so a list that grows meanwhile is read again. */
export function listAllCards(merchant: Merchant, accountId: string, call: Call): Promise<CardSummary[]> {
  return readAllStable(cardPages(merchant, accountId, call), idOf, { name: NAME, growing: false });
}

/** `GET …/sensitive` */
export function getCredentials(merchant: Merchant, ref: CardRef, call: Call): Promise<CardCredentials> {
  return read(
    merchant.transport,
    { path: path`${cardPath(merchant, ref)}/sensitive`, name: NAME },
    wireSensitive,
    call,
  );
}

/** `POST …/topup` and `POST …/withdraw`. An answer without operation ids, or without a body, is a success as well. */
export async function moveMoney(
  merchant: Merchant,
  ref: CardRef,
  direction: "topup" | "withdraw",
  order: MoneyOrder,
  call: Call,
): Promise<MoneyMove> {
  const parts = { path: path`${cardPath(merchant, ref)}/${direction}`, name: NAME, body: moneyBody(order) };
  return writeFor(merchant.transport, "POST", parts, wireMoneyMove, call);
}

/** The same for who does not say the currency: it is the card's, or its account's. Never left out, since the API would take dollars. */
export async function moveOwnMoney(
  merchant: Merchant,
  ref: CardRef,
  direction: "topup" | "withdraw",
  amount: string,
  call: Call,
): Promise<MoneyMove> {
  positiveAmount(amount);
  const { currency = (await getAccount(merchant, ref.walletId, call)).currency } = await getCard(merchant, ref, call);
  if (currency === undefined) {
    throw new FourpayError("refused", "The API shows no currency, neither of the card nor of its account.", {
      hint: "No money was moved: the API would take the amount as US dollars. Ask 4pay support about this account.",
    });
  }
  return moveMoney(merchant, ref, direction, { amount, currency }, call);
}

/** `POST …/freeze`, `POST …/unfreeze`, `POST …/close`. Observe `frozen`, `active`, `closed`. */
export function actOnCard(merchant: Merchant, ref: CardRef, action: CardAction, call: Call): Promise<void> {
  const parts = { path: actionPath(cardPath(merchant, ref), action), name: NAME };
  return write(merchant.transport, "POST", parts, call);
}
