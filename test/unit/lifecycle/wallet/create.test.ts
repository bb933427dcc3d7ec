// A wallet has nothing client-chosen at creation, and still is created exactly once.
import { describe, expect, it } from "vitest";
import type { Raw } from "../../../../provider/model/validate";
import { type Seed, seedIds } from "../../../../provider/sandbox";
import { failure, type Mishap, stop, type World, type WorldOptions, world } from "../../../support/lifecycleWorld";

const plain = { providerId: seedIds.personalProvider };
const full = {
  ...plain,
  name: "Ads (EU)",
  fees: { cardTransactions: { percent: "2.50" }, cardIssuing: { amount: "5", currency: "USD" } },
  binDirections: [{ categoryId: seedIds.advertising, binIds: [seedIds.mastercardBin] }],
};
const empty: WorldOptions = { seed: "empty" };
const walletsOf = (w: World) => w.control.snapshot().wallets;

it("creates one, names it at once, and waits until it is active", async () => {
  const w = await world(empty);
  const wallet = w.wallet();
  expect(await wallet.up(plain)).toBe("create");
  expect(w.writes).toEqual(["createWallet", "updateWallet"]);
  expect(w.walletOf(wallet.id)).toMatchObject({
    status: "active",
    providerId: plain.providerId,
    name: wallet.inputs.name,
  });
  expect(wallet.inputs.name).toMatch(/^ads-[a-z2-7]{10}$/);
  expect(wallet.outputs).toMatchObject({ status: "active", currency: "USD", allowedCardTypes: ["virtual"] });
  expect(JSON.stringify(wallet.outputs)).not.toMatch(/balance/i);
  w.newRun();
  expect(await wallet.up(plain)).toBe("same");
  expect(w.writes).toEqual([]);
});

it("sends fees and BIN directions with the name", async () => {
  const w = await world(empty);
  await w.wallet().up(full);
  expect(w.bodies("updateWallet")).toEqual([
    {
      name: "Ads (EU)",
      fees: {
        cardTransactions: { type: "percent", percent: "2.5" },
        cardIssuing: { type: "amount", amount: "5.00", currency: "USD" },
      },
      accountBinDirections: [{ categoryId: seedIds.advertising, cardProviderBinIds: [seedIds.mastercardBin] }],
    },
  ]);
});

it("an API that takes no changes while the wallet is created gets them afterwards", async () => {
  const w = await world({ ...empty, behaviour: { walletPatchWhileCreating: "reject" } });
  const wallet = w.wallet();
  await wallet.up(full);
  expect(w.writes).toEqual(["createWallet", "updateWallet", "updateWallet"]);
  expect(w.walletOf(wallet.id).name).toBe("Ads (EU)");
  expect((await w.issuer.getWallet(wallet.id, {})).fees?.cardTransactions).toMatchObject({ percent: "2.5" });
});

it("one that another run took for a leftover and named before it could be named is left to that run", async () => {
  const w = await world({
    ...empty,
    latency: { walletMs: 60_000 },
    behaviour: { walletPatchWhileCreating: "reject" },
  });
  const wallet = w.wallet();
  w.clock.after(60_000, async () => {
    const [made] = walletsOf(w);
    if (made !== undefined) await w.issuer.updateWallet(made.id, { name: "other-aaaaaaaaaa" }, {});
  });
  expect(await failure(wallet.up(plain))).toMatchObject({ code: "ambiguous", partial: false });
  expect(wallet.recorded).toBeUndefined();

  w.newRun();
  await wallet.up(plain);
  expect(walletsOf(w).map(({ name }) => name)).toEqual(["other-aaaaaaaaaa", wallet.inputs.name]);
});

it("`active: false` is created, then deactivated", async () => {
  const w = await world(empty);
  const wallet = w.wallet();
  await wallet.up({ ...plain, active: false });
  expect(w.writes).toEqual(["createWallet", "updateWallet", "deactivate"]);
  expect(w.walletOf(wallet.id).status).toBe("inactive");
});

