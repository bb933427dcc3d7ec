// Deleting a card is a ladder: empty it, close it, make sure, and say what is left.
import { describe, expect, it } from "vitest";
import { seedIds } from "../../../../provider/sandbox";
import {
  failure,
  type Managed,
  type Mishap,
  plainCard,
  type World,
  type WorldOptions,
  world,
} from "../../../support/lifecycleWorld";

async function issued(
  declared: object = plainCard,
  options: WorldOptions = {},
): Promise<{ w: World; card: Managed; id: string }> {
  const w = await world(options);
  const card = w.card();
  await card.up({ ...plainCard, ...declared });
  w.newRun();
  return { w, card, id: card.id };
}

const funded = { initialBalance: "25" };

describe("close", () => {
  it("an empty card is closed, and that is waited for", async () => {
    const { w, card, id } = await issued({}, { latency: { statusChangeMs: 30_000 } });
    await card.destroy();
    expect(w.writes).toEqual(["close"]);
    expect(w.cardOf(id).status).toBe("closed");
  });

  it("money goes back to the wallet first", async () => {
    const { w, card, id } = await issued(funded);
    await card.destroy();
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.bodies("defund")).toEqual([{ amount: "25.00" }]);
    expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
    expect(w.walletOf(seedIds.wallet).balance).toBe("9999.00");
  });

  it.each(["frozen", "blocked"] as const)("a %s card is emptied and closed as well", async (status) => {
    const { w, card, id } = await issued(funded);
    w.control.setCardStatus(id, status);
    await card.destroy();
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.cardOf(id).status).toBe("closed");
  });

  it("an expired card is emptied; there is nothing left to close", async () => {
    const { w, card, id } = await issued(funded);
    w.control.setCardStatus(id, "expired");
    await card.destroy();
    await w.clock.advance(1_000);
    expect(w.writes).toEqual(["defund"]);
    expect(w.cardOf(id).balance).toBe("0.00");
  });

  it("a card of a shared wallet is only closed", async () => {
    const w = await world();
    const walletId = w.control.seedWallet({ providerId: seedIds.sharedProvider, balance: "100.00" });
    const card = w.card();
    await card.up({ ...plainCard, walletId });
    w.newRun();
    await card.destroy();
    expect(w.writes).toEqual(["close"]);
  });

  it("a card still being created is waited for, then closed", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted" });
    const { id } = card;
    w.newRun();
    w.clock.after(40_000, () => w.control.setCardStatus(id, "active"));
    await card.destroy();
    // The first attempt is refused: the card was not ready.
    expect(w.writes).toEqual(["close", "close"]);
    expect(w.cardOf(id).status).toBe("closed");
  });

  it("a card that stays in creation is an error, not a success", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted" });
    w.newRun();
    expect((await failure(card.destroy({ seconds: 60 }))).code).toBe("wait_timeout");
    expect(card.recorded).toBeDefined();
  });

  it("a card that fails in creation needs no closing", async () => {
    const w = await world();
    w.mishap("issue", { kind: "creating-failed" });
    const card = w.card();
    await card.up({ ...plainCard, waitFor: "accepted" });
    const { id } = card;
    w.newRun();
    await card.destroy();
    expect(w.count("close")).toBeLessThanOrEqual(1);
    expect(w.cardOf(id).status).toBe("creating_failed");
    expect(card.recorded).toBeUndefined();
  });

  it("a card already closed is nothing to do, but money on it is told", async () => {
    const { w, card, id } = await issued(funded);
    w.control.setCardStatus(id, "closed");
    await card.destroy();
    expect(w.writes).toEqual([]);
    expect(w.warnings()).toHaveLength(1);
  });

  it("a card that vanished is nothing to do", async () => {
    const { w, card, id } = await issued();
    w.control.removeCard(id);
    await card.destroy();
    expect(w.writes).toEqual([]);
  });
});

describe("lost replies are looked after, nothing is sent twice", () => {
  it.each<[string, "defund" | "close", Mishap]>([
    ["defund, after the commit", "defund", { kind: "drop-after-commit" }],
    ["defund, 500 after the commit", "defund", { kind: "status-after-commit", status: 500 }],
    ["close, after the commit", "close", { kind: "drop-after-commit" }],
    ["close, cut body", "close", { kind: "truncate-body" }],
  ])("%s", async (_, write, fault) => {
    const { w, card, id } = await issued(funded);
    w.mishap(write, fault);
    await card.destroy();
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
  });

  it.each(["defund", "close"] as const)(
    "%s, before the commit: outcome unknown, still recorded, and the next destroy ends it",
    async (write) => {
      const { w, card, id } = await issued(funded);
      w.mishap(write, { kind: "refuse-before" });
      expect((await failure(card.destroy())).code).toBe("outcome_unknown");
      expect(w.count(write)).toBe(1);
      expect(card.recorded).toBeDefined();
      w.newRun();
      await card.destroy();
      expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
    },
  );
});

