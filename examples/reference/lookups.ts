/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/lookups.md. */
import * as fourpay from "pulumi-fourpay";

const wallet = fourpay.getWalletsOutput({ statuses: ["active"] }).apply(([first]) => first?.id ?? "");

const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });

const card = new fourpay.Card("ada-ads", {
  walletId: wallet,
  holderId: ada.id,
  limits: { daily: "50.00" },
});

// Unknown in the preview of a new card, because it waits for the id.
export const expiry = fourpay.getCardOutput({ id: card.id, walletId: wallet }).expiry;
