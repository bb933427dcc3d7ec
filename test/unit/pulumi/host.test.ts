// The provider process as the engine drives it: over gRPC, with calls at the same time, unknown values, failures and a Cancel.
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Sandbox, type SandboxOptions, seedIds, startSandbox } from "../../../provider/sandbox";
import { configOf, failed, type Host, line, startHost, type Values } from "../../support/lifecycleHost";
import { ada, plainCard, urnOf } from "../../support/lifecycleWorld";

const unknown = pulumi.runtime.unknownValue;
const SECRET = "sk_live_do_not_print";

// A process is started per test: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });
const eventually = (look: () => void) => vi.waitFor(look, { timeout: 20_000 });

async function open(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; host: Host }> {
  const sandbox = await startSandbox({
    apiKey: SECRET,
    ...options,
    latency: { issueMs: 20, updateMs: 20, statusChangeMs: 20 },
  });
  onTestFinished(() => sandbox.close());
  sandbox.control.seedHolder(ada);
  return { sandbox, host: await startHost(configOf(sandbox)) };
}

const declared = (name: string, more: Values = {}): Values => ({
  ...plainCard,
  resourceUrn: urnOf("Card", name),
  ...more,
});

async function checked(host: Host, name: string, more: Values = {}): Promise<Values> {
  return (await host.check("card", declared(name, more))).inputs;
}

const ISSUE = "POST /wallets/{wallet_id}/instruments";

it("checks, creates, compares, reads and updates a card", async () => {
  const { host } = await open();
  const inputs = await checked(host, "a");
  expect(inputs).toMatchObject({
    ...plainCard,
    name: expect.stringMatching(/^a-[a-z2-7]{10}$/) as string,
    __provider: line("card"),
  });
  const { id, properties } = await host.create("card", inputs);
  expect(properties).toMatchObject({ ...inputs, status: "active" });

  const { changes, replaces } = await host.diff("card", id, properties, inputs);
  // Unknown (0) leaves the comparison of properties to the engine.
  expect({ changes, replaces }).toEqual({ changes: 0, replaces: [] });
  expect((await host.diff("card", id, properties, { ...inputs, holderId: "grace" })).replaces).toEqual(["holderId"]);

  const read = await host.read(id, properties);
  expect(read.id).toBe(id);
  expect(read.properties).toEqual(properties);
  expect(read.inputs).toEqual(inputs);

  const updated = await host.update("card", id, properties, { ...inputs, limits: { daily: "7.00" } });
  expect(updated).toMatchObject({ limits: { daily: "7.00" }, __provider: line("card") });
});

it("deletes what another run made", async () => {
  const { sandbox, host } = await open();
  const { id, properties } = await host.create("card", await checked(host, "a"));
  const other = await startHost(configOf(sandbox));
  await other.delete(id, properties);
  expect(sandbox.control.snapshot().cards[0]?.status).toBe("closed");
  expect((await other.read(id, properties)).id).toBe("");
});

describe("a card recorded by version 0.1.0", () => {
  /** The same card, as that version wrote it down. */
  async function recordedThen({ sandbox, host }: Awaited<ReturnType<typeof open>>) {
    const { resourceUrn: _, ...inputs } = await checked(host, "a");
    const { id, properties } = await host.create("card", { ...inputs, resourceUrn: urnOf("Card", "a") });
    const tenant = { baseUrl: sandbox.url, dialect: "organization", tenant: sandbox.organizationId, schemaVersion: 1 };
    return {
      id,
      inputs: { ...inputs, resourceUrn: urnOf("Card", "a") },
      properties: { ...properties, ...tenant },
    };
  }

  it("plans to no change, and reads as it was recorded", async () => {
    const world = await open();
    const { id, inputs, properties } = await recordedThen(world);
    const host = await startHost(configOf(world.sandbox));
    expect((await host.check("card", declared("a"), inputs)).inputs).toEqual(inputs);
    expect(await host.diff("card", id, properties, inputs)).toMatchObject({ changes: 0, replaces: [] });
    expect(await host.read(id, properties)).toMatchObject({ id, properties, inputs });
    expect((await host.read(id, properties)).properties).toEqual(properties);
  });

  it("is updated and closed", async () => {
    const world = await open();
    const { id, inputs, properties } = await recordedThen(world);
    const updated = await world.host.update("card", id, properties, { ...inputs, limits: { daily: "7.00" } });
    expect(updated).toMatchObject({ limits: { daily: "7.00" }, resourceUrn: urnOf("Card", "a") });
    await (await startHost(configOf(world.sandbox))).delete(id, properties);
    expect(world.sandbox.control.snapshot().cards.map(({ status }) => status)).toEqual(["closed"]);
  });

  it("of another organization is refused", async () => {
    const world = await open();
    const { id, properties } = await recordedThen(world);
    const error = await failed(world.host.delete(id, { ...properties, tenant: "somebody-else" }));
    expect(error.message).toContain("[tenant_mismatch]");
  });
});

