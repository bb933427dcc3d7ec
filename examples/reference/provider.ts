/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/settings.md. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const config = new pulumi.Config();

const eu = new fourpay.Provider("eu", {
  organizationId: config.require("euOrganizationId"),
  apiKey: config.requireSecret("euApiKey"),
  maxRequestsPerSecond: 20,
});

const grace = new fourpay.Holder(
  "grace",
  { firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
  { provider: eu },
);

export const holderId = grace.id;
