/** A card programme from one file: people and cards as a single resource, with a bound on what one change may close. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const config = new pulumi.Config();

const fleet = new fourpay.CardFleet("programme", {
  walletId: config.require("walletId"),
  defaults: { limits: { daily: "100.00", monthly: "1000.00" } },
  cards: fourpay.loadFleet(config.get("data") ?? "cards.csv"),
  maxClosures: 10,
});

export const masked = fleet.issued.apply((issued) =>
  Object.fromEntries(Object.entries(issued).map(([key, { maskedNumber }]) => [key, maskedNumber])),
);