it("a card of another organization is refused", async () => {
  const { sandbox, host } = await open();
  const { id, properties } = await host.create("card", await checked(host, "a"));
  const tenant = String(properties.tenant).replace(sandbox.organizationId, "somebody-else");
  expect(tenant).toContain(`${sandbox.url} somebody-else`);
  expect((await failed(host.delete(id, { ...properties, tenant }))).message).toContain("[tenant_mismatch]");
});

it("eight first calls at the same time all find the configuration", async () => {
  const { sandbox, host } = await open();
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const made = await Promise.all(names.map((name) => host.create("card", declared(name, { name: `card ${name}` }))));
  expect(new Set(made.map(({ id }) => id)).size).toBe(8);
  expect(sandbox.journal.count({ route: ISSUE })).toBe(8);
});

describe("check failures", () => {
  it("carry no property, since the engine would print its value, and the path in the reason", async () => {
    const { host } = await open();
    const { failures } = await host.check("card", declared("a", { limits: { daily: "x" }, currency: SECRET }));
    expect(failures.map(({ property }) => property)).toEqual(["", ""]);
    expect(failures.map(({ reason }) => reason.split(":")[0]).sort()).toEqual(["currency", "limits.daily"]);
    expect(JSON.stringify(failures)).not.toContain(SECRET);
  });

  it("name a configuration that is missing or wrong, on the resource it is about", async () => {
    const { sandbox } = await open();
    const { "fourpay:apiKey": _, ...keyless } = configOf(sandbox);
    const missing = await (await startHost(keyless)).check("card", declared("a"));
    expect(missing.failures).toEqual([{ property: "", reason: expect.stringContaining("fourpay:apiKey") as string }]);
    const wrong = await (await startHost({ ...configOf(sandbox), "fourpay:baseUrl": "http://example.com" })).check(
      "card",
      declared("a"),
    );
    expect(wrong.failures).toEqual([{ property: "", reason: expect.stringContaining("fourpay:baseUrl") as string }]);
  });

  it("the environment's key is used where there is one", async () => {
    const { sandbox } = await open();
    const config = { ...configOf(sandbox), "fourpay:apiKey": "outdated" };
    const host = await startHost(config, { FOURPAY_API_KEY: SECRET });
    expect((await host.create("card", await checked(host, "a"))).id).not.toBe("");
  });
});

describe("preview checks", () => {
  it("refuse without a property, warn on the resource's own row, and never record what only they are told", async () => {
    const { sandbox, host } = await open();
    const wrong = await host.check("card", declared("a", { cardType: "physical" }));
    expect(wrong.failures).toEqual([
      { property: "", reason: expect.stringMatching(/^cardType: .*input_invalid/) as string },
    ]);
    const walletId = sandbox.control.seedWallet({ providerId: seedIds.personalProvider, name: "Poor" });
    const { inputs, failures } = await host.check("card", declared("b", { walletId, deletedFirst: true }));
    expect(failures).toEqual([]);
    expect(inputs).not.toHaveProperty("deletedFirst");
    await eventually(() =>
      expect(host.notes).toContainEqual({
        urn: urnOf("Card", "b"),
        text: expect.stringContaining("Wallet Poor has 0.00; the new card needs 1.00") as string,
        ephemeral: false,
      }),
    );
    expect(sandbox.journal.count({ write: true })).toBe(0);
  });

  it("know from `diff` what the program makes of its wallet", async () => {
    const { sandbox, host } = await open();
    const wallet = { providerId: seedIds.personalProvider, adopt: seedIds.wallet, resourceUrn: urnOf("Wallet", "w") };
    const { inputs } = await host.check("wallet", wallet);
    const { id, properties } = await host.create("wallet", inputs);
    sandbox.control.setWalletStatus(seedIds.wallet, "inactive");
    const next = await startHost(configOf(sandbox));
    expect((await next.check("card", declared("a"))).failures).toHaveLength(1);
    await next.diff("wallet", id, properties, { ...inputs, active: true });
    expect((await next.check("card", declared("a"))).failures).toEqual([]);
  });

  it("are not made where they are switched off", async () => {
    const { sandbox } = await open();
    const host = await startHost({ ...configOf(sandbox), "fourpay:previewChecks": "false" });
    expect((await host.check("card", declared("a", { cardType: "physical" }))).failures).toEqual([]);
    expect(sandbox.journal.count()).toBe(0);
  });
});

