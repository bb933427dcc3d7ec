/** The `merchant` dialect as the resources see it: the port, method by method. What it cannot do is refused before any request. */
import { FourpayError } from "../../model/errors";
import { sameId } from "../endpoints";
import { collect } from "../pages";
import type { CardIssuer } from "../port";
import type { Transport } from "../transport";
import * as accounts from "./accounts";
import * as cardholders from "./cardholders";
import * as cards from "./cards";
import { merchantOf } from "./scope";
import { cardOperations } from "./transactions";
import * as webhooks from "./webhooks";

export interface MerchantIssuerOptions {
  readonly transport: Transport;
  /** What to call the merchant in recorded state. Default `merchant`. */
  readonly label?: string | undefined;
}

/**
 * Nothing the API shows names the merchant, and a fingerprint of the credential would change with every rotation, so the tenant's id is
 * a label: who uses several merchants at one address tells them apart by it.
 */
const DEFAULT_LABEL = "merchant";

export function createMerchantIssuer({ transport, label = DEFAULT_LABEL }: MerchantIssuerOptions): CardIssuer {
  const merchant = merchantOf(transport);
  return {
    capabilities: {
      dialect: "merchant",
      managesWallets: false,
      updatesHolders: false,
      holdersNeedAccount: true,
      renamesCards: false,
      changesLimits: false,
      showsLimits: false,
      needsLimits: false,
      cardNamesByHolder: true,
    },
    tenant: { baseUrl: transport.baseUrl, dialect: "merchant", id: label },
    webhooks: {
      get: (call) => webhooks.getWebhookConfig(merchant, call),
      put: (config, call) => webhooks.putWebhookConfig(merchant, config, call),
      remove: (call) => webhooks.deleteWebhookConfig(merchant, call),
    },

    getHolder: (id, call) => cardholders.getCardholder(merchant, id, call),
    listHolders: (call) => cardholders.listCardholders(merchant, {}, call),
    createHolder: (holder, call) => cardholders.createCardholder(merchant, holder, call),
    updateHolder: () => cannot("change a holder"),

    getWallet: (id, call) => accounts.getAccount(merchant, id, call),
    listWallets: (call) => accounts.listAccounts(merchant, call),
    listWalletProviders: () => Promise.resolve([]),
    createWallet: () => cannot("create an account"),
    updateWallet: () => cannot("rename or change an account"),
    activateWallet: () => cannot("activate an account"),
    deactivateWallet: () => cannot("deactivate an account"),
    getWalletRules: (id, call) => accounts.getRules(merchant, id, call),

    issueCard: (walletId, card, call) => cards.issueCard(merchant, walletId, card, call),
    getCard: (ref, call) => cards.getCard(merchant, ref, call),
    async listCards(walletId, { holderId, statuses }, call) {
      const found =
        holderId === undefined
          ? await cards.listAllCards(merchant, walletId, call)
          : (await cardholders.listAllCardsOf(merchant, holderId, call)).filter((card) =>
              sameId(card.walletId, walletId),
            );
      // The API has no filter by status, so it is applied here.
      return statuses === undefined || statuses.length === 0
        ? found
        : found.filter((card) => statuses.includes(card.status));
    },
    // The API has no filter by status; what is shown beyond those asked for does no harm.
    glanceAtCards: (walletId, _filter, call) => collect(cards.listCards(merchant, walletId, call)),
    updateCard: () => cannot("change the name or the limits of a card"),
    freezeCard: (ref, call) => cards.actOnCard(merchant, ref, "freeze", call),
    unfreezeCard: (ref, call) => cards.actOnCard(merchant, ref, "unfreeze", call),
    closeCard: (ref, call) => cards.actOnCard(merchant, ref, "close", call),
    fundCard: async (ref, amount, call) => void (await cards.moveOwnMoney(merchant, ref, "topup", amount, call)),
    defundCard: async (ref, amount, call) => void (await cards.moveOwnMoney(merchant, ref, "withdraw", amount, call)),
    listCardOperations: (filter, call) => cardOperations(merchant, filter, call),
  };
}

/** Assumption: nothing that comes here can be done: the documentation has no request that changes a card's name or limits, a person or an account. */
function cannot(what: string): Promise<never> {
  const hint = "Nothing was requested. Declare what is there, or do it in the 4pay dashboard.";
  return Promise.reject(new FourpayError("refused", `The merchant API cannot ${what}.`, { hint }));
}
