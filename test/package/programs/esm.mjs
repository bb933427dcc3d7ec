// An ES module, with named imports.
import * as automation from "@pulumi/pulumi/automation/index.js";
import { Card, FourpayError, Holder } from "pulumi-fourpay";
import { createClient } from "pulumi-fourpay/client";
import { seedIds, startSandbox } from "pulumi-fourpay/sandbox";
import stack from "./stack.cjs";

if (typeof createClient !== "function" || typeof FourpayError !== "function")
  throw new Error("Named imports are missing.");
await stack.issueAndClose({
  fourpay: { Card, Holder },
  startSandbox,
  seedIds,
  automation,
  folder: import.meta.dirname,
});