describe("unknown values", () => {
  it("at any depth fail neither check nor diff, and come back as they were", async () => {
    const { host } = await open();
    const known = await checked(host, "a");
    for (const more of [
      { walletId: unknown },
      { limits: unknown },
      { limits: { daily: unknown } },
      { resourceUrn: unknown },
    ]) {
      const { inputs, failures } = await host.check("card", declared("a", more));
      expect(failures).toEqual([]);
      expect(inputs).toMatchObject(more);
      await host.diff("card", "id", known, inputs);
    }
  });

  it("deep in lists of a wallet", async () => {
    const { host } = await open();
    const more = { providerId: unknown, binDirections: [{ categoryId: unknown, binIds: [unknown, seedIds.visaBin] }] };
    const { inputs, failures } = await host.check("wallet", { ...more, resourceUrn: urnOf("Wallet", "w") });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ ...more, name: unknown });
  });
});

describe("failures", () => {
  it("before anything exists: a plain error, so that nothing is recorded", async () => {
    const { host } = await open();
    const error = await failed(host.create("card", declared("a", { name: "x", holderId: "nobody" })));
    expect(error.init).toBeUndefined();
    expect(error.message).toContain("[rejected]");
    expect(error.message).not.toContain(SECRET);
  });

  it("after the card exists: id, properties with the handler line, and reasons", async () => {
    const { sandbox, host } = await open();
    sandbox.faults.add({ kind: "stuck" });
    const inputs = await checked(host, "a", { timeoutsSeconds: { create: 1 } });
    const { init } = await failed(host.create("card", inputs));
    expect(init?.id).toBe(sandbox.control.snapshot().cards[0]?.id);
    expect(init?.properties).toMatchObject({ ...inputs, __provider: line("card"), status: "creating" });
    expect(init?.reasons).toEqual([expect.stringContaining("[wait_timeout]") as string]);
  });

  it("another tenant's record: refused before any request", async () => {
    const { sandbox, host } = await open();
    const { id, properties } = await host.create("card", await checked(host, "a"));
    sandbox.journal.clear();
    const foreign = { ...properties, tenant: "99999999-9999-4999-8999-999999999999" };
    for (const call of [
      host.read(id, foreign),
      host.delete(id, foreign),
      host.update("card", id, foreign, properties),
      host.diff("card", id, foreign, properties),
    ]) {
      expect((await failed(call)).message).toContain("[tenant_mismatch]");
    }
    expect(sandbox.journal.count()).toBe(0);
  });
});

it("an object that is gone is told by an empty id", async () => {
  const { sandbox, host } = await open();
  const { id, properties } = await host.create("card", await checked(host, "a"));
  sandbox.control.removeCard(id);
  expect((await host.read(id, properties)).id).toBe("");
});

it("progress goes to the resource's own row, in passing", async () => {
  const { host } = await open();
  await host.create("card", await checked(host, "a"));
  const urn = urnOf("Card", "a");
  await eventually(() => expect(host.notes.filter((note) => note.text !== "").length).toBeGreaterThan(0));
  expect(host.notes.every((note) => note.urn === urn && note.ephemeral)).toBe(true);
});

it("notes that matter stay, on the same row", async () => {
  const { host } = await open();
  const urn = urnOf("Holder", "h");
  const { inputs } = await host.check("holder", {
    firstName: "H",
    lastName: "H",
    email: "h@example.com",
    resourceUrn: urn,
  });
  const { id, properties } = await host.create("holder", inputs);
  await host.delete(id, properties);
  await eventually(() => expect(host.notes.filter((note) => !note.ephemeral)).toHaveLength(1));
  expect(host.notes.find((note) => !note.ephemeral)?.urn).toBe(urn);
});

