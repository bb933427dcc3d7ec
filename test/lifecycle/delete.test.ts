// Deleting is a ladder with a named policy: close, freeze or retain a card; deactivate or retain a wallet.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { ROUTES } from "../support/stack";

test("close, freeze, retain, and cards that were frozen, blocked or closed by hand before", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  const names = ["close", "by-default", "freeze", "retain", "frozen", "blocked", "closed", "vanished", "expired"];
  stack.declare(() => {
    for (const name of names) {
      const policy = ["close", "freeze", "retain"].find((known) => known === name) as "close" | undefined;
      const deletionPolicy = policy === undefined ? {} : { deletionPolicy: policy };
      new fourpay.Card(name, { ...card, initialBalance: "10.00", ...deletionPolicy });
    }
  });
  await stack.up();
  const ids = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await stack.id(name)])));
  control.spend(ids.close, "2.50");
  control.setCardStatus(ids.frozen, "frozen");
  control.blockCard(ids.blocked);
  control.setCardStatus(ids.closed, "closed");
  control.removeCard(ids.vanished);
  control.setCardStatus(ids.expired, "expired");

  const report = await stack.destroy();

  const now = (name: string) => {
    const { status, balance } = stack.cardById(ids[name]);
    return [status, balance];
  };
  expect(now("close")).toEqual(["closed", "0.00"]);
  expect(now("by-default")).toEqual(["closed", "0.00"]);
  expect(now("freeze")).toEqual(["frozen", "10.00"]);
  expect(now("retain")).toEqual(["active", "10.00"]);
  expect(now("frozen")).toEqual(["closed", "0.00"]);
  expect(now("blocked")).toEqual(["closed", "0.00"]);
  expect(now("closed"), "closed by hand with money on it: said, not touched").toEqual(["closed", "10.00"]);
  expect(now("expired")).toEqual(["expired", "0.00"]);
  expect(report.output).toContain("10.00 USD is still shown on it");
  expect(report.output).toContain('is kept, frozen, and no longer managed (deletionPolicy "freeze")');
  expect(report.output).toContain('is kept, live, and no longer managed (deletionPolicy "retain")');
  for (const [id, routes] of [
    [ids.retain, []],
    [ids.freeze, [ROUTES.freeze]],
    [ids.closed, []],
    [ids.close, [ROUTES.defund, ROUTES.close]],
    [ids.expired, [ROUTES.defund]],
  ] as const) {
    const writes = report.requests.filter((entry) => entry.write && entry.path.includes(id));
    expect(writes.map((entry) => entry.route)).toEqual(routes);
  }
  expect(await stack.state()).toEqual([]);
  expect(control.snapshot().ledger.balanced).toBe(true);
});

test("a card still being created is waited for and then closed, never skipped", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    new fourpay.Card("card", { ...card, waitFor: "accepted" });
  });
  stack.sandbox.faults.add({ kind: "stuck" });
  await stack.up();
  const id = await stack.id("card");
  expect(stack.cardById(id).status).toBe("creating");

  const destroying = stack.destroy();
  await expect
    .poll(() => stack.sandbox.journal.count({ path: new RegExp(`/instruments/${id}$`) }), { timeout: 60_000 })
    .toBeGreaterThan(1);
  expect(stack.sandbox.journal.count({ route: ROUTES.close })).toBe(0);
  stack.sandbox.control.setCardStatus(id, "active");

  expect((await destroying).writes).toEqual([ROUTES.close]);
  expect(stack.cardById(id).status).toBe("closed");
});

test("a wallet is not deactivated over live cards, keeps its balance with a notice, and `retain` leaves it as it is", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  stack.declare(() => {
    const ads = new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    new fourpay.Wallet("kept", { providerId: seedIds.sharedProvider, deletionPolicy: "retain" });
    return { ads: ads.id };
  });
  await stack.up();
  const [ads, kept] = [await stack.id("ads"), await stack.id("kept")];
  control.fundWallet(ads, "30.00");
  stack.declare(() => {
    const wallet = new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    new fourpay.Wallet("kept", { providerId: seedIds.sharedProvider, deletionPolicy: "retain" });
    new fourpay.Card("card", { ...card, walletId: wallet.id, deletionPolicy: "retain" });
  });
  await stack.up();
  const id = await stack.id("card");

  const refused = await stack.expectFail("destroy", "live_cards_remain");
  expect(refused.output).toContain(`${id} (active)`);
  expect(refused.writes).toEqual([]);
  expect(stack.walletById(ads).status).toBe("active");
  expect(stack.walletById(kept).status).toBe("active");

  control.setCardStatus(id, "closed");
  const destroyed = await stack.destroy();
  expect(destroyed.writes).toEqual([ROUTES.deactivate]);
  expect(destroyed.output).toContain("is deactivated with 29.00 USD on it");
  expect(stack.walletById(ads)).toMatchObject({ status: "inactive", balance: "29.00" });
  expect(stack.walletById(kept).status).toBe("active");
});

test("a close that the API turns down leaves the card in the state; the next destroy finishes it", async () => {
  const stack = await stackWithAda();
  stack.sandbox.faults.add({ kind: "status-before", status: 422, match: { route: ROUTES.close } });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, initialBalance: "10.00" });
  });
  await stack.up();
  const id = await stack.id("card");

  await stack.expectFail("destroy", "rejected");
  expect(await stack.id("card")).toBe(id);
  expect(stack.cardById(id)).toMatchObject({ status: "active", available: "0.00" });

  expect((await stack.destroy()).writes).toEqual([ROUTES.close]);
  expect(stack.cardById(id)).toMatchObject({ status: "closed", balance: "0.00" });
  expect(stack.walletById(seedIds.wallet).balance).toBe("9999.00");
  expect(await stack.state()).toEqual([]);
});

test("cards that draw on their wallet are closed without asking for money back", async () => {
  const stack = await stackWithAda();
  const walletId = stack.sandbox.control.seedWallet({ providerId: seedIds.sharedProvider, balance: "100.00" });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, walletId });
  });
  await stack.up();

  expect((await stack.destroy()).writes).toEqual([ROUTES.close]);
  expect(stack.openCards).toEqual([]);
});
