/** What the `organization` dialect can be asked. */

import { defined } from "../../model/defined";
import { collect } from "../pages";
import { type CardReader, dialectCannot } from "../readPort";
import type { Transport } from "../transport";
import { listBinOptions } from "./bins";
import * as cards from "./cards";
import * as deposits from "./deposits";
import * as holders from "./holders";
import * as operations from "./operations";
import { organizationOf } from "./scope";
import * as wallets from "./wallets";

const DIALECT = "organization";
const cannot = (what: string, instead?: string) => dialectCannot(DIALECT, what, instead);

export function createOrganizationReader(transport: Transport, organizationId: string): CardReader {
  const org = organizationOf(transport, organizationId);
  return {
    dialect: DIALECT,
    wallets: () => wallets.listAllWallets(org, {}),
    wallet: (id) => wallets.getWallet(org, id, {}),
    walletProviders: () => wallets.listProviders(org, {}),
    walletRules: (id) => wallets.getWalletRules(org, id, {}),
    async walletBalance(id) {
      const { currency, balance, availableBalance, heldBalance, cards } = await wallets.getWallet(org, id, {});
      return defined({ walletId: id, currency, balance, availableBalance, heldBalance, cards });
    },
    walletRestrictions: () =>
      cannot("list restrictions of an account", "Limit ranges and BINs of a wallet come from getWalletRules."),
    transferDestinations: () => cannot("list the destinations of a transfer"),
    binOptions: ({ walletIds, providerIds, categories }) =>
      collect(listBinOptions(org, defined({ walletIds, providerIds, categories }), {})),
    holder: (id) => holders.getHolder(org, id, {}),
    holders: (walletId) =>
      walletId === undefined
        ? collect(holders.listHolders(org, {}))
        : cannot("list the holders of a wallet", "Here holders belong to the organization: leave walletId out."),
    cards: (walletId) => cards.listAllCards(org, walletId, {}, {}),
    cardsOfHolder: () =>
      cannot("list the cards of a holder", "Its lists do not say whose a card is: filter by wallet, name or status."),
    card: (ref) => cards.getCard(org, ref, { mayBeOverdrawn: true }),
    cardOperations: ({ cardIds, walletIds, types, statuses, from, to }) =>
      collect(
        operations.listCardOperations(
          org,
          defined({ cardIds, walletIds, types, statuses, createdFrom: from, createdTo: to }),
          {},
        ),
      ),
    walletOperations: ({ walletIds, types, statuses, from, to }) =>
      collect(
        operations.listWalletOperations(
          org,
          defined({ walletIds, types, statuses, createdFrom: from, createdTo: to }),
          {},
        ),
      ),
    deposit: (id) => deposits.getDeposit(org, id, {}),
    deposits: () => collect(deposits.listDeposits(org, {})),
    webhookEvents: () => cannot("list webhook events"),
  };
}