describe("Cancel", () => {
  it("ends a wait within seconds, and the card is kept with its id and reasons", async () => {
    const { sandbox, host } = await open();
    sandbox.faults.add({ kind: "stuck", match: { times: 2 } });
    const pending = ["a", "b"].map(async (name) => failed(host.create("card", await checked(host, name))));
    await eventually(() => expect(sandbox.control.snapshot().cards).toHaveLength(2));
    const start = performance.now();
    await host.cancel();
    const ends = await Promise.all(pending);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(ends.map(({ init }) => init?.id).sort()).toEqual(
      sandbox.control
        .snapshot()
        .cards.map(({ id }) => id)
        .sort(),
    );
    for (const { init } of ends) {
      expect(init?.properties.unfinished).toContain("issue");
      expect(init?.reasons.join()).toContain("[cancelled]");
    }
  });

  it("nothing that waits for its turn is begun any more", async () => {
    const sandbox = await startSandbox({ latency: { issueMs: 600_000 } });
    onTestFinished(() => sandbox.close());
    sandbox.control.seedHolder(ada);
    const host = await startHost({ ...configOf(sandbox), "fourpay:maxRequestsPerSecond": "1" });
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const inputs = await Promise.all(names.map((name) => checked(host, name)));
    const creating = inputs.map((declared) => failed(host.create("card", declared)));
    await eventually(() => expect(sandbox.journal.count({ route: ISSUE })).toBeGreaterThanOrEqual(1));
    await host.cancel();
    // The one under way may come home; a second would be a second later.
    const begun = sandbox.journal.count({ route: ISSUE });
    const ends = await Promise.all(creating);
    expect(sandbox.journal.count({ route: ISSUE })).toBe(begun);
    const known = ends.flatMap(({ init }) => init?.id ?? []);
    expect(known.sort()).toEqual(
      sandbox.control
        .snapshot()
        .cards.map(({ id }) => id)
        .sort(),
    );
    for (const { message } of ends) expect(message).toContain("[cancelled]");
  });

  it("what was cancelled is finished by the next process, without a second card", async () => {
    const { sandbox, host } = await open();
    sandbox.faults.add({ kind: "stuck" });
    const inputs = await checked(host, "a");
    const pending = failed(host.create("card", inputs));
    await eventually(() => expect(sandbox.control.snapshot().cards).toHaveLength(1));
    await host.cancel();
    const { init } = await pending;
    sandbox.control.setCardStatus(init?.id ?? "", "active");
    const next = await startHost(configOf(sandbox));
    const finished = await next.update("card", init?.id ?? "", init?.properties ?? {}, inputs);
    expect(finished).toMatchObject({ status: "active" });
    expect(finished).not.toHaveProperty("unfinished");
    expect(sandbox.journal.count({ route: ISSUE })).toBe(1);
  });
});

it.each([
  ["is missing", "process._getActiveHandles=undefined"],
  ["refuses", "process._getActiveHandles=()=>{throw(Error())}"],
  ["shows nothing", "process._getActiveHandles=()=>[]"],
])("where Node's list of handles %s, a Cancel has no effect and everything else works", async (_how, change) => {
  const sandbox = await startSandbox({ latency: { issueMs: 20 } });
  onTestFinished(() => sandbox.close());
  sandbox.control.seedHolder(ada);
  sandbox.faults.add({ kind: "stuck" });
  const host = await startHost(configOf(sandbox), { NODE_OPTIONS: `--import=data:text/javascript,${change}` });
  const creating = host.create("card", await checked(host, "a"));
  await eventually(() => expect(sandbox.control.snapshot().cards).toHaveLength(1));
  await host.cancel();
  const [card] = sandbox.control.snapshot().cards;
  sandbox.control.setCardStatus(card?.id ?? "", "active");
  const { id, properties } = await creating;
  expect(properties).toMatchObject({ status: "active" });
  expect((await host.read(id, properties)).properties).toEqual(properties);
  await (await startHost(configOf(sandbox))).delete(id, properties);
  expect(sandbox.control.snapshot().cards.map(({ status }) => status)).toEqual(["closed"]);
});

it("a wallet and its holder go the same way", async () => {
  const { sandbox, host } = await open();
  const wallet = {
    providerId: seedIds.personalProvider,
    resourceUrn: urnOf("Wallet", "w"),
    fees: { cardTransactions: { percent: "2.50" } },
  };
  const { inputs } = await host.check("wallet", wallet);
  expect(inputs).toMatchObject({ fees: { cardTransactions: { percent: "2.5" } } });
  const { id, properties } = await host.create("wallet", inputs);
  expect(properties).toMatchObject({ status: "active", currency: "USD" });
  expect((await host.read(id, properties)).inputs).toEqual(inputs);
  expect(sandbox.control.snapshot().wallets.map((known) => known.id)).toContain(id);
});

