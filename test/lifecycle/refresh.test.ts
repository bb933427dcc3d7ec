// Refresh: what was changed by hand is seen property by property, shown in the next preview, and repaired by `up`.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { diffsOf, ROUTES, type TestStack } from "../support/stack";

test("drift of a card's name, limits and frozen, a wallet's fees and activity and a person's name: shown and repaired", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  stack.declare(() => {
    new fourpay.Card("limits", { ...card, limits: { daily: "10.00", monthly: "100" } });
    new fourpay.Card("name", { ...card, name: "Declared" });
    new fourpay.Card("frozen", { ...card, frozen: false });
    new fourpay.Wallet("wallet", {
      providerId: seedIds.personalProvider,
      name: "Ads",
      active: true,
      fees: { cardTransactions: { percent: "2" } },
    });
    new fourpay.Holder("grace", { firstName: "Grace", lastName: "Hopper", email: "grace@example.com" });
  });
  await stack.up();
  const ids = new Map((await stack.state()).map((resource) => [resource.urn, resource.id]));

  control.setCardLimits(await stack.id("limits"), { daily: "9999.00", monthly: "100.00", weekly: "50.00" });
  control.renameCard(await stack.id("name"), "By hand");
  control.setCardStatus(await stack.id("frozen"), "frozen");
  control.setWalletStatus(await stack.id("wallet"), "inactive");
  await patchWallet(stack, { name: "By hand", fees: { cardTransactions: { type: "percent", percent: "9" } } });
  control.changeHolder(await stack.id("grace"), { lastName: "Murray" });

  expect((await stack.refresh()).writes).toEqual([]);
  const preview = await stack.preview();
  // Limits that are to change are held against what the wallet allows; nothing else is asked.
  expect(preview.requests.map(({ route }) => route)).toEqual(["GET /wallets/{wallet_id}/limits"]);
  expect(diffsOf(preview, "limits")).toEqual(["limits.daily"]);
  expect(diffsOf(preview, "name")).toEqual(["name"]);
  expect(diffsOf(preview, "frozen")).toEqual(["frozen"]);
  expect(diffsOf(preview, "wallet")).toEqual(["active", "fees.cardTransactions.percent", "name"]);
  expect(diffsOf(preview, "grace")).toEqual(["lastName"]);

  const repaired = await stack.up();
  expect(repaired.steps.filter((step) => step.op !== "update")).toEqual([]);
  expect(repaired.writes.toSorted()).toEqual(
    [
      ROUTES.updateCard,
      ROUTES.updateCard,
      ROUTES.unfreeze,
      ROUTES.updateWallet,
      ROUTES.activate,
      ROUTES.updateHolder,
    ].toSorted(),
  );
  expect((await stack.card("limits")).limits).toMatchObject({ daily: "10.00", monthly: "100.00" });
  expect((await stack.card("name")).name).toBe("Declared");
  expect((await stack.card("frozen")).status).toBe("active");
  expect(await stack.wallet("wallet")).toMatchObject({ name: "Ads", status: "active" });
  expect((await stack.holder("grace")).lastName).toBe("Hopper");
  expect(new Map((await stack.state()).map((resource) => [resource.urn, resource.id]))).toEqual(ids);

  await stack.refresh();
  const again = await stack.up();
  expect(again.steps.filter((step) => step.op !== "same")).toEqual([]);
});

test("what is not declared shows no drift", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  stack.declare(() => {
    new fourpay.Card("card", card);
    new fourpay.Wallet("wallet", { providerId: seedIds.personalProvider, name: "Ads" });
    new fourpay.Holder("grace", { firstName: "Grace", lastName: "Hopper", email: "Grace@example.com" });
  });
  await stack.up();

  const id = await stack.id("card");
  control.setCardStatus(id, "frozen");
  control.setCardLimits(id, { daily: "10.00", weekly: "77.00" });
  control.setWalletStatus(await stack.id("wallet"), "inactive");
  control.fundWallet(await stack.id("wallet"), "5.00");
  control.changeHolder(await stack.id("grace"), { phone: "+12025550100", email: "grace@example.com" });

  await stack.refresh();
  const report = await stack.up();
  expect(report.steps.map((step) => step.op)).toEqual(["same", "same", "same"]);
  expect(report.writes).toEqual([]);
  expect(await stack.card("card")).toMatchObject({ id, status: "frozen", limits: { weekly: "77.00" } });
});

/** As another client of the API would: the control interface has no way to change a wallet's name and fees. */
async function patchWallet(stack: TestStack, change: object): Promise<void> {
  const { url, organizationId, apiKey } = stack.sandbox;
  const answer = await fetch(`${url}/api/v2/organizations/${organizationId}/wallets/${await stack.id("wallet")}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  expect(answer.status).toBe(204);
  await stack.sandbox.advance(1_000);
}
