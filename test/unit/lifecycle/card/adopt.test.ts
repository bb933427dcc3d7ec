// Which existing card a declaration may stand for, and which it must never touch.
import { describe, expect, it } from "vitest";
import { FourpayError } from "../../../../provider/model/errors";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { CheckFailed, failure, grace, plainCard, type World, world } from "../../../support/lifecycleWorld";

const markOf = (w: World, declared: Raw = plainCard) => w.card().check(declared).name as string;
const seeded = (w: World, name: string, more: object = {}) =>
  w.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name, limits: { daily: "100.00" }, ...more });

describe("a live card that carries our mark", () => {
  it.each(["active", "frozen", "creating", "blocked"] as const)("is adopted when it is %s", async (status) => {
    const w = await world();
    const id = seeded(w, markOf(w), { status });
    if (status === "creating") w.clock.after(5_000, () => w.control.setCardStatus(id, "active"));
    const card = w.card();
    await card.up(plainCard);
    expect(card.id).toBe(id);
    expect(w.writes).toEqual([]);
  });

  it.each(["closed", "creating_failed", "expired"] as const)(
    "is no obstacle when it is %s: a new one is issued",
    async (status) => {
      const w = await world();
      const id = seeded(w, markOf(w), { status });
      const card = w.card();
      await card.up(plainCard);
      expect(card.id).not.toBe(id);
      expect(w.writes).toEqual(["issue"]);
    },
  );

  it("is brought to the declared limits", async () => {
    const w = await world();
    const id = seeded(w, markOf(w));
    await w.card().up({ ...plainCard, limits: { daily: "55.00" } });
    expect(w.cardOf(id).limits).toEqual({ daily: "55.00" });
    expect(w.writes).toEqual(["change"]);
  });

  it("is not adopted when its holder is another one", async () => {
    const w = await world();
    seeded(w, markOf(w), { holderId: grace.id });
    expect(await failure(w.card().up(plainCard))).toMatchObject({ code: "adoption_mismatch", partial: false });
    expect(w.writes).toEqual([]);
  });

  it("two of them are ambiguous: both are named and nothing is issued", async () => {
    const w = await world();
    const ids = [seeded(w, markOf(w)), seeded(w, markOf(w))];
    const { code, message } = await failure(w.card().up(plainCard));
    expect(code).toBe("ambiguous");
    for (const id of ids) expect(message).toContain(id);
    expect(w.writes).toEqual([]);
  });

  it("of another incarnation (`reissue`) is left alone", async () => {
    const w = await world();
    seeded(w, markOf(w));
    await w.card().up({ ...plainCard, reissue: "2" });
    expect(w.writes).toEqual(["issue"]);
  });

  it("of another resource is left alone", async () => {
    const w = await world();
    seeded(w, w.card("other").check(plainCard).name as string);
    await w.card().up(plainCard);
    expect(w.writes).toEqual(["issue"]);
  });
});

it("two cards that appear after one lost reply are ambiguous, and neither is touched", async () => {
  const w = await world({ behaviour: { issueVisibleAfterMs: 10_000 } });
  w.mishap("issue", { kind: "drop-after-commit" });
  const name = markOf(w);
  w.clock.after(10_000, () => seeded(w, name));
  expect(await failure(w.card().up(plainCard))).toMatchObject({ code: "ambiguous", partial: false });
  expect(w.writes).toEqual(["issue"]);
});

