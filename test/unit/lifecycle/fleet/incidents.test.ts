// Ways in which a fleet might lose a card, or money, when things happen in an unfortunate order.
import { describe, expect, it } from "vitest";
import { eachOfCrowd } from "../../../../provider/lifecycle/fleet/crowd";
import { FourpayError } from "../../../../provider/model/errors";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { cardsFor, defaults, fleetOf, idOf, issuedFleet, live, numbered } from "../../../support/fleetWorld";
import { ada, failure, stop, type WorldOptions, world } from "../../../support/lifecycleWorld";

const WALLET = seedIds.wallet;

/** The payment of key `a` is cut off, and taken on 40 s later; the run is cancelled before. */
async function paymentOnItsWay() {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["z"])));
  const declared = fleetOf({ ...cardsFor(["z"]), a: { holderId: ada.id, initialBalance: "7" } });
  w.mishap("fund", { kind: "commit-late", ms: 40_000 });
  const cancel = new AbortController();
  w.clock.after(5_000, () => stop(cancel));
  await failure(fleet.up(declared, { cancel }));
  expect(JSON.stringify(fleet.outputs.open)).toContain("fund.perhaps");
  w.newRun();
  return { w, fleet, id: idOf(fleet, "a") };
}

describe("a key that is taken away while its initial balance is on its way", () => {
  it("the payment is waited for before the card is closed", async () => {
    const { w, fleet, id } = await paymentOnItsWay();
    await fleet.up(fleetOf(cardsFor(["z"])));
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.cardOf(id)).toMatchObject({ status: "closed", balance: "0.00" });
  });

  it("the same after a first attempt to close it that failed", async () => {
    const { w, fleet, id } = await paymentOnItsWay();
    const cancel = new AbortController();
    w.clock.after(3_000, () => stop(cancel));
    await failure(fleet.up(fleetOf(cardsFor(["z"])), { cancel }));
    expect(w.cardOf(id).status).toBe("active");
    w.newRun();
    await fleet.up(fleetOf(cardsFor(["z"])));
    expect(w.writes).toEqual(["defund", "close"]);
  });
});

describe("a key is renamed, and the card is to be taken over", () => {
  it("by id: while that fails, the card is not closed", async () => {
    const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "z"])));
    const id = idOf(fleet, "a");
    const { getCard } = w.issuer;
    let looks = 0;
    Object.assign(w.issuer, {
      getCard: (...request: Parameters<typeof getCard>) => {
        looks += 1;
        return looks === 1 ? Promise.reject(new FourpayError("rejected", "once")) : getCard(...request);
      },
    });
    const renamed = fleetOf({ ...cardsFor(["z"]), b: { holderId: ada.id, adopt: id } });
    await failure(fleet.up(renamed));
    expect(w.cardOf(id).status).toBe("active");
  });

  it("by id, for a person who cannot be created: the card is not closed", async () => {
    const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "z"])));
    const id = idOf(fleet, "a");
    w.mishap("createHolder", { kind: "status-before", status: 422 });
    const holder = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
    await failure(fleet.up(fleetOf({ ...cardsFor(["z"]), b: { holder, adopt: id } })));
    expect(w.cardOf(id).status).toBe("active");
  });

  it("by name: the card that is in the way, and named for adoption, is not closed in the same run", async () => {
    const { w, fleet } = await issuedFleet(fleetOf({ a: { holderId: ada.id, name: "Ads" }, z: { holderId: ada.id } }));
    const id = idOf(fleet, "a");
    const renamed = fleetOf({ b: { holderId: ada.id, name: "Ads" }, z: { holderId: ada.id } });
    const failed = await failure(fleet.up(renamed));
    expect(failed.message).toContain(`adopt: "${id}"`);
    expect(w.cardOf(id).status).toBe("active");
  });
});

it("a key that comes back, with its name, before its card could be closed", async () => {
  const both = fleetOf({ a: { holderId: ada.id, name: "Ads" }, z: { holderId: ada.id } });
  const { w, fleet } = await issuedFleet(both);
  w.mishap("close", { kind: "status-before", status: 422 });
  await failure(fleet.up(fleetOf(cardsFor(["z"]))));
  w.newRun();
  await fleet.up(both);
  expect(live(w)).toHaveLength(2);
});

it("reissued twice, with a name, while the first card could not be closed", async () => {
  const at = (reissue: string) => fleetOf({ a: { holderId: ada.id, name: "Ads", reissue } });
  const { w, fleet } = await issuedFleet(at("1"));
  w.mishap("close", { kind: "status-before", status: 422 });
  await failure(fleet.up(at("2")));
  w.newRun();
  await fleet.up(at("3"));
  expect(live(w)).toHaveLength(1);
});

