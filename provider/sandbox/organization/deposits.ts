// Deposit endpoints. A deposit is created with 200, names no amount, and waits for money from outside.
import { z } from "zod";
import type { Route } from "../dialect";
import { optional, showTime, uuid } from "../shared/fields";
import { readBody } from "../shared/validation";
import { createDeposit } from "../store/deposits";
import type { Deposit } from "../store/entities";
import { findDeposit } from "../store/find";
import { showMoney } from "../store/money";
import type { Store } from "../store/store";
import { data, newestFirst, paged } from "./pages";
import { pathId } from "./paths";
import { readPage } from "./query";

const createBody = z.object({ currency: z.enum(["USDTTRC20", "USDCTRC20"]), accountId: optional(uuid) });

function showDeposit(deposit: Deposit): Record<string, unknown> {
  return {
    id: deposit.id,
    status: deposit.status,
    currency: deposit.currency,
    amount: showMoney(deposit.received),
    settlementCurrency: deposit.wallet?.provider.currency ?? "USD",
    settlementAmount: showMoney(deposit.credited),
    createdAt: showTime(deposit.createdAt),
  };
}

function showDetails(deposit: Deposit): Record<string, unknown> {
  return {
    ...showDeposit(deposit),
    paymentAddress: deposit.address,
    feeCurrency: deposit.currency,
    feeAmount: showMoney(deposit.fee),
    txHash: deposit.txHash ?? null,
  };
}

export function depositRoutes(store: Store): Route[] {
  return [
    {
      method: "POST",
      template: "/deposits",
      write: true,
      handle(call) {
        const { currency, accountId } = readBody(call, createBody);
        const deposit = createDeposit(store, currency, accountId);
        return data({ id: deposit.id, paymentAddress: deposit.address });
      },
    },
    {
      method: "GET",
      template: "/deposits",
      write: false,
      handle: (call) =>
        paged(newestFirst(store.deposits.values()), readPage(call, store.settings.behaviour), showDeposit),
    },
    {
      method: "GET",
      template: "/deposits/{deposit_id}",
      write: false,
      handle: (call) => data(showDetails(findDeposit(store, pathId(call, "deposit_id")))),
    },
  ];
}
