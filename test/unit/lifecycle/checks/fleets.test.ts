// Fleets held against a wallet of the sandbox: grouped requests, problems by key, and nothing for what did not change.
import { describe, expect, it } from "vitest";
import { seedIds } from "../../../../provider/sandbox";
import { cardsFor, defaults, fleetOf, idOf, numbered } from "../../../support/fleetWorld";
import { ada, grace } from "../../../support/lifecycleWorld";
import { previewWorld } from "../../../support/previewWorld";

const NOWHERE = "00000000-0000-4000-8000-00000000dead";
const WALLET = "GET /wallets/{wallet_id}";
const LIMITS = "GET /wallets/{wallet_id}/limits";
const HOLDER = "GET /holders/{holder_id}";

describe("requests", () => {
  it.each([1, 24, 1_000])("a new fleet of %i cards takes three: wallet, limits, holder", async (count) => {
    const { look } = await previewWorld();
    const { refused, requests } = await look("fleet", fleetOf(cardsFor(numbered(count))));
    expect(refused).toEqual([]);
    expect([...requests].sort()).toEqual([HOLDER, WALLET, LIMITS].sort());
  });

  it("a fleet of 10,000 that did not change takes none", async () => {
    const { look } = await previewWorld();
    const declared = fleetOf(cardsFor(numbered(10_000)));
    expect(await look("fleet", declared, { recorded: structuredClone(declared) })).toMatchObject({
      refused: [],
      requests: [],
    });
  });

  it("neither does one that only loses cards, freezes or renames some", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    const recorded = fleetOf(cardsFor(["a", "b", "c"], { limits: { daily: "99999.00" } }));
    const declared = fleetOf({
      ...cardsFor(["a"], { limits: { daily: "99999.00" }, frozen: true }),
      ...cardsFor(["b"], { limits: { daily: "99999.00" }, name: "B" }),
    });
    expect(await look("fleet", declared, { recorded })).toMatchObject({ refused: [], warnings: [], requests: [] });
  });

  it("a fleet that moves to another wallet asks for that one, and not for the holders it had", async () => {
    const { look, w } = await previewWorld();
    const walletId = w.control.seedWallet({ providerId: seedIds.personalProvider, balance: "100.00" });
    const cards = cardsFor(["a", "b"]);
    const moved = await look("fleet", { ...fleetOf(cards), walletId }, { recorded: fleetOf(cards) });
    expect(moved).toMatchObject({ refused: [], warnings: [] });
    expect([...moved.requests].sort()).toEqual([WALLET, LIMITS]);
  });

  it("holders of 1,000 cards are found in the list: three singly, ten pages and the rest", async () => {
    const { look, w } = await previewWorld();
    const keys = numbered(1_000);
    for (const key of keys) w.control.seedHolder({ ...ada, id: key, email: `${key}@example.com` });
    const cards = Object.fromEntries(keys.map((key) => [key, { holderId: key }]));
    const { refused, requests } = await look("fleet", fleetOf(cards));
    expect(refused).toEqual([]);
    expect(requests.filter((route) => route === HOLDER)).toHaveLength(3);
    expect(requests.length).toBeLessThanOrEqual(16);
  });
});

