/** The `organization` dialect as the resources see it: the port, method by method. */
import { collect } from "../pages";
import type { CardIssuer } from "../port";
import type { Transport } from "../transport";
import { listBinOptions } from "./bins";
import * as cards from "./cards";
import * as holders from "./holders";
import { listCardOperations } from "./operations";
import { organizationOf } from "./scope";
import * as wallets from "./wallets";

export interface OrganizationIssuerOptions {
  readonly transport: Transport;
  readonly organizationId: string;
}

export function createOrganizationIssuer({ transport, organizationId }: OrganizationIssuerOptions): CardIssuer {
  const org = organizationOf(transport, organizationId);
  return {
    capabilities: {
      dialect: "organization",
      managesWallets: true,
      updatesHolders: true,
      holdersNeedAccount: false,
      renamesCards: true,
      changesLimits: true,
      showsLimits: true,
      needsLimits: true,
      cardNamesByHolder: false,
    },
    tenant: { baseUrl: transport.baseUrl, dialect: "organization", id: organizationId },

    getHolder: (id, call) => holders.getHolder(org, id, call),
    listHolders: (call) => holders.listHolders(org, call),
    createHolder: (holder, call) => holders.createHolder(org, holder, call),
    updateHolder: (id, change, call) => holders.updateHolder(org, id, change, call),

    getWallet: (id, call) => wallets.getWallet(org, id, call),
    listWallets: (call) => wallets.listAllWallets(org, call),
    listWalletProviders: (call) => wallets.listProviders(org, call),
    createWallet: (providerId, call) => wallets.createWallet(org, providerId, call),
    updateWallet: (id, change, call) => wallets.updateWallet(org, id, change, call),
    activateWallet: (id, call) => wallets.activateWallet(org, id, call),
    deactivateWallet: (id, call) => wallets.deactivateWallet(org, id, call),
    getWalletRules: (id, call) => wallets.getWalletRules(org, id, call),
    listBinOptions: (walletId, call) => collect(listBinOptions(org, { walletIds: [walletId] }, call)),

    issueCard: (walletId, card, call) => cards.issueCard(org, walletId, card, call),
    getCard: (ref, call) => cards.getCard(org, ref, call),
    listCards: (walletId, filter, call) => cards.listAllCards(org, walletId, filter, call),
    glanceAtCards: (walletId, glance, call) => collect(cards.glanceAtCards(org, walletId, glance, call)),
    updateCard: (ref, change, call) => cards.updateCard(org, ref, change, call),
    freezeCard: (ref, call) => cards.freezeCard(org, ref, call),
    unfreezeCard: (ref, call) => cards.unfreezeCard(org, ref, call),
    closeCard: (ref, call) => cards.closeCard(org, ref, call),
    fundCard: async (ref, amount, call) => void (await cards.fundCard(org, ref, amount, call)),
    defundCard: async (ref, amount, call) => void (await cards.defundCard(org, ref, amount, call)),
    listCardOperations: (filter, call) => collect(listCardOperations(org, filter, call)),
  };
}
