// The initial balance is paid in once in the card's life.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { seedIds } from "../../../../provider/sandbox";
import { failure, type Mishap, plainCard, world } from "../../../support/lifecycleWorld";

const funded = { ...plainCard, initialBalance: "25" };

it("is paid in when the card is issued, has arrived when the run ends, and the wallet pays for it", async () => {
  const w = await world();
  const card = w.card();
  await card.up(funded);
  expect(w.writes).toEqual(["issue", "fund"]);
  expect(w.bodies("fund")).toEqual([{ amount: "25.00" }]);
  expect(w.cardOf(card.id).available).toBe("25.00");
  expect(w.walletOf(seedIds.wallet).balance).toBe("9974.00");
});

it("is never part of the record but as the declaration", async () => {
  const w = await world();
  const card = w.card();
  await card.up(funded);
  expect(Object.keys(card.outputs).filter((key) => /balance/i.test(key))).toEqual(["initialBalance"]);
});

describe("a lost reply: looked for, never sent again", () => {
  it.each<[string, Mishap]>([
    ["cut after the commit", { kind: "drop-after-commit" }],
    ["cut body", { kind: "truncate-body" }],
    ["502 after the commit", { kind: "status-after-commit", status: 502 }],
  ])("%s", async (_, fault) => {
    const w = await world();
    w.mishap("fund", fault);
    const card = w.card();
    await card.up(funded);
    expect(w.count("fund")).toBe(1);
    expect(w.cardOf(card.id).available).toBe("25.00");
  });

  it("cut before the commit: outcome unknown, the card is kept, and the next run pays once", async () => {
    const w = await world();
    w.mishap("fund", { kind: "refuse-before" });
    const card = w.card();
    expect(await failure(card.up(funded))).toMatchObject({ code: "outcome_unknown", partial: true });
    expect(w.count("fund")).toBe(1);
    w.newRun();
    await card.up(funded);
    expect(w.writes).toEqual(["fund"]);
    expect(w.cardOf(card.id).available).toBe("25.00");
  });
});

describe("destroyed before it has arrived: it is waited for, taken back, and only then the card is closed", () => {
  it.each<[string, Mishap | undefined]>([
    ["accepted, and slow", undefined],
    ["its reply lost, and slow", { kind: "drop-after-commit" }],
  ])("%s", async (_, fault) => {
    const w = await world({ latency: { moneyMs: 50_000 }, outcomeWindowMs: 10_000 });
    if (fault !== undefined) w.mishap("fund", fault);
    const card = w.card();
    await failure(card.up(funded, { seconds: 15 }));
    const { id } = card;
    w.newRun();
    await card.destroy();
    await w.clock.advance(120_000);
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
    expect(w.walletOf(seedIds.wallet).balance).toBe("9999.00");
  });
});

describe("not paid in again by the run that goes on after a failure", () => {
  it("when the money is on the card", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    await failure(card.up(funded, { seconds: 30 }));
    w.control.setCardStatus(card.id, "active");
    await w.issuer.fundCard({ walletId: seedIds.wallet, cardId: card.id }, "3", {});
    await w.clock.advance(1_000);
    w.newRun();
    await card.up(funded);
    expect(w.writes).toEqual([]);
    expect(w.cardOf(card.id).available).toBe("3.00");
  });

  it("when it was paid in and spent already", async () => {
    const w = await world();
    const card = w.card();
    w.mishap("freeze", { kind: "status-before", status: 409 });
    expect(await failure(card.up({ ...funded, frozen: true }))).toMatchObject({ code: "rejected", partial: true });
    w.control.spend(card.id, "25.00");
    expect(w.cardOf(card.id).available).toBe("0.00");
    w.newRun();
    await card.up({ ...funded, frozen: true });
    expect(w.writes).toEqual(["freeze"]);
  });

  it("when it is still under way: then it is waited for", async () => {
    const w = await world({ latency: { moneyMs: 120_000 } });
    const card = w.card();
    expect(await failure(card.up(funded, { seconds: 60 }))).toMatchObject({ code: "wait_timeout", partial: true });
    w.newRun();
    await card.up(funded);
    expect(w.writes).toEqual([]);
    expect(w.cardOf(card.id).available).toBe("25.00");
  });
});

it("a wallet whose cards hold no balance refuses it before anything is issued", async () => {
  const w = await world();
  const walletId = w.control.seedWallet({ providerId: seedIds.sharedProvider, balance: "100.00" });
  expect(await failure(w.card().up({ ...funded, walletId }))).toMatchObject({ code: "refused", partial: false });
  expect(w.writes).toEqual([]);
});

it("zero pays nothing, and needs no balance of its own", async () => {
  const w = await world();
  const walletId = w.control.seedWallet({ providerId: seedIds.sharedProvider, balance: "100.00" });
  await w.card().up({ ...plainCard, walletId, initialBalance: "0.00" });
  expect(w.writes).toEqual(["issue"]);
});

it("a wallet without enough money fails with the card kept, and the next run pays when there is some", async () => {
  const w = await world();
  const walletId = w.control.seedWallet({ providerId: seedIds.personalProvider, balance: "10.00" });
  const card = w.card();
  expect(await failure(card.up({ ...funded, walletId }))).toMatchObject({ code: "rejected", partial: true });
  w.control.fundWallet(walletId, "100.00");
  w.newRun();
  await card.up({ ...funded, walletId });
  expect(w.writes).toEqual(["fund"]);
});

it("a later change pays nothing and says so", async () => {
  const w = await world();
  const card = w.card();
  await card.up(funded);
  w.newRun();
  await card.up({ ...plainCard, initialBalance: "90" });
  expect(w.writes).toEqual([]);
  expect(w.warnings()).toHaveLength(1);
});

