/** Wallets: `/wallets`. There is no transfer between wallets here: the API announces it, but publishes neither path nor body. */
import { z } from "zod";
import type { Wallet, WalletProvider, WalletRules, WalletSummary } from "../../model/entities";
import { feesToWire } from "../feeWire";
import { readItems } from "../pages";
import { path } from "../paths";
import type { Call, CreateCall, WalletChange } from "../port";
import { readAllStable } from "../stable";
import { create, get, getSame, idOf, type Organization, pagesOf, write } from "./scope";
import { wireProvider, wireRules, wireWallet, wireWalletSummary } from "./walletWire";

const NAME = "wallet";

/** `GET /wallets/providers` */
export function listProviders(org: Organization, call: Call): Promise<WalletProvider[]> {
  return get(org, { path: path`${org.root}/wallets/providers`, name: "wallet provider" }, z.array(wireProvider), call);
}

/** `POST /wallets`. The body's `id` is the provider's; the answer's is the new wallet's. */
export function createWallet(org: Organization, providerId: string, call: CreateCall): Promise<{ id: string }> {
  return create(org, { path: path`${org.root}/wallets`, name: NAME, body: { id: providerId } }, call);
}

function walletPages(org: Organization, call: Call) {
  return pagesOf(org, { path: path`${org.root}/wallets`, name: NAME }, wireWalletSummary, call);
}

/** `GET /wallets`, page by page. */
export function listWallets(org: Organization, call: Call): AsyncIterable<WalletSummary> {
  return readItems(walletPages(org, call), idOf, NAME);
}

/** `GET /wallets`, complete and in creation order. The endpoint documents no sorting, so the order is made here. */
export async function listAllWallets(org: Organization, call: Call): Promise<WalletSummary[]> {
  const wallets = await readAllStable(walletPages(org, call), idOf, { name: NAME, growing: false });
  return wallets.sort((a, b) => createdTime(a) - createdTime(b));
}

/** Wallets without a readable time keep together at the end. */
function createdTime({ createdAt }: WalletSummary): number {
  const time = Date.parse(createdAt ?? "");
  return Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;
}

/** `GET /wallets/{wallet_id}` */
export function getWallet(org: Organization, walletId: string, call: Call): Promise<Wallet> {
  return getSame(org, { path: path`${org.root}/wallets/${walletId}`, name: NAME }, walletId, wireWallet, call);
}

/** `PATCH /wallets/{wallet_id}`. The name is required with every change. */
export function updateWallet(org: Organization, walletId: string, change: WalletChange, call: Call): Promise<void> {
  const { name, fees, binDirections } = change;
  const body = {
    name,
    ...(fees !== undefined && { fees: feesToWire(fees) }),
    ...(binDirections !== undefined && {
      accountBinDirections: binDirections.map(({ categoryId, binIds }) => ({ categoryId, cardProviderBinIds: binIds })),
    }),
  };
  return write(org, "PATCH", { path: path`${org.root}/wallets/${walletId}`, name: NAME, body }, call);
}

/** `POST /wallets/{wallet_id}/activate` */
export function activateWallet(org: Organization, walletId: string, call: Call): Promise<void> {
  return write(org, "POST", { path: path`${org.root}/wallets/${walletId}/activate`, name: NAME }, call);
}

/** `POST /wallets/{wallet_id}/deactivate` */
export function deactivateWallet(org: Organization, walletId: string, call: Call): Promise<void> {
  return write(org, "POST", { path: path`${org.root}/wallets/${walletId}/deactivate`, name: NAME }, call);
}

/** `GET /wallets/{wallet_id}/limits` */
export function getWalletRules(org: Organization, walletId: string, call: Call): Promise<WalletRules> {
  return get(org, { path: path`${org.root}/wallets/${walletId}/limits`, name: NAME }, wireRules, call);
}