it("no answer holds the key", async () => {
  const { host } = await open();
  const inputs = await checked(host, "a");
  const created = await host.create("card", inputs);
  const read = await host.read(created.id, created.properties);
  expect(JSON.stringify([inputs, created, read, host.notes])).not.toContain(SECRET);
});

describe("a fleet", () => {
  const { walletId, ...own } = plainCard;
  const fleet = (cards: Values, more: Values = {}): Values => ({
    walletId,
    cards,
    resourceUrn: urnOf("CardFleet", "team"),
    ...more,
  });
  const checkedFleet = async (host: Host, cards: Values, more: Values = {}): Promise<Values> =>
    (await host.check("fleet", fleet(cards, more))).inputs;

  it("whose cards are written plainly is recorded with texts, and goes on from them in every call", async () => {
    const { host, sandbox } = await open();
    const inputs = await checkedFleet(host, { a: own, b: own }, { plain: true });
    expect(inputs).toMatchObject({ cards: { a: own, b: own } });
    expect(inputs).not.toHaveProperty("plain");
    const { id, properties } = await host.create("fleet", inputs);
    expect(properties).toMatchObject({
      cards: JSON.stringify(inputs.cards),
      tenant: expect.stringMatching(/^3 /) as string,
    });
    expect(Object.keys(JSON.parse(String(properties.issued)) as Values)).toEqual(["a", "b"]);

    const later = await startHost(configOf(sandbox));
    expect(await later.diff("fleet", id, properties, inputs)).toMatchObject({ changes: 0, replaces: [] });
    expect(await later.read(id, properties)).toEqual({ id, properties, inputs });

    const updating = await startHost(configOf(sandbox));
    const next = await checkedFleet(updating, { b: own, c: own }, { plain: true });
    const updated = await updating.update("fleet", id, properties, next);
    expect(Object.keys(JSON.parse(String(updated.issued)) as Values)).toEqual(["b", "c"]);
    await (await startHost(configOf(sandbox))).delete(id, updated);
    expect(sandbox.control.snapshot().cards.map(({ status }) => status)).toEqual(["closed", "closed", "closed"]);
  });

  it("that failed in part is recorded with texts as well", async () => {
    const { host, sandbox } = await open();
    sandbox.faults.add({ kind: "status-before", status: 422, match: { method: "POST", times: 1 } });
    const inputs = await checkedFleet(host, { a: own, b: own }, { plain: true });
    const { init } = await failed(host.create("fleet", inputs));
    const { cards, issued } = init?.properties ?? {};
    expect(cards).toBe(JSON.stringify(inputs.cards));
    expect(Object.keys(JSON.parse(String(issued)) as Values)).toHaveLength(1);
  });

  it("is recorded value by value where this process did not hear that it may be a text", async () => {
    const { host, sandbox } = await open();
    const plain = await checkedFleet(host, { a: own }, { plain: true });
    const other = await startHost(configOf(sandbox));
    const { id, properties } = await other.create("fleet", plain);
    expect(properties).toMatchObject({ cards: { a: own }, tenant: expect.stringMatching(/^2 /) as string });
    expect((await host.update("fleet", id, properties, plain)).cards).toBe(JSON.stringify(plain.cards));
    // Another fleet has taken the URN, and does not say so.
    await checkedFleet(host, { a: own });
    expect(await host.update("fleet", id, properties, plain)).toMatchObject({ cards: { a: own } });
    await checkedFleet(host, { a: own }, { plain: true });
    expect(await host.update("fleet", id, properties, plain)).toMatchObject({ cards: { a: own } });
  });

  it("whose recorded cards are damaged is touched by no call", async () => {
    const { host, sandbox } = await open();
    const inputs = await checkedFleet(host, { a: own }, { plain: true });
    const { id, properties } = await host.create("fleet", inputs);
    const before = sandbox.journal.list().length;
    for (const damaged of [
      { ...properties, cards: String(properties.cards).slice(1) },
      { ...properties, issued: "" },
    ])
      for (const call of [
        () => host.diff("fleet", id, damaged, inputs),
        () => host.read(id, damaged),
        () => host.update("fleet", id, damaged, inputs),
        () => host.delete(id, damaged),
      ])
        expect((await failed(call())).message).toContain("[input_invalid]");
    expect(sandbox.journal.list()).toHaveLength(before);
  });
});
