// A card is issued exactly once, whatever happens to the reply.
import { describe, expect, it } from "vitest";
import { failure, type Mishap, plainCard, stop, world } from "../../../support/lifecycleWorld";

it("issues one card, waits until it is active, and records what is stable", async () => {
  const w = await world();
  const card = w.card();
  expect(await card.up(plainCard)).toBe("create");
  expect(w.writes).toEqual(["issue"]);
  expect(w.cardOf(card.id)).toMatchObject({ status: "active", holderId: "ada", limits: { daily: "100.00" } });
  expect(card.outputs).toMatchObject({
    ...plainCard,
    status: "active",
    maskedNumber: expect.stringMatching(/^\*{4} \*{4} \*{4} \d{4}$/) as string,
    paymentSystem: "visa",
    expiry: expect.stringMatching(/^\d{4}-\d\d$/) as string,
    tenant: w.sandbox.organizationId,
    dialect: "organization",
    baseUrl: w.sandbox.url,
    schemaVersion: 2,
  });
  expect(JSON.stringify(card.outputs)).not.toMatch(/balance/i);
});

it("a second run finds nothing to do", async () => {
  const w = await world();
  const card = w.card();
  await card.up(plainCard);
  w.newRun();
  expect(await card.up(plainCard)).toBe("same");
  expect(w.writes).toEqual([]);
});

describe("a reply that is lost after the card was issued: the card is found, nothing is sent again", () => {
  it.each<[string, Mishap]>([
    ["the connection is cut", { kind: "drop-after-commit" }],
    ["the body is cut", { kind: "truncate-body" }],
    ["500", { kind: "status-after-commit", status: 500 }],
    ["502", { kind: "status-after-commit", status: 502 }],
    ["504", { kind: "status-after-commit", status: 504 }],
    ["408", { kind: "status-after-commit", status: 408 }],
    ["a redirect", { kind: "status-after-commit", status: 302 }],
    ["a success that is no JSON", { kind: "garbage-body" }],
    ["a success without a body", { kind: "empty-201" }],
  ])("%s", async (_, fault) => {
    const w = await world();
    w.mishap("issue", fault);
    const card = w.card();
    await card.up(plainCard);
    expect(w.count("issue")).toBe(1);
    expect(w.cards.map(({ id, status }) => ({ id, status }))).toEqual([{ id: card.id, status: "active" }]);
  });

  it("also when the card takes a while to show", async () => {
    const w = await world({ behaviour: { issueVisibleAfterMs: 20_000 } });
    w.mishap("issue", { kind: "drop-after-commit" });
    const card = w.card();
    await card.up(plainCard);
    expect(w.count("issue")).toBe(1);
    expect(w.cards).toHaveLength(1);
    expect(w.cardOf(card.id).status).toBe("active");
  });

  it("also when looking for it meets trouble of its own", async () => {
    const w = await world();
    w.mishap("issue", { kind: "drop-after-commit" });
    const list = "GET /wallets/{wallet_id}/instruments";
    w.sandbox.faults.add({ kind: "status-before", status: 503, match: { route: list, nth: 2, times: 7 } });
    const card = w.card();
    await card.up(plainCard);
    expect(w.count("issue")).toBe(1);
    expect(w.cards).toHaveLength(1);
  });

  it("also when the time limit ends while looking: finding it out goes on, and the card is kept", async () => {
    const w = await world({ behaviour: { issueVisibleAfterMs: 20_000 } });
    w.mishap("issue", { kind: "drop-after-commit" });
    const card = w.card();
    expect(await failure(card.up(plainCard, { seconds: 10 }))).toMatchObject({ code: "wait_timeout", partial: true });
    expect(card.id).toBe(w.cards[0]?.id);
    w.newRun();
    expect(await card.up(plainCard)).toBe("update");
    expect(w.count("issue")).toBe(0);
  });
});

