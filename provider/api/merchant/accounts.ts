/** Accounts: the money pools cards are issued in. This API shows them and moves money between them; it neither makes nor changes them. */
import { z } from "zod";
import { defined } from "../../model/defined";
import type { MoneyMove, Wallet, WalletRules } from "../../model/entities";
import { isFourpayError } from "../../model/errors";
import { read, readSame, writeFor } from "../endpoints";
import { wireMoneyMove } from "../moneyMove";
import { path } from "../paths";
import type { Call } from "../port";
import { id, optionalText } from "../wire";
import {
  type Account,
  type AccountBalance,
  type AccountRestrictions,
  wireAccount,
  wireAccountListed,
  wireBalance,
  wireRestrictions,
} from "./accountWire";
import { type MoneyOrder, moneyBody } from "./money";
import { type Merchant, readList } from "./scope";

const NAME = "account";

/** `GET /accounts`. The list is not paged. */
export function listAccounts(merchant: Merchant, call: Call): Promise<Wallet[]> {
  return readList(merchant, { path: path`${merchant.root}/accounts`, name: NAME }, wireAccountListed, call);
}

/** `GET /accounts/{account_uuid}` */
export function getAccount({ transport, root }: Merchant, accountId: string, call: Call): Promise<Account> {
  return readSame(transport, { path: path`${root}/accounts/${accountId}`, name: NAME }, accountId, wireAccount, call);
}

/** `GET /accounts/{account_uuid}/balance` */
export function getBalance({ transport, root }: Merchant, accountId: string, call: Call): Promise<AccountBalance> {
  return read(transport, { path: path`${root}/accounts/${accountId}/balance`, name: NAME }, wireBalance, call);
}

/** `GET /accounts/{account_uuid}/restrictions` */
export function getRestrictions(
  { transport, root }: Merchant,
  accountId: string,
  call: Call,
): Promise<AccountRestrictions> {
  return read(
    transport,
    { path: path`${root}/accounts/${accountId}/restrictions`, name: NAME },
    wireRestrictions,
    call,
  );
}

/** BINs and balance mode are part of the details; limit ranges, where there are any, of the restrictions, which a provider may lack. */
export async function getRules(merchant: Merchant, accountId: string, call: Call): Promise<WalletRules> {
  const [account, restrictions] = await Promise.all([
    getAccount(merchant, accountId, call),
    getRestrictions(merchant, accountId, call).catch((error: unknown) => {
      if (isFourpayError(error, "not_found")) return undefined;
      throw error;
    }),
  ]);
  const { bins, cardsHoldBalance } = account;
  return defined({ ranges: restrictions?.ranges ?? [], bins, cardsHoldBalance });
}

/** An account of the same merchant that may receive money. */
export interface TransferDestination {
  readonly id: string;
  readonly name?: string;
  readonly currency?: string;
}

const wireDestination = z
  .looseObject({ id, name: optionalText, currency: optionalText })
  .transform(({ id, name, currency }): TransferDestination => defined({ id, name, currency }));

/** `GET /accounts/{account_uuid}/transfer-destinations` */
export function listTransferDestinations(
  merchant: Merchant,
  accountId: string,
  call: Call,
): Promise<TransferDestination[]> {
  const at = path`${merchant.root}/accounts/${accountId}/transfer-destinations`;
  return readList(merchant, { path: at, name: NAME }, wireDestination, call);
}

export interface Transfer extends MoneyOrder {
  /** Another account of the same merchant. */
  readonly destinationAccountId: string;
}

/**
 * `accepted`: taken on and worked on later; there is no id, so only balances and the account's transactions tell. `done`: moved, with the
 * operations on both sides.
 */
export type TransferResult = { readonly state: "accepted" } | ({ readonly state: "done" } & MoneyMove);

const wireTransfer = wireMoneyMove.transform(
  (move): TransferResult =>
    move.fromOperationId === undefined && move.toOperationId === undefined
      ? { state: "accepted" }
      : { state: "done", ...move },
);

/** `POST /accounts/{account_uuid}/transfer` */
export async function transfer(
  { transport, root }: Merchant,
  accountId: string,
  order: Transfer,
  call: Call,
): Promise<TransferResult> {
  const body = { destinationAccountUuid: order.destinationAccountId, ...moneyBody(order) };
  return writeFor(
    transport,
    "POST",
    { path: path`${root}/accounts/${accountId}/transfer`, name: NAME, body },
    wireTransfer,
    call,
  );
}
