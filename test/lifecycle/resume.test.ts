// Partial failure: what exists is recorded with its id, and the next `up` goes on from there, without a second card or wallet.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { opsOf, ROUTES } from "../support/stack";

test("a card stuck in creation is recorded with its id; once released, the next `up` goes on with it", async () => {
  const stack = await stackWithAda();
  stack.sandbox.faults.add({ kind: "stuck" });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, initialBalance: "4.00" }, { customTimeouts: { create: "5s", update: "60s" } });
  });

  const failed = await stack.expectFail("up", "wait_timeout");
  expect(failed.output).toContain("last seen: creating");
  const recorded = await stack.resource("card");
  expect(recorded.outputs).toMatchObject({ status: "creating" });
  expect(recorded.initErrors).toHaveLength(1);
  expect(stack.cards.map(({ id, status }) => [id, status])).toEqual([[recorded.id, "creating"]]);

  stack.sandbox.control.setCardStatus(recorded.id ?? "", "active");
  const resumed = await stack.up();
  expect(opsOf(resumed, "card")).toEqual(["update"]);
  expect(resumed.writes).toEqual([ROUTES.fund]);
  expect(await stack.card("card")).toMatchObject({ id: recorded.id, status: "active", balance: "4.00" });
  expect((await stack.up()).requests).toEqual([]);
});

test("a freeze that is refused after issuing is made up for by the next `up`", async () => {
  const stack = await stackWithAda();
  stack.sandbox.faults.add({ kind: "status-before", status: 422, match: { route: ROUTES.freeze } });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, frozen: true });
  });

  await stack.expectFail("up", "rejected");
  const id = await stack.id("card");
  expect(stack.cardById(id).status).toBe("active");

  const resumed = await stack.up();
  expect(resumed.writes).toEqual([ROUTES.freeze]);
  expect(await stack.card("card")).toMatchObject({ id, status: "frozen" });
  expect(stack.cards).toHaveLength(1);
  expect((await stack.resource("card")).outputs).toMatchObject({ status: "frozen" });
});

test("a card that ends in creating_failed is not recorded, and the next `up` issues anew", async () => {
  const stack = await stackWithAda();
  stack.sandbox.faults.add({ kind: "creating-failed" });
  stack.declare(() => {
    new fourpay.Card("card", card);
  });

  await stack.expectFail("up", "failed_state");
  expect(await stack.state()).toEqual([]);
  const [dead] = stack.cards;
  expect(dead?.status).toBe("creating_failed");

  const report = await stack.up();
  expect(report.writes).toEqual([ROUTES.issue]);
  expect(stack.openCards.map(({ status }) => status)).toEqual(["active"]);
  expect(await stack.id("card")).not.toBe(dead?.id);
});

test("a wallet without funds: the wallet stays; deposits let the next runs issue the card and pay its balance, also after a refresh", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    const wallet = new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    new fourpay.Card("card", { ...card, walletId: wallet.id, initialBalance: "20.00" });
  });

  const failed = await stack.expectFail("up", "rejected");
  expect(failed.output).toContain("Insufficient wallet balance");
  const walletId = await stack.id("ads");
  expect(stack.cards).toEqual([]);

  stack.sandbox.control.fundWallet(walletId, "5.00");
  await stack.expectFail("up", "rejected");
  const id = await stack.id("card");
  expect(stack.cardById(id)).toMatchObject({ status: "active", balance: "0.00" });

  // Which makes the engine forget that the card was left unfinished.
  await stack.refresh();
  expect((await stack.resource("card")).initErrors).toBeUndefined();
  stack.sandbox.control.fundWallet(walletId, "50.00");
  const resumed = await stack.up();
  expect(resumed.writes).toEqual([ROUTES.fund]);
  expect(await stack.card("card")).toMatchObject({ id, balance: "20.00" });
  // 55 paid in, 1 issuing fee, 20 on the card.
  expect(await stack.wallet("ads")).toMatchObject({ id: walletId, balance: "34.00", cards: 1 });
});

test("an update that is refused is not recorded as done; taking the change back succeeds, repeating it too", async () => {
  const stack = await stackWithAda();
  const declared = { ...card, name: "First" };
  stack.declare(() => {
    new fourpay.Card("card", { ...declared });
  });
  await stack.up();

  declared.name = "Second";
  stack.sandbox.faults.add({ kind: "status-before", status: 422, match: { route: ROUTES.updateCard } });
  await stack.expectFail("up", "rejected");
  expect((await stack.resource("card")).outputs).toMatchObject({ name: "First" });

  declared.name = "First";
  expect((await stack.up()).writes).toEqual([]);
  declared.name = "Second";
  expect((await stack.up()).writes).toEqual([ROUTES.updateCard]);
  expect((await stack.card("card")).name).toBe("Second");
});
