/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/wallet.md. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const ads = new fourpay.Wallet(
  "ads",
  {
    providerId: new pulumi.Config().require("providerId"),
    name: "Ads (EU)",
    fees: { cardTransactions: { percent: "2.5" }, cardIssuing: { amount: "5.00", currency: "USD" } },
    active: true,
  },
  // `destroy` of a protected resource is refused by the engine itself.
  { protect: false, customTimeouts: { create: "5m" } },
);

export const walletId = ads.id;
export const currency = ads.currency;
