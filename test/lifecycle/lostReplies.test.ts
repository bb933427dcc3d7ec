// Replies about cards that get lost: exactly one card, exactly one payment.
import * as fourpay from "pulumi-fourpay";
import { type FaultKind, seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { ROUTES } from "../support/stack";

test("the reply to issuing is lost in every way there is: one card each, one request each, and the run succeeds", async () => {
  const stack = await stackWithAda();
  const lost: FaultKind[] = ["drop-after-commit", "truncate-body", "garbage-body", "empty-201"];
  for (const kind of lost)
    stack.sandbox.faults.add({ kind, match: { route: ROUTES.issue, name: `${kind}-*` } } as never);
  stack.sandbox.faults.add({
    kind: "status-after-commit",
    status: 502,
    match: { route: ROUTES.issue, name: "bad-gateway-*" },
  });
  const names = [...lost, "bad-gateway"];
  stack.declare(() => {
    for (const name of names) new fourpay.Card(name, card);
  });

  const report = await stack.up();

  expect(stack.sandbox.faults.list().map((fault) => fault.fired)).toEqual([1, 1, 1, 1, 1]);
  expect(report.writes).toEqual(names.map(() => ROUTES.issue));
  expect(stack.cards.map(({ id, status }) => [id, status]).toSorted()).toEqual(
    (await Promise.all(names.map(async (name) => [await stack.id(name), "active"]))).toSorted(),
  );
  expect((await stack.up()).requests).toEqual([]);
});

test("lost and not processed: nothing is sent again in that run, and the next `up` issues one card", async () => {
  const stack = await stackWithAda();
  stack.setEnv({ FOURPAY_OUTCOME_WINDOW_SECONDS: "1" });
  stack.sandbox.faults.add({ kind: "refuse-before", match: { route: ROUTES.issue } });
  stack.declare(() => {
    new fourpay.Card("card", card);
  });

  const failed = await stack.expectFail("up", "outcome_unknown");
  expect(failed.writes).toEqual([ROUTES.issue]);
  expect(stack.cards).toEqual([]);
  expect(await stack.state()).toEqual([]);

  expect((await stack.up()).writes).toEqual([ROUTES.issue]);
  expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
});

test("a card that shows up only after the outcome window is found by the next `up`", async () => {
  const stack = await stackWithAda();
  stack.setEnv({ FOURPAY_OUTCOME_WINDOW_SECONDS: "1" });
  stack.sandbox.faults.add({ kind: "drop-after-commit", match: { route: ROUTES.issue } });
  stack.sandbox.faults.add({ kind: "not-found-after-create", ms: 600_000 });
  stack.declare(() => {
    new fourpay.Card("card", card);
  });

  await stack.expectFail("up", "outcome_unknown");
  expect(await stack.state()).toEqual([]);
  await stack.sandbox.advance(600_000);

  expect((await stack.up()).writes).toEqual([]);
  expect(stack.cards.map(({ id, status }) => [id, status])).toEqual([[await stack.id("card"), "active"]]);
});

test("the initial balance is paid in once, also when the reply to paying is lost; so is everything on the way out", async () => {
  const stack = await stackWithAda();
  const { faults } = stack.sandbox;
  const lost = [ROUTES.fund, ROUTES.defund, ROUTES.close, ROUTES.freeze];
  for (const route of lost) faults.add({ kind: "drop-after-commit", match: { route } });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, initialBalance: "15.00", frozen: true });
  });

  const created = await stack.up();
  expect(created.writes).toEqual([ROUTES.issue, ROUTES.fund, ROUTES.freeze]);
  expect(await stack.card("card")).toMatchObject({ status: "frozen", balance: "15.00" });
  const id = await stack.id("card");

  const destroyed = await stack.destroy();
  expect(destroyed.writes).toEqual([ROUTES.defund, ROUTES.close]);
  expect(faults.list().map((fault) => fault.fired)).toEqual([1, 1, 1, 1]);
  expect(stack.cardById(id)).toMatchObject({ status: "closed", balance: "0.00" });
  expect(stack.walletById(seedIds.wallet).balance).toBe("9999.00");
});

test("a lost payment that nobody processed is made by the next `up`, once", async () => {
  const stack = await stackWithAda();
  stack.setEnv({ FOURPAY_OUTCOME_WINDOW_SECONDS: "1" });
  stack.sandbox.faults.add({ kind: "refuse-before", match: { route: ROUTES.fund } });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, initialBalance: "15.00" });
  });

  const failed = await stack.expectFail("up", "outcome_unknown");
  expect(failed.writes).toEqual([ROUTES.issue, ROUTES.fund]);
  const id = await stack.id("card");
  expect(stack.cardById(id).balance).toBe("0.00");

  expect((await stack.up()).writes).toEqual([ROUTES.fund]);
  expect(await stack.card("card")).toMatchObject({ id, balance: "15.00" });
});

test("an initial balance that was spent before the card was finished is not paid in again", async () => {
  const stack = await stackWithAda();
  stack.sandbox.faults.add({ kind: "status-before", status: 422, match: { route: ROUTES.freeze } });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, limits: { daily: "100.00" }, initialBalance: "15.00", frozen: true });
  });

  await stack.expectFail("up", "rejected");
  const id = await stack.id("card");
  expect(stack.cardById(id)).toMatchObject({ status: "active", balance: "15.00" });
  stack.sandbox.control.spend(id, "15.00");
  expect(stack.cardById(id).balance).toBe("0.00");

  expect((await stack.up()).writes).toEqual([ROUTES.freeze]);
  expect(await stack.card("card")).toMatchObject({ id, status: "frozen", balance: "0.00" });
});
