// Many cards as one resource: each is issued exactly once, what fails concerns only its own card, and what is not done is gone on with.
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { cardsFor, defaults, fleetOf, idOf, issued, issuedFleet, live, numbered } from "../../../support/fleetWorld";
import { ada, failure, grace, stop, world } from "../../../support/lifecycleWorld";

const WALLET = seedIds.wallet;
const abc = fleetOf(cardsFor(["a", "b", "c"]));

describe("a first run", () => {
  it("issues each card once, and records what is stable about it", async () => {
    const w = await world();
    const fleet = w.fleet();
    expect(await fleet.up(abc)).toBe("create");
    expect(w.writes).toEqual(["issue", "issue", "issue"]);
    expect(Object.keys(issued(fleet))).toEqual(["a", "b", "c"]);
    for (const key of ["a", "b", "c"]) {
      const card = w.cardOf(idOf(fleet, key));
      expect(card).toMatchObject({ status: "active", holderId: ada.id, limits: { daily: "100.00" } });
      expect(card.name).toMatch(new RegExp(`^${key}-[a-z2-7]{10}$`));
      expect(issued(fleet)[key]).toEqual({
        id: card.id,
        status: "active",
        maskedNumber: expect.stringMatching(/^[* ]+\d{4}$/) as string,
        expiry: expect.stringMatching(/^\d{4}-\d\d$/) as string,
        holderId: ada.id,
      });
    }
    expect(JSON.stringify(fleet.outputs)).not.toMatch(/balance|open|leftovers/i);
  });

  it("applies defaults, and puts limits together limit by limit", async () => {
    const w = await world();
    const fleet = w.fleet();
    await fleet.up(
      fleetOf(
        { a: { holderId: ada.id }, b: { holderId: grace.id, limits: { daily: "5", weekly: "20" }, name: "Grace" } },
        { defaults: { limits: { daily: "100", monthly: "1000" }, frozen: true } },
      ),
    );
    expect(w.cardOf(idOf(fleet, "a"))).toMatchObject({
      status: "frozen",
      limits: { daily: "100.00", monthly: "1000.00" },
    });
    expect(w.cardOf(idOf(fleet, "b"))).toMatchObject({
      status: "frozen",
      name: "Grace",
      holderId: grace.id,
      limits: { daily: "5.00", weekly: "20.00", monthly: "1000.00" },
    });
  });

  it("pays each initial balance once", async () => {
    const w = await world();
    const fleet = w.fleet();
    const declared = fleetOf(cardsFor(["a", "b"]), { defaults: { ...defaults, initialBalance: "7" } });
    await fleet.up(declared);
    expect(w.cards.map(({ balance }) => balance)).toEqual(["7.00", "7.00"]);
    w.newRun();
    expect(await fleet.up(declared)).toBe("same");
  });

  it("of no cards at all is a fleet of none", async () => {
    const w = await world();
    const fleet = w.fleet();
    await fleet.up(fleetOf({}));
    expect(w.sandbox.journal.list({})).toEqual([]);
    w.newRun();
    await fleet.up(abc);
    expect(w.cards).toHaveLength(3);
    w.newRun();
    await fleet.up(fleetOf({}));
    expect(live(w)).toEqual([]);
  });

  it("of many cards costs little more than one request for each", async () => {
    const w = await world();
    const fleet = w.fleet();
    await fleet.up(fleetOf(cardsFor(numbered(300))));
    expect(w.cards).toHaveLength(300);
    expect(w.sandbox.journal.list({}).length).toBeLessThan(1.2 * 300);
    expect(JSON.stringify(fleet.recorded).length / 300).toBeLessThan(600);
  });

  it("adopts what an interrupted run issued", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const before = w.cards.map(({ id }) => id);
    fleet.recorded = undefined;
    await fleet.up(fleetOf(cardsFor(["a", "b", "c", "d"])));
    expect(w.writes).toEqual(["issue"]);
    expect(w.cards.map(({ id }) => id)).toEqual([...before, idOf(fleet, "d")]);
  });

  it("another fleet of the same keys, or a card of the same name, has cards of its own", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const other = w.fleet("other");
    await other.up(abc);
    await w.card("a").up({ walletId: WALLET, holderId: ada.id, ...defaults });
    expect(w.cards).toHaveLength(7);
    expect(idOf(other, "a")).not.toBe(idOf(fleet, "a"));
  });
});