describe("a request that got lost before the card was issued", () => {
  it.each<[string, Mishap]>([
    ["the connection is cut", { kind: "refuse-before" }],
    ["500", { kind: "status-before", status: 500 }],
    ["503", { kind: "status-before", status: 503 }],
  ])("%s: outcome unknown, nothing sent again in that run, and the next run issues one", async (_, fault) => {
    const w = await world();
    w.mishap("issue", fault);
    const card = w.card();
    expect(await failure(card.up(plainCard))).toMatchObject({ code: "outcome_unknown", partial: false });
    expect(w.count("issue")).toBe(1);
    expect(card.recorded).toBeUndefined();
    w.newRun();
    await card.up(plainCard);
    expect(w.count("issue")).toBe(1);
    expect(w.cards).toHaveLength(1);
  });

  it("watches for the whole outcome window and not longer", async () => {
    const w = await world({ outcomeWindowMs: 20_000 });
    w.mishap("issue", { kind: "refuse-before" });
    const start = w.clock.now();
    await failure(w.card().up(plainCard));
    expect(w.clock.now() - start).toBeGreaterThanOrEqual(20_000);
    expect(w.clock.now() - start).toBeLessThan(25_000);
  });

  it("429 was certainly not processed, so it is sent again", async () => {
    const w = await world();
    w.mishap("issue", { kind: "rate-limit", retryAfterSeconds: 2 }, 2);
    await w.card().up(plainCard);
    expect(w.count("issue")).toBe(3);
    expect(w.cards).toHaveLength(1);
  });

  it("a refusal is a plain error with the API's own code", async () => {
    const w = await world();
    const card = w.card();
    expect(await failure(card.up({ ...plainCard, holderId: "nobody" }))).toMatchObject({
      code: "rejected",
      partial: false,
    });
    expect(card.recorded).toBeUndefined();
  });
});

it("a card that shows only after the outcome window is adopted by the next run", async () => {
  const w = await world({ behaviour: { issueVisibleAfterMs: 90_000 } });
  w.mishap("issue", { kind: "drop-after-commit" });
  const card = w.card();
  expect((await failure(card.up(plainCard))).code).toBe("outcome_unknown");
  await w.clock.advance(60_000);
  w.newRun();
  await card.up(plainCard);
  expect(w.count("issue")).toBe(0);
  expect(card.id).toBe(w.cards[0]?.id);
});

it("an explicit name is not taken over after a lost reply: the next run names the card and the ways out", async () => {
  const w = await world({ behaviour: { issueVisibleAfterMs: 90_000 } });
  w.mishap("issue", { kind: "drop-after-commit" });
  const card = w.card();
  const named = { ...plainCard, name: "Team card" };
  expect((await failure(card.up(named))).code).toBe("outcome_unknown");
  await w.clock.advance(60_000);
  w.newRun();
  const { code, message } = await failure(card.up(named));
  expect(code).toBe("name_taken");
  expect(message).toContain(w.cards[0]?.id);
  expect(w.writes).toEqual([]);
});

it("a card that cannot be read right after it was issued is waited for", async () => {
  const w = await world({ behaviour: { issueVisibleAfterMs: 5_000 } });
  const card = w.card();
  await card.up(plainCard);
  expect(w.count("issue")).toBe(1);
  expect(card.outputs.status).toBe("active");
});

it("a card that shows nothing of itself while it is created is recorded in full once it is active", async () => {
  const w = await world({ behaviour: { detailsWhileCreating: "nulls" }, latency: { issueMs: 8_000 } });
  const card = w.card();
  await card.up({ ...plainCard, cardType: "virtual", currency: "USD" });
  expect(card.outputs.maskedNumber).toBeDefined();
  expect(w.writes).toEqual(["issue"]);
});

describe("a card that fails while it is created", () => {
  it("is a plain error, so nothing is recorded, and the next run issues anew", async () => {
    const w = await world();
    w.mishap("issue", { kind: "creating-failed" });
    const card = w.card();
    expect(await failure(card.up(plainCard))).toMatchObject({ code: "failed_state", partial: false });
    expect(card.recorded).toBeUndefined();
    w.newRun();
    await card.up(plainCard);
    expect(w.count("issue")).toBe(1);
    expect(w.cards.map(({ status }) => status)).toEqual(["creating_failed", "active"]);
    expect(w.cardOf(card.id).status).toBe("active");
  });

  it("also when the reply was lost", async () => {
    const w = await world();
    w.mishap("issue", { kind: "creating-failed" });
    w.mishap("issue", { kind: "drop-after-commit" });
    expect(await failure(w.card().up(plainCard))).toMatchObject({ code: "failed_state", partial: false });
    expect(w.count("issue")).toBe(1);
  });

  it("found out by a later run: recorded as failed, and that run's successor replaces it", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    expect((await failure(card.up(plainCard, { seconds: 30 }))).code).toBe("wait_timeout");
    const failed = card.id;
    w.control.setCardStatus(failed, "creating_failed");
    w.newRun();
    expect(await failure(card.up(plainCard))).toMatchObject({ code: "failed_state", partial: true });
    w.newRun();
    expect(await card.up(plainCard)).toBe("replace");
    expect(w.writes).toEqual(["issue"]);
    expect(w.cardOf(card.id).status).toBe("active");
  });
});

