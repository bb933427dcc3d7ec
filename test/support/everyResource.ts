// A program with every resource of a dialect, in the shapes that state records: what each release's state is recorded from.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";

export const DIALECTS = ["organization", "merchant"] as const;
export type DialectName = (typeof DIALECTS)[number];

export const everyResource: Readonly<Record<DialectName, () => void>> = {
  organization() {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
    const named = new fourpay.Holder("grace", {
      firstName: "Grace",
      lastName: "Hopper",
      email: "grace@example.com",
      phone: "+4915123456789",
      cardOwnerId: "grace-hopper",
    });
    new fourpay.Wallet("ads", { providerId: seedIds.sharedProvider, name: "Ads (EU)", active: true });
    new fourpay.Wallet("plain", { providerId: seedIds.sharedProvider, deletionPolicy: "retain" });
    const card = { walletId: seedIds.wallet, holderId: ada.id, limits: { daily: "50.00" } };
    new fourpay.Card("plain", card);
    new fourpay.Card(
      "all",
      {
        walletId: seedIds.wallet,
        holderId: named.id,
        name: "Advertising",
        cardType: "virtual",
        limits: { daily: "100", weekly: 500, monthly: "1500.0", perTransaction: "99.99" },
        binId: seedIds.visaBin,
        frozen: true,
        initialBalance: "12.5",
        deletionPolicy: "freeze",
        waitFor: "active",
        reissue: "2026",
      },
      { customTimeouts: { create: "5m" } },
    );
    new fourpay.CardFleet("fleet", {
      walletId: seedIds.wallet,
      defaults: { limits: { daily: "20.00" } },
      cards: {
        one: { holderId: ada.id },
        two: { holder: { firstName: "Kay", lastName: "Son", email: "kay@example.com" }, frozen: true, reissue: "a" },
        three: { holderId: named.id, name: "Third", limits: { monthly: "200" }, deletionPolicy: "retain" },
      },
      maxClosures: 3,
    });
  },
  merchant() {
    const account = new fourpay.Wallet("account", { accountId: seedIds.wallet });
    const ada = new fourpay.Holder("ada", {
      firstName: "Ada",
      lastName: "Lovelace",
      email: "ada@example.com",
      accountId: account.id,
    });
    new fourpay.Card("card", { walletId: account.id, holderId: ada.id, initialBalance: "5.00" });
    new fourpay.CardFleet("fleet", {
      walletId: account.id,
      cards: { one: { holderId: ada.id }, two: { holderId: ada.id } },
    });
    new fourpay.WebhookConfig("events", {
      url: "https://example.com/hook",
      secret: "a webhook secret of 32 characters",
      eventTypes: ["card_state"],
    });
  },
};