describe("nothing changed", () => {
  it("no request is sent, whatever the order of the cards", async () => {
    const { w, fleet } = await issuedFleet(abc);
    expect(await fleet.up(fleetOf(cardsFor(["c", "a", "b"])))).toBe("same");
    expect(w.sandbox.journal.list({})).toEqual([]);
  });

  it("what only says how to deal with cards is recorded without a request", async () => {
    const { w, fleet } = await issuedFleet(abc);
    expect(await fleet.up({ ...abc, defaults: { ...defaults, deletionPolicy: "freeze" }, maxClosures: 1 })).toBe(
      "update",
    );
    expect(w.sandbox.journal.list({})).toEqual([]);
    w.newRun();
    await fleet.destroy();
    expect(w.writes).toEqual(["freeze", "freeze", "freeze"]);
  });
});

it("what only counts when a card is issued is said to change nothing", async () => {
  const { w, fleet } = await issuedFleet(abc);
  await fleet.up({ ...abc, defaults: { ...defaults, initialBalance: "5" } });
  expect(w.writes).toEqual([]);
  expect(w.warnings().join()).toMatch(/initialBalance.*3 cards/);
});

describe("a change", () => {
  it("of one card's limits reaches that card only, and is verified", async () => {
    const { w, fleet } = await issuedFleet(abc);
    await fleet.up(fleetOf({ ...cardsFor(["a", "c"]), b: { holderId: ada.id, limits: { daily: "1" } } }));
    expect(w.writes).toEqual(["change"]);
    expect(w.cardOf(idOf(fleet, "b")).limits).toEqual({ daily: "1.00" });
  });

  it("of the defaults reaches all that state nothing else", async () => {
    const { w, fleet } = await issuedFleet(
      fleetOf({ ...cardsFor(["a", "b"]), c: { holderId: ada.id, limits: { daily: "9" } } }),
    );
    await fleet.up(
      fleetOf(
        { ...cardsFor(["a", "b"]), c: { holderId: ada.id, limits: { daily: "9" } } },
        { defaults: { limits: { daily: "50" } } },
      ),
    );
    expect(w.count("change")).toBe(2);
    expect(["a", "b", "c"].map((key) => w.cardOf(idOf(fleet, key)).limits.daily)).toEqual(["50.00", "50.00", "9.00"]);
  });

  it("that needs another card issues it first and closes the old one then, money back first", async () => {
    const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "b"], { initialBalance: "3" })));
    const [old, other] = [idOf(fleet, "a"), idOf(fleet, "b")];
    await fleet.up(
      fleetOf({
        a: { holderId: ada.id, initialBalance: "3", reissue: "lost" },
        b: { holderId: ada.id, initialBalance: "3" },
      }),
    );
    expect(w.writes).toEqual(["issue", "fund", "defund", "close"]);
    expect(w.cardOf(old)).toMatchObject({ status: "closed", balance: "0.00" });
    expect(idOf(fleet, "a")).not.toBe(old);
    expect(idOf(fleet, "b")).toBe(other);
  });

  it("of the wallet reissues every card there", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const walletId = w.control.seedWallet({ providerId: seedIds.personalProvider, balance: "100.00" });
    await fleet.up({ ...abc, walletId });
    expect(w.cards.filter((card) => card.walletId === walletId)).toHaveLength(3);
    expect(w.cards.filter((card) => card.walletId === WALLET && card.status !== "closed")).toEqual([]);
  });

  it("with an explicit name, the new card may have it beside the old one", async () => {
    const named = (reissue?: string) => fleetOf(cardsFor(["a"], { name: "Team", ...(reissue ? { reissue } : {}) }));
    const { w, fleet } = await issuedFleet(named());
    await fleet.up(named("1"));
    expect(live(w)).toMatchObject([{ name: "Team", id: idOf(fleet, "a") }]);
  });

  it("that takes a key away closes its card", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const gone = idOf(fleet, "b");
    await fleet.up(fleetOf(cardsFor(["a", "c"])));
    expect(w.writes).toEqual(["close"]);
    expect(w.cardOf(gone).status).toBe("closed");
    expect(Object.keys(issued(fleet))).toEqual(["a", "c"]);
  });

  it("declared again, a closed key gets a new card", async () => {
    const { w, fleet } = await issuedFleet(abc);
    await fleet.up(fleetOf(cardsFor(["a", "c"])));
    await fleet.up(abc);
    expect(live(w)).toHaveLength(3);
  });
});

