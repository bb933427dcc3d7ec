// The doctor looks at everything, whatever is wrong, says who is to blame, and changes nothing.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { examine } from "../../../../provider/cli/doctor";
import { type Check, isHealthy, type Verdict } from "../../../../provider/cli/doctor/check";
import { Pulse } from "../../../../provider/cli/doctor/pulse";
import { checkLines, checksAsJson } from "../../../../provider/cli/doctor/report";
import { type ErrorCode, FourpayError } from "../../../../provider/model/errors";
import { seedIds } from "../../../../provider/sandbox";
import { plainCard, type World, world } from "../../../support/lifecycleWorld";
import { begun, stackState, sweepContext } from "../../../support/sweepWorld";

interface Bent {
  readonly issuer?: Partial<CardIssuer>;
  readonly pulse?: Pulse;
  readonly states?: Parameters<typeof sweepContext>[1];
}

async function examined(w: World, { issuer = {}, pulse = new Pulse(() => 0), states }: Bent = {}) {
  const checks = await examine({
    issuer: { ...w.issuer, ...issuer },
    pulse,
    now: () => w.clock.now(),
    signal: new AbortController().signal,
    ...(states === undefined ? {} : { sweep: sweepContext(w, states) }),
  });
  expect(w.writes).toEqual([]);
  return checks;
}

function verdicts(checks: readonly Check[]): Record<string, Verdict> {
  return Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]));
}

/** All that is not well. */
function complaints(checks: readonly Check[]): Record<string, Verdict> {
  return verdicts(checks.filter(({ verdict }) => verdict !== "ok"));
}

function refusing(code: ErrorCode): () => Promise<never> {
  return () => Promise.reject(new FourpayError(code, "Planted."));
}

it("all is well", async () => {
  const checks = await examined(await world());
  expect(complaints(checks)).toEqual({});
  expect(isHealthy(checks, true)).toBe(true);
});

describe("who is to blame", () => {
  const nothing: Record<string, Verdict> = { address: "ok", credential: "ok", tenant: "ok" };
  it.each<[ErrorCode, Record<string, Verdict>]>([
    ["not_sent", { address: "failed", credential: "unchecked", tenant: "unchecked" }],
    ["no_answer", { address: "failed", credential: "unchecked", tenant: "unchecked" }],
    ["unauthorized", { ...nothing, credential: "failed", tenant: "unchecked" }],
    ["forbidden", { ...nothing, tenant: "failed" }],
    ["not_found", { ...nothing, tenant: "failed" }],
    ["rate_limited", { ...nothing, tenant: "warning" }],
    ["server_error", { address: "failed", credential: "unchecked", tenant: "unchecked" }],
    ["protocol_error", { address: "failed", credential: "unchecked", tenant: "unchecked" }],
  ])("%s", async (code, expected) => {
    const checks = await examined(await world(), { issuer: { listWallets: refusing(code) } });
    expect(verdicts(checks)).toMatchObject({ ...expected, wallets: "unchecked", clock: "ok" });
    expect(isHealthy(checks, false)).toBe(code === "rate_limited");
  });

  it("a mistake of ours is not blamed on the API", async () => {
    const listWallets = () => Promise.reject(new TypeError("ours"));
    await expect(examined(await world(), { issuer: { listWallets } })).rejects.toThrow(TypeError);
  });
});

describe("wallets", () => {
  it("none is active: no card can be issued", async () => {
    const w = await world();
    for (const { id } of w.control.snapshot().wallets) w.control.setWalletStatus(id, "inactive");
    expect(complaints(await examined(w))).toEqual({ wallets: "failed" });
  });

  it("none allows any type of card: none can be issued either", async () => {
    const w = await world();
    const listWallets: CardIssuer["listWallets"] = async (call) =>
      (await w.issuer.listWallets(call)).map((wallet) => ({ ...wallet, allowedCardTypes: [] }));
    expect(complaints(await examined(w, { issuer: { listWallets } }))).toEqual({ wallets: "failed" });
  });

  it("an empty one is worth a warning, which fails nothing but a strict run", async () => {
    const w = await world();
    w.control.seedWallet({ name: "Empty one" });
    const checks = await examined(w);
    expect(complaints(checks)).toEqual({ balances: "warning" });
    expect([isHealthy(checks, false), isHealthy(checks, true)]).toEqual([true, false]);
  });

  it("failed ones are named", async () => {
    const w = await world();
    const id = w.control.seedWallet({ name: "Broken one", balance: "1.00" });
    w.control.setWalletStatus(id, "creating_failed");
    const checks = await examined(w);
    expect(complaints(checks)).toEqual({ "left-over wallets": "warning" });
    expect(checks.find(({ name }) => name === "left-over wallets")?.says).toContain(id);
  });

  it("one that was never named is found, however old it is", async () => {
    const w = await world();
    await w.issuer.createWallet(seedIds.sharedProvider, {});
    w.newRun();
    await w.clock.advance(7 * 24 * 60 * 60_000);
    expect(complaints(await examined(w))).toEqual({ balances: "warning", "left-over wallets": "warning" });
  });

  it("what cannot be read fails its own check only", async () => {
    const checks = await examined(await world(), { issuer: { getWalletRules: refusing("server_error") } });
    expect(complaints(checks)).toEqual({ limits: "failed" });
  });
});

