// What is gone, what only looks gone, and what is no longer of use: cards that were closed or removed by hand, expired or blocked.
import * as fourpay from "pulumi-fourpay";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { opsOf, ROUTES } from "../support/stack";

test("a card closed by hand and a card that vanished are gone: previewed as new, issued again", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  stack.declare(() => {
    for (const name of ["closed", "vanished", "kept"]) new fourpay.Card(name, card);
  });
  await stack.up();
  const before = {
    closed: await stack.id("closed"),
    vanished: await stack.id("vanished"),
    kept: await stack.id("kept"),
  };
  control.setCardStatus(before.closed, "closed");
  control.removeCard(before.vanished);

  await stack.refresh();
  expect((await stack.state()).map((resource) => resource.id)).toEqual([before.kept]);
  const preview = await stack.preview();
  expect([opsOf(preview, "closed"), opsOf(preview, "vanished"), opsOf(preview, "kept")]).toEqual([
    ["create"],
    ["create"],
    ["same"],
  ]);

  const report = await stack.up();
  expect(report.writes).toEqual([ROUTES.issue, ROUTES.issue]);
  expect(await stack.card("closed")).toMatchObject({ status: "active" });
  expect(await stack.id("closed")).not.toBe(before.closed);
  expect(await stack.id("vanished")).not.toBe(before.vanished);
  expect(stack.openCards).toHaveLength(3);
});

test("an update of a card that is no longer there changes nothing and points to refresh", async () => {
  const stack = await stackWithAda();
  const declared = { ...card, name: "First" };
  stack.declare(() => {
    new fourpay.Card("card", { ...declared });
  });
  await stack.up();
  stack.sandbox.control.removeCard(await stack.id("card"));

  declared.name = "Second";
  const failed = await stack.expectFail("up", "not_found");
  expect(failed.output).toContain("pulumi refresh");
  expect(failed.writes).toEqual([]);
  await stack.refresh();
  expect((await stack.up()).writes).toEqual([ROUTES.issue]);
});

test("a card whose whole wallet is unknown is not taken for gone", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    new fourpay.Card("card", card);
  });
  await stack.up();
  const id = await stack.id("card");

  stack.sandbox.faults.add({ kind: "status-before", status: 404, match: { path: "/wallets/", times: 100 } });
  const failed = await stack.expectFail("refresh", "not_found");
  expect(failed.output).toContain("its wallet is not found either");
  expect(await stack.id("card")).toBe(id);
  const destroyed = await stack.expectFail("destroy", "not_found");
  expect(destroyed.writes).toEqual([]);
  expect(await stack.id("card")).toBe(id);

  stack.sandbox.faults.clear();
  stack.sandbox.faults.add({
    kind: "status-before",
    status: 404,
    match: { route: "GET /wallets/{wallet_id}/instruments/{instrument_id}", times: 100 },
  });
  const listed = await stack.expectFail("refresh", "not_found");
  expect(listed.output).toContain("the wallet still lists it");

  stack.sandbox.faults.clear();
  expect((await stack.up()).requests).toEqual([]);
});

test("expired and blocked cards stay, with a warning; `reissue` renews them", async () => {
  const stack = await stackWithAda();
  let reissue: string | undefined;
  stack.declare(() => {
    for (const name of ["expired", "blocked"]) {
      new fourpay.Card(name, { ...card, frozen: false, ...(reissue === undefined ? {} : { reissue }) });
    }
  });
  await stack.up();
  const before = [await stack.id("expired"), await stack.id("blocked")];
  stack.sandbox.control.setCardStatus(before[0] ?? "", "expired");
  stack.sandbox.control.blockCard(before[1] ?? "");

  const refreshed = await stack.refresh();
  expect(refreshed.output).toContain("is expired. To renew it, change `reissue`");
  expect(refreshed.output).toContain("is blocked. To renew it, change `reissue`");
  expect((await stack.up()).writes).toEqual([]);
  expect([await stack.id("expired"), await stack.id("blocked")]).toEqual(before);

  reissue = "2029";
  const renewed = await stack.up();
  expect(renewed.writes.filter((route) => route === ROUTES.issue)).toHaveLength(2);
  expect([(await stack.card("expired")).status, (await stack.card("blocked")).status]).toEqual(["active", "active"]);
  expect(stack.cardById(before[0] ?? "").status).toBe("expired");
  expect(stack.cardById(before[1] ?? "").status).toBe("closed");
});