describe("what fails", () => {
  it("concerns only its own card; the others are recorded, and the next run goes on", async () => {
    const w = await world();
    w.mishap("issue", { kind: "status-before", status: 422 });
    const fleet = w.fleet();
    const failed = await failure(fleet.up(abc));
    expect(failed).toMatchObject({ code: "partial", partial: true });
    expect(failed.message).toContain("2 of 3");
    expect(Object.keys(issued(fleet))).toHaveLength(2);
    w.newRun();
    expect(await fleet.up(abc)).toBe("update");
    expect(w.writes).toEqual(["issue"]);
    expect(live(w)).toHaveLength(3);
    w.newRun();
    expect(await fleet.up(abc)).toBe("same");
  });

  it("a card that fails in creation is named, recorded nowhere and issued anew", async () => {
    const w = await world();
    w.mishap("issue", { kind: "creating-failed" });
    const fleet = w.fleet();
    const failed = await failure(fleet.up(abc));
    expect(failed.message).toContain("creating_failed");
    expect(Object.keys(issued(fleet))).toHaveLength(2);
    w.newRun();
    await fleet.up(abc);
    expect(w.writes).toEqual(["issue"]);
  });

  it("a card that is stuck is recorded and waited for by the next run, not issued again", async () => {
    const w = await world();
    w.mishap("issue", { kind: "stuck" });
    const fleet = w.fleet();
    expect(await failure(fleet.up(abc, { seconds: 60 }))).toMatchObject({ code: "partial", partial: true });
    const stuck = w.cards.find(({ status }) => status === "creating")?.id ?? "";
    expect(Object.values(issued(fleet)).find(({ id }) => id === stuck)?.status).toBe("creating");
    w.newRun();
    w.clock.after(5_000, () => w.control.setCardStatus(stuck, "active"));
    await fleet.up(abc);
    expect(w.count("issue")).toBe(0);
    expect(Object.values(issued(fleet)).map(({ status }) => status)).toEqual(["active", "active", "active"]);
    expect(fleet.outputs.open).toBeUndefined();
  });

  it("nothing at all was issued: nothing is recorded", async () => {
    const w = await world();
    w.mishap("issue", { kind: "status-before", status: 422 }, 3);
    const fleet = w.fleet();
    expect(await failure(fleet.up(abc))).toMatchObject({ code: "partial", partial: false });
    expect(fleet.recorded).toBeUndefined();
  });

  it("many lost replies are looked for together, and nothing is issued twice", async () => {
    const w = await world();
    w.mishap("issue", { kind: "drop-after-commit" }, 40);
    const fleet = w.fleet();
    await fleet.up(fleetOf(cardsFor(numbered(100))));
    expect(w.count("issue")).toBe(100);
    expect(live(w)).toHaveLength(100);
    expect(Object.keys(issued(fleet))).toHaveLength(100);
    expect(w.sandbox.journal.list({}).length).toBeLessThan(250);
  });

  it("requests lost before they were processed: outcome unknown, and the next run issues what is missing", async () => {
    const w = await world();
    w.mishap("issue", { kind: "refuse-before" }, 2);
    const fleet = w.fleet();
    const failed = await failure(fleet.up(abc));
    expect(failed.message).toContain("outcome_unknown");
    w.newRun();
    await fleet.up(abc);
    expect(w.writes).toEqual(["issue", "issue"]);
    expect(live(w)).toHaveLength(3);
  });

  it("a credential that is refused stops all that was not begun", async () => {
    const w = await world();
    w.mishap("issue", { kind: "status-before", status: 401 }, 1_000);
    const fleet = w.fleet();
    const failed = await failure(fleet.up(fleetOf(cardsFor(numbered(300)))));
    expect(failed.message).toContain("not begun");
    expect(w.count("issue")).toBeLessThan(100);
  });

  it("twenty refusals in a row stop all that was not begun", async () => {
    const w = await world();
    w.mishap("issue", { kind: "status-before", status: 422 }, 1_000);
    const failed = await failure(w.fleet().up(fleetOf(cardsFor(numbered(300)))));
    expect(failed.message).toContain("not begun");
    expect(w.count("issue")).toBeLessThan(100);
  });

  it("a successor that fails leaves the old card live, and the next run replaces it", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const old = idOf(fleet, "b");
    const renewed = fleetOf({ ...cardsFor(["a", "c"]), b: { holderId: ada.id, reissue: "1" } });
    w.mishap("issue", { kind: "creating-failed" });
    expect(await failure(fleet.up(renewed))).toMatchObject({ code: "partial", partial: true });
    expect(w.cardOf(old).status).toBe("active");
    expect(idOf(fleet, "b")).toBe(old);
    w.newRun();
    await fleet.up(renewed);
    expect(w.cardOf(old).status).toBe("closed");
    expect(live(w)).toHaveLength(3);
  });

  it.each([
    ["the run", { seconds: 60 }],
    ["a single card", { seconds: 7_200 }],
  ])("a successor that is not there within the time of %s leaves the old card live until it is", async (_, limits) => {
    const { w, fleet } = await issuedFleet(abc);
    const old = idOf(fleet, "b");
    const renewed = fleetOf({ ...cardsFor(["a", "c"]), b: { holderId: ada.id, reissue: "1" } });
    w.mishap("issue", { kind: "stuck" });
    await failure(fleet.up(renewed, limits));
    expect(w.cardOf(old).status).toBe("active");
    const successor = idOf(fleet, "b");
    expect(successor).not.toBe(old);
    w.newRun();
    w.clock.after(5_000, () => w.control.setCardStatus(successor, "active"));
    await fleet.up(renewed);
    expect(w.cardOf(old).status).toBe("closed");
    expect(w.count("issue")).toBe(0);
    expect(fleet.outputs.leftovers).toBeUndefined();
  });

  it("a card that cannot be closed stays recorded until it is", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const gone = idOf(fleet, "b");
    w.mishap("close", { kind: "status-before", status: 422 });
    expect(await failure(fleet.up(fleetOf(cardsFor(["a", "c"]))))).toMatchObject({ code: "partial", partial: true });
    expect(w.cardOf(gone).status).toBe("active");
    w.newRun();
    expect(await fleet.up(fleetOf(cardsFor(["a", "c"])))).toBe("update");
    expect(w.cardOf(gone).status).toBe("closed");
  });

  it("a declaration that is taken back after a failure finds its way back to the card", async () => {
    const { w, fleet } = await issuedFleet(abc);
    w.mishap("change", { kind: "status-after-commit", status: 422 });
    await failure(fleet.up(fleetOf({ ...cardsFor(["a", "c"]), b: { holderId: ada.id, limits: { daily: "1" } } })));
    w.newRun();
    await fleet.up(abc);
    expect(w.cardOf(idOf(fleet, "b")).limits).toEqual({ daily: "100.00" });
  });

  it("destroy closes what can be closed, and the next one the rest", async () => {
    const { w, fleet } = await issuedFleet(abc);
    w.mishap("close", { kind: "status-before", status: 422 });
    expect((await failure(fleet.destroy())).code).toBe("partial");
    expect(live(w)).toHaveLength(1);
    w.newRun();
    await fleet.destroy();
    expect(live(w)).toEqual([]);
  });
});

