/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/webhook-config.md. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const hook = new fourpay.WebhookConfig("events", {
  url: "https://hooks.example.com/4pay",
  secret: new pulumi.Config().requireSecret("webhookSecret"),
  eventTypes: ["card_state", "card_transaction"],
});

export const signed = hook.secretSet;
