// Taking over what exists: asked for with `adopt`, recognised by our own mark after a loss of state, and refused where it cannot be ours.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card } from "../support/ada";
import { openStack, ROUTES, type TestStack } from "../support/stack";

async function stackWithPeople(): Promise<TestStack> {
  const stack = await openStack();
  for (const id of ["ada", "bob"]) {
    stack.sandbox.control.seedHolder({ id, firstName: id, lastName: "L", email: `${id}@example.com` });
  }
  return stack;
}

const existing = { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "10.00" }, balance: "5.00" };

test("`adopt` takes a card over by name or id, brings it in line, and issues where there is none", async () => {
  const stack = await stackWithPeople();
  const { control } = stack.sandbox;
  const byName = control.seedCard({ ...existing, name: "Marketing", balance: "0.00" });
  const byId = control.seedCard({ ...existing, name: "Old name", limits: { daily: "1.00" }, status: "frozen" });
  stack.declare(() => {
    new fourpay.Card("by-name", { ...card, name: "Marketing", adopt: true, initialBalance: "50.00" });
    new fourpay.Card("by-id", { ...card, name: "New name", adopt: byId });
    new fourpay.Card("none", { ...card, name: "Nobody has it", adopt: true });
  });

  const report = await stack.up();

  expect(report.writes.toSorted()).toEqual([ROUTES.updateCard, ROUTES.issue].toSorted());
  expect(await stack.id("by-name")).toBe(byName);
  expect(stack.cardById(byName).balance, "only a card we issued gets an initial balance").toBe("0.00");
  expect(await stack.card("by-id")).toMatchObject({
    id: byId,
    name: "New name",
    limits: { daily: "10.00" },
    status: "frozen",
  });
  expect(stack.cards).toHaveLength(3);
  expect((await stack.up()).requests).toEqual([]);
});

test("what does not fit the declaration is not adopted, and a name that is taken is refused with the ways out", async () => {
  const stack = await stackWithPeople();
  const { control } = stack.sandbox;
  const marketing = control.seedCard({ ...existing, name: "Marketing" });
  const closed = control.seedCard({ ...existing, name: "Closed", status: "closed", balance: "0.00" });

  stack.declare(() => new fourpay.Card("card", { ...card, holderId: "bob", adopt: marketing }));
  expect((await stack.expectFail("up", "adoption_mismatch")).output).toContain("its holderId is not the declared one");

  stack.declare(() => new fourpay.Card("card", { ...card, holderId: "bob", name: "Marketing", adopt: true }));
  await stack.expectFail("up", "adoption_mismatch");

  stack.declare(() => new fourpay.Card("card", { ...card, adopt: closed }));
  expect((await stack.expectFail("up", "adoption_mismatch")).output).toContain("its status is closed");

  stack.declare(() => new fourpay.Card("card", { ...card, name: "Marketing" }));
  const taken = await stack.expectFail("up", "name_taken");
  expect(taken.output).toContain(`adopt: "${marketing}"`);

  expect(stack.sandbox.journal.count({ write: true })).toBe(0);
  expect(await stack.state()).toEqual([]);

  // The name of a closed card is free again.
  stack.declare(() => new fourpay.Card("card", { ...card, name: "Closed" }));
  expect((await stack.up()).writes).toEqual([ROUTES.issue]);
});

test("two resources of one program never stand for the same card", async () => {
  const stack = await stackWithPeople();
  const shared = stack.sandbox.control.seedCard({ ...existing, name: "Shared" });
  stack.declare(() => {
    new fourpay.Card("first", { ...card, name: "Twins" });
    new fourpay.Card("second", { ...card, name: "Twins" });
  });
  await stack.expectFail("up", "name_taken");
  expect(stack.openCards.filter(({ name }) => name === "Twins")).toHaveLength(1);

  stack.declare(() => {
    const third = new fourpay.Card("third", { ...card, adopt: shared });
    new fourpay.Card("fourth", { ...card, adopt: shared }, { dependsOn: third });
  });
  await stack.expectFail("up", "adoption_mismatch");
  expect((await stack.state()).filter(({ id }) => id === shared)).toHaveLength(1);
});

test("a card the state has lost is recognised by its mark: adopted, not issued or paid a second time", async () => {
  const stack = await stackWithPeople();
  stack.declare(() => {
    new fourpay.Card("card", { ...card, initialBalance: "5.00", frozen: true });
    new fourpay.Card("bystander", card);
  });
  await stack.up();
  const before = await stack.card("card");

  await stack.forget("card");
  const report = await stack.up();

  expect(report.writes).toEqual([]);
  expect(await stack.card("card")).toEqual(before);
  expect(stack.cards).toHaveLength(2);
  expect((await stack.up()).requests).toEqual([]);
});

