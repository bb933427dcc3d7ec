/** The public client of the `merchant` dialect: every endpoint whose path is known, grouped by what it is about. */
import { z } from "zod";
import { read } from "../endpoints";
import { path } from "../paths";
import type { Call, CardRef, NewCard, NewWebhookConfig } from "../port";
import type { Transport } from "../transport";
import * as accounts from "./accounts";
import * as cardholders from "./cardholders";
import * as cards from "./cards";
import { compareContract, type Difference } from "./contract";
import type { MoneyOrder } from "./money";
import { merchantOf } from "./scope";
import * as transactions from "./transactions";
import * as webhooks from "./webhooks";

/**
 * All calls of one merchant, in the same words as the other dialect: an account is what is called a wallet there, so a card is addressed
 * by `{walletId, cardId}` with the account's id. Every method takes an optional `{signal}` last and rejects with a `FourpayError`; lists
 * are async iterables that read pages as they are consumed, or promises where the API gives them at once. Writes are accepted, not done,
 * when their promise resolves. A write that fails with `outcome_unknown` may have been processed.
 */
export type MerchantClient = ReturnType<typeof createMerchantClient>;

export function createMerchantClient(transport: Transport) {
  const merchant = merchantOf(transport);
  return {
    dialect: "merchant" as const,
    /** Accounts: the money pools cards are issued in. Made and changed in the dashboard only. */
    accounts: {
      /** All accounts. `GET /accounts` */
      list: (call: Call = {}) => accounts.listAccounts(merchant, call),
      /** One account with fees and BINs. `GET /accounts/{account_uuid}` */
      get: (id: string, call: Call = {}) => accounts.getAccount(merchant, id, call),
      /** `GET /accounts/{account_uuid}/balance` */
      balance: (id: string, call: Call = {}) => accounts.getBalance(merchant, id, call),
      /** What limits issuing, as far as it is recognised. `GET /accounts/{account_uuid}/restrictions` */
      restrictions: (id: string, call: Call = {}) => accounts.getRestrictions(merchant, id, call),
      /** Accounts that may receive money from this one. `GET /accounts/{account_uuid}/transfer-destinations` */
      transferDestinations: (id: string, call: Call = {}) => accounts.listTransferDestinations(merchant, id, call),
      /** Moves money to another account, at once or later: the result tells. `POST /accounts/{account_uuid}/transfer` */
      transfer: (id: string, order: accounts.Transfer, call: Call = {}) => accounts.transfer(merchant, id, order, call),
    },
    /** Cardholders. The API cannot change or delete them. */
    cardholders: {
      /** Creates a person under an account, with an id of the caller's choice. `POST /accounts/{account_uuid}/cardholders` */
      create: (holder: cardholders.NewCardholder, call: Call = {}) =>
        cardholders.createCardholder(merchant, holder, call),
      /** All, or those created under one account. `GET /cardholders`, `GET /accounts/{account_uuid}/cardholders` */
      list: (filter: cardholders.CardholderFilter = {}, call: Call = {}) =>
        cardholders.listCardholders(merchant, filter, call),
      /** One person by `cardOwnerId`. `GET /cardholders/{card_owner_id}` */
      get: (id: string, call: Call = {}) => cardholders.getCardholder(merchant, id, call),
      /** The person's cards in all accounts, with names. `GET /cardholders/{card_owner_id}/cards` */
      cards: (id: string, call: Call = {}) => cardholders.listCardsOf(merchant, id, call),
    },
    /** Cards, addressed by account (`walletId`) and card id. */
    cards: {
      /** Issues a card; wait for its status `active` or `creating_failed`. `POST /accounts/{account_uuid}/cards` */
      issue: (accountId: string, card: NewCard, call: Call = {}) => cards.issueCard(merchant, accountId, card, call),
      /** The cards of an account; names may be missing. `GET /accounts/{account_uuid}/cards` */
      list: (accountId: string, call: Call = {}) => cards.listCards(merchant, accountId, call),
      /** `GET /accounts/{account_uuid}/cards/{card_uuid}` */
      get: (ref: CardRef, call: Call = {}) => cards.getCard(merchant, ref, call),
      /** Number and code, as secrets. `GET …/sensitive` */
      sensitive: (ref: CardRef, call: Call = {}) => cards.getCredentials(merchant, ref, call),
      /** Moves money from the account to the card. `POST …/topup` */
      topUp: (ref: CardRef, order: MoneyOrder, call: Call = {}) => cards.moveMoney(merchant, ref, "topup", order, call),
      /** Moves money back to the account. `POST …/withdraw` */
      withdraw: (ref: CardRef, order: MoneyOrder, call: Call = {}) =>
        cards.moveMoney(merchant, ref, "withdraw", order, call),
      /** `POST …/freeze` */
      freeze: (ref: CardRef, call: Call = {}) => cards.actOnCard(merchant, ref, "freeze", call),
      /** `POST …/unfreeze` */
      unfreeze: (ref: CardRef, call: Call = {}) => cards.actOnCard(merchant, ref, "unfreeze", call),
      /** Cannot be undone; withdraw what is on the card first. `POST …/close` */
      close: (ref: CardRef, call: Call = {}) => cards.actOnCard(merchant, ref, "close", call),
    },
    /** History, merchant-wide. The order is not documented. */
    transactions: {
      /** `GET /transactions/cards` */
      cards: (filter: transactions.CardTransactionFilter = {}, call: Call = {}) =>
        transactions.listCardTransactions(merchant, filter, call),
      /** `GET /transactions/cards/{transaction_uuid}` */
      card: (id: string, call: Call = {}) => transactions.getCardTransaction(merchant, id, call),
      /** `GET /transactions/accounts` */
      accounts: (filter: transactions.AccountTransactionFilter = {}, call: Call = {}) =>
        transactions.listAccountTransactions(merchant, filter, call),
      /** `GET /transactions/accounts/{transaction_uuid}` */
      account: (id: string, call: Call = {}) => transactions.getAccountTransaction(merchant, id, call),
    },
    /** The one webhook configuration, and what was delivered. */
    webhooks: {
      /** Undefined where none is set. `GET /webhooks/config` */
      get: (call: Call = {}) => webhooks.getWebhookConfig(merchant, call),
      /** Creates or replaces the whole configuration. `PUT /webhooks/config` */
      put: (config: NewWebhookConfig, call: Call = {}) => webhooks.putWebhookConfig(merchant, config, call),
      /** Stops deliveries at once. `DELETE /webhooks/config` */
      delete: (call: Call = {}) => webhooks.deleteWebhookConfig(merchant, call),
      /** `GET /webhooks/events` */
      events: (call: Call = {}) => webhooks.listWebhookEvents(merchant, call),
    },
    /** Reads the deployment's own description and says where it differs from what this client relies on. `GET /api/openapi.json` */
    async contract(call: Call = {}): Promise<Difference[]> {
      const parts = { path: path`/api/openapi.json`, name: "OpenAPI document" };
      return compareContract(await read(transport, parts, z.unknown(), call));
    },
    /** Lets running requests end and closes the connections. */
    close: () => transport.close(),
  };
}
