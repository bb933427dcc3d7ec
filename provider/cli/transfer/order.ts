/** From what was asked for to a transfer that the API can be expected to make; everything that is known to be wrong is refused here. */
import type { MerchantClient } from "../../api/merchant/client";
import type { Wallet } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import {
  addMoney,
  canonicalMoney,
  compareMoney,
  currencyDecimals,
  decimalsOf,
  isDecimal,
  isPositive,
  subtractMoney,
} from "../../model/money";
import { presentable } from "../../model/redact";
import { sameText } from "../../model/text";
import { idOfNamed, shownName } from "../money/wallets";

export interface TransferQuestion {
  /** Id or name. */
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly currency?: string;
  readonly reference?: string;
}

export interface TransferOrder {
  readonly from: Wallet;
  readonly to: Wallet;
  readonly amount: string;
  readonly currency: string;
  readonly reference?: string;
}

export async function orderOf(
  client: MerchantClient,
  question: TransferQuestion,
  signal: AbortSignal,
): Promise<TransferOrder> {
  const { amount, reference } = question;
  if (!isDecimal(amount) || !isPositive(amount))
    throw wrong('--amount: a positive decimal such as "100.00" is wanted.');
  if (reference !== undefined && (reference.trim() === "" || reference.length > 500)) {
    throw wrong("--reference: 1 to 500 characters are wanted.");
  }
  const all = await client.accounts.list({ signal });
  const fromId = idOfNamed(all, question.from, { what: "account", option: "--from" });
  const toId = idOfNamed(all, question.to, { what: "account", option: "--to" });
  const [from, to] = await Promise.all([
    client.accounts.get(fromId, { signal }),
    client.accounts.get(toId, { signal }),
  ]);
  if (sameText(from.id, to.id)) throw wrong("--from and --to are the same account.");
  const currency = currencyOf(question.currency, from, to);
  if (decimalsOf(amount) > currencyDecimals(currency)) {
    throw wrong(`--amount: ${currency} has at most ${currencyDecimals(currency)} decimals.`);
  }
  const order = { from, to, amount: canonicalMoney(amount), currency, ...(reference !== undefined && { reference }) };
  mayBeSent(order);
  const destinations = await client.accounts.transferDestinations(from.id, { signal });
  if (destinations.some(({ id }) => sameText(id, to.id))) return order;
  throw refused(`The API does not list ${shownName(to)} among the destinations of ${shownName(from)}.`);
}

function mayBeSent({ from, to, amount, currency }: TransferOrder): void {
  for (const account of [from, to]) {
    if (account.status !== "active") {
      throw refused(`The account ${shownName(account)} is ${presentable(account.status)}, not active.`);
    }
    if (account.isTransferAllowed === false) throw refused(`Transfers are not allowed for ${shownName(account)}.`);
  }
  const { availableBalance } = from;
  if (availableBalance !== undefined && compareMoney(availableBalance, amount) < 0) {
    throw refused(`${shownName(from)} has ${availableBalance} ${currency} available, less than ${amount}.`);
  }
}

function currencyOf(stated: string | undefined, from: Wallet, to: Wallet): string {
  const currency = stated ?? from.currency;
  if (currency === undefined) throw wrong("--currency: the API does not show the account's, so it must be stated.");
  for (const account of [from, to]) {
    if (account.currency === undefined || sameText(account.currency, currency)) continue;
    throw refused(`${shownName(account)} is in ${presentable(account.currency)}, the transfer in ${currency}.`);
  }
  return currency.toUpperCase();
}

/** What will happen, in full. */
export function planOf({ from, to, amount, currency, reference }: TransferOrder): string[] {
  const balance = (shown: string | undefined, after: (before: string) => string) =>
    shown === undefined ? "balance not shown" : `${shown} -> ${after(shown)} ${currency}`;
  return [
    "A transfer between two accounts. It cannot be taken back.",
    `  from       ${shownName(from)}, available ${balance(from.availableBalance, (before) => subtractMoney(before, amount))}`,
    `  to         ${shownName(to)}, available ${balance(to.availableBalance, (before) => addMoney(before, amount))}`,
    `  amount     ${amount} ${currency}`,
    "  fee        not shown by the API beforehand; it would appear as transfer_fee",
    ...(reference === undefined ? [] : [`  reference  ${presentable(reference)}`]),
  ];
}

function wrong(message: string): FourpayError {
  return new FourpayError("input_invalid", message, { hint: "Nothing was sent." });
}

function refused(message: string): FourpayError {
  return new FourpayError("refused", message, { hint: "Nothing was sent." });
}