describe("money that moves meanwhile", () => {
  it.each(["10.00", "40.00"])(
    "a refund of %s that arrives while the card is emptied is taken back too",
    async (refund) => {
      let refunded = false;
      const { w, card, id } = await issued(funded, {
        latency: { moneyMs: 0 },
        issuer: (real) => ({
          ...real,
          async defundCard(ref, amount, call) {
            await real.defundCard(ref, amount, call);
            if (!refunded) await real.fundCard(ref, refund, call);
            refunded = true;
          },
        }),
      });
      await card.destroy();
      expect(w.bodies("defund")).toEqual([{ amount: "25.00" }, { amount: refund }]);
      expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
      expect(w.walletOf(seedIds.wallet).balance).toBe("9999.00");
    },
  );

  it("a card that something keeps filling is not closed", async () => {
    const shown = { value: 0 };
    const { w, card, id } = await issued(funded, {
      issuer: (real) => ({
        ...real,
        getCard: async (ref, call) => ({
          ...(await real.getCard(ref, call)),
          availableBalance: `${1000 - shown.value++}.00`,
        }),
        defundCard: async () => {},
      }),
    });
    expect((await failure(card.destroy())).code).toBe("refused");
    expect(w.cardOf(id).status).toBe("active");
  });

  it("money that is still shown on the closed card is an error, and the next destroy lets go", async () => {
    const { w, card, id } = await issued({}, { latency: { statusChangeMs: 10_000 } });
    w.clock.after(5_000, () => w.issuer.fundCard({ walletId: seedIds.wallet, cardId: id }, "9", {}));
    const { code, message } = await failure(card.destroy());
    expect(code).toBe("balance_stranded");
    expect(message).toContain("9.00");
    w.newRun();
    await card.destroy();
    expect(w.writes).toEqual([]);
    expect(w.warnings()).toHaveLength(1);
  });

  it("a refusal to take money back keeps the card open", async () => {
    const { w, card, id } = await issued(funded);
    w.mishap("defund", { kind: "status-before", status: 409 });
    expect((await failure(card.destroy())).code).toBe("refused");
    expect(w.count("close")).toBe(0);
    expect(w.cardOf(id).status).toBe("active");
  });
});

describe("policies", () => {
  it("freeze: frozen and forgotten, with its money", async () => {
    const { w, card, id } = await issued({ ...funded, deletionPolicy: "freeze" });
    await card.destroy();
    expect(w.writes).toEqual(["freeze"]);
    expect(w.cardOf(id)).toMatchObject({ status: "frozen", balance: "25.00" });
    expect(w.notes).toHaveLength(1);
  });

  it("freeze: a card frozen already is only forgotten", async () => {
    const { w, card } = await issued({ frozen: true, deletionPolicy: "freeze" });
    await card.destroy();
    expect(w.writes).toEqual([]);
    expect(w.warnings()).toEqual([]);
  });

  it("retain: forgotten without a request", async () => {
    const { w, card } = await issued({ deletionPolicy: "retain" });
    await card.destroy();
    expect(w.sandbox.journal.count()).toBe(0);
    expect(w.notes).toHaveLength(1);
  });
});

describe("not found is not gone", () => {
  it("while the wallet does not answer either", async () => {
    const { w, card, id } = await issued();
    const path = `/wallets/${seedIds.wallet}`;
    w.sandbox.faults.add({ kind: "status-before", status: 404, match: { path, times: 5 } });
    expect((await failure(card.destroy())).code).toBe("not_found");
    expect(w.cardOf(id).status).toBe("active");
    expect(card.recorded).toBeDefined();
  });

  it("while the wallet still lists the card", async () => {
    const { w, card, id } = await issued();
    w.sandbox.faults.add({ kind: "status-before", status: 404, match: { path: `/instruments/${id}$`, times: 5 } });
    expect((await failure(card.destroy())).code).toBe("not_found");
    expect(card.recorded).toBeDefined();
  });
});
