// Wallets and people whose replies get lost, and requests that are turned away: everything is done, and everything once.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { openDoor } from "../support/door";
import { openStack, ROUTES } from "../support/stack";

const count = (writes: readonly string[], route: string) => writes.filter((write) => write === route).length;

test("the reply to creating a wallet is lost: one wallet, named and active", async () => {
  const stack = await openStack();
  stack.sandbox.faults.add({ kind: "drop-after-commit", match: { route: ROUTES.createWallet } });
  stack.declare(() => {
    new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    new fourpay.Wallet("travel", { providerId: seedIds.sharedProvider });
  });

  const report = await stack.up();

  expect(count(report.writes, ROUTES.createWallet)).toBe(2);
  const wallets = stack.sandbox.control.snapshot().wallets.filter((wallet) => wallet.id !== seedIds.wallet);
  expect(wallets).toHaveLength(2);
  expect(await stack.wallet("ads")).toMatchObject({
    name: expect.stringMatching(/^ads-/),
    providerId: seedIds.personalProvider,
    status: "active",
  });
  expect(await stack.wallet("travel")).toMatchObject({
    name: expect.stringMatching(/^travel-/),
    providerId: seedIds.sharedProvider,
    status: "active",
  });
});

test("replies to creating and changing people are lost: one person each, as declared", async () => {
  const stack = await openStack();
  const { faults } = stack.sandbox;
  for (const route of [ROUTES.createHolder, ROUTES.updateHolder])
    faults.add({ kind: "drop-after-commit", match: { route } });
  let lastName = "Byron";
  stack.declare(() => {
    new fourpay.Holder("ada", { firstName: "Ada", lastName, email: "ada@example.com" });
  });

  expect((await stack.up()).writes).toEqual([ROUTES.createHolder]);
  lastName = "Lovelace";
  expect((await stack.up()).writes).toEqual([ROUTES.updateHolder]);
  expect(faults.list().map((fault) => fault.fired)).toEqual([1, 1]);
  expect(stack.sandbox.control.snapshot().holders.map((holder) => holder.lastName)).toEqual(["Lovelace"]);
});

test("too many requests, and reads that fail in passing, are tried again; everything is done once", async () => {
  const stack = await openStack();
  const { faults } = stack.sandbox;
  const limited = [ROUTES.createHolder, ROUTES.createWallet, ROUTES.updateWallet, ROUTES.issue];
  for (const route of limited) faults.add({ kind: "rate-limit", retryAfterSeconds: 0, match: { route } });
  faults.add({ kind: "rate-limit", match: { route: "GET /wallets" } });
  faults.add({ kind: "status-before", status: 503, match: { method: "GET" } });
  faults.add({ kind: "refuse-before", match: { route: "GET /wallets/{wallet_id}/instruments" } });
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "L", email: "ada@example.com" });
    new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    new fourpay.Card("card", { ...card, holderId: ada.id });
  });

  const report = await stack.up();

  expect(faults.list().map((fault) => fault.fired)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  for (const route of limited) expect(count(report.writes, route), route).toBe(2);
  const committed = report.requests.filter((entry) => entry.committed).map((entry) => entry.route);
  expect(committed.toSorted()).toEqual([...limited].toSorted());
});

test("a refused connection is tried again, writes too, because nothing can have arrived", async () => {
  // Without questions of the preview the order is known: twice a look that there is no card yet, then the write.
  const stack = await stackWithAda({ env: { FOURPAY_PREVIEW_CHECKS: "false" } });
  stack.declare(() => {
    new fourpay.Card("card", card);
  });
  const door = await openDoor(stack.sandbox);
  stack.setEnv({ FOURPAY_BASE_URL: door.url });
  const passedWhenOver = door.shutAfter(2, 400);

  const report = await stack.up();

  expect(await passedWhenOver, "nothing comes through while the door is shut").toBe(2);
  expect(report.requests.slice(0, 3).map(({ write }) => write)).toEqual([false, false, true]);
  expect(report.writes).toEqual([ROUTES.issue]);
  expect(stack.openCards).toHaveLength(1);
});