it("several wallets of one provider are created in turn, each with its own name", async () => {
  const w = await world(empty);
  const wallets = ["a", "b", "c"].map((name) => w.wallet(name));
  await Promise.all(wallets.map((wallet) => wallet.up(plain)));
  expect(new Set(wallets.map(({ id }) => id)).size).toBe(3);
  expect(w.writes).toEqual(Array(3).fill(["createWallet", "updateWallet"]).flat());
  for (const wallet of wallets) expect(w.walletOf(wallet.id).name).toBe(wallet.inputs.name);
});

describe("a lost reply to the creation: the wallet is found as what the list did not hold before", () => {
  it.each<[string, Mishap]>([
    ["cut after the commit", { kind: "drop-after-commit" }],
    ["cut body", { kind: "truncate-body" }],
    ["502 after the commit", { kind: "status-after-commit", status: 502 }],
    ["a success without a body", { kind: "empty-201" }],
  ])("%s", async (_, fault) => {
    const w = await world();
    w.mishap("createWallet", fault);
    const wallet = w.wallet();
    await wallet.up(plain);
    expect(w.count("createWallet")).toBe(1);
    expect(walletsOf(w)).toHaveLength(2);
    expect(w.walletOf(wallet.id).name).toBe(wallet.inputs.name);
  });

  it("several of one run at once, each with a lost reply", async () => {
    const w = await world();
    w.mishap("createWallet", { kind: "drop-after-commit" }, 3);
    const wallets = ["a", "b", "c"].map((name) => w.wallet(name));
    await Promise.all(wallets.map((wallet) => wallet.up(plain)));
    expect(w.count("createWallet")).toBe(3);
    expect(new Set(wallets.map(({ id }) => id)).size).toBe(3);
  });

  it("cut before the commit: outcome unknown, and the next run creates one", async () => {
    const w = await world(empty);
    w.mishap("createWallet", { kind: "refuse-before" });
    const wallet = w.wallet();
    expect(await failure(wallet.up(plain))).toMatchObject({ code: "outcome_unknown", partial: false });
    expect(w.count("createWallet")).toBe(1);
    w.newRun();
    await wallet.up(plain);
    expect(walletsOf(w)).toHaveLength(1);
  });

  it("another stack's wallet, named at once, is not taken for ours", async () => {
    const w = await world(empty);
    w.mishap("createWallet", { kind: "refuse-before" });
    const foreign = w.wallet("of-another-stack").check(plain).name as string;
    w.clock.after(1_000, () => w.control.seedWallet({ ...plain, name: foreign }));
    expect((await failure(w.wallet().up(plain))).code).toBe("outcome_unknown");
    expect(walletsOf(w).map(({ name }) => name)).toEqual([foreign]);
  });

  it("two unnamed new wallets are ambiguous: both are named in the error and neither is touched", async () => {
    const w = await world(empty);
    w.mishap("createWallet", { kind: "drop-after-commit" });
    w.clock.after(200, () => w.control.seedWallet(plain));
    const { code, message } = await failure(w.wallet().up(plain));
    expect(code).toBe("ambiguous");
    for (const { id } of walletsOf(w)) expect(message).toContain(id);
    expect(w.count("updateWallet")).toBe(0);
  });
});

describe("a lost reply to the naming", () => {
  it("after the commit: seen, not sent again", async () => {
    const w = await world(empty);
    w.mishap("updateWallet", { kind: "drop-after-commit" });
    const wallet = w.wallet();
    await wallet.up(plain);
    expect(w.writes).toEqual(["createWallet", "updateWallet"]);
  });

  it("before the commit: the wallet is kept, and the next run names it", async () => {
    const w = await world(empty);
    w.mishap("updateWallet", { kind: "refuse-before" });
    const wallet = w.wallet();
    expect(await failure(wallet.up(full))).toMatchObject({ code: "outcome_unknown", partial: true });
    w.newRun();
    expect(await wallet.up(full)).toBe("update");
    expect(w.writes).toEqual(["updateWallet"]);
    expect(w.walletOf(wallet.id).name).toBe("Ads (EU)");
    expect(wallet.recorded?.incomplete).toBe(false);
  });
});

