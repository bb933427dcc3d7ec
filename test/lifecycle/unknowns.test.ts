// Unknown values: an output that is not known in preview may stand anywhere, and is judged as soon as it is known.
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { openStack, opsOf, type TestStack } from "../support/stack";

const wallet: fourpay.WalletArgs = { providerId: seedIds.personalProvider };
const holder: fourpay.HolderArgs = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };

/** Known only once the wallet exists. */
function later<T>(source: fourpay.Wallet, value: T): pulumi.Output<T> {
  return pulumi.all([source.createdAt]).apply(() => value);
}

function declareUnknowns(stack: TestStack): void {
  stack.declare(() => {
    const ads = new fourpay.Wallet("ads", {
      providerId: seedIds.personalProvider,
      fees: { cardIssuing: { amount: "0.00", currency: "USD" } },
    });
    const ada = new fourpay.Holder("ada", { ...holder, email: later(ads, "ada@example.com") });
    new fourpay.Holder("bob", { ...holder, email: "bob@example.com", cardOwnerId: later(ads, "bob-1") });
    new fourpay.Card("everywhere", {
      walletId: ads.id,
      holderId: ada.cardOwnerId,
      name: later(ads, "Everywhere"),
      limits: { daily: later(ads, "10.00"), perTransaction: 5 },
      currency: ads.currency,
      frozen: later(ads, false),
    });
    new fourpay.Card("whole", {
      walletId: ads.id,
      holderId: ada.id,
      limits: later(ads, { monthly: "30.00" }),
      binCategoryId: later(ads, seedIds.advertising),
    });
    new fourpay.Wallet("fees", {
      providerId: later(ads, seedIds.sharedProvider),
      name: later(ads, "Fees"),
      fees: {
        cardTransactions: { percent: later(ads, "1.5") },
        cardIssuing: later(ads, { amount: "1.00", currency: "USD" }),
      },
      binDirections: later(ads, [{ categoryId: seedIds.travel, binIds: [seedIds.travelBin] }]),
    });
    new fourpay.Wallet("all-fees", {
      providerId: seedIds.sharedProvider,
      fees: later(ads, { topUpsAllocation: { percent: "2" } }),
      binDirections: [{ categoryId: later(ads, seedIds.travel), binIds: [later(ads, seedIds.travelBin)] }],
    });
  });
}

test("unknown values in preview, at any depth, are no mistakes; `up` then uses the values", async () => {
  const stack = await openStack();
  declareUnknowns(stack);

  const preview = await stack.preview();
  expect(preview.steps.map((step) => step.op)).toEqual(Array(7).fill("create"));
  // Nothing but whether the provider exists can be asked yet.
  expect(preview.requests.map(({ route }) => route)).toEqual(["GET /wallets/providers"]);

  await stack.up();
  expect(await stack.card("everywhere")).toMatchObject({
    name: "Everywhere",
    walletId: await stack.id("ads"),
    holderId: await stack.id("ada"),
    limits: { daily: "10.00", perTransaction: "5.00" },
    status: "active",
  });
  expect((await stack.card("whole")).limits).toEqual({ monthly: "30.00" });
  expect(await stack.wallet("fees")).toMatchObject({ name: "Fees", providerId: seedIds.sharedProvider });
  expect((await stack.holder("bob")).id).toBe("bob-1");

  const again = await stack.up();
  expect(again.requests).toEqual([]);
});

test("a bad value that was unknown in preview is refused in `up`, before anything is issued", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    const ads = new fourpay.Wallet("ads", wallet);
    new fourpay.Card("card", { ...card, limits: { daily: later(ads, "-1") } });
  });
  await stack.preview();

  await stack.expectRefused(`limits.daily: "-1" is not allowed`, "up");
  expect(stack.cards).toEqual([]);
});

test("an existing card whose wallet is not known yet: preview shows the replacement it may become, and fails nowhere", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    new fourpay.Card("card", card);
  });
  await stack.up();

  stack.declare(() => {
    const ads = new fourpay.Wallet("ads", wallet);
    new fourpay.Card("card", { ...card, walletId: later(ads, seedIds.wallet), limits: { daily: later(ads, "10.00") } });
  });
  const preview = await stack.preview();
  expect(opsOf(preview, "card")).toContain("replace");

  // The value turns out to be the same: nothing is replaced after all.
  const report = await stack.up();
  expect(opsOf(report, "card")).toEqual(["same"]);
  expect(stack.openCards).toHaveLength(1);
});
