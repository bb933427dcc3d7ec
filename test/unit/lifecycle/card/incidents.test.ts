// What a review found could go wrong with money or cards, each as it would have happened.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { seedIds } from "../../../../provider/sandbox";
import { failure, plainCard, world } from "../../../support/lifecycleWorld";

const funded = { ...plainCard, initialBalance: "20" };

/** The issuer as the API would be if it behaved differently in one place. */
function bend(issuer: CardIssuer, change: Partial<CardIssuer>): void {
  Object.assign(issuer, change);
}

describe("an initial balance", () => {
  it("that was accepted and settles slowly is never paid twice, however often the run is tried", async () => {
    const w = await world({ latency: { moneyMs: 200_000 } });
    const { listCardOperations } = w.issuer;
    // Nothing shows until the money has moved.
    bend(w.issuer, {
      listCardOperations: async (filter, call) =>
        (await listCardOperations(filter, call)).filter(({ status }) => status === "completed"),
    });
    const card = w.card();
    expect(await failure(card.up(funded, { seconds: 30 }))).toMatchObject({ code: "wait_timeout", partial: true });
    expect(w.count("fund")).toBe(1);
    w.newRun();
    expect(await failure(card.up(funded, { seconds: 30 }))).toMatchObject({ code: "wait_timeout", partial: true });
    w.newRun();
    await card.up(funded, { seconds: 400 });
    expect(w.writes).toEqual([]);
    expect(w.cardOf(card.id).balance).toBe("20.00");
  });

  it("that a killed run may have sent is looked for during the outcome window before it is paid", async () => {
    const w = await world({ latency: { moneyMs: 4_000 } });
    const card = w.card();
    await card.up(plainCard);
    await w.issuer.fundCard({ walletId: seedIds.wallet, cardId: card.id }, "20.00", {});
    card.recorded = undefined;
    w.newRun();
    await card.up(funded);
    expect(w.count("fund")).toBe(0);
    expect(w.cardOf(card.id).balance).toBe("20.00");
  });

  it("is not taken for paid because the card shows its wallet's money", async () => {
    const w = await world();
    const { getCard, getWalletRules } = w.issuer;
    bend(w.issuer, {
      getWalletRules: async (id, call) => {
        const { cardsHoldBalance: _, ...rules } = await getWalletRules(id, call);
        return rules;
      },
      getCard: async (ref, call) => ({ ...(await getCard(ref, call)), availableBalance: "9999.00" }),
    });
    const card = w.card();
    await card.up(funded);
    expect(w.count("fund")).toBe(1);
  });

  it("still due is paid after a refresh has made the engine forget the failure", async () => {
    const w = await world();
    w.mishap("fund", { kind: "status-before", status: 409 });
    const card = w.card();
    expect(await failure(card.up(funded))).toMatchObject({ code: "rejected", partial: true });
    w.newRun();
    expect(await card.refresh()).toBe("there");
    expect(await card.up(funded)).toBe("update");
    expect(w.cardOf(card.id).balance).toBe("20.00");
    expect(await card.up(funded)).toBe("same");
  });
});

describe("closing", () => {
  it("does not strand money where the API does not say whether cards hold it, and refuses to give it back", async () => {
    const w = await world();
    const card = w.card();
    await card.up(funded);
    const { getWalletRules } = w.issuer;
    bend(w.issuer, {
      getWalletRules: async (id, call) => {
        const { cardsHoldBalance: _, ...rules } = await getWalletRules(id, call);
        return rules;
      },
    });
    w.newRun();
    w.mishap("defund", { kind: "status-before", status: 409 });
    expect((await failure(card.destroy())).code).toBe("refused");
    expect(w.count("close")).toBe(0);
    expect(w.cardOf(card.id)).toMatchObject({ status: "active", balance: "20.00" });
  });

  it("with the policy `freeze` never lets go of a card that is not frozen", async () => {
    const w = await world();
    const card = w.card();
    await card.up({ ...plainCard, deletionPolicy: "freeze" });
    const { getCard } = w.issuer;
    bend(w.issuer, { getCard: async (ref, call) => ({ ...(await getCard(ref, call)), status: "processing" }) });
    w.newRun();
    expect((await failure(card.destroy({ seconds: 30 }))).code).toBe("wait_timeout");
    expect(card.recorded).toBeDefined();
  });
});

describe("replacing", () => {
  it("a card that was adopted by id issues another one instead of adopting it again", async () => {
    const w = await world();
    const existing = w.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "Lost card" });
    const card = w.card();
    const adopted = { ...plainCard, adopt: existing };
    await card.up(adopted);
    expect(card.id).toBe(existing);
    w.newRun();
    expect(await card.up({ ...adopted, reissue: "lost" })).toBe("replace");
    expect(card.id).not.toBe(existing);
    expect(w.cardOf(existing).status).toBe("closed");
  });

  it("is not caused by an API that shows ids and types in other case", async () => {
    const w = await world();
    const declared = { ...plainCard, cardType: "virtual" };
    const card = w.card();
    await card.up(declared);
    const { getCard } = w.issuer;
    bend(w.issuer, {
      getCard: async (ref, call) => ({ ...(await getCard(ref, call)), cardType: "VIRTUAL", holderId: "ADA" }),
    });
    await card.refresh();
    expect(await card.up(declared)).toBe("same");
  });
});

it("two resources that adopt one id at the same moment: one gets it", async () => {
  const w = await world();
  const existing = w.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "One card" });
  const both = [w.card("one"), w.card("two")].map((card) => card.up({ ...plainCard, adopt: existing }));
  const results = await Promise.allSettled(both);
  expect(results).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { code: "adoption_mismatch" } },
  ]);
  expect(w.writes).toEqual(["change"]);
});

it("a lost card is recognised although the API changed the case of its name", async () => {
  const w = await world();
  w.mishap("issue", { kind: "drop-after-commit" });
  const { listCards, getCard } = w.issuer;
  bend(w.issuer, {
    listCards: async (...args) =>
      (await listCards(...args)).map((card) => ({ ...card, ...(card.name && { name: card.name.toUpperCase() }) })),
    getCard: async (...args) => {
      const card = await getCard(...args);
      return { ...card, ...(card.name && { name: card.name.toUpperCase() }) };
    },
  });
  const card = w.card();
  await card.up(plainCard);
  expect(w.cards).toHaveLength(1);
  w.newRun();
  card.recorded = undefined;
  await card.up(plainCard);
  expect(w.cards).toHaveLength(1);
});

it("a removed limit that the API shows as zero counts as removed", async () => {
  const w = await world({ behaviour: { limitsPatch: "replace" } });
  const card = w.card();
  await card.up({ ...plainCard, limits: { daily: "10.00", weekly: "20.00" } });
  const { getCard } = w.issuer;
  bend(w.issuer, {
    getCard: async (...args) => {
      const seen = await getCard(...args);
      return { ...seen, limits: { weekly: "0.00", ...seen.limits } };
    },
  });
  await card.up({ ...plainCard, limits: { daily: "10.00" } });
  expect(card.outputs.limits).toEqual({ daily: "10.00" });
});