describe("limits that the API does not apply at issue", () => {
  it("are seen on a sample and set right on every card", async () => {
    const w = await world({
      issuer: (real) => ({
        ...real,
        issueCard: (walletId, card, call) => real.issueCard(walletId, { ...card, limits: { daily: "999.00" } }, call),
      }),
    });
    const fleet = w.fleet();
    await fleet.up(fleetOf(cardsFor(numbered(60))));
    expect(w.cards.map(({ limits }) => limits.daily)).toEqual(Array(60).fill("100.00"));
    expect(w.count("change")).toBe(60);
    expect(w.warnings()).toHaveLength(1);
  });
});

describe("maxClosures", () => {
  it("refuses an update that would close more, before anything is changed", async () => {
    const { w, fleet } = await issuedFleet({ ...abc, maxClosures: 1 });
    const failed = await failure(fleet.up(fleetOf(cardsFor(["d"]), { maxClosures: 1 })));
    expect(failed).toMatchObject({ code: "refused", partial: false });
    expect(failed.message).toMatch(/3 cards.*FOURPAY_MAX_CLOSURES/s);
    expect(w.sandbox.journal.list({})).toEqual([]);
  });

  it("counts reissued cards, and not those that are only frozen or kept", async () => {
    const { w, fleet } = await issuedFleet({ ...abc, maxClosures: 1 });
    const renewed = fleetOf(cardsFor(["a", "b", "c"], { reissue: "1" }), { maxClosures: 1 });
    expect((await failure(fleet.up(renewed))).code).toBe("refused");
    await fleet.up({ ...abc, maxClosures: 1, defaults: { ...defaults, deletionPolicy: "freeze" } });
    w.newRun();
    await fleet.up(fleetOf({}, { maxClosures: 1 }));
    expect(w.writes).toEqual(["freeze", "freeze", "freeze"]);
  });

  it("refuses a destroy, unless this run's configuration allows it", async () => {
    const { w, fleet } = await issuedFleet({ ...abc, maxClosures: 0 });
    expect((await failure(fleet.destroy())).code).toBe("refused");
    expect(w.sandbox.journal.list({})).toEqual([]);
    w.settings = { maxClosures: 3 };
    await fleet.destroy();
    expect(live(w)).toEqual([]);
  });
});

