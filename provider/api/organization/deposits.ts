/** Deposits: `/deposits`. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { Deposit, DepositRequest } from "../../model/entities";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call } from "../port";
import { id, optionalMoney, optionalText } from "../wire";
import { dataOf, getSame, idOf, type Organization, pagesOf, writeFor } from "./scope";

const NAME = "deposit";

const wireDeposit = z
  .looseObject({
    id,
    status: z.string(),
    currency: z.string(),
    paymentAddress: optionalText,
    amount: optionalMoney,
    feeCurrency: optionalText,
    feeAmount: optionalMoney,
    settlementCurrency: optionalText,
    settlementAmount: optionalMoney,
    txHash: optionalText,
    createdAt: optionalText,
  })
  .transform((wire): Deposit => {
    const { id, status, currency, paymentAddress, amount, feeCurrency, feeAmount } = wire;
    const { settlementCurrency, settlementAmount, txHash, createdAt } = wire;
    const paid = { paymentAddress, amount, feeCurrency, feeAmount };
    return defined({ id, status, currency, ...paid, settlementCurrency, settlementAmount, txHash, createdAt });
  });

/** What a new deposit shows at once. */
export interface NewDeposit {
  readonly id: string;
  /** The one-time address to pay to; absent while upstream has not assigned it: ask `get`. */
  readonly paymentAddress?: string;
}

const wireCreated = z
  .looseObject({ id, paymentAddress: optionalText })
  .transform(({ id, paymentAddress }): NewDeposit => defined({ id, paymentAddress }));

/** `POST /deposits`. Every call makes a new one-time address. */
export function createDeposit(org: Organization, deposit: DepositRequest, call: Call): Promise<NewDeposit> {
  const body = defined({ currency: deposit.currency, accountId: deposit.walletId });
  return writeFor(org, "POST", { path: path`${org.root}/deposits`, name: NAME, body }, dataOf(wireCreated), call);
}

/** `GET /deposits/{deposit_id}` */
export function getDeposit(org: Organization, depositId: string, call: Call): Promise<Deposit> {
  return getSame(org, { path: path`${org.root}/deposits/${depositId}`, name: NAME }, depositId, wireDeposit, call);
}

/** `GET /deposits` */
export function listDeposits(org: Organization, call: Call): AsyncIterable<Deposit> {
  return readItems(pagesOf(org, { path: path`${org.root}/deposits`, name: NAME }, wireDeposit, call), idOf, NAME);
}