describe("a wait that ends early keeps the card", () => {
  it("on timeout: with its id and unfinished steps, and the next run goes on without a second POST", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    expect(await failure(card.up(plainCard, { seconds: 60 }))).toMatchObject({ code: "wait_timeout", partial: true });
    expect(card.outputs).toMatchObject({ ...plainCard, status: "creating" });
    expect(card.outputs.unfinished).toContain("issue");
    w.control.setCardStatus(card.id, "active");
    w.newRun();
    expect(await card.up(plainCard)).toBe("update");
    expect(w.writes).toEqual([]);
    expect(card.outputs.status).toBe("active");
    expect(card.outputs).not.toHaveProperty("unfinished");
    expect(card.recorded?.incomplete).toBe(false);
  });

  it("on cancel: the same", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    const cancel = new AbortController();
    w.clock.after(5_000, () => stop(cancel));
    expect(await failure(card.up(plainCard, { cancel }))).toMatchObject({ code: "cancelled", partial: true });
    expect(card.id).toBe(w.cards[0]?.id);
    w.control.setCardStatus(card.id, "active");
    w.newRun();
    await card.up(plainCard);
    expect(w.writes).toEqual([]);
  });

  it("cancelled while a lost reply is looked for: outcome unknown at once, and the next run adopts", async () => {
    const w = await world({ behaviour: { issueVisibleAfterMs: 30_000 } });
    w.mishap("issue", { kind: "drop-after-commit" });
    const card = w.card();
    const cancel = new AbortController();
    const start = w.clock.now();
    w.clock.after(5_000, () => stop(cancel));
    expect(await failure(card.up(plainCard, { cancel }))).toMatchObject({ code: "outcome_unknown", partial: false });
    expect(w.clock.now() - start).toBeLessThan(10_000);
    await w.clock.advance(30_000);
    w.newRun();
    await card.up(plainCard);
    expect(w.count("issue")).toBe(0);
  });

  it("cancelled before anything was sent: nothing was issued", async () => {
    const w = await world();
    const cancel = new AbortController();
    stop(cancel);
    expect(await failure(w.card().up(plainCard, { cancel }))).toMatchObject({ code: "cancelled", partial: false });
    expect(w.cards).toEqual([]);
  });
});

describe("what counts as done", () => {
  it("a physical card is done when it is accepted", async () => {
    const w = await world();
    const walletId = w.control.seedWallet({ providerId: "a1b6c2d3-1111-4e5f-8a9b-000000000003", balance: "100.00" });
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    await card.up({ ...plainCard, walletId, cardType: "physical" });
    expect(card.outputs.status).toBe("creating");
  });

  it("`accepted` does not wait for a virtual card either, and the status catches up on refresh", async () => {
    const w = await world();
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted" });
    expect(card.outputs.status).toBe("creating");
    await w.clock.advance(1_000);
    await card.refresh();
    expect(card.outputs).toMatchObject({ status: "active", paymentSystem: "visa" });
  });

  it("an initial balance waits for the card whatever is accepted", async () => {
    const w = await world();
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted", initialBalance: "5" });
    expect(w.cardOf(card.id)).toMatchObject({ status: "active", available: "5.00" });
  });

  it("so does `frozen: true`", async () => {
    const w = await world();
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted", frozen: true });
    expect(w.cardOf(card.id).status).toBe("frozen");
  });

  it("a change of limits never passes over a card that is not ready", async () => {
    const w = await world();
    const card = w.card();
    w.mishap("issue", { kind: "stuck" });
    await card.up({ ...plainCard, waitFor: "accepted" });
    w.newRun();
    w.clock.after(20_000, () => w.control.setCardStatus(card.id, "active"));
    await card.up({ ...plainCard, waitFor: "accepted", limits: { daily: "7.00" } });
    expect(w.cardOf(card.id).limits).toEqual({ daily: "7.00" });
  });
});

it("many cards at once wait on shared list pages and are each issued once", async () => {
  const w = await world({ latency: { issueMs: 10_000 } });
  const cards = Array.from({ length: 12 }, (_, index) => w.card(`card-${index}`));
  await Promise.all(cards.map((card) => card.up(plainCard)));
  expect(w.count("issue")).toBe(12);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(12);
  const reads = w.sandbox.journal.count({ route: "GET /wallets/{wallet_id}/instruments/{instrument_id}" });
  expect(reads).toBeLessThanOrEqual(12 * 3);
});
