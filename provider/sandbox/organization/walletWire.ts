// How providers, wallets and BINs look on this dialect's wire.

import { showTime } from "../shared/fields";
import { type Bin, feeKinds, limitKeys, type Wallet, type WalletProvider } from "../store/entities";
import { available } from "../store/ledger";
import { showMoney } from "../store/money";
import type { Store } from "../store/store";
import { feesOf } from "../store/wallets";
import { showFee, wireLimits } from "./names";

export function showProvider({ id, currency, cardTypes, balanceModes }: WalletProvider): Record<string, unknown> {
  return {
    id,
    currency,
    // Assumption: the single type of a provider is the widest one it allows.
    type: cardTypes.includes("physical") ? "physical" : "virtual",
    supportedBalances: balanceModes.map((mode) =>
      mode === "personal" ? "personal_card_balance" : "shared_account_balance",
    ),
  };
}

export function showWallet(store: Store, wallet: Wallet): Record<string, unknown> {
  return {
    id: wallet.id,
    name: wallet.name,
    balance: showMoney(wallet.balance),
    currency: wallet.provider.currency,
    status: wallet.status,
    // Assumption: closed and failed cards are counted too.
    cards: store.cardsOf.get(wallet.id)?.length ?? 0,
    allowedCardTypes: wallet.provider.cardTypes,
    createdAt: showTime(wallet.createdAt),
    updatedAt: showTime(wallet.updatedAt),
  };
}

export function showWalletDetails(store: Store, wallet: Wallet): Record<string, unknown> {
  const fees = feesOf(wallet);
  return {
    ...showWallet(store, wallet),
    availableBalance: showMoney(available(wallet)),
    holdedBalance: showMoney(wallet.held),
    isTransferAllowed: wallet.transferAllowed,
    fees: Object.fromEntries(
      feeKinds.map((kind) => [kind, { ...showFee(fees[kind]), inherited: wallet.feeOverrides[kind] === undefined }]),
    ),
  };
}

export function showNetwork(store: Store, { network }: Bin): string {
  return store.settings.behaviour.networkCase === "lower" ? network.toLowerCase() : network;
}

export function showRestrictions(store: Store, { provider, balanceMode }: Wallet): Record<string, unknown> {
  return {
    limits: limitKeys.flatMap((key) => {
      const range = provider.ranges[key];
      return range ? [{ type: wireLimits[key], amountMin: range.min, amountMax: range.max }] : [];
    }),
    binList: provider.binIds.flatMap((id) => {
      const bin = store.bins.get(id);
      if (!bin) return [];
      return [
        { cardProviderBinId: id, bin: bin.digits, cardNetwork: showNetwork(store, bin), categoryIds: bin.categoryIds },
      ];
    }),
    cardBalance: balanceMode === "personal",
  };
}
