/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/card.md. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });

const card = new fourpay.Card("ada-ads", {
  walletId: new pulumi.Config().require("walletId"),
  holderId: ada.id,
  limits: { daily: "500.00", monthly: "5000.00", perTransaction: "250.00" },
  // Change this text to renew the card or to replace a lost one: the new card is there before the old one is closed.
  reissue: "2026",
});

export const masked = card.maskedNumber;
export const status = card.status;
