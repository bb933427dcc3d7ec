// Wallets: opened from a provider, named afterwards, activated and deactivated.
import { type BinDirection, type Fees, feeKinds, type Wallet, type WalletProvider } from "./entities";
import type { Fate } from "./fate";
import { zero } from "./money";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

export interface WalletChange {
  name: string;
  fees?: Partial<Fees>;
  binDirections?: readonly BinDirection[];
}

/** Puts a wallet into the store without any waiting; the seed uses it too. */
export function addWallet(store: Store, provider: WalletProvider, given: Partial<Wallet> = {}): Wallet {
  const now = store.now();
  const wallet: Wallet = {
    id: store.newId(),
    provider,
    balanceMode: provider.balanceModes[0] ?? "shared",
    // Assumption: a wallet without a name is shown under a default one made of currency and number.
    name: `${provider.currency} wallet ${store.wallets.size + 1}`,
    status: "active",
    balance: zero,
    held: zero,
    feeOverrides: {},
    binDirections: [],
    // Assumption: every wallet takes part in transfers unless a seed says otherwise.
    transferAllowed: true,
    createdAt: now,
    updatedAt: now,
    visibleAt: now,
    ...given,
  };
  store.wallets.set(wallet.id, wallet);
  store.cardsOf.set(wallet.id, []);
  return wallet;
}

export function openWallet(store: Store, providerId: string, { hiddenMs = 0 }: Fate = {}): Wallet {
  const provider = store.providers.get(providerId);
  if (!provider) throw new SandboxRejection("invalid", "unknown wallet provider", ["providerId"], providerId);
  const wallet = addWallet(store, provider, { status: "creating", visibleAt: store.now() + hiddenMs });
  store.later(store.settings.latency.walletMs, () => {
    if (wallet.status === "creating") setStatus(store, wallet, "active");
  });
  return wallet;
}

export function setStatus(store: Store, wallet: Wallet, status: Wallet["status"]): void {
  wallet.status = status;
  wallet.updatedAt = store.now();
}

export function changeWallet(store: Store, wallet: Wallet, change: WalletChange): void {
  if (wallet.status === "creating" && store.settings.behaviour.walletPatchWhileCreating === "reject") {
    throw new SandboxRejection("state", "wallet is still being created");
  }
  for (const kind of feeKinds) {
    const fee = change.fees?.[kind];
    // Assumption: a fee is charged in the wallet's own currency.
    if (fee?.kind === "amount" && fee.currency !== wallet.provider.currency) {
      throw new SandboxRejection(
        "invalid",
        "currency differs from the wallet's",
        ["fees", kind, "currency"],
        fee.currency,
      );
    }
  }
  change.binDirections?.forEach((direction, at) => {
    checkDirection(store, wallet, direction, at);
  });
  store.later(store.settings.latency.updateMs, () => {
    wallet.name = change.name;
    Object.assign(wallet.feeOverrides, change.fees ?? {});
    if (change.binDirections) wallet.binDirections = change.binDirections;
    wallet.updatedAt = store.now();
  });
}

function checkDirection(store: Store, wallet: Wallet, direction: BinDirection, at: number): void {
  if (!store.categories.has(direction.categoryId)) {
    throw new SandboxRejection(
      "invalid",
      "unknown BIN category",
      ["binDirections", at, "categoryId"],
      direction.categoryId,
    );
  }
  direction.binIds.forEach((binId, index) => {
    const bin = wallet.provider.binIds.includes(binId) ? store.bins.get(binId) : undefined;
    if (bin?.categoryIds.includes(direction.categoryId)) return;
    const field = ["binDirections", at, "binIds", index];
    throw new SandboxRejection("invalid", "BIN is not available in this wallet and category", field, binId);
  });
}

export function setWalletActive(store: Store, wallet: Wallet, active: boolean): void {
  const from = active ? "inactive" : "active";
  // Assumption: activating an active wallet and deactivating an inactive one are refused.
  if (wallet.status !== from) throw new SandboxRejection("state", `wallet is ${wallet.status}, not ${from}`);
  store.later(store.settings.latency.statusChangeMs, () => {
    if (wallet.status === from) setStatus(store, wallet, active ? "active" : "inactive");
  });
}

export function feesOf(wallet: Wallet): Fees {
  return { ...wallet.provider.fees, ...wallet.feeOverrides };
}