describe("limits that the API did not apply", () => {
  const capped: WorldOptions = {
    issuer: (real) => ({
      ...real,
      issueCard: (walletId, card, call) => real.issueCard(walletId, { ...card, limits: { daily: "999.00" } }, call),
    }),
  };

  it("a look that failed is made up for by the next run", async () => {
    const w = await world(capped);
    const fleet = w.fleet();
    const declared = fleetOf(cardsFor(numbered(300)));
    const { getCard } = w.issuer;
    let broken = 0;
    Object.assign(w.issuer, {
      getCard: (...request: Parameters<typeof getCard>) => {
        // The first look at a card once all are active is the one at the sample.
        if (broken > 0 || live(w).length < 300 || live(w).some(({ status }) => status !== "active"))
          return getCard(...request);
        broken += 1;
        return Promise.reject(new FourpayError("rejected", "trouble"));
      },
    });
    expect(await failure(fleet.up(declared))).toMatchObject({ code: "partial" });
    expect(broken).toBe(1);
    w.newRun();
    await fleet.up(declared);
    expect(w.cards.map(({ limits }) => limits.daily)).toEqual(Array(300).fill("100.00"));
  });

  it("a cancel between issuing and looking is made up for by the next run", async () => {
    const w = await world({ ...capped, latency: { issueMs: 5_000 } });
    const cancel = new AbortController();
    const { listCards, glanceAtCards } = w.issuer;
    const fleet = w.fleet();
    Object.assign(w.issuer, {
      glanceAtCards: async (...request: Parameters<typeof glanceAtCards>) => {
        const shown = await glanceAtCards(...request);
        if (shown.length > 0 && shown.every(({ status }) => status === "active")) setTimeout(() => stop(cancel), 0);
        return shown;
      },
      listCards,
    });
    const declared = fleetOf(cardsFor(numbered(10)));
    await fleet.up(declared, { cancel }).catch(() => {});
    const cancelledRun = cancel.signal.aborted;
    w.newRun();
    await fleet.up(declared);
    expect([cancelledRun, ...w.cards.map(({ limits }) => limits.daily)]).toEqual([true, ...Array(10).fill("100.00")]);
  });

  it("are set right where each card has limits of its own", async () => {
    const w = await world(capped);
    const fleet = w.fleet();
    const keys = numbered(40);
    await fleet.up(
      fleetOf(Object.fromEntries(keys.map((key, i) => [key, { holderId: ada.id, limits: { daily: `${i + 1}.00` } }]))),
    );
    expect(w.cards.filter(({ limits }) => limits.daily === "999.00")).toEqual([]);
  });
});

it("refusals between cards that were accepted are no unbroken row, however long those take to be issued", async () => {
  const { left } = await eachOfCrowd({
    items: Array.from({ length: 400 }, (_, i) => i),
    beginning: 8,
    underWay: 4_000,
    keyOf: String,
    signal: new AbortController().signal,
    tell: () => {},
    async work(item, begun) {
      await Promise.resolve();
      begun(item % 10 !== 0);
      if (item % 10 === 0) throw new FourpayError("rejected", "bad row");
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  });
  expect(left).toEqual([]);
});

it("cards that cannot be closed do not keep all others live", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(numbered(120))));
  const stuck = new Set(numbered(60).map((key) => idOf(fleet, key)));
  const { closeCard } = w.issuer;
  Object.assign(w.issuer, {
    closeCard: (...request: Parameters<typeof closeCard>) =>
      stuck.has(request[0].cardId) ? Promise.reject(new FourpayError("rejected", "no")) : closeCard(...request),
  });
  for (let i = 0; i < 3; i++) {
    await failure(fleet.destroy());
    w.newRun();
  }
  expect(live(w)).toHaveLength(60);
});

it("one id for two people is refused", async () => {
  const w = await world();
  const person = (email: string) => ({ cardOwnerId: "x1", firstName: "A", lastName: "B", email });
  expect(() =>
    w.fleet().check(fleetOf({ a: { holder: person("a@example.com") }, b: { holder: person("b@example.com") } })),
  ).toThrow("cards.b.holder.cardOwnerId");
});

it("a card not known yet passes, limits or none", async () => {
  const w = await world();
  const cards = { a: UNKNOWN, b: { holderId: ada.id, limits: { daily: "1" } } };
  expect(() => w.fleet().check({ walletId: WALLET, cards } as Raw)).not.toThrow();
});

it("a list that calls a live card closed does not have it issued again", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "b"])));
  const { listCards } = w.issuer;
  const id = idOf(fleet, "a");
  Object.assign(w.issuer, {
    listCards: async (...request: Parameters<typeof listCards>) =>
      (await listCards(...request)).map((card) => (card.id === id ? { ...card, status: "closed" } : card)),
  });
  await fleet.refresh();
  w.newRun();
  await fleet.up(fleetOf(cardsFor(["a", "b"])));
  expect(w.count("issue")).toBe(0);
});

it("a fleet whose last card was closed by hand is still there", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a"])));
  w.control.setCardStatus(idOf(fleet, "a"), "closed");
  expect(await fleet.refresh()).toBe("there");
});

