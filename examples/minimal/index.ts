/** One person, one card, in a wallet that exists already. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const config = new pulumi.Config();

const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });

const card = new fourpay.Card("ada-ads", {
  walletId: config.require("walletId"),
  holderId: ada.id,
  limits: { daily: "100.00", monthly: "1000.00" },
});

export const masked = card.maskedNumber;
export const status = card.status;
