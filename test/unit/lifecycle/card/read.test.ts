// Refresh: what is true now, for what was declared; never a recorded value blanked, never gone without proof.
import { describe, expect, it } from "vitest";
import { seedIds } from "../../../../provider/sandbox";
import {
  failure,
  grace,
  type Managed,
  plainCard,
  type World,
  type WorldOptions,
  world,
} from "../../../support/lifecycleWorld";

async function issued(declared: object = {}, options: WorldOptions = {}): Promise<{ w: World; card: Managed }> {
  const w = await world(options);
  const card = w.card();
  await card.up({ ...plainCard, ...declared });
  w.newRun();
  return { w, card };
}

it("without drift nothing of the record changes", async () => {
  const declared = { name: "Team", cardType: "virtual", currency: "USD", binId: seedIds.visaBin, frozen: false };
  const { w, card } = await issued(declared);
  const { recorded } = card;
  await card.refresh();
  expect(card.recorded).toEqual(recorded);
  expect(w.writes).toEqual([]);
});

describe("drift of what was declared shows in the inputs", () => {
  it("name, limits, frozen", async () => {
    const { w, card } = await issued({ name: "Team", frozen: false });
    w.control.renameCard(card.id, "Renamed");
    w.control.setCardLimits(card.id, { daily: "7.5", weekly: "1000.00" });
    w.control.setCardStatus(card.id, "frozen");
    await card.refresh();
    expect(card.inputs).toMatchObject({ name: "Renamed", limits: { daily: "7.50" }, frozen: true });
    expect(card.outputs).toMatchObject({ name: "Renamed", status: "frozen" });
  });

  it("a declared limit that is gone", async () => {
    const { w, card } = await issued({ limits: { daily: "10.00", weekly: "20.00" } });
    w.control.setCardLimits(card.id, { weekly: "20.00" });
    await card.refresh();
    expect(card.inputs.limits).toEqual({ weekly: "20.00" });
  });
});

describe("what was not declared stays undeclared", () => {
  it("frozen, currency, card type, and limits of other kinds", async () => {
    const { w, card } = await issued();
    w.control.setCardStatus(card.id, "frozen");
    w.control.setCardLimits(card.id, { daily: "100.00", weekly: "20.00" });
    const before = card.inputs;
    await card.refresh();
    expect(card.inputs).toEqual(before);
  });
});

describe("what the API does not show keeps its recorded value", () => {
  it("the BIN, which cannot be read back", async () => {
    const { card } = await issued({ binCategoryId: seedIds.advertising });
    await card.refresh();
    expect(card.inputs.binCategoryId).toBe(seedIds.advertising);
  });

  it("limits", async () => {
    const { card } = await issued({}, { behaviour: { limitsShape: "absent" } });
    await card.refresh();
    expect(card.inputs.limits).toEqual({ daily: "100.00" });
  });

  it("the holder", async () => {
    const hide: WorldOptions = {
      issuer: (real) => ({
        ...real,
        getCard: async (ref, call) => {
          const { holderId: _, ...card } = await real.getCard(ref, call);
          return card;
        },
      }),
    };
    const { card } = await issued({}, hide);
    await card.refresh();
    expect(card.inputs.holderId).toBe("ada");
    expect(card.replacedBy(plainCard)).toEqual([]);
  });

  it("a shown limit of the same value keeps the declared text", async () => {
    const { card } = await issued({ limits: { daily: 100 } });
    await card.refresh();
    expect(card.inputs.limits).toEqual({ daily: "100.00" });
  });
});

it("limits shown as a list are read like any others", async () => {
  const { w, card } = await issued({}, { behaviour: { limitsShape: "array" } });
  w.control.setCardLimits(card.id, { daily: "3.00" });
  await card.refresh();
  expect(card.inputs.limits).toEqual({ daily: "3.00" });
});

describe("statuses", () => {
  it.each(["closed", "creating_failed"] as const)(
    "%s is gone, and declared again it is issued again",
    async (status) => {
      const { w, card } = await issued();
      w.control.setCardStatus(card.id, status);
      expect(await card.refresh()).toBe("gone");
      w.newRun();
      expect(await card.up(plainCard)).toBe("create");
      expect(w.writes).toEqual(["issue"]);
    },
  );

  it.each(["expired", "blocked"] as const)("%s stays, with a warning, and `reissue` renews it", async (status) => {
    const { w, card } = await issued();
    w.control.setCardStatus(card.id, status);
    expect(await card.refresh()).toBe("there");
    expect(card.outputs.status).toBe(status);
    expect(w.warnings()).toHaveLength(1);
    w.newRun();
    expect(await card.up(plainCard)).toBe("same");
    expect(await card.up({ ...plainCard, reissue: "renewal" })).toBe("replace");
  });
});

describe("gone needs proof", () => {
  it("the wallet answers and its list lacks the card: gone", async () => {
    const { w, card } = await issued();
    w.control.removeCard(card.id);
    expect(await card.refresh()).toBe("gone");
  });

  it("the wallet is not found either: not gone", async () => {
    const { w, card } = await issued();
    w.sandbox.faults.add({
      kind: "status-before",
      status: 404,
      match: { path: `/wallets/${seedIds.wallet}`, times: 5 },
    });
    expect((await failure(card.refresh())).code).toBe("not_found");
    expect(card.recorded).toBeDefined();
  });

  it("the wallet is forbidden: not gone", async () => {
    const { w, card } = await issued();
    w.control.removeCard(card.id);
    w.sandbox.faults.add({ kind: "status-before", status: 403, match: { route: "GET /wallets/{wallet_id}" } });
    expect((await failure(card.refresh())).code).toBe("not_found");
  });

  it("the list cannot be read: the trouble itself is told", async () => {
    const { w, card } = await issued();
    w.control.removeCard(card.id);
    const route = "GET /wallets/{wallet_id}/instruments";
    w.sandbox.faults.add({ kind: "status-before", status: 500, match: { route, times: 20 } });
    expect((await failure(card.refresh())).code).toBe("server_error");
    expect(card.recorded).toBeDefined();
  });

  it("a passing 500 is looked past", async () => {
    const { w, card } = await issued();
    const route = "GET /wallets/{wallet_id}/instruments/{instrument_id}";
    w.sandbox.faults.add({ kind: "status-before", status: 503, match: { route, times: 3 } });
    expect(await card.refresh()).toBe("there");
  });
});

it("unfinished steps survive a refresh", async () => {
  const { w, card } = await issued();
  w.mishap("freeze", { kind: "status-before", status: 409 });
  await failure(card.up({ ...plainCard, frozen: true }));
  const { unfinished } = card.outputs;
  expect(unfinished).toContain("frozen");
  await card.refresh();
  expect(card.outputs.unfinished).toEqual(unfinished);
});

it("a holder that is another one now is a reason to replace only where both are known", async () => {
  const { card } = await issued();
  expect(card.replacedBy({ ...plainCard, holderId: grace.id })).toEqual(["holderId"]);
});