describe("a wait that ends early keeps the wallet", () => {
  it("on timeout, and the next run goes on", async () => {
    const w = await world({ ...empty, latency: { walletMs: 120_000 } });
    const wallet = w.wallet();
    expect(await failure(wallet.up(full, { seconds: 60 }))).toMatchObject({ code: "wait_timeout", partial: true });
    w.newRun();
    await wallet.up(full);
    expect(w.count("createWallet")).toBe(0);
    expect(wallet.outputs).toMatchObject({ status: "active", currency: "USD" });
    expect(wallet.outputs).not.toHaveProperty("unfinished");
  });

  it("on cancel", async () => {
    const w = await world({ ...empty, latency: { walletMs: 120_000 } });
    const wallet = w.wallet();
    const cancel = new AbortController();
    w.clock.after(20_000, () => stop(cancel));
    expect(await failure(wallet.up(plain, { cancel }))).toMatchObject({ code: "cancelled", partial: true });
    expect(wallet.id).toBe(walletsOf(w)[0]?.id);
  });
});

it("a wallet that fails in creation is a plain error, and the next run creates another", async () => {
  const w = await world({ ...empty, latency: { walletMs: 60_000 } });
  const wallet = w.wallet();
  w.clock.after(5_000, () => w.control.setWalletStatus(walletsOf(w)[0]?.id ?? "", "creating_failed"));
  expect(await failure(wallet.up(plain))).toMatchObject({ code: "failed_state", partial: false });
  expect(wallet.recorded).toBeUndefined();
  w.newRun();
  await wallet.up(plain);
  expect(w.count("createWallet")).toBe(1);
});

describe("an existing wallet", () => {
  const named = (w: World, name: string, more: object = {}) => w.control.seedWallet({ ...plain, name, ...more });
  const mark = (w: World, declared: Raw = plain) => w.wallet().check(declared).name as string;

  it("that carries our mark is adopted", async () => {
    const w = await world(empty);
    const id = named(w, mark(w));
    const wallet = w.wallet();
    await wallet.up(plain);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual([]);
  });

  it("that carries our mark and is inactive is activated again, not created again", async () => {
    const w = await world(empty);
    const id = named(w, mark(w), { status: "inactive" });
    const wallet = w.wallet();
    await wallet.up(plain);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual(["activate"]);
    expect(w.walletOf(id).status).toBe("active");
  });

  it("destroyed and declared again, it is the same wallet", async () => {
    const w = await world(empty);
    const wallet = w.wallet();
    await wallet.up(plain);
    const { id } = wallet;
    w.newRun();
    await wallet.destroy();
    w.newRun();
    await wallet.up(plain);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual(["activate"]);
  });

  it("two with our mark are ambiguous", async () => {
    const w = await world(empty);
    const ids = [named(w, mark(w)), named(w, mark(w))];
    const { code, message } = await failure(w.wallet().up(plain));
    expect(code).toBe("ambiguous");
    for (const id of ids) expect(message).toContain(id);
    expect(w.writes).toEqual([]);
  });

  it("of an explicit name is refused, with its id", async () => {
    const w = await world(empty);
    const id = named(w, "Ads (EU)");
    const { code, message } = await failure(w.wallet().up(full));
    expect(code).toBe("name_taken");
    expect(message).toContain(id);
    expect(w.writes).toEqual([]);
  });

  it("of an explicit name that is inactive neither blocks it nor is revived", async () => {
    const w = await world(empty);
    const id = named(w, "Ads (EU)", { status: "inactive" });
    const wallet = w.wallet();
    await wallet.up(full);
    expect(wallet.id).not.toBe(id);
    expect(w.walletOf(id).status).toBe("inactive");
  });

  it("is taken over by `adopt: true`, or by its id, which renames it", async () => {
    const w = await world(empty);
    const first = named(w, "Ads (EU)");
    const wallet = w.wallet("first");
    await wallet.up({ ...plain, name: "Ads (EU)", adopt: true });
    expect(wallet.id).toBe(first);
    const second = named(w, "made by hand");
    const other = w.wallet("second");
    await other.up({ ...plain, name: "Second", adopt: second });
    expect(other.id).toBe(second);
    expect(w.walletOf(second).name).toBe("Second");
    expect(w.count("createWallet")).toBe(0);
  });

  it("is not taken over by a second resource of the run", async () => {
    const w = await world(empty);
    const first = w.wallet("first");
    await first.up(plain);
    expect((await failure(w.wallet("second").up({ ...plain, adopt: first.id }))).code).toBe("adoption_mismatch");
  });

  it("one explicit name declared twice: one wallet, one error", async () => {
    const w = await world(empty);
    const outcomes = await Promise.allSettled([w.wallet("a").up(full), w.wallet("b").up(full)]);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect(w.count("createWallet")).toBe(1);
  });
});