it("a card that an interrupted run issued is paid in when it is found by its mark", async () => {
  const w = await world({ behaviour: { issueVisibleAfterMs: 90_000 } });
  w.mishap("issue", { kind: "drop-after-commit" });
  const card = w.card();
  expect((await failure(card.up(funded))).code).toBe("outcome_unknown");
  await w.clock.advance(60_000);
  w.newRun();
  await card.up(funded);
  expect(w.writes).toEqual(["fund"]);
});

it("is paid before the card is frozen", async () => {
  const w = await world();
  const card = w.card();
  await card.up({ ...funded, frozen: true });
  expect(w.writes).toEqual(["issue", "fund", "freeze"]);
  expect(w.cardOf(card.id)).toMatchObject({ status: "frozen", available: "25.00" });
});

describe("a card that is frozen before it was paid for", () => {
  async function unpaid(declared: object) {
    const w = await world();
    const card = w.card();
    w.mishap("fund", { kind: "status-before", status: 422 });
    expect(await failure(card.up({ ...funded, ...declared }))).toMatchObject({ code: "rejected", partial: true });
    expect(w.writes).toEqual(["issue", "fund"]);
    w.newRun();
    return { w, card };
  }

  it("by hand: nobody unfreezes it until that is declared; then it is paid", async () => {
    const { w, card } = await unpaid({ frozen: true });
    w.control.setCardStatus(card.id ?? "", "frozen");
    expect(await failure(card.up({ ...funded, frozen: true }))).toMatchObject({ code: "rejected", partial: true });
    w.newRun();
    expect(await failure(card.up(funded))).toMatchObject({ code: "rejected", partial: true });
    expect(w.writes).toEqual(["fund"]);
    expect(w.cardOf(card.id).status).toBe("frozen");
    w.newRun();
    await card.up({ ...funded, frozen: false });
    expect(w.writes).toEqual(["unfreeze", "fund"]);
    expect(w.cardOf(card.id)).toMatchObject({ status: "active", available: "25.00" });
  });

  it("by hand: taken out of the program, the payment is no longer due", async () => {
    const { w, card } = await unpaid({});
    w.control.setCardStatus(card.id ?? "", "frozen");
    await card.up(plainCard);
    expect(w.writes).toEqual([]);
  });

  it("declared frozen from the beginning: paid, and frozen then", async () => {
    const { w, card } = await unpaid({ frozen: true });
    await card.up({ ...funded, frozen: true });
    expect(w.writes).toEqual(["fund", "freeze"]);
    expect(w.cardOf(card.id)).toMatchObject({ status: "frozen", available: "25.00" });
  });
});

describe("a freeze does not wait for a payment that fails", () => {
  /** The payment was refused in one run, and will be in the next. */
  async function refusedTwice() {
    const w = await world();
    const card = w.card();
    w.mishap("fund", { kind: "status-before", status: 422 }, 2);
    await failure(card.up(funded));
    w.newRun();
    return { w, card };
  }

  it("again refused: frozen all the same", async () => {
    const { w, card } = await refusedTwice();
    expect(await failure(card.up({ ...funded, frozen: true }))).toMatchObject({ code: "rejected", partial: true });
    expect(w.writes).toEqual(["fund", "freeze"]);
    expect(w.cardOf(card.id).status).toBe("frozen");
  });

  it("of an unknown outcome, of a new card: frozen, there may be money on it", async () => {
    const w = await world();
    const card = w.card();
    w.mishap("fund", { kind: "refuse-before" });
    const error = await failure(card.up({ ...funded, frozen: true }));
    expect(error).toMatchObject({ code: "outcome_unknown", partial: true });
    expect(w.writes).toEqual(["issue", "fund", "freeze"]);
    expect(w.cardOf(card.id).status).toBe("frozen");
  });

  it("nor for one that is slow to arrive", async () => {
    const w = await world({ latency: { moneyMs: 3_600_000 } });
    const card = w.card();
    expect(await failure(card.up(funded, { seconds: 60 }))).toMatchObject({ code: "wait_timeout", partial: true });
    w.newRun();
    const again = card.up({ ...funded, frozen: true }, { seconds: 60 });
    expect(await failure(again)).toMatchObject({ code: "wait_timeout", partial: true });
    expect(w.writes).toEqual(["freeze"]);
  });

  it("and where it cannot be made either, both are told", async () => {
    const { w, card } = await refusedTwice();
    w.mishap("freeze", { kind: "status-before", status: 409 });
    expect(await failure(card.up({ ...funded, frozen: true }))).toMatchObject({ code: "rejected", partial: true });
    expect(w.warnings()).toHaveLength(1);
    w.newRun();
    await card.up({ ...funded, frozen: true });
    expect(w.writes).toEqual(["fund", "freeze"]);
  });
});

it.each([
  ["declined", { status: "declined" }],
  ["canceled", { status: "canceled" }],
  ["another card's", { cardId: seedIds.wallet }],
])("is paid although the history shows a top-up that is %s", async (_, shown) => {
  const w = await world();
  const { listCardOperations } = w.issuer;
  Object.assign(w.issuer, {
    listCardOperations: async (filter, call) => {
      const [cardId = ""] = filter.cardIds ?? [];
      const other = {
        id: "other",
        type: "top_up",
        status: "completed",
        amount: "25.00",
        currency: "USD",
        cardId,
        ...shown,
      };
      return [other, ...(await listCardOperations(filter, call))];
    },
  } satisfies Partial<CardIssuer>);
  const card = w.card();
  await card.up(funded);
  expect(w.count("fund")).toBe(1);
  expect(w.cardOf(card.id).available).toBe("25.00");
});
