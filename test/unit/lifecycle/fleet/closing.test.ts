// Many cards closed at once: a list tells which are closed, but money is only ever judged by what a card shows.
import { expect, it } from "vitest";
import type { CardIssuer, Glance } from "../../../../provider/api/port";
import type { CardSummary } from "../../../../provider/model/entities";
import { cardsFor, defaults, fleetOf, numbered } from "../../../support/fleetWorld";
import { failure, type World, type WorldOptions, world } from "../../../support/lifecycleWorld";

const CARD = "/wallets/{wallet_id}/instruments/{instrument_id}";
const looks = (w: World) => w.sandbox.journal.count({ route: `GET ${CARD}` });

/** What lists show of a card, bent. */
function lists(bend: (card: CardSummary) => CardSummary): WorldOptions {
  return {
    latency: { statusChangeMs: 1_000 },
    issuer: (real): CardIssuer => ({
      ...real,
      glanceAtCards: async (walletId: string, glance: Glance, call) =>
        (await real.glanceAtCards(walletId, glance, call)).map(bend),
    }),
  };
}

async function destroyed(count: number, options: WorldOptions, declared = {}) {
  const w = await world(options);
  const fleet = w.fleet();
  await fleet.up(fleetOf(cardsFor(numbered(count)), declared));
  w.newRun();
  return { w, destroy: () => fleet.destroy() };
}

it("each is looked at once before it is closed, and lists tell the rest", async () => {
  const { w, destroy } = await destroyed(
    120,
    lists((card) => card),
  );
  await destroy();
  expect(new Set(w.cards.map(({ status }) => status))).toEqual(new Set(["closed"]));
  expect(w.count("close")).toBe(120);
  // The first few wait alone, and are looked at once more.
  expect(looks(w)).toBeLessThan(126);
});

it("money goes back first, card by card", async () => {
  const { w, destroy } = await destroyed(
    40,
    lists((card) => card),
    { defaults: { ...defaults, initialBalance: "7" } },
  );
  await destroy();
  expect(w.cards.map(({ balance, status }) => `${balance} ${status}`)).toEqual(Array(40).fill("0.00 closed"));
  expect(w.writes.filter((write) => write === "defund")).toHaveLength(40);
});

it("where lists leave balances out, each is looked at once more after it is closed", async () => {
  const { w, destroy } = await destroyed(
    30,
    lists(({ availableBalance: _, ...card }) => card),
  );
  await destroy();
  expect(looks(w)).toBeGreaterThanOrEqual(60);
  expect(looks(w)).toBeLessThan(66);
});

it("money that is left on a closed card is reported, though the list does not show it", async () => {
  const { w, destroy } = await destroyed(
    30,
    lists(({ availableBalance: _, ...card }) => card),
  );
  const { closeCard, fundCard } = w.issuer;
  let paid = 0;
  Object.assign(w.issuer, {
    // Money arrives between the last look and the closing.
    closeCard: async (...[ref, call]: Parameters<typeof closeCard>) => {
      paid += 1;
      if (paid === 1) await fundCard(ref, "3.00", call);
      return closeCard(ref, call);
    },
  });
  const { code, message } = await failure(destroy());
  expect(code).toBe("partial");
  expect(message).toContain("[balance_stranded]");
});

it("money that only the list shows is not taken for lost", async () => {
  const { w, destroy } = await destroyed(
    30,
    lists((card) => ({ ...card, availableBalance: "9.00" })),
  );
  await destroy();
  expect(w.cards.every(({ status }) => status === "closed")).toBe(true);
});

it("a card that comes to life while it is to be closed is emptied by its own word, not by the list's", async () => {
  const w = await world({ ...lists((card) => ({ ...card, availableBalance: "5.00" })), latency: { issueMs: 90_000 } });
  const fleet = w.fleet();
  await failure(fleet.up(fleetOf(cardsFor(numbered(5))), { seconds: 30 }));
  w.newRun();
  await fleet.destroy();
  expect(w.cards.map(({ status }) => status)).toEqual(Array(5).fill("closed"));
  expect(w.count("defund")).toBe(0);
});

it("cards whose closing was accepted wait together, however many, and hold up nobody", async () => {
  const w = await world({ latency: { statusChangeMs: 60_000 } });
  const fleet = w.fleet();
  await fleet.up(fleetOf(cardsFor(numbered(200))));
  w.newRun();
  const begun = w.clock.now();
  await fleet.destroy();
  // A few dozen at a time would take several times as long.
  expect(w.clock.now() - begun).toBeLessThan(120_000);
  expect(w.count("close")).toBe(200);
});