test("people outlive destroy and are taken up again; a marked wallet is re-activated, not duplicated", async () => {
  const stack = await openStack();
  let lastName = "Byron";
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName, email: "ada@example.com" });
    const ads = new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    return { ada: ada.id, ads: ads.id };
  });
  await stack.up();
  const [ada, ads] = [await stack.id("ada"), await stack.id("ads")];
  await stack.destroy();
  expect(stack.walletById(ads).status).toBe("inactive");

  lastName = "Lovelace";
  const again = await stack.up();

  expect(again.writes.toSorted()).toEqual([ROUTES.activate, ROUTES.updateHolder].toSorted());
  expect(await stack.holder("ada")).toMatchObject({ id: ada, lastName: "Lovelace" });
  expect(await stack.wallet("ads")).toMatchObject({ id: ads, status: "active" });
  expect(stack.sandbox.control.snapshot().holders).toHaveLength(1);

  // The same after a kill: neither is made twice.
  await stack.forget("ada", "ads");
  expect((await stack.up()).writes).toEqual([]);
  expect([await stack.id("ada"), await stack.id("ads")]).toEqual([ada, ads]);
});

test("a holder id or e-mail that somebody has is refused, naming who and the way out", async () => {
  const stack = await stackWithPeople();
  const declare = (args: Partial<fourpay.HolderArgs>) =>
    stack.declare(
      () => new fourpay.Holder("new", { firstName: "A", lastName: "B", email: "new@example.com", ...args }),
    );

  declare({ cardOwnerId: "ada" });
  const taken = await stack.expectFail("up", "holder_taken");
  expect(taken.output).toContain("the id ada already belongs to a holder with another e-mail");
  expect(taken.writes).toEqual([]);

  declare({ email: "ADA@example.com" });
  const clash = await stack.expectFail("up", "holder_taken");
  expect(clash.output).toContain("email: the holder ada already has it");
  expect(clash.output).toContain('Set `cardOwnerId: "ada"`');
  expect(clash.output).not.toContain("ADA@example.com");

  declare({ email: "ADA@example.com", cardOwnerId: "ada", firstName: "ada", lastName: "L" });
  expect((await stack.up()).writes).toEqual([]);
  expect(stack.sandbox.control.snapshot().holders.map(({ id, email }) => [id, email])).toEqual([
    ["ada", "ada@example.com"],
    ["bob", "bob@example.com"],
  ]);
});

test("a wallet is adopted by name or id, and a taken name is refused", async () => {
  const stack = await openStack();
  const { control } = stack.sandbox;
  const ads = control.seedWallet({ providerId: seedIds.personalProvider, name: "Ads" });
  const travel = control.seedWallet({ providerId: seedIds.sharedProvider, name: "Travel", status: "inactive" });
  stack.declare(() => new fourpay.Wallet("ads", { providerId: seedIds.personalProvider, name: "Ads" }));
  const taken = await stack.expectFail("up", "name_taken");
  expect(taken.output).toContain(`adopt: "${ads}"`);

  stack.declare(() => {
    new fourpay.Wallet("ads", { providerId: seedIds.personalProvider, name: "Ads", adopt: true });
    new fourpay.Wallet("travel", { providerId: seedIds.sharedProvider, name: "Trips", adopt: travel });
  });
  expect((await stack.up()).writes).toEqual([ROUTES.updateWallet]);
  expect(await stack.id("ads")).toBe(ads);
  expect(await stack.wallet("travel")).toMatchObject({ id: travel, name: "Trips", status: "inactive" });
  expect(control.snapshot().wallets).toHaveLength(3);
});

test("an unnamed wallet that a kill left behind is claimed by naming it, where it can come from this provider only", async () => {
  const onlyProvider = {
    id: seedIds.sharedProvider,
    currency: "EUR",
    cardTypes: ["virtual" as const],
    balanceModes: ["shared" as const],
    ranges: { daily: { min: "1.00", max: null } },
    binIds: [seedIds.visaBin],
    fees: {
      cardTransactions: { kind: "percent" as const, percent: "0" },
      cardIssuing: { kind: "amount" as const, amount: "1.00", currency: "EUR" },
      topUpsAllocation: { kind: "percent" as const, percent: "0" },
    },
  };
  const stack = await openStack({ sandbox: { seed: { providers: [onlyProvider] } } });
  const leftover = stack.sandbox.control.seedWallet({ providerId: seedIds.sharedProvider });
  stack.declare(() => {
    new fourpay.Wallet("ads", { providerId: seedIds.sharedProvider });
  });

  const report = await stack.up();

  expect(report.writes).toEqual([ROUTES.updateWallet]);
  expect(await stack.wallet("ads")).toMatchObject({ id: leftover, name: expect.stringMatching(/^ads-/) });
  expect(stack.sandbox.control.snapshot().wallets).toHaveLength(1);
});
