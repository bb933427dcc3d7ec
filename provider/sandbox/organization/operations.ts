// Operation endpoints: the history of all cards and of all wallets of the organization.
import type { Route } from "../dialect";
import { admits, showTime } from "../shared/fields";
import type { CardOperation, WalletOperation } from "../store/entities";
import { showMoney } from "../store/money";
import { unknownObject } from "../store/rejection";
import type { Store } from "../store/store";
import { maskedNumber } from "./cardWire";
import { data, paged, sorted } from "./pages";
import { pathId } from "./paths";
import { readChoices, readIds, readPage, readSorting, readTimes } from "./query";

const cardTypes = ["purchase", "refund", "fee", "top_up", "withdrawal"] as const;
const cardStatuses = ["authorized", "completed", "declined", "canceled"] as const;
const walletTypes = ["payin", "card_issuing", "transfer_fee", "withdrawal"] as const;
const walletStatuses = ["authorized", "pending", "completed", "declined", "canceled"] as const;

type Operation = CardOperation | WalletOperation;

const account = ({ wallet }: Operation) => ({ id: wallet.id, name: wallet.name });

function common(operation: Operation): Record<string, unknown> {
  return {
    id: operation.id,
    amount: showMoney(operation.amount),
    currency: operation.wallet.provider.currency,
    type: operation.type,
    status: operation.status,
    createdAt: showTime(operation.createdAt),
  };
}

function showCardOperation(store: Store, operation: CardOperation): Record<string, unknown> {
  const { card, merchantName = null, merchantCategory = null } = operation;
  return {
    ...common(operation),
    card: { id: card.id, name: card.name, maskedNumber: maskedNumber(store, card) },
    merchantName,
    merchantCategory,
  };
}

const showWalletOperation = (operation: WalletOperation) => ({ ...common(operation), account: account(operation) });

function settlement(operation: Operation): Record<string, unknown> {
  const { currency } = operation.wallet.provider;
  return {
    account: account(operation),
    feeAmount: showMoney(operation.fee),
    feeCurrency: currency,
    settlementAmount: showMoney(
      operation.type === "purchase" ? operation.amount.plus(operation.fee) : operation.amount,
    ),
    settlementCurrency: currency,
    updatedAt: showTime(operation.updatedAt),
  };
}

function find<T>(operations: Map<string, T>, id: string): T {
  const operation = operations.get(id);
  if (!operation) throw unknownObject("Operation");
  return operation;
}

export function operationRoutes(store: Store): Route[] {
  return [
    {
      method: "GET",
      template: "/instruments/operations",
      write: false,
      handle(call) {
        const page = readPage(call, store.settings.behaviour);
        const [ids, cards, wallets] = [readIds(call, "ids"), readIds(call, "cardIds"), readIds(call, "accountIds")];
        const types = readChoices(call, "types", cardTypes);
        const statuses: ReadonlySet<string> = readChoices(call, "statuses", cardStatuses);
        const inTime = readTimes(call);
        const sorting = readSorting(call, ["status"]);
        const found = [...store.cardOperations.values()].filter(
          (operation) =>
            admits(ids, operation.id) &&
            admits(cards, operation.card.id) &&
            admits(wallets, operation.wallet.id) &&
            admits(types, operation.type) &&
            admits(statuses, operation.status) &&
            inTime(operation.createdAt),
        );
        return paged(
          sorted(found, sorting, (item, field) => item[field]),
          page,
          (item) => showCardOperation(store, item),
        );
      },
    },
    {
      method: "GET",
      template: "/instruments/operations/{operation_id}",
      write: false,
      handle(call) {
        const operation = find(store.cardOperations, pathId(call, "operation_id"));
        return data({ ...showCardOperation(store, operation), ...settlement(operation) });
      },
    },
    {
      method: "GET",
      template: "/wallets/operations",
      write: false,
      handle(call) {
        const page = readPage(call, store.settings.behaviour);
        const [ids, wallets] = [readIds(call, "ids"), readIds(call, "accountIds")];
        const types = readChoices(call, "types", walletTypes);
        const statuses = readChoices(call, "statuses", walletStatuses);
        const inTime = readTimes(call);
        const sorting = readSorting(call, []);
        const found = [...store.walletOperations.values()].filter(
          (operation) =>
            admits(ids, operation.id) &&
            admits(wallets, operation.wallet.id) &&
            admits(types, operation.type) &&
            admits(statuses, operation.status) &&
            inTime(operation.createdAt),
        );
        return paged(
          sorted(found, sorting, () => ""),
          page,
          showWalletOperation,
        );
      },
    },
    {
      method: "GET",
      template: "/wallets/operations/{operation_id}",
      write: false,
      handle(call) {
        const operation = find(store.walletOperations, pathId(call, "operation_id"));
        return data({ ...showWalletOperation(operation), ...settlement(operation) });
      },
    },
  ];
}