describe("a wallet that a killed run left without a name", () => {
  const eur = "a1b6c2d3-1111-4e5f-8a9b-0000000000e0";
  const usd = "a1b6c2d3-1111-4e5f-8a9b-0000000000d0";
  const provider = { cardTypes: ["virtual"], balanceModes: ["personal"], ranges: {}, binIds: [] } as const;
  const fees = {
    cardTransactions: { kind: "percent", percent: "0" },
    cardIssuing: { kind: "amount", amount: "1.00", currency: "EUR" },
    topUpsAllocation: { kind: "percent", percent: "0" },
  } as const;
  const seed: Seed = {
    providers: [
      { ...provider, id: eur, currency: "EUR", fees },
      { ...provider, id: usd, currency: "USD", fees },
    ],
    wallets: [],
  };
  const declared = { providerId: eur };

  it("is claimed: lone, unnamed, empty, recent, of the declared provider", async () => {
    const w = await world({ seed });
    const id = w.control.seedWallet({ providerId: eur });
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual(["updateWallet"]);
    expect(w.walletOf(id).name).toBe(wallet.inputs.name);
  });

  it("is watched for a while first: its creator may be alive and about to name it", async () => {
    const w = await world({ seed });
    const id = w.control.seedWallet({ providerId: eur });
    w.clock.after(14_000, () => w.issuer.updateWallet(id, { name: "Somebody" }, {}));
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).not.toBe(id);
    expect(w.walletOf(id).name).toBe("Somebody");
  });

  it("is given up when somebody else names it at the same moment", async () => {
    const w = await world({ seed });
    const id = w.control.seedWallet({ providerId: eur });
    w.clock.after(16_000, () => w.issuer.updateWallet(id, { name: "Somebody" }, {}));
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).not.toBe(id);
  });

  it("is waited for while it is still being created", async () => {
    const w = await world({ seed, latency: { walletMs: 90_000 } });
    const { id } = await w.issuer.createWallet(eur, {});
    w.newRun();
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual(["updateWallet"]);
  });

  it("is nobody's to claim once its creation fails", async () => {
    const w = await world({ seed, latency: { walletMs: 90_000 } });
    const { id } = await w.issuer.createWallet(eur, {});
    w.clock.after(20_000, () => w.control.setWalletStatus(id, "creating_failed"));
    w.newRun();
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).not.toBe(id);
    expect(w.count("createWallet")).toBe(1);
  });

  it.each<[string, (w: World) => unknown]>([
    ["two of them", (w) => [w.control.seedWallet({ providerId: eur }), w.control.seedWallet({ providerId: eur })]],
    ["of another provider", (w) => w.control.seedWallet({ providerId: usd })],
    ["with money on it", (w) => w.control.seedWallet({ providerId: eur, balance: "0.01" })],
    ["inactive", (w) => w.control.seedWallet({ providerId: eur, status: "inactive" })],
    ["with a name somebody chose", (w) => w.control.seedWallet({ providerId: eur, name: "Marketing" })],
    [
      "with a chosen name that speaks of a wallet",
      (w) => w.control.seedWallet({ providerId: eur, name: "Marketing wallet" }),
    ],
    ["with a mark of another resource", (w) => w.control.seedWallet({ providerId: eur, name: "x-aaaaaaaaaa" })],
    [
      "too old",
      async (w) => {
        w.control.seedWallet({ providerId: eur });
        await w.clock.advance(25 * 3_600_000);
      },
    ],
  ])("is not claimed: %s", async (_, leave) => {
    const w = await world({ seed });
    await leave(w);
    const left = walletsOf(w).map(({ id, name }) => ({ id, name }));
    await w.wallet().up(declared);
    expect(w.count("createWallet")).toBe(1);
    expect(walletsOf(w).slice(0, left.length)).toMatchObject(left);
  });

  it("is claimed where several providers look alike, and that is said", async () => {
    const twins = [eur, usd].map((id) => ({ ...provider, id, currency: "EUR", fees }));
    const w = await world({ seed: { providers: twins, wallets: [] } });
    const id = w.control.seedWallet({ providerId: eur });
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).toBe(id);
    expect(w.count("createWallet")).toBe(0);
    expect(w.warnings().join()).toContain(id);
  });

  it("is not claimed by a provider whose cards keep their money elsewhere", async () => {
    const w = await world({ seed: "empty" });
    w.control.seedWallet({ providerId: seedIds.sharedProvider });
    await w.wallet().up(plain);
    expect(w.count("createWallet")).toBe(1);
  });

  it("is claimed although a wallet of another provider was left as well", async () => {
    const w = await world({ seed });
    const id = w.control.seedWallet({ providerId: eur });
    const other = w.control.seedWallet({ providerId: usd });
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).toBe(id);
    expect(w.walletOf(other).name).not.toBe(wallet.inputs.name);
    expect(w.count("createWallet")).toBe(0);
  });

  it("is waited for where the API shows the new name late, and no second one is created", async () => {
    const w = await world({ seed, latency: { updateMs: 20_000 } });
    const id = w.control.seedWallet({ providerId: eur });
    const wallet = w.wallet();
    await wallet.up(declared);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual(["updateWallet"]);
  });

  it("keeps its run from creating another one while it is not known what became of naming it", async () => {
    const w = await world({ seed, latency: { updateMs: 40_000 } });
    const id = w.control.seedWallet({ providerId: eur });
    const wallet = w.wallet();
    expect(await failure(wallet.up(declared))).toMatchObject({ code: "wait_timeout", partial: false });
    await w.clock.advance(60_000);
    w.newRun();
    await wallet.up(declared);
    expect(wallet.id).toBe(id);
    expect(w.writes).toEqual([]);
  });

  it("is claimed by one resource only", async () => {
    const w = await world({ seed });
    w.control.seedWallet({ providerId: eur });
    const [a, b] = [w.wallet("a"), w.wallet("b")];
    await Promise.all([a.up(declared), b.up(declared)]);
    expect(a.id).not.toBe(b.id);
    expect(w.count("createWallet")).toBe(1);
  });

  it("gets its fees as well when it is claimed", async () => {
    const w = await world({ seed });
    const id = w.control.seedWallet({ providerId: eur });
    await w.wallet().up({ ...declared, fees: { cardTransactions: { percent: "3" } } });
    expect((await w.issuer.getWallet(id, {})).fees?.cardTransactions).toMatchObject({ percent: "3" });
  });
});
