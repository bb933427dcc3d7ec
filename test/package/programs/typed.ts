// A TypeScript program, compiled with the strictest settings users have, declaration files included.
import * as automation from "@pulumi/pulumi/automation";
import * as fourpay from "pulumi-fourpay";
import { createClient, type OrganizationClient } from "pulumi-fourpay/client";
import { type Sandbox, seedIds, startSandbox } from "pulumi-fourpay/sandbox";
import { issueAndClose } from "./stack.cjs";

const args: fourpay.CardArgs = { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "50.00" } };
const holders: (client: OrganizationClient) => OrganizationClient["holders"] = (client) => client.holders;
const start: (options?: Parameters<typeof startSandbox>[0]) => Promise<Sandbox> = startSandbox;
if (typeof createClient !== "function" || args.walletId !== seedIds.wallet || holders.length !== 1)
  throw new Error("Types and values differ.");

issueAndClose({ fourpay, startSandbox: start, seedIds, automation, folder: __dirname }).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