describe("cards", () => {
  it("one that has been in creation for more than an hour is stuck; a young one is not", async () => {
    const w = await world({ latency: { issueMs: 24 * 60 * 60_000 } });
    const card = w.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "slow", status: "creating" });
    await w.clock.advance(10 * 60_000);
    expect(complaints(await examined(w))).toEqual({});
    await w.clock.advance(51 * 60_000);
    const checks = await examined(w);
    expect(complaints(checks)).toEqual({ cards: "warning" });
    expect(checks.find(({ name }) => name === "cards")?.says).toContain(card);
  });

  it("a physical one may take days", async () => {
    const w = await world();
    const walletId = w.control.seedWallet({ providerId: seedIds.physicalProvider, balance: "1.00" });
    w.control.seedCard({ walletId, holderId: "ada", name: "plastic", type: "physical", status: "creating" });
    await w.clock.advance(2 * 24 * 60 * 60_000);
    const listCards: CardIssuer["listCards"] = async (id, filter, call) =>
      (await w.issuer.listCards(id, filter, call)).map((card) => ({ ...card, cardType: "physical" }));
    expect(complaints(await examined(w, { issuer: { listCards } }))).toEqual({});
  });

  it("one that once failed to be issued needs nothing any more", async () => {
    const w = await world();
    w.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "failed", status: "creating_failed" });
    expect(complaints(await examined(w))).toEqual({});
  });

  it("a list that cannot be read fails its own check only", async () => {
    const checks = await examined(await world(), { issuer: { listCards: refusing("protocol_error") } });
    expect(complaints(checks)).toEqual({ cards: "failed" });
  });
});

describe("leftovers", () => {
  it("are looked for where a state is given", async () => {
    const w = await world();
    const card = w.card();
    await card.up(plainCard);
    w.newRun();
    expect(complaints(await examined(w))).toEqual({});
    expect(complaints(await examined(w, { states: [stackState()] }))).toEqual({ leftovers: "warning" });
    const other = stackState({}, { stack: "prod" });
    expect(complaints(await examined(w, { states: [other] }))).toEqual({});
    const pending = stackState({ pending: [begun(card, plainCard)] });
    expect(complaints(await examined(w, { states: [pending] }))).toEqual({ leftovers: "warning" });
  });

  it("do not include people, whom the API cannot delete", async () => {
    const w = await world();
    await w.holder("alan").up({ firstName: "Alan", lastName: "Turing", email: "alan@example.com" });
    w.newRun();
    expect(complaints(await examined(w, { states: [stackState()] }))).toEqual({});
  });

  it("a state that cannot be used fails this check, and the others go on", async () => {
    const broken = { ...stackState(), deployment: "nothing" };
    expect(complaints(await examined(await world(), { states: [broken] }))).toEqual({ leftovers: "failed" });
  });
});

describe("what the answers tell on the side", () => {
  it.each<[number, Verdict]>([
    [10_000, "ok"],
    [-10_000, "ok"],
    [60_000, "warning"],
    [-60_000, "warning"],
    [600_000, "failed"],
  ])("a clock that differs by %i ms: %s", async (skew, verdict) => {
    const pulse = new Pulse(() => 1_000_000);
    pulse.observe({ status: 200, serverNow: 1_000_000 + skew });
    expect(verdicts(await examined(await world(), { pulse })).clock).toBe(verdict);
  });

  it("a 429 is worth a warning", async () => {
    const pulse = new Pulse(() => 0);
    pulse.observe({ status: 429 });
    expect(complaints(await examined(await world(), { pulse }))).toEqual({ "rate limit": "warning" });
  });
});

it("the report says what to do, and the machine's form whether it is healthy", async () => {
  const checks = await examined(await world(), { issuer: { listWallets: refusing("unauthorized") } });
  expect(checkLines(checks, false).join("\n")).toContain("Planted. [unauthorized]");
  expect(JSON.parse(checksAsJson(checks, false))).toMatchObject({
    healthy: false,
    checks: [{ name: "address" }, { verdict: "failed" }, {}, {}, {}, {}],
  });
});
