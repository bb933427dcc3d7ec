// A CommonJS program.
const automation = require("@pulumi/pulumi/automation");
const fourpay = require("pulumi-fourpay");
const { createClient, verifyWebhookSignature } = require("pulumi-fourpay/client");
const { seedIds, startSandbox } = require("pulumi-fourpay/sandbox");
const { issueAndClose } = require("./stack.cjs");

if (typeof createClient !== "function" || typeof verifyWebhookSignature !== "function")
  throw new Error("The client lacks functions.");
issueAndClose({ fourpay, startSandbox, seedIds, automation, folder: __dirname }).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
