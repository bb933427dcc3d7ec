/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/card-fleet.md. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const fleet = new fourpay.CardFleet("travel", {
  walletId: new pulumi.Config().require("walletId"),
  defaults: { limits: { daily: "200.00", monthly: "2000.00" } },
  cards: {
    ada: { holder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" } },
    // The same e-mail is the same person, with a second card.
    "ada-hotels": {
      holder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
      limits: { daily: "800.00" },
    },
    grace: { holder: { firstName: "Grace", lastName: "Hopper", email: "grace@example.com" }, frozen: true },
  },
  // A file that lost its rows must not close everybody's card. `FOURPAY_MAX_CLOSURES=3 pulumi destroy` closes them on purpose.
  maxClosures: 2,
});

export const masked = fleet.issued.apply((cards) => cards.ada?.maskedNumber);
