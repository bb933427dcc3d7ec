/** A card that somebody made in the dashboard, from now on as code. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const config = new pulumi.Config();

const card = new fourpay.Card("ada-travel", {
  walletId: config.require("walletId"),
  holderId: config.require("holderId"),
  // Taken over instead of issued. Looked at only once: it may stay, or go after the first `up`.
  adopt: config.require("cardId"),
  name: config.require("cardName"),
  limits: { daily: "150.00", monthly: "1500.00" },
  // Until everybody agrees that this program may close it.
  deletionPolicy: "retain",
});

export const masked = card.maskedNumber;
