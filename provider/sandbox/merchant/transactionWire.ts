// How transactions look on this dialect's wire. Lists leave out what only the details know.
import { z } from "zod";
import { showTime } from "../shared/fields";
import type { CardOperation, WalletOperation } from "../store/entities";
import { showMoney } from "../store/money";
import { documented } from "./documentation";
import { shown } from "./fields";

const common = {
  id: shown.id,
  accountUuid: shown.id,
  amount: shown.amount,
  currency: z.string(),
  type: z.string(),
  status: z.string(),
  createdAt: shown.moment,
  updatedAt: shown.moment,
};

export const accountTransaction = documented(z.object(common), { id: "AccountTransaction" });

export const cardTransaction = documented(
  z.object({
    ...common,
    cardUuid: shown.id,
    merchantName: z.string().nullable(),
    merchantCategory: z.string().nullable(),
    feeAmount: shown.amount.optional(),
    settlementAmount: shown.amount.optional(),
    settlementCurrency: z.string().optional(),
  }),
  { id: "CardTransaction" },
);

export function showAccountTransaction(
  operation: CardOperation | WalletOperation,
): z.output<typeof accountTransaction> {
  return {
    id: operation.id,
    accountUuid: operation.wallet.id,
    amount: showMoney(operation.amount),
    currency: operation.wallet.provider.currency,
    type: operation.type,
    status: operation.status,
    createdAt: showTime(operation.createdAt),
    updatedAt: showTime(operation.updatedAt),
  };
}

export function showCardTransaction(operation: CardOperation): z.output<typeof cardTransaction> {
  return {
    ...showAccountTransaction(operation),
    cardUuid: operation.card.id,
    merchantName: operation.merchantName ?? null,
    merchantCategory: operation.merchantCategory ?? null,
  };
}

export function showCardTransactionDetails(operation: CardOperation): z.output<typeof cardTransaction> {
  const { amount, fee, type, wallet } = operation;
  return {
    ...showCardTransaction(operation),
    feeAmount: showMoney(fee),
    settlementAmount: showMoney(type === "purchase" ? amount.plus(fee) : amount),
    settlementCurrency: wallet.provider.currency,
  };
}
