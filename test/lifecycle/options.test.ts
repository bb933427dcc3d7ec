// Pulumi's own resource options do what people know them for.
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { openSandbox, opsOf, ROUTES } from "../support/stack";

class Team extends pulumi.ComponentResource {
  readonly card: fourpay.Card;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("example:index:Team", name, {}, opts);
    const holder = new fourpay.Holder(
      `${name}-lead`,
      { firstName: "Grace", lastName: name, email: `${name}@example.com` },
      { parent: this },
    );
    this.card = new fourpay.Card(`${name}-card`, { ...card, holderId: holder.id }, { parent: this });
  }
}

test("inside components, nested ones too: each resource knows its own URN, and two of one name keep apart", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    const sales = new Team("sales");
    const emea = new Team("emea", { parent: sales });
    new fourpay.Card("card", card, { parent: sales });
    new fourpay.Card("card", card, { parent: emea });
    new fourpay.Card("card", card);
  });

  await stack.up();

  const state = await stack.state();
  expect(state).toHaveLength(7);
  const short = (urn: string) => urn.replace("urn:pulumi:", "").replaceAll("pulumi-nodejs:dynamic/fourpay:", "");
  for (const resource of state) expect(resource.inputs?.resourceUrn).toBe(short(resource.urn));
  expect(stack.openCards).toHaveLength(5);
  expect(new Set(stack.openCards.map(({ name }) => name)).size).toBe(5);
  expect((await stack.up()).requests).toEqual([]);
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
});

test("a renamed resource with an alias keeps its card; a new resource under the old name does not get it too", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    new fourpay.Card("old", { ...card, initialBalance: "3.00" });
    new fourpay.Wallet("pool", { providerId: seedIds.personalProvider });
  });
  await stack.up();
  const before = await stack.card("old");
  const walletId = await stack.id("pool");

  stack.declare(() => {
    new fourpay.Card("new", { ...card, initialBalance: "3.00" }, { aliases: [{ name: "old" }] });
    new fourpay.Wallet("pot", { providerId: seedIds.personalProvider }, { aliases: [{ name: "pool" }] });
  });
  expect((await stack.up()).writes).toEqual([]);
  expect(await stack.card("new")).toEqual(before);
  expect(await stack.id("pot")).toBe(walletId);

  let name: string | undefined;
  stack.declare(() => {
    const renamed = new fourpay.Card("new", { ...card, initialBalance: "3.00" }, { aliases: [{ name: "old" }] });
    new fourpay.Wallet("pot", { providerId: seedIds.personalProvider }, { aliases: [{ name: "pool" }] });
    new fourpay.Card("old", { ...card, ...(name === undefined ? {} : { name }) }, { dependsOn: renamed });
  });
  const refused = await stack.expectFail("up", "adoption_mismatch");
  expect(refused.output).toContain("another name");
  expect(refused.writes).toEqual([]);
  expect((await stack.state()).filter(({ id }) => id === before.id)).toHaveLength(1);

  name = "A name of its own";
  await stack.up();
  expect(await stack.id("old")).not.toBe(before.id);
  expect(await stack.card("new")).toEqual(before);
  expect(stack.openCards).toHaveLength(2);

  stack.declare(() => {
    const renamed = new fourpay.Wallet(
      "pot",
      { providerId: seedIds.personalProvider },
      { aliases: [{ name: "pool" }] },
    );
    new fourpay.Wallet("pool", { providerId: seedIds.personalProvider }, { dependsOn: renamed });
  });
  await stack.expectFail("up", "adoption_mismatch");
  expect((await stack.state()).filter(({ id }) => id === walletId)).toHaveLength(1);
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
});

test("renamed and replaced in one run by the engine: the successor is issued and the old card closed, not left live", async () => {
  const stack = await stackWithAda();
  stack.declare(() => void new fourpay.Card("old", { ...card, initialBalance: "3.00" }));
  await stack.up();
  const old = await stack.id("old");

  stack.declare(
    () =>
      void new fourpay.Card(
        "new",
        { ...card, limits: { daily: "11.00" }, initialBalance: "3.00" },
        { aliases: [{ name: "old" }], replaceOnChanges: ["limits"] },
      ),
  );
  const report = await stack.up();

  expect(opsOf(report, "new")).toContain("create-replacement");
  expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("new")]);
  expect(stack.cardById(old)).toMatchObject({ status: "closed", balance: "0.00" });
  expect((await stack.up()).requests).toEqual([]);
});

