/** The history of cards and accounts: `/transactions/cards` and `/transactions/accounts`, both for the whole merchant. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Operation } from "../../model/entities";
import { idOf, readSame } from "../endpoints";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call, OperationFilter } from "../port";
import { id, money, optionalMoney, optionalText } from "../wire";
import { commaSeparated, type Merchant, pagesOf } from "./scope";

const wireTransaction = z
  .looseObject({
    id,
    type: z.string(),
    status: z.string(),
    amount: money,
    currency: z.string(),
    cardUuid: optionalText,
    accountUuid: optionalText,
    merchantName: optionalText,
    merchantCategory: optionalText,
    feeAmount: optionalMoney,
    feeCurrency: optionalText,
    settlementAmount: optionalMoney,
    settlementCurrency: optionalText,
    description: optionalText,
    createdAt: optionalText,
  })
  .transform((wire): Operation => {
    const { id, type, status, amount, currency, cardUuid: cardId, accountUuid: walletId } = wire;
    const { merchantName, merchantCategory, feeAmount, feeCurrency, settlementAmount, settlementCurrency } = wire;
    return {
      ...defined({ id, type, status, amount, currency, cardId, walletId, merchantName, merchantCategory }),
      ...defined({ feeAmount, feeCurrency, settlementAmount, settlementCurrency }),
      ...defined({ description: wire.description, createdAt: wire.createdAt }),
    };
  });

interface TransactionFilter {
  /** Cards: `purchase`, `refund`, `fee`, `top_up`, `withdrawal`. Accounts: `payin`, `card_issuing`, `transfer_fee`, `withdrawal`. */
  readonly types?: readonly string[];
  readonly statuses?: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
  /** ISO 8601. */
  readonly to?: string;
}

/** Which transactions a list shows; all that are stated must hold. */
export interface CardTransactionFilter extends TransactionFilter {
  readonly cardId?: string;
}

/** Which transactions a list shows; all that are stated must hold. */
export interface AccountTransactionFilter extends TransactionFilter {
  readonly accountId?: string;
}

function filterQuery({ types, statuses, from, to }: TransactionFilter) {
  return { types: commaSeparated(types), statuses: commaSeparated(statuses), dateFrom: from, dateTo: to };
}

const CARD_NAME = "card transaction";
const ACCOUNT_NAME = "account transaction";

/** `GET /transactions/cards` */
export function listCardTransactions(
  merchant: Merchant,
  filter: CardTransactionFilter,
  call: Call,
): AsyncIterable<Operation> {
  const query = { cardUuid: filter.cardId, ...filterQuery(filter) };
  const parts = { path: path`${merchant.root}/transactions/cards`, name: CARD_NAME, query };
  return readItems(pagesOf(merchant, parts, wireTransaction, call), idOf, CARD_NAME);
}

/** `GET /transactions/cards/{transaction_uuid}` */
export function getCardTransaction({ transport, root }: Merchant, id: string, call: Call): Promise<Operation> {
  return readSame(
    transport,
    { path: path`${root}/transactions/cards/${id}`, name: CARD_NAME },
    id,
    wireTransaction,
    call,
  );
}

/** `GET /transactions/accounts` */
export function listAccountTransactions(
  merchant: Merchant,
  filter: AccountTransactionFilter,
  call: Call,
): AsyncIterable<Operation> {
  const query = { accountUuid: filter.accountId, ...filterQuery(filter) };
  const parts = { path: path`${merchant.root}/transactions/accounts`, name: ACCOUNT_NAME, query };
  return readItems(pagesOf(merchant, parts, wireTransaction, call), idOf, ACCOUNT_NAME);
}

/** `GET /transactions/accounts/{transaction_uuid}` */
export function getAccountTransaction({ transport, root }: Merchant, id: string, call: Call): Promise<Operation> {
  const parts = { path: path`${root}/transactions/accounts/${id}`, name: ACCOUNT_NAME };
  return readSame(transport, parts, id, wireTransaction, call);
}

/**
 * The transactions of these cards; without cards, of all. The API takes one card at a time. A list entry may lack its card, which
 * decides whether money was paid in already, so the entry itself is read then.
 */
export async function cardOperations(
  merchant: Merchant,
  { cardIds, types }: OperationFilter,
  call: Call,
): Promise<Operation[]> {
  const cards = cardIds === undefined || cardIds.length === 0 ? [undefined] : cardIds;
  const found: Operation[] = [];
  for (const cardId of cards) {
    const filter = defined({ cardId, types });
    for await (const entry of listCardTransactions(merchant, filter, call)) {
      found.push(entry.cardId === undefined ? await getCardTransaction(merchant, entry.id, call) : entry);
    }
  }
  return found;
}