describe("an explicit name", () => {
  const named = { ...plainCard, name: "Team" };

  it("is issued when nobody has it", async () => {
    const w = await world();
    const card = w.card();
    await card.up(named);
    expect(w.cardOf(card.id).name).toBe("Team");
  });

  it.each(["active", "frozen", "blocked", "creating"] as const)(
    "of a card that is %s is refused, with its id",
    async (status) => {
      const w = await world();
      const id = seeded(w, "Team", { status });
      const { code, partial, message } = await failure(w.card().up(named));
      expect({ code, partial }).toEqual({ code: "name_taken", partial: false });
      expect(message).toContain(id);
      expect(w.writes).toEqual([]);
    },
  );

  it("of a closed card is free", async () => {
    const w = await world();
    seeded(w, "Team", { status: "closed" });
    await w.card().up(named);
    expect(w.writes).toEqual(["issue"]);
  });

  it("of a card in another wallet is free", async () => {
    const w = await world();
    const walletId = w.control.seedWallet({ providerId: seedIds.personalProvider, name: "Other" });
    seeded(w, "Team", { walletId });
    await w.card().up(named);
    expect(w.writes).toEqual(["issue"]);
  });

  it.each(["renamed", "closed"] as const)("of a card that was %s since the list was read is free", async (what) => {
    const w = await world();
    const card = w.card("holds-it");
    await card.up({ ...plainCard, name: "Team" });
    w.newRun();
    await w.run.inventory(seedIds.wallet).named("Team", {});
    if (what === "renamed") await card.up({ ...plainCard, name: "Renamed" });
    else await card.destroy();
    await w.card("takes-it").up(named);
    expect(w.count("issue")).toBe(1);
    expect(w.cards.filter(({ name, status }) => name === "Team" && status === "active")).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["is not found", () => Promise.reject(new FourpayError("not_found", "No such card."))],
    ["is shown without its name", () => Promise.resolve({ id: "", walletId: seedIds.wallet, status: "active" })],
  ])("of a card that %s when it is looked at is not free: only its own word counts", async (_what, look) => {
    const w = await world();
    const id = seeded(w, "Team");
    Object.assign(w.issuer, { getCard: async () => ({ ...((await look()) as object), id }) });
    expect((await failure(w.card().up(named))).code).toBe("name_taken");
    expect(w.writes).toEqual([]);
  });

  it("claimed by two resources of one run: the second fails, and one card is issued", async () => {
    const w = await world();
    const outcomes = await Promise.allSettled([w.card("a").up(named), w.card("b").up(named)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const codes = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    expect(codes).toMatchObject([{ code: "name_taken" }]);
    expect(w.count("issue")).toBe(1);
  });

  it("is kept over a replacement: the new card is issued, the old one closed", async () => {
    const w = await world();
    const card = w.card();
    await card.up(named);
    const old = card.id;
    w.newRun();
    expect(await card.up({ ...named, reissue: "lost" })).toBe("replace");
    expect(w.writes).toEqual(["issue", "close"]);
    expect(w.cardOf(old).status).toBe("closed");
    expect(w.cardOf(card.id)).toMatchObject({ status: "active", name: "Team" });
  });

  it("is kept over a replacement whose new card shows up late: the old one of the same name is no sign against it", async () => {
    const w = await world({ behaviour: { issueVisibleAfterMs: 120_000 } });
    const card = w.card();
    await card.up(named);
    const old = card.id;
    w.newRun();
    expect(await card.up({ ...named, reissue: "lost" })).toBe("replace");
    expect(w.writes).toEqual(["issue", "close"]);
    expect(w.cardOf(old).status).toBe("closed");
    expect(card.id).not.toBe(old);
  });
});

describe("adopt", () => {
  it("`true` takes the live card of the declared name", async () => {
    const w = await world();
    const id = seeded(w, "Team");
    const card = w.card();
    await card.up({ ...plainCard, name: "Team", adopt: true });
    expect(card.id).toBe(id);
    expect(w.writes).toEqual([]);
  });

  it("`true` issues when there is none", async () => {
    const w = await world();
    await w.card().up({ ...plainCard, name: "Team", adopt: true });
    expect(w.writes).toEqual(["issue"]);
  });

  it("`true` does not choose between several", async () => {
    const w = await world();
    seeded(w, "Team");
    seeded(w, "Team");
    expect((await failure(w.card().up({ ...plainCard, name: "Team", adopt: true }))).code).toBe("ambiguous");
  });

  it("`true` without a name is refused in check", async () => {
    const w = await world();
    await expect(w.card().up({ ...plainCard, adopt: true })).rejects.toSatisfy(
      (error) => error instanceof CheckFailed && error.paths.includes("adopt"),
    );
  });

  it("an id takes that card, renames it and sets its limits", async () => {
    const w = await world();
    const id = seeded(w, "made by hand");
    const card = w.card();
    await card.up({ ...plainCard, limits: { daily: "5.00" }, adopt: id });
    expect(card.id).toBe(id);
    expect(w.cardOf(id)).toMatchObject({ name: card.inputs.name, limits: { daily: "5.00" } });
    expect(w.writes).toEqual(["change"]);
  });

  it("limits that the API does not show are sent all the same, with a warning: nobody knows what they are", async () => {
    const w = await world({ behaviour: { limitsShape: "absent" } });
    const id = seeded(w, "made by hand");
    await w.card().up({ ...plainCard, limits: { daily: "5.00" }, adopt: id });
    expect(w.cardOf(id).limits).toEqual({ daily: "5.00" });
    expect(w.warnings()).toHaveLength(1);
  });

  it.each([
    ["another holder", { holderId: grace.id }],
    ["another type", { cardType: "physical" }],
    ["another currency", { currency: "EUR" }],
  ])("refuses a card with %s, and says which property it is", async (_, declared) => {
    const w = await world();
    const id = seeded(w, "made by hand");
    const refused = await failure(w.card().up({ ...plainCard, ...declared, adopt: id }));
    expect(refused.code).toBe("adoption_mismatch");
    for (const key of Object.keys(declared)) expect(refused.message).toContain(`its ${key} is not`);
    expect(w.writes).toEqual([]);
  });

  it("refuses a closed card", async () => {
    const w = await world();
    const id = seeded(w, "made by hand", { status: "closed" });
    expect((await failure(w.card().up({ ...plainCard, adopt: id }))).code).toBe("adoption_mismatch");
  });

  it("refuses a card that another resource of the run stands for", async () => {
    const w = await world();
    const first = w.card("first");
    await first.up(plainCard);
    expect((await failure(w.card("second").up({ ...plainCard, adopt: first.id }))).code).toBe("adoption_mismatch");
  });

  it("never pays the initial balance into an adopted card", async () => {
    const w = await world();
    const id = seeded(w, "made by hand");
    await w.card().up({ ...plainCard, initialBalance: "50", adopt: id });
    expect(w.count("fund")).toBe(0);
    expect(w.cardOf(id).balance).toBe("0.00");
  });
});

describe("a forced replacement", () => {
  it("finds the very card it should replace, keeps it, and closes nothing", async () => {
    const w = await world();
    const card = w.card();
    await card.up(plainCard);
    const { id } = card;
    w.newRun();
    await card.up(plainCard, { replace: true });
    expect(card.id).toBe(id);
    expect(w.writes).toEqual([]);
    expect(w.cardOf(id).status).toBe("active");
    expect(w.warnings()).toHaveLength(1);
  });

  it("deletes nothing either when the engine deletes first", async () => {
    const w = await world();
    const card = w.card();
    await card.up(plainCard);
    w.newRun();
    card.replacedBy(plainCard);
    await card.destroy();
    expect(w.writes).toEqual([]);
  });

  it("a declared replacement does close the old card, after the new one is there", async () => {
    const w = await world();
    const card = w.card();
    await card.up(plainCard);
    const old = card.id;
    w.newRun();
    expect(await card.up({ ...plainCard, holderId: grace.id })).toBe("replace");
    expect(w.writes).toEqual(["issue", "close"]);
    expect(w.cardOf(old).status).toBe("closed");
    expect(w.cardOf(card.id)).toMatchObject({ status: "active", holderId: grace.id });
  });
});

it("declared again after destroy, a new card is issued", async () => {
  const w = await world();
  const card = w.card();
  await card.up(plainCard);
  w.newRun();
  await card.destroy();
  w.newRun();
  await card.up(plainCard);
  expect(w.writes).toEqual(["issue"]);
});
