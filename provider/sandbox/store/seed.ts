// How a seed becomes the first content of a store.

import { catalogue, demoSeed, emptySeed, standardSeed } from "./catalogue";
import { creditWallet } from "./credit";
import type { Wallet } from "./entities";
import { registerHolder } from "./holders";
import { money } from "./money";
import type { Seed, SeedChoice, SeedWallet } from "./seedTypes";
import type { Store } from "./store";
import { addWallet } from "./wallets";

const named = { default: standardSeed, demo: demoSeed, empty: emptySeed };

export function plant(store: Store, choice: SeedChoice): void {
  const seed: Seed = typeof choice === "string" ? named[choice] : choice;
  for (const category of seed.categories ?? catalogue.categories) store.categories.set(category.id, { ...category });
  for (const bin of seed.bins ?? catalogue.bins) store.bins.set(bin.id, { ...bin });
  for (const provider of seed.providers ?? catalogue.providers) store.providers.set(provider.id, { ...provider });
  for (const holder of seed.holders ?? []) registerHolder(store, holder).visibleAt = store.now();
  for (const wallet of seed.wallets ?? []) plantWallet(store, wallet);
}

export function plantWallet(store: Store, seed: SeedWallet): Wallet {
  const providerId = seed.providerId ?? store.providers.keys().next().value;
  const provider = providerId === undefined ? undefined : store.providers.get(providerId);
  if (!provider) throw new RangeError(`unknown wallet provider: ${providerId ?? "none"}`);
  const wallet = addWallet(store, provider, {
    ...(seed.id !== undefined && { id: seed.id.toLowerCase() }),
    ...(seed.name !== undefined && { name: seed.name }),
    ...(seed.status !== undefined && { status: seed.status }),
    ...(seed.balanceMode !== undefined && { balanceMode: seed.balanceMode }),
    ...(seed.transferAllowed !== undefined && { transferAllowed: seed.transferAllowed }),
  });
  creditWallet(store, wallet, money(seed.balance ?? "0.00"));
  return wallet;
}