describe("refused", () => {
  it("by key, twenty and a count", async () => {
    const { look } = await previewWorld();
    const { refused, reasons } = await look("fleet", fleetOf(cardsFor(numbered(30), { cardType: "physical" })));
    expect(refused.slice(0, 2)).toEqual(["cards.c000.cardType", "cards.c001.cardType"]);
    expect(refused).toHaveLength(21);
    expect(reasons).toContain("and 10 more");
  });

  it("what concerns the wallet once for all", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    expect((await look("fleet", fleetOf(cardsFor(numbered(30))))).refused).toEqual(["walletId"]);
    expect((await look("fleet", { ...fleetOf(cardsFor(["a"])), walletId: NOWHERE })).refused).toEqual(["walletId"]);
  });

  it("a new card only, not those that are there", async () => {
    const { look } = await previewWorld();
    const wide = { limits: { daily: "99999.00" } };
    const recorded = fleetOf(cardsFor(["a"], wide));
    const declared = fleetOf({ ...cardsFor(["a"], wide), ...cardsFor(["b"], wide) });
    expect((await look("fleet", declared, { recorded })).refused).toEqual(["cards.b.limits.daily"]);
  });

  it("a limit that the defaults raise, for each card it reaches", async () => {
    const { look } = await previewWorld();
    const cards = { ...cardsFor(["a"]), ...cardsFor(["b"], { limits: { daily: "5.00" } }) };
    const raised = fleetOf(cards, { defaults: { limits: { daily: "99999.00" } } });
    expect((await look("fleet", raised, { recorded: fleetOf(cards) })).refused).toEqual(["cards.a.limits.daily"]);
  });

  it("holders who do not exist, but not the people declared with the cards", async () => {
    const { look } = await previewWorld();
    const mary = { firstName: "Mary", lastName: "J", email: "mary@example.com", cardOwnerId: "mary" };
    const cards = { a: { holderId: "nobody" }, b: { holder: mary }, c: { holderId: ada.id }, d: { holderId: "mary" } };
    expect((await look("fleet", fleetOf(cards))).refused).toEqual(["cards.a.holderId"]);
  });

  it("cards to adopt that are closed or not there, asked for in one list", async () => {
    const { look, w } = await previewWorld();
    const ids = numbered(8).map((name) => w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name }));
    w.control.setCardStatus(ids[7] ?? "", "closed");
    const adopted = Object.fromEntries(
      [...ids, NOWHERE].map((adopt, index) => [`k${index}`, { holderId: ada.id, adopt }]),
    );
    const { refused, requests } = await look("fleet", fleetOf(adopted));
    expect(refused).toEqual(["cards.k7.adopt", "cards.k8.adopt"]);
    expect(requests.filter((route) => route.endsWith("/{instrument_id}"))).toHaveLength(3);
    expect(requests).not.toContain(LIMITS);
  });
});

describe("names", () => {
  it("that others have are refused for a new fleet", async () => {
    const { look, w } = await previewWorld();
    w.control.seedCard({ walletId: seedIds.wallet, holderId: grace.id, name: "Ads" });
    expect((await look("fleet", fleetOf(cardsFor(["a"], { name: "Ads" })))).refused).toEqual(["cards.a.name"]);
  });

  it("in a fleet that is there are only doubted: an update that failed may have issued the card", async () => {
    const { look, w } = await previewWorld();
    w.control.seedCard({ walletId: seedIds.wallet, holderId: grace.id, name: "Ads" });
    const recorded = fleetOf(cardsFor(["a"]));
    const { refused, warnings } = await look(
      "fleet",
      fleetOf({ ...cardsFor(["a"]), ...cardsFor(["b"], { name: "Ads" }) }),
      { recorded },
    );
    expect(refused).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("cards.b.name: is taken") as string]);
  });

  it("of a card that a fleet of this run lets go of are free", async () => {
    const { look, w, compare, newRun } = await previewWorld();
    const fleet = w.fleet();
    await fleet.up(fleetOf(cardsFor(["a", "b"], {}), { defaults }));
    w.control.renameCard(idOf(fleet, "b"), "Ads");
    newRun();
    const card = { walletId: seedIds.wallet, holderId: ada.id, limits: { daily: "1.00" }, name: "Ads" };
    expect((await look("card", card, { name: "before" })).refused).toEqual(["name"]);
    compare("fleet", fleet, fleetOf(cardsFor(["a"])));
    expect((await look("card", card, { name: "after" })).refused).toEqual([]);
  });
});

describe("after a run that was interrupted", () => {
  it("cards that it issued are not issued again, so an inactive wallet refuses only the others", async () => {
    const { look, w, newRun } = await previewWorld();
    const both = { ...cardsFor(["a"]), ...cardsFor(["b"], { name: "B" }) };
    await w.fleet("fleet").up(fleetOf(both));
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    newRun();
    // The engine kept the inputs of before the failed update.
    const recorded = fleetOf({});
    expect((await look("fleet", fleetOf(both), { recorded })).refused).toEqual([]);
    const more = { ...both, ...cardsFor(["c"]) };
    expect((await look("fleet", fleetOf(more), { recorded })).refused).toEqual(["walletId"]);
  });
});

describe("money", () => {
  it("all new cards of the fleet, once", async () => {
    const { look, w } = await previewWorld();
    const walletId = w.control.seedWallet({ providerId: seedIds.personalProvider, name: "Poor", balance: "10.00" });
    const cards = cardsFor(numbered(24), { initialBalance: "0.10" });
    const { warnings } = await look("fleet", { ...fleetOf(cards), walletId });
    expect(warnings).toEqual([expect.stringContaining("Wallet Poor has 10.00; the 24 new cards need 26.40") as string]);
  });
});
