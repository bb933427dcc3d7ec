// Transaction endpoints: the history of all cards, of all accounts, and both in one list that is deprecated.
import { z } from "zod";
import { admits, between, time, uuid } from "../shared/fields";
import type { CardOperation, WalletOperation } from "../store/entities";
import { unknownObject } from "../store/rejection";
import type { Store } from "../store/store";
import { type Endpoint, endpoint } from "./endpoint";
import { commaSeparated, cut, items, page } from "./fields";
import {
  accountTransaction,
  cardTransaction,
  showAccountTransaction,
  showCardTransaction,
  showCardTransactionDetails,
} from "./transactionWire";

const cardTypes = ["purchase", "refund", "fee", "top_up", "withdrawal"] as const;
const accountTypes = ["payin", "card_issuing", "transfer_fee", "withdrawal"] as const;
const statuses = ["authorized", "pending", "completed", "declined", "canceled"] as const;

const filters = { ...page, statuses: commaSeparated(statuses), dateFrom: time, dateTo: time };
const cardUuid = uuid.optional();
const accountUuid = uuid.optional();

interface Filter {
  types: ReadonlySet<string>;
  statuses: ReadonlySet<string>;
  dateFrom?: number | undefined;
  dateTo?: number | undefined;
}

/** What the filters admit, newest first. */
function select<T extends CardOperation | WalletOperation>(
  operations: Iterable<T>,
  { types, statuses, dateFrom, dateTo }: Filter,
  concerns: (operation: T) => boolean,
): readonly T[] {
  const inTime = between(dateFrom, dateTo);
  const admitted = [...operations].filter(
    (operation) =>
      concerns(operation) &&
      admits(types, operation.type) &&
      admits(statuses, operation.status) &&
      inTime(operation.createdAt),
  );
  return admitted.reverse();
}

function find<T>(operations: Map<string, T>, id: string | undefined): T {
  const operation = operations.get(id ?? "");
  if (!operation) throw unknownObject("Transaction");
  return operation;
}

const show = (operation: CardOperation | WalletOperation) =>
  operation.side === "card" ? showCardTransaction(operation) : showAccountTransaction(operation);

export function transactionEndpoints(store: Store): Endpoint[] {
  return [
    endpoint({
      method: "GET",
      template: "/transactions/cards",
      summary: "Transactions of cards",
      write: false,
      query: z.object({ ...filters, types: commaSeparated(cardTypes), cardUuid }),
      answer: items(cardTransaction),
      handle({ query }) {
        const concerns = ({ card }: CardOperation) => query.cardUuid === undefined || card.id === query.cardUuid;
        const found = select(store.cardOperations.values(), query, concerns);
        return { items: cut(found, query).map(showCardTransaction) };
      },
    }),
    endpoint({
      method: "GET",
      template: "/transactions/cards/{transaction_uuid}",
      summary: "One transaction of a card",
      write: false,
      answer: cardTransaction,
      handle: ({ params }) => showCardTransactionDetails(find(store.cardOperations, params.transaction_uuid)),
    }),
    endpoint({
      method: "GET",
      template: "/transactions/accounts",
      summary: "Transactions of accounts",
      write: false,
      query: z.object({ ...filters, types: commaSeparated(accountTypes), accountUuid }),
      answer: items(accountTransaction),
      handle({ query }) {
        const concerns = ({ wallet }: WalletOperation) =>
          query.accountUuid === undefined || wallet.id === query.accountUuid;
        const found = select(store.walletOperations.values(), query, concerns);
        return { items: cut(found, query).map(showAccountTransaction) };
      },
    }),
    endpoint({
      method: "GET",
      template: "/transactions/accounts/{transaction_uuid}",
      summary: "One transaction of an account",
      write: false,
      answer: accountTransaction,
      handle: ({ params }) => showAccountTransaction(find(store.walletOperations, params.transaction_uuid)),
    }),
    endpoint({
      method: "GET",
      template: "/transactions",
      summary: "Transactions of cards and accounts together",
      write: false,
      deprecated: true,
      // Assumption: the combined list takes the filters of both and mixes both shapes by time.
      query: z.object({ ...filters, types: commaSeparated([...cardTypes, ...accountTypes]), cardUuid, accountUuid }),
      answer: items(z.union([cardTransaction, accountTransaction])),
      handle({ query }) {
        const all = [...store.walletOperations.values(), ...store.cardOperations.values()];
        const found = select(
          all.sort((a, b) => a.createdAt - b.createdAt),
          query,
          (operation) =>
            (query.accountUuid === undefined || operation.wallet.id === query.accountUuid) &&
            (query.cardUuid === undefined || (operation.side === "card" && operation.card.id === query.cardUuid)),
        );
        return { items: cut(found, query).map(show) };
      },
    }),
  ];
}
