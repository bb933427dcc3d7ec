// Wallet endpoints: providers, open, list, read, change, activate and deactivate, restrictions.
import { z } from "zod";
import type { Route } from "../dialect";
import { optional, uuid } from "../shared/fields";
import { readBody } from "../shared/validation";
import type { Fee, FeeKind } from "../store/entities";
import { visibleWallets } from "../store/find";
import type { Store } from "../store/store";
import { changeWallet, openWallet, setWalletActive, type WalletChange } from "../store/wallets";
import { amount } from "./fields";
import { readDirection, readFee } from "./names";
import { accepted, data, newestFirst, paged } from "./pages";
import { walletOf } from "./paths";
import { readPage } from "./query";
import { showProvider, showRestrictions, showWallet, showWalletDetails } from "./walletWire";

const createBody = z.object({ id: uuid });

const percentFee = z.object({
  type: z.literal("percent"),
  percent: z.string().refine((text) => /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100, {
    message: "value is not a valid percentage",
    params: { type: "value_error.decimal" },
  }),
});
const amountFee = z.object({ type: z.literal("amount"), amount, currency: z.string().regex(/^[A-Z]{3}$/) });

const updateBody = z.object({
  name: z
    .string()
    .min(2)
    .max(40)
    .regex(/^[A-Za-z0-9 ()-]*$/),
  fees: optional(
    z.object({
      cardTransactions: optional(z.discriminatedUnion("type", [percentFee, amountFee])),
      cardIssuing: optional(amountFee),
      topUpsAllocation: optional(percentFee),
    }),
  ),
  accountBinDirections: optional(z.array(z.object({ categoryId: uuid, cardProviderBinIds: z.array(uuid) }))),
});

function toChange({ name, fees, accountBinDirections }: z.output<typeof updateBody>): WalletChange {
  const overrides: Partial<Record<FeeKind, Fee>> = {};
  if (fees?.cardTransactions) overrides.cardTransactions = readFee(fees.cardTransactions);
  if (fees?.cardIssuing) overrides.cardIssuing = readFee(fees.cardIssuing);
  if (fees?.topUpsAllocation) overrides.topUpsAllocation = readFee(fees.topUpsAllocation);
  return {
    name,
    fees: overrides,
    ...(accountBinDirections && { binDirections: accountBinDirections.map(readDirection) }),
  };
}

export function walletRoutes(store: Store): Route[] {
  const switchRoute = (action: "activate" | "deactivate"): Route => ({
    method: "POST",
    template: `/wallets/{wallet_id}/${action}`,
    write: true,
    handle(call) {
      setWalletActive(store, walletOf(store, call), action === "activate");
      return accepted;
    },
  });

  return [
    {
      method: "GET",
      template: "/wallets/providers",
      write: false,
      handle: () => data([...store.providers.values()].map(showProvider)),
    },
    {
      method: "POST",
      template: "/wallets",
      write: true,
      creates: "other",
      handle: (call) => data({ id: openWallet(store, readBody(call, createBody).id, call.fate).id }, 201),
    },
    {
      method: "GET",
      template: "/wallets",
      write: false,
      handle(call) {
        const page = readPage(call, store.settings.behaviour);
        return paged(newestFirst(visibleWallets(store)), page, (wallet) => showWallet(store, wallet));
      },
    },
    {
      method: "GET",
      template: "/wallets/{wallet_id}",
      write: false,
      handle: (call) => data(showWalletDetails(store, walletOf(store, call))),
    },
    {
      method: "PATCH",
      template: "/wallets/{wallet_id}",
      write: true,
      handle(call) {
        changeWallet(store, walletOf(store, call), toChange(readBody(call, updateBody)));
        return accepted;
      },
    },
    switchRoute("activate"),
    switchRoute("deactivate"),
    {
      method: "GET",
      template: "/wallets/{wallet_id}/limits",
      write: false,
      handle: (call) => data(showRestrictions(store, walletOf(store, call))),
    },
  ];
}