describe("people declared with the cards", () => {
  const mary = { firstName: "Mary", lastName: "Jackson", email: "mary@example.com" };
  const withMary = (keys: readonly string[], more: Raw = {}) =>
    fleetOf(Object.fromEntries(keys.map((key) => [key, { holder: { ...mary, ...more } }])));

  it("are created once, however many cards they have", async () => {
    const w = await world();
    const fleet = w.fleet();
    await fleet.up(withMary(["a", "b"]));
    expect(w.writes).toEqual(["createHolder", "issue", "issue"]);
    expect(w.cards.map(({ holderId }) => w.holderOf(holderId).email)).toEqual([mary.email, mary.email]);
    w.newRun();
    expect(await fleet.up(withMary(["a", "b"]))).toBe("same");
    await fleet.up(withMary(["a", "b", "c"]));
    expect(w.writes).toEqual(["issue"]);
  });

  it("change in place; another e-mail is another person, with another card", async () => {
    const { w, fleet } = await issuedFleet(withMary(["a"]));
    const card = idOf(fleet, "a");
    await fleet.up(withMary(["a"], { lastName: "Winston" }));
    expect(w.writes).toEqual(["updateHolder"]);
    expect(idOf(fleet, "a")).toBe(card);
    w.newRun();
    await fleet.up(withMary(["a"], { lastName: "Winston", email: "mw@example.com" }));
    expect(w.writes).toEqual(["createHolder", "issue", "close"]);
    expect(idOf(fleet, "a")).not.toBe(card);
  });

  it("who cannot be created holds up only their own cards", async () => {
    const w = await world();
    w.mishap("createHolder", { kind: "status-before", status: 500 });
    const fleet = w.fleet();
    const declared = fleetOf({ a: { holder: mary }, b: { holderId: ada.id } });
    expect(await failure(fleet.up(declared))).toMatchObject({ code: "partial", partial: true });
    expect(Object.keys(issued(fleet))).toEqual(["b"]);
    w.newRun();
    await fleet.up(declared);
    expect(w.writes).toEqual(["createHolder", "issue"]);
  });

  it("whose change failed are looked at again", async () => {
    const { w, fleet } = await issuedFleet(withMary(["a"]));
    w.mishap("updateHolder", { kind: "status-before", status: 422 });
    const renamed = withMary(["a"], { lastName: "Winston" });
    await failure(fleet.up(renamed));
    w.newRun();
    expect(await fleet.up(renamed)).toBe("update");
    expect(w.writes).toEqual(["updateHolder"]);
    w.newRun();
    expect(await fleet.up(renamed)).toBe("same");
  });
});

