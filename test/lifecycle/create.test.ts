// Creating a declaration, finding it unchanged, and destroying it again.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { stackWithAda } from "../support/ada";
import { openStack, opsOf, ROUTES } from "../support/stack";

const limits = { daily: "10.00", weekly: 20, monthly: "30", yearly: "400.5", lifetime: "5000", perTransaction: "5.00" };

test("a holder, a wallet with everything and a card with everything: created once, unchanged after, money back in the end", async () => {
  const stack = await openStack();
  const { control } = stack.sandbox;
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", {
      firstName: "Ada",
      lastName: "Lovelace",
      email: "Ada@Example.com",
      phone: "+12025550147",
    });
    const ads = new fourpay.Wallet("ads", {
      providerId: seedIds.personalProvider,
      name: "Ads (EU)",
      fees: {
        cardTransactions: { percent: "2.50" },
        cardIssuing: { amount: 0.5, currency: "USD" },
        topUpsAllocation: { percent: 1 },
      },
      binDirections: [{ categoryId: seedIds.advertising, binIds: [seedIds.mastercardBin] }],
      active: true,
    });
    const card = new fourpay.Card("ada-ops", {
      walletId: seedIds.wallet,
      holderId: ada.id,
      name: "Ada, operations",
      cardType: "virtual",
      limits,
      binId: seedIds.mastercardBin,
      currency: "USD",
      frozen: true,
      initialBalance: "12.30",
      deletionPolicy: "close",
      waitFor: "active",
      reissue: "first",
    });
    return { wallet: ads, card };
  });
  const before = stack.walletById(seedIds.wallet);

  const created = await stack.up();

  expect(created.writes.toSorted()).toEqual(
    [
      ROUTES.createHolder,
      ROUTES.createWallet,
      ROUTES.updateWallet,
      ROUTES.issue,
      ROUTES.fund,
      ROUTES.freeze,
    ].toSorted(),
  );
  expect(await stack.holder("ada")).toMatchObject({
    firstName: "Ada",
    lastName: "Lovelace",
    email: "Ada@Example.com",
    phone: "+12025550147",
  });
  const wallet = await stack.wallet("ads");
  expect(wallet).toMatchObject({ name: "Ads (EU)", status: "active", providerId: seedIds.personalProvider });
  const [patch] = created.requests.filter((entry) => entry.route === ROUTES.updateWallet);
  expect(patch?.requestBody).toMatchObject({
    name: "Ads (EU)",
    fees: {
      cardTransactions: { type: "percent", percent: "2.5" },
      cardIssuing: { type: "amount", amount: "0.50", currency: "USD" },
      topUpsAllocation: { type: "percent", percent: "1" },
    },
    accountBinDirections: [{ categoryId: seedIds.advertising, cardProviderBinIds: [seedIds.mastercardBin] }],
  });
  const card = await stack.card("ada-ops");
  expect(card).toMatchObject({
    walletId: seedIds.wallet,
    holderId: await stack.id("ada"),
    name: "Ada, operations",
    type: "virtual",
    status: "frozen",
    balance: "12.30",
    limits: {
      daily: "10.00",
      weekly: "20.00",
      monthly: "30.00",
      yearly: "400.50",
      lifetime: "5000.00",
      perTransaction: "5.00",
    },
  });

  const outputs = await stack.engine.outputs();
  expect(outputs.wallet?.value).toMatchObject({ status: "active", currency: "USD", allowedCardTypes: ["virtual"] });
  expect(outputs.card?.value).toMatchObject({
    status: "frozen",
    maskedNumber: `**** **** **** ${card.lastFour}`,
    paymentSystem: "mastercard",
    expiry: expect.stringMatching(/^\d{4}-\d{2}$/),
    createdAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
  });
  const recorded = await stack.resource("ada-ops");
  expect(Object.keys(recorded.outputs ?? {}).filter((key) => /balance/i.test(key))).toEqual(["initialBalance"]);
  expect(JSON.stringify((await stack.resource("ads")).outputs)).not.toMatch(/balance/i);

  const again = await stack.up();
  expect(again.steps.map((step) => step.op)).toEqual(["same", "same", "same"]);
  expect(again.requests).toEqual([]);

  const destroyed = await stack.destroy();
  expect(destroyed.writes.toSorted()).toEqual([ROUTES.defund, ROUTES.close, ROUTES.deactivate].toSorted());
  expect(stack.openCards).toEqual([]);
  expect(stack.cardById(card.id)).toMatchObject({ status: "closed", balance: "0.00" });
  // Only the issuing fee is gone.
  expect(stack.walletById(seedIds.wallet)).toMatchObject({ balance: "9999.00", held: "0.00" });
  expect(before.balance).toBe("10000.00");
  expect(stack.walletById(wallet.id).status).toBe("inactive");
  expect(control.snapshot().holders.map((holder) => holder.email)).toEqual(["Ada@Example.com"]);
  expect(destroyed.output).toContain("cannot delete people");
  expect(control.snapshot().ledger.balanced).toBe(true);
  expect(await stack.state()).toEqual([]);
});

test("names nobody gave are made unique, carry the resource's own name, and stay", async () => {
  const stack = await openStack();
  let email = "grace@example.com";
  stack.declare(() => {
    const grace = new fourpay.Holder("grace", { firstName: "Grace", lastName: "Hopper", email });
    const travel = new fourpay.Wallet("travel", { providerId: seedIds.sharedProvider });
    new fourpay.Card("grace card №1", { walletId: seedIds.wallet, holderId: grace.id, limits: { daily: 5 } });
    return { travel: travel.name };
  });
  await stack.up();

  const names = [
    (await stack.holder("grace")).id,
    (await stack.wallet("travel")).name,
    (await stack.card("grace card №1")).name,
  ];
  expect(names[0]).toMatch(/^grace-[a-z2-7]{10}$/);
  expect(names[1]).toMatch(/^travel-[a-z2-7]{10}$/);
  expect(names[2]).toMatch(/^grace-card-No1-[a-z2-7]{10}$/);

  email = "g.hopper@example.com";
  const changed = await stack.up();
  expect(opsOf(changed, "grace")).toEqual(["update"]);
  expect(changed.writes).toEqual([ROUTES.updateHolder]);
  expect([
    (await stack.holder("grace")).id,
    (await stack.wallet("travel")).name,
    (await stack.card("grace card №1")).name,
  ]).toEqual(names);
});

test("a physical card counts as created once it is accepted, and becomes active on its own", async () => {
  const stack = await stackWithAda({ sandbox: { latency: { issueMs: 3_600_000 } } });
  const walletId = stack.sandbox.control.seedWallet({ providerId: seedIds.physicalProvider, balance: "20.00" });
  stack.declare(() => {
    new fourpay.Card("plastic", { walletId, holderId: "ada", cardType: "physical", limits: { daily: 5 } });
  });

  await stack.up();

  expect((await stack.card("plastic")).status).toBe("creating");
  expect((await stack.resource("plastic")).outputs).toMatchObject({ status: "creating" });
  await stack.sandbox.advance(3_600_000);
  await stack.refresh();
  expect((await stack.resource("plastic")).outputs).toMatchObject({ status: "active" });
  expect((await stack.up()).requests).toEqual([]);
});
