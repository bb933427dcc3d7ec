/** The public client of the `organization` dialect: every endpoint whose shape is known, grouped by what it is about. */
import type { DepositRequest } from "../../model/entities";
import type { Call, CardChange, CardFilter, CardRef, HolderChange, NewCard, NewHolder, WalletChange } from "../port";
import type { Transport } from "../transport";
import { type BinOptionFilter, listBinOptions } from "./bins";
import * as cards from "./cards";
import * as deposits from "./deposits";
import * as holders from "./holders";
import * as operations from "./operations";
import { organizationOf } from "./scope";
import * as wallets from "./wallets";

/**
 * All calls of one organization. Every method takes an optional `{signal}` last and rejects with a `FourpayError`; lists are async
 * iterables that read pages as they are consumed. Writes are accepted, not done, when their promise resolves: the API works on
 * asynchronously and the object's status tells. A write that fails with `outcome_unknown` may have been processed.
 */
export type OrganizationClient = ReturnType<typeof createOrganizationClient>;

export function createOrganizationClient(transport: Transport, organizationId: string) {
  const org = organizationOf(transport, organizationId);
  return {
    dialect: "organization" as const,
    /** Card holders. The API cannot delete them. */
    holders: {
      /** One holder by its `cardOwnerId`. `not_found` where there is none. `GET /holders/{holder_id}` */
      get: (id: string, call: Call = {}) => holders.getHolder(org, id, call),
      /** All holders. `GET /holders` */
      list: (call: Call = {}) => holders.listHolders(org, call),
      /** Creates a holder under an id of the caller's choice; id, e-mail and phone must be new. `POST /holders` */
      create: (holder: Omit<NewHolder, "accountId">, call: Call = {}) => holders.createHolder(org, holder, call),
      /** Changes the fields that are given. `PATCH /holders/{holder_id}` */
      update: (id: string, change: HolderChange, call: Call = {}) => holders.updateHolder(org, id, change, call),
    },
    /** Wallets: the money pools cards are issued in. */
    wallets: {
      /** What wallets can be created from. `GET /wallets/providers` */
      providers: (call: Call = {}) => wallets.listProviders(org, call),
      /** Creates a wallet; wait for its status `active`. `POST /wallets` */
      create: (providerId: string, call: Call = {}) => wallets.createWallet(org, providerId, call),
      /** One wallet with balances and fees. `GET /wallets/{wallet_id}` */
      get: (id: string, call: Call = {}) => wallets.getWallet(org, id, call),
      /** All wallets, without available balance and fees. `GET /wallets` */
      list: (call: Call = {}) => wallets.listWallets(org, call),
      /** Changes name, fees or BIN directions; the name is needed every time. `PATCH /wallets/{wallet_id}` */
      update: (id: string, change: WalletChange, call: Call = {}) => wallets.updateWallet(org, id, change, call),
      /** `POST /wallets/{wallet_id}/activate` */
      activate: (id: string, call: Call = {}) => wallets.activateWallet(org, id, call),
      /** Stops issuing and spending; its cards are not frozen. `POST /wallets/{wallet_id}/deactivate` */
      deactivate: (id: string, call: Call = {}) => wallets.deactivateWallet(org, id, call),
      /** Limit ranges and BINs for new cards. `GET /wallets/{wallet_id}/limits` */
      rules: (id: string, call: Call = {}) => wallets.getWalletRules(org, id, call),
    },
    /** BIN categories and their BINs. */
    binOptions: {
      /** `POST /bin-options` (a read) */
      list: (filter: BinOptionFilter = {}, call: Call = {}) => listBinOptions(org, filter, call),
    },
    /** Crypto deposits that fund wallets. */
    deposits: {
      /** Makes a new one-time address every time it is called. `POST /deposits` */
      create: (deposit: DepositRequest, call: Call = {}) => deposits.createDeposit(org, deposit, call),
      /** `GET /deposits/{deposit_id}` */
      get: (id: string, call: Call = {}) => deposits.getDeposit(org, id, call),
      /** `GET /deposits` */
      list: (call: Call = {}) => deposits.listDeposits(org, call),
    },
    /** Cards, addressed by wallet and card id. */
    cards: {
      /** Issues a card; wait for its status `active` or `creating_failed`. `POST /wallets/{wallet_id}/instruments` */
      issue: (walletId: string, card: NewCard, call: Call = {}) => cards.issueCard(org, walletId, card, call),
      /** `GET /wallets/{wallet_id}/instruments/{instrument_id}` */
      get: (ref: CardRef, call: Call = {}) => cards.getCard(org, ref, call),
      /** The cards of a wallet, oldest first. `GET /wallets/{wallet_id}/instruments` */
      list: (walletId: string, filter: CardFilter = {}, call: Call = {}) =>
        cards.listCards(org, walletId, filter, call),
      /** Changes name or limits. Whether limits are merged or replaced is not documented. `PATCH …/{instrument_id}` */
      update: (ref: CardRef, change: CardChange, call: Call = {}) => cards.updateCard(org, ref, change, call),
      /** Number and code, as secrets. `GET …/credentials` */
      credentials: (ref: CardRef, call: Call = {}) => cards.getCredentials(org, ref, call),
      /** Moves money from the wallet to the card; a decimal in the card's currency. `PATCH …/fund` */
      fund: (ref: CardRef, amount: string, call: Call = {}) => cards.fundCard(org, ref, amount, call),
      /** Moves money back to the wallet. `PATCH …/defund` */
      defund: (ref: CardRef, amount: string, call: Call = {}) => cards.defundCard(org, ref, amount, call),
      /** `POST …/suspend` */
      freeze: (ref: CardRef, call: Call = {}) => cards.freezeCard(org, ref, call),
      /** `POST …/resume` */
      unfreeze: (ref: CardRef, call: Call = {}) => cards.unfreezeCard(org, ref, call),
      /** Cannot be undone; defund the card first. `POST …/terminate` */
      close: (ref: CardRef, call: Call = {}) => cards.closeCard(org, ref, call),
    },
    /** History, organization-wide, oldest first. */
    operations: {
      /** `GET /instruments/operations` */
      cards: (filter: operations.CardOperationFilter = {}, call: Call = {}) =>
        operations.listCardOperations(org, filter, call),
      /** `GET /instruments/operations/{operation_id}` */
      card: (id: string, call: Call = {}) => operations.getCardOperation(org, id, call),
      /** `GET /wallets/operations` */
      wallets: (filter: operations.WalletOperationFilter = {}, call: Call = {}) =>
        operations.listWalletOperations(org, filter, call),
      /** `GET /wallets/operations/{operation_id}` */
      wallet: (id: string, call: Call = {}) => operations.getWalletOperation(org, id, call),
    },
    /** Lets running requests end and closes the connections. */
    close: () => transport.close(),
  };
}
