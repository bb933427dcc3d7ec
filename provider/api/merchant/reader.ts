/** What the `merchant` dialect can be asked. */

import { defined } from "../../model/defined";
import type { Operation } from "../../model/entities";
import { collect } from "../pages";
import { type CardReader, dialectCannot } from "../readPort";
import type { Transport } from "../transport";
import * as accounts from "./accounts";
import * as cardholders from "./cardholders";
import * as cards from "./cards";
import { merchantOf } from "./scope";
import * as transactions from "./transactions";
import { listWebhookEvents } from "./webhooks";

const DIALECT = "merchant";
const cannot = (what: string, instead?: string) => dialectCannot(DIALECT, what, instead);

export function createMerchantReader(transport: Transport): CardReader {
  const merchant = merchantOf(transport);
  return {
    dialect: DIALECT,
    wallets: () => accounts.listAccounts(merchant, {}),
    async wallet(id) {
      const { bins: _bins, cardsHoldBalance: _mode, ...wallet } = await accounts.getAccount(merchant, id, {});
      return wallet;
    },
    walletProviders: () => cannot("list wallet providers", "Accounts are made in the 4pay dashboard."),
    walletRules: (id) => accounts.getRules(merchant, id, {}),
    walletBalance: async (id) => ({ walletId: id, ...(await accounts.getBalance(merchant, id, {})) }),
    walletRestrictions: (id) => accounts.getRestrictions(merchant, id, {}),
    transferDestinations: (id) => accounts.listTransferDestinations(merchant, id, {}),
    binOptions: () => cannot("list BIN options", "The BINs of an account come from getWalletRules."),
    holder: (id) => cardholders.getCardholder(merchant, id, {}),
    holders: (accountId) => collect(cardholders.listCardholders(merchant, defined({ accountId }), {})),
    cards: (walletId) => cards.listAllCards(merchant, walletId, {}),
    cardsOfHolder: (holderId) => cardholders.listAllCardsOf(merchant, holderId, {}),
    card: (ref) => cards.getCard(merchant, ref, { mayBeOverdrawn: true }),
    cardOperations({ cardIds, walletIds, ...filter }) {
      if (walletIds !== undefined) {
        return cannot("filter card operations by wallet", "Give cardIds, or filter what is answered.");
      }
      return forEach(cardIds, (cardId) =>
        collect(transactions.listCardTransactions(merchant, defined({ cardId, ...filter }), {})),
      );
    },
    walletOperations: ({ walletIds, ...filter }) =>
      forEach(walletIds, (accountId) =>
        collect(transactions.listAccountTransactions(merchant, defined({ accountId, ...filter }), {})),
      ),
    deposit: () => cannot("show a deposit"),
    deposits: () => cannot("list deposits", "Incoming money is a wallet operation of the type payin."),
    async webhookEvents() {
      const events = await collect(listWebhookEvents(merchant, {}));
      return events.map(({ payload: _payload, ...delivery }) => delivery);
    },
  };
}

/** The API takes one object at a time; without any it lists all. */
async function forEach(
  ids: readonly string[] | undefined,
  list: (id: string | undefined) => Promise<Operation[]>,
): Promise<Operation[]> {
  const found: Operation[] = [];
  for (const id of ids === undefined || ids.length === 0 ? [undefined] : new Set(ids)) found.push(...(await list(id)));
  return found;
}