test("protect, retainOnDelete, ignoreChanges, customTimeouts and deleteBeforeReplace", async () => {
  const stack = await stackWithAda();
  let limits: fourpay.LimitsArgs = { daily: "10.00" };
  let reissue: string | undefined;
  let protect = true;
  const declareAll = () => {
    new fourpay.Card("protected", card, { protect });
    new fourpay.Card("retained", card, { retainOnDelete: true });
    new fourpay.Card("ignoring", { ...card, limits }, { ignoreChanges: ["limits"] });
    const renewal = { ...card, name: "Renewed", ...(reissue === undefined ? {} : { reissue }) };
    new fourpay.Card("renewed", renewal, {
      deleteBeforeReplace: true,
      customTimeouts: { create: "1m30s", update: "90s", delete: "2m" },
    });
  };
  stack.declare(declareAll);
  await stack.up();
  const ids = {
    protected: await stack.id("protected"),
    retained: await stack.id("retained"),
    ignoring: await stack.id("ignoring"),
    renewed: await stack.id("renewed"),
  };
  expect((await stack.resource("renewed")).inputs).toMatchObject({
    timeoutsSeconds: { create: 90, update: 90, delete: 120 },
  });

  limits = { daily: "99.00" };
  stack.sandbox.control.setCardLimits(ids.ignoring, { daily: "55.00" });
  await stack.refresh();
  expect((await stack.up()).requests).toEqual([]);
  expect((await stack.card("ignoring")).limits).toEqual({ daily: "55.00" });

  reissue = "2027";
  const replaced = await stack.up();
  expect(replaced.writes).toEqual([ROUTES.close, ROUTES.issue]);
  expect(stack.cardById(ids.renewed).status).toBe("closed");
  expect(await stack.card("renewed")).toMatchObject({ name: "Renewed", status: "active" });

  stack.declare(() => undefined);
  const refused = await stack.expectRefused("protect", "up");
  expect(refused.requests.filter((entry) => entry.path.includes(ids.protected))).toEqual([]);
  expect(stack.cardById(ids.protected).status).toBe("active");

  protect = false;
  stack.declare(declareAll);
  await stack.up();
  await stack.destroy();
  expect(stack.cardById(ids.protected).status).toBe("closed");
  expect(stack.cardById(ids.retained).status).toBe("active");
  expect(stack.openCards.map(({ id }) => id)).toEqual([ids.retained]);
});

test("customTimeouts that are no durations are refused in the program", async () => {
  const stack = await stackWithAda();
  stack.declare(() => new fourpay.Card("card", card, { customTimeouts: { create: "soon" } }));
  const refused = await stack.expectRefused("customTimeouts: a time limit must be a duration");
  expect(refused.requests).toEqual([]);
});

test("explicit providers: two organizations in one program, each with its own key, which state keeps secret", async () => {
  const stack = await stackWithAda();
  const eu = await openSandbox({
    apiKey: "eu-key-8f14e45fceea167a",
    organizationId: "5d2b4c3a-0a4f-4c7e-9e8f-6b7a8c9d0e1f",
  });
  let cardsProvider: "default" | "eu" = "default";
  stack.declare(() => {
    const provider = new fourpay.Provider("eu", {
      baseUrl: eu.url,
      organizationId: eu.organizationId,
      apiKey: eu.apiKey,
      maxConcurrency: 2,
    });
    const bob = new fourpay.Holder("bob", { firstName: "Bob", lastName: "B", email: "bob@example.com" }, { provider });
    new fourpay.Card("eu-card", { ...card, holderId: bob.id }, { provider });
    new fourpay.Card("card", card, cardsProvider === "eu" ? { provider } : {});
  });

  await stack.up();

  expect(stack.cards.map(({ id }) => id)).toEqual([await stack.id("card")]);
  expect(eu.control.snapshot().cards.map(({ id }) => id)).toEqual([await stack.id("eu-card")]);
  expect((await stack.up()).requests).toEqual([]);
  expect(await stack.everythingOnDisk()).not.toContain(eu.apiKey);
  expect(await stack.stateText()).toContain("ciphertext");

  const requests = eu.journal.count();
  cardsProvider = "eu";
  const moved = await stack.expectFail("up", "tenant_mismatch");
  expect(moved.writes).toEqual([]);
  expect(eu.journal.count()).toBe(requests);
  expect(opsOf(moved, "card")).not.toContain("delete");

  cardsProvider = "default";
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
  expect(eu.control.snapshot().cards.map(({ status }) => status)).toEqual(["closed"]);
});