describe("adoption", () => {
  it("takes single cards over, by id", async () => {
    const w = await world();
    const id = w.control.seedCard({ walletId: WALLET, holderId: ada.id, name: "Old", limits: { daily: "100.00" } });
    const fleet = w.fleet();
    await fleet.up(fleetOf({ a: { holderId: ada.id, adopt: id }, b: { holderId: ada.id } }));
    expect(idOf(fleet, "a")).toBe(id);
    expect(w.count("issue")).toBe(1);
  });

  it("from a card resource of the same program: the card is not closed on the way", async () => {
    const w = await world();
    const card = w.card();
    await card.up({ walletId: WALLET, holderId: ada.id, ...defaults });
    const { id } = card;
    w.newRun();
    await w.fleet().up(fleetOf({ a: { holderId: ada.id, adopt: id } }));
    await card.destroy();
    expect(w.cardOf(id).status).toBe("active");
    expect(w.writes.filter((write) => write === "close" || write === "issue")).toEqual([]);
  });

  it("a forced replacement changes nothing", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const before = w.cards.map(({ id }) => id);
    await fleet.up(abc, { replace: true });
    expect(w.writes).toEqual([]);
    expect(live(w).map(({ id }) => id)).toEqual(before);
  });
});

describe("refresh", () => {
  it("shows drift card by card, and the next run sets it right", async () => {
    const { w, fleet } = await issuedFleet(fleetOf(cardsFor(["a", "b", "c"], { frozen: false })));
    w.control.setCardStatus(idOf(fleet, "a"), "frozen");
    w.control.setCardLimits(idOf(fleet, "b"), { daily: "5000.00" });
    w.control.setCardStatus(idOf(fleet, "c"), "closed");
    await fleet.refresh();
    expect(fleet.inputs.cards).toEqual({
      a: { holderId: ada.id, frozen: true },
      b: { holderId: ada.id, frozen: false, limits: { daily: "5000.00" } },
    });
    expect(w.writes).toEqual([]);
    w.newRun();
    await fleet.up(fleetOf(cardsFor(["a", "b", "c"], { frozen: false })));
    expect(w.writes.toSorted()).toEqual(["change", "issue", "unfreeze"]);
    expect(live(w).map(({ status, limits }) => [status, limits.daily])).toEqual(Array(3).fill(["active", "100.00"]));
  });

  it("shows another name where one is declared, and the next run sets it right", async () => {
    const named = fleetOf({ a: { holderId: ada.id, name: "Ads" }, b: { holderId: ada.id } });
    const { w, fleet } = await issuedFleet(named);
    for (const key of ["a", "b"]) w.control.renameCard(idOf(fleet, key), `Renamed ${key}`);
    await fleet.refresh();
    expect(fleet.inputs.cards).toEqual({ a: { holderId: ada.id, name: "Renamed a" }, b: { holderId: ada.id } });
    w.newRun();
    await fleet.up(named);
    expect(w.cardOf(idOf(fleet, "a")).name).toBe("Ads");
  });

  it("a default limit that vanished is set again, although no declaration can show it", async () => {
    const { w, fleet } = await issuedFleet(
      fleetOf(cardsFor(["a"]), { defaults: { limits: { daily: "5", weekly: "9" } } }),
    );
    w.control.setCardLimits(idOf(fleet, "a"), { weekly: "9.00" });
    await fleet.refresh();
    w.newRun();
    expect(await fleet.up(fleetOf(cardsFor(["a"]), { defaults: { limits: { daily: "5", weekly: "9" } } }))).toBe(
      "update",
    );
    expect(w.cardOf(idOf(fleet, "a")).limits).toEqual({ daily: "5.00", weekly: "9.00" });
  });

  it("without drift changes nothing", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const before = structuredClone(fleet.recorded);
    await fleet.refresh();
    expect(fleet.recorded).toEqual(before);
    expect(await fleet.up(abc)).toBe("same");
    expect(w.writes).toEqual([]);
  });

  it("of statuses only asks for list pages", async () => {
    const { w, fleet } = await issuedFleet(fleetOf(cardsFor(numbered(30), { frozen: false })));
    w.settings = { refresh: "status" };
    w.control.setCardStatus(idOf(fleet, "c003"), "frozen");
    await fleet.refresh();
    expect(w.sandbox.journal.list({}).length).toBeLessThan(5);
    expect((fleet.inputs.cards as Record<string, Raw>).c003?.frozen).toBe(true);
  });

  it("a card that is missing from the list is not gone unless it is not found itself", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const { listCards } = w.issuer;
    Object.assign(w.issuer, {
      listCards: async (...request: Parameters<typeof listCards>) => (await listCards(...request)).slice(1),
    });
    await fleet.refresh();
    expect(Object.keys(issued(fleet))).toEqual(["a", "b", "c"]);
  });

  it("that cannot look at every card fails as a whole", async () => {
    const { w, fleet } = await issuedFleet(abc);
    const { getCard } = w.issuer;
    let looks = 0;
    Object.assign(w.issuer, {
      getCard: (...request: Parameters<typeof getCard>) => {
        looks += 1;
        return looks === 2 ? w.issuer.getCard({ walletId: "no", cardId: "no" }, {}) : getCard(...request);
      },
    });
    await failure(fleet.refresh());
    expect(Object.keys(issued(fleet))).toHaveLength(3);
  });
});

it("a cancel keeps all that is known, and the next run goes on", async () => {
  const w = await world({ latency: { issueMs: 60_000 } });
  const cancel = new AbortController();
  const fleet = w.fleet();
  w.clock.after(10_000, () => stop(cancel));
  expect(await failure(fleet.up(fleetOf(cardsFor(numbered(20))), { cancel }))).toMatchObject({
    code: "partial",
    partial: true,
  });
  expect(Object.keys(issued(fleet))).toHaveLength(20);
  w.newRun();
  await fleet.up(fleetOf(cardsFor(numbered(20))));
  expect(w.count("issue")).toBe(0);
  expect(live(w)).toHaveLength(20);
});

it("values that are not known yet pass at any depth", async () => {
  const w = await world();
  const fleet = w.fleet();
  for (const declared of [
    fleetOf(UNKNOWN as never),
    fleetOf({ a: UNKNOWN }),
    fleetOf({ a: { holderId: UNKNOWN } }),
    fleetOf({ a: { holder: { firstName: "A", lastName: "B", email: UNKNOWN } } }),
    { ...abc, walletId: UNKNOWN },
    { ...abc, defaults: UNKNOWN },
  ]) {
    expect(() => fleet.check(declared)).not.toThrow();
  }
});
