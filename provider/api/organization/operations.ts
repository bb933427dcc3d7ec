/** The history of cards and wallets: `/instruments/operations` and `/wallets/operations`, both for the whole organization. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Operation } from "../../model/entities";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call } from "../port";
import { id, optional, optionalMoney, optionalText } from "../wire";
import { getSame, idOf, type Organization, pagesOf } from "./scope";

const namedObject = optional(z.looseObject({ id: optionalText, accountId: optionalText }));

const shared = {
  type: optionalText,
  merchantName: optionalText,
  merchantCategory: optionalText,
  mcc: optionalText,
  card: namedObject,
};

/** Lists show an operation flat, details nest some of it; upstream's wallet list has settlement amounts only. */
const wireOperation = z
  .looseObject({
    ...shared,
    id,
    status: z.string(),
    amount: optionalMoney,
    currency: optionalText,
    cardId: optionalText,
    account: namedObject,
    accountId: optionalText,
    feeAmount: optionalMoney,
    feeCurrency: optionalText,
    settlementAmount: optionalMoney,
    settlementCurrency: optionalText,
    description: optionalText,
    createdAt: optionalText,
    transactionDetails: optional(z.looseObject(shared)),
  })
  .transform((wire, context): Operation => {
    const inner = wire.transactionDetails;
    const type = wire.type ?? inner?.type;
    const amount = wire.amount ?? wire.settlementAmount;
    const currency = wire.currency ?? wire.settlementCurrency;
    if (type === undefined || amount === undefined || currency === undefined) {
      context.addIssue({ code: "custom", message: "no type, amount or currency" });
      return z.NEVER;
    }
    const { id, status, feeAmount, feeCurrency, settlementAmount, settlementCurrency, description, createdAt } = wire;
    return defined({
      id,
      type,
      status,
      amount,
      currency,
      cardId: wire.card?.id ?? wire.cardId ?? inner?.card?.id,
      walletId: wire.account?.id ?? wire.account?.accountId ?? wire.accountId,
      merchantName: wire.merchantName ?? inner?.merchantName,
      merchantCategory: wire.merchantCategory ?? wire.mcc ?? inner?.merchantCategory ?? inner?.mcc,
      feeAmount,
      feeCurrency,
      settlementAmount,
      settlementCurrency,
      description,
      createdAt,
    });
  });

/** Which operations a list shows; all that are stated must hold. */
export interface WalletOperationFilter {
  readonly ids?: readonly string[];
  readonly walletIds?: readonly string[];
  /** Card operations: `purchase`, `refund`, `fee`, `top_up`, `withdrawal`. Wallet operations: `payin`, `card_issuing`, `transfer_fee`, `withdrawal`. */
  readonly types?: readonly string[];
  readonly statuses?: readonly string[];
  /** ISO 8601. */
  readonly createdFrom?: string;
  /** ISO 8601. */
  readonly createdTo?: string;
}

export interface CardOperationFilter extends WalletOperationFilter {
  readonly cardIds?: readonly string[];
}

function filterQuery(filter: CardOperationFilter) {
  return {
    "ids[]": filter.ids,
    "cardIds[]": filter.cardIds,
    "accountIds[]": filter.walletIds,
    "types[]": filter.types,
    "statuses[]": filter.statuses,
    createdAtFrom: filter.createdFrom,
    createdAtTo: filter.createdTo,
    sortBy: "createdAt",
    sortType: "asc",
  };
}

const CARD_NAME = "card operation";
const WALLET_NAME = "wallet operation";

/** `GET /instruments/operations`, oldest first. */
export function listCardOperations(
  org: Organization,
  filter: CardOperationFilter,
  call: Call,
): AsyncIterable<Operation> {
  const parts = { path: path`${org.root}/instruments/operations`, name: CARD_NAME, query: filterQuery(filter) };
  return readItems(pagesOf(org, parts, wireOperation, call), idOf, CARD_NAME);
}

/** `GET /instruments/operations/{operation_id}` */
export function getCardOperation(org: Organization, operationId: string, call: Call): Promise<Operation> {
  const parts = { path: path`${org.root}/instruments/operations/${operationId}`, name: CARD_NAME };
  return getSame(org, parts, operationId, wireOperation, call);
}

/** `GET /wallets/operations`, oldest first. */
export function listWalletOperations(
  org: Organization,
  filter: WalletOperationFilter,
  call: Call,
): AsyncIterable<Operation> {
  const query = filterQuery({ ...filter, cardIds: [] });
  const parts = { path: path`${org.root}/wallets/operations`, name: WALLET_NAME, query };
  return readItems(pagesOf(org, parts, wireOperation, call), idOf, WALLET_NAME);
}

/** `GET /wallets/operations/{operation_id}` */
export function getWalletOperation(org: Organization, operationId: string, call: Call): Promise<Operation> {
  const parts = { path: path`${org.root}/wallets/operations/${operationId}`, name: WALLET_NAME };
  return getSame(org, parts, operationId, wireOperation, call);
}
