// Lookups in real programs: what they find goes into resources, and a preview asks only what it can know.
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { openSandbox, openStack, ROUTES, type TestStack } from "../support/stack";

const person = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
const limits = { daily: "10.00" };

/** The program runs in this process, so its settings come from the stack's configuration. */
async function openConfigured(): Promise<TestStack> {
  // What the preview itself asks is told of in previewChecks.test.ts; here only lookups count.
  const stack = await openStack({ env: { FOURPAY_PREVIEW_CHECKS: "false" } });
  const { url, organizationId, apiKey } = stack.sandbox;
  await stack.engine.setAllConfig({
    "fourpay:baseUrl": { value: url },
    "fourpay:organizationId": { value: organizationId },
    "fourpay:apiKey": { value: apiKey, secret: true },
  });
  return stack;
}

async function outputsOf(stack: TestStack): Promise<Record<string, unknown>> {
  const outputs = Object.entries(await stack.engine.outputs());
  return Object.fromEntries(outputs.map(([name, { value }]) => [name, value as unknown]));
}

test("a wallet is looked up by name and a card issued in it; the same question in one run is asked once", async () => {
  const stack = await openConfigured();
  stack.declare(async () => {
    const ada = new fourpay.Holder("ada", person);
    const { id, currency } = await fourpay.getWallet({ name: "Operations" });
    const names = await Promise.all(Array.from({ length: 50 }, () => fourpay.getWallet({ name: "operations" })));
    const card = new fourpay.Card("card", { walletId: id, holderId: ada.id, limits });
    const found = fourpay.getCardOutput({ walletId: id, id: card.id });
    return { currency, same: new Set(names.map((wallet) => wallet.id)).size, status: found.status, of: found.holderId };
  });

  const preview = await stack.preview();
  expect(preview.requests.map(({ route }) => route)).toEqual(["GET /wallets", "GET /wallets/{wallet_id}"]);

  const report = await stack.up();
  expect(report.writes).toEqual([ROUTES.createHolder, ROUTES.issue]);
  expect(await stack.card("card")).toMatchObject({ walletId: seedIds.wallet, status: "active" });
  const outputs = await outputsOf(stack);
  expect(outputs).toMatchObject({ currency: "USD", same: 1, status: "active", of: await stack.id("ada") });

  // Another run asks again: what was remembered belonged to the one before.
  const again = await stack.up();
  expect(new Set(again.steps.map(({ op }) => op))).toEqual(new Set(["same"]));
  expect(again.requests.map(({ route }) => route)).toEqual([
    "GET /wallets",
    "GET /wallets/{wallet_id}",
    "GET /wallets/{wallet_id}/instruments/{instrument_id}",
  ]);
  expect(await stack.everythingOnDisk()).not.toContain(stack.sandbox.apiKey);
});

test("what depends on a resource that is yet to be created is unknown in preview, and found in `up`", async () => {
  const stack = await openConfigured();
  stack.declare(() => {
    const ads = new fourpay.Wallet("ads", { providerId: seedIds.personalProvider, name: "Ads" });
    // The name is known before the wallet exists; to ask for it then would fail.
    const found = fourpay.getWalletOutput({ name: ads.name });
    const all = fourpay.getWalletsOutput({}, { dependsOn: ads });
    const ada = new fourpay.Holder("ada", person);
    new fourpay.Card("card", { walletId: found.id, holderId: ada.id, limits });
    return { found: found.id, wallets: all.apply((wallets) => wallets.length) };
  });

  const preview = await stack.preview();
  expect(preview.requests).toEqual([]);
  // The new wallet is empty, so the card fails; by then the lookup had found the wallet.
  await stack.expectFail("up", "rejected");
  const id = await stack.id("ads");
  stack.sandbox.control.fundWallet(id, "100.00");
  await stack.up();
  expect((await stack.card("card")).walletId).toBe(id);
  expect(await outputsOf(stack)).toMatchObject({ found: id, wallets: 2 });
});

test("an explicit provider: of the lookup itself, or of the component around it; its key stays out of everything", async () => {
  const stack = await openConfigured();
  const eu = await openSandbox({ apiKey: "eu-key-8f14e45fceea167a" });
  const walletId = eu.control.seedWallet({ name: "EU only", balance: "50.00" });
  stack.declare(() => {
    const provider = new fourpay.Provider("eu", {
      baseUrl: eu.url,
      organizationId: eu.organizationId,
      apiKey: eu.apiKey,
    });
    const team = new pulumi.ComponentResource("example:index:Team", "team", {}, { providers: [provider] });
    const wallet = fourpay.getWalletOutput({ name: "EU only" }, { provider });
    const ada = new fourpay.Holder("ada", person, { parent: team });
    new fourpay.Card("card", { walletId: wallet.id, holderId: ada.id, limits }, { parent: team });
    const inherited = fourpay.getWalletOutput({ name: "EU only" }, { parent: team });
    return { id: inherited.id, provider };
  });

  const preview = await stack.preview();
  expect(preview.requests).toEqual([]);
  expect(eu.journal.count({ write: true })).toBe(0);
  await stack.up();
  expect(eu.control.snapshot().cards).toMatchObject([{ walletId, status: "active" }]);
  expect(await outputsOf(stack)).toMatchObject({ id: walletId });
  expect(await stack.everythingOnDisk()).not.toContain(eu.apiKey);
  expect(stack.transcript).not.toContain(eu.apiKey);
});

test("a lookup that fails ends the run before anything is created, in words", async () => {
  const stack = await openConfigured();
  stack.declare(async () => {
    const wallet = await fourpay.getWallet({ name: "No such wallet" });
    new fourpay.Card("card", { walletId: wallet.id, holderId: "ada", limits });
  });
  const report = await stack.expectFail("up", "not_found");
  expect(report.output).toContain('getWallet: There is no wallet of the name "No such wallet" among 1.');
  expect(report.output).toContain("getWallets lists all of them.");
  expect(report.writes).toEqual([]);
});
