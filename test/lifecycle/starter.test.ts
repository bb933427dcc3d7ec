// What `fourpay init` writes, run as it stands: its one wallet is found by itself, several must be chosen from.

import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test, vi } from "vitest";
import { openStack, PROJECT, type TestStack } from "../support/stack";

async function openStarter(): Promise<TestStack> {
  const stack = await openStack();
  // Lookups run in the program's own process, which is this one.
  const { sandbox } = stack;
  await stack.engine.setAllConfig({
    "fourpay:baseUrl": { value: sandbox.url },
    "fourpay:organizationId": { value: sandbox.organizationId },
    "fourpay:apiKey": { value: sandbox.apiKey, secret: true },
  });
  stack.declare(() => {
    vi.resetModules();
    return import("../../templates/starter/index.js");
  });
  return stack;
}

test("the starter issues its card, is stable, and destroy closes it", async () => {
  const stack = await openStarter();
  await stack.up();
  expect(stack.openCards).toHaveLength(1);
  expect((await stack.up()).writes).toEqual([]);
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
});

test("several active wallets: the starter lists them, and takes the one that is chosen", async () => {
  const stack = await openStarter();
  const id = stack.sandbox.control.seedWallet({ name: "Second" });
  const refused = await stack.expectRefused("Several wallets are active", "up");
  expect(refused.output).toContain(id);
  expect(stack.openCards).toEqual([]);
  await stack.engine.setConfig(`${PROJECT}:walletId`, { value: seedIds.wallet });
  await stack.up();
  expect(stack.openCards.map(({ walletId }) => walletId)).toEqual([seedIds.wallet]);
});