it("a person whose change is refused does not keep a card from being frozen", async () => {
  const holder = { firstName: "P", lastName: "Q", email: "p@example.com" };
  const { w, fleet } = await issuedFleet(fleetOf({ a: { holder, frozen: false } }));
  Object.assign(w.issuer, { updateHolder: () => Promise.reject(new FourpayError("rejected", "no")) });
  await failure(fleet.up(fleetOf({ a: { holder: { ...holder, lastName: "R" }, frozen: true } })));
  expect(w.cardOf(idOf(fleet, "a")).status).toBe("frozen");
});

it("destroy closes also what a lost reply left unrecorded, while the key is still declared in the state", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["z"])));
  w.mishap("issue", { kind: "commit-late", ms: 90_000 });
  expect(await failure(fleet.up(fleetOf(cardsFor(["a", "z"]))))).toMatchObject({ code: "partial" });
  w.newRun();
  await w.clock.sleep(120_000);
  expect(live(w)).toHaveLength(2);
  await fleet.destroy();
  expect(live(w)).toEqual([]);
});

it("a time limit for deleting says nothing of how long a card may take to be issued", async () => {
  const w = await world({ latency: { issueMs: 90_000 } });
  const fleet = w.fleet();
  await fleet.up({ ...fleetOf(cardsFor(["a"])), timeoutsSeconds: { delete: 60 } });
  expect(live(w)).toHaveLength(1);
});

it("a card whose reissue keeps failing with a leftover of the same key: the leftover is closed all the same", async () => {
  const at = (reissue: string) => fleetOf({ a: { holderId: ada.id, reissue }, z: { holderId: ada.id } });
  const { w, fleet } = await issuedFleet(at("1"));
  const first = idOf(fleet, "a");
  w.mishap("close", { kind: "status-before", status: 422 });
  await failure(fleet.up(at("2")));
  w.newRun();
  w.mishap("issue", { kind: "status-before", status: 422 }, 10);
  await failure(fleet.up(at("3")));
  expect(w.cardOf(first).status).toBe("closed");
});

it("a fleet that was renamed with an alias, and is replaced by force: no card stays behind", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "b"])));
  const renamed = w.fleet("crew");
  renamed.recorded = fleet.recorded;
  // As the host does in `check`: the recorded fleet goes on under its first URN.
  w.run.renamed(fleet.urn, renamed.urn);
  await renamed.up(fleetOf(cardsFor(["a", "b"])), { replace: true });
  const recorded = Object.values(renamed.outputs.issued as Record<string, { id: string }>).map(({ id }) => id);
  expect(
    live(w)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(recorded.toSorted());
});

it("a single card that was renamed with an alias, and is replaced by force: no card stays behind", async () => {
  const w = await world();
  const card = w.card("one");
  const declared = { walletId: WALLET, holderId: ada.id, ...defaults };
  await card.up(declared);
  w.newRun();
  const renamed = w.card("two");
  renamed.recorded = card.recorded;
  w.run.renamed(card.urn, renamed.urn);
  await renamed.up(declared, { replace: true });
  expect(live(w)).toHaveLength(1);
});

it("a fleet that is replaced by force keeps its named cards", async () => {
  const declared = fleetOf({ a: { holderId: ada.id, name: "Ads" }, b: { holderId: ada.id } });
  const { w, fleet } = await issuedFleet(declared);
  await fleet.up(declared, { replace: true }).catch(() => {});
  w.newRun();
  await fleet.up(declared).catch(() => {});
  expect(live(w)).toHaveLength(2);
});

it("a changed initial balance is answered as for a single card", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a"])));
  await fleet.up(fleetOf(cardsFor(["a"], { initialBalance: "50" })));
  expect(w.warnings().join()).toContain("initialBalance");
});

it("`reissue` taken away again changes nothing over there, as for a single card", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a"], { reissue: "1" })));
  await fleet.up(fleetOf(cardsFor(["a"])));
  expect(w.writes).toEqual([]);
});

it("a new fleet under the name of one that was renamed with an alias does not take its cards", async () => {
  const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "b"])));
  const renamed = w.fleet("crew");
  renamed.recorded = fleet.recorded;
  w.run.renamed(fleet.urn, renamed.urn);
  expect(await renamed.up(fleetOf(cardsFor(["a", "b"])))).toBe("same");
  const other = w.fleet();
  const { message } = await failure(other.up(fleetOf(cardsFor(["a", "b"]))));
  expect(message.match(/\[adoption_mismatch\]/g)).toHaveLength(2);
  expect(other.recorded).toBeUndefined();
});

it("a new card under the name of one that was renamed with an alias does not take that card", async () => {
  const w = await world();
  const card = w.card("one");
  const declared = { walletId: WALLET, holderId: ada.id, ...defaults };
  await card.up(declared);
  w.newRun();
  const renamed = w.card("two");
  renamed.recorded = card.recorded;
  w.run.renamed(card.urn, renamed.urn);
  await renamed.up(declared);
  expect(await failure(w.card("one").up(declared))).toMatchObject({ code: "adoption_mismatch" });
});
