// A card may show less than nothing (a late fee, a reversal). That must never keep anybody from restraining or closing it.
import { expect, it } from "vitest";
import { FourpayError } from "../../../../provider/model/errors";
import { failure, plainCard, type World, world } from "../../../support/lifecycleWorld";

interface Debt {
  balance: string | undefined;
}

/** An issuer whose cards show what the debt says, and refuse that where the real one does. */
async function indebted(): Promise<{ w: World; debt: Debt }> {
  const debt: Debt = { balance: undefined };
  const w = await world({
    issuer: (real) => ({
      ...real,
      getCard: async (ref, call) => {
        const card = await real.getCard(ref, call);
        if (debt.balance === undefined) return card;
        if (call.mayBeOverdrawn !== true) throw new FourpayError("protocol_error", "A balance below zero.");
        return { ...card, availableBalance: debt.balance };
      },
    }),
  });
  return { w, debt };
}

it("is frozen, gets new limits and is refreshed like any other", async () => {
  const { w, debt } = await indebted();
  const card = w.card();
  await card.up(plainCard);
  debt.balance = "-5.00";
  w.newRun();
  await card.up({ ...plainCard, frozen: true, limits: { daily: "1.00" } });
  expect(w.writes).toEqual(["freeze", "change"]);
  expect(w.cardOf(card.id)).toMatchObject({ status: "frozen", limits: { daily: "1.00" } });
  expect(await card.refresh()).toBe("there");
});

it("is closed, with a warning and without taking money off it", async () => {
  const { w, debt } = await indebted();
  const card = w.card();
  await card.up(plainCard);
  debt.balance = "-5.00";
  w.newRun();
  const { id } = card;
  await card.destroy();
  expect(w.writes).toEqual(["close"]);
  expect(w.cardOf(id).status).toBe("closed");
  expect(w.warnings().join()).toContain(id);
});

it("gets no initial balance: where money is moved, a balance must make sense", async () => {
  const { w, debt } = await indebted();
  debt.balance = "-5.00";
  expect(await failure(w.card().up({ ...plainCard, initialBalance: "5" }))).toMatchObject({ code: "protocol_error" });
  expect(w.count("fund")).toBe(0);
});
