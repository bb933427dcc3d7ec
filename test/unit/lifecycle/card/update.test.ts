// Changes of a card: limits are verified, nothing undeclared is touched, and what a failed run left open is seen through.
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../../../provider/sandbox";
import {
  failure,
  type Managed,
  type Mishap,
  plainCard,
  stop,
  type World,
  type WorldOptions,
  world,
} from "../../../support/lifecycleWorld";

async function issued(declared: object, options: WorldOptions = {}): Promise<{ w: World; card: Managed }> {
  const w = await world(options);
  const card = w.card();
  await card.up(declared as Record<string, unknown>);
  w.newRun();
  return { w, card };
}

const limits = (more: Record<string, string>) => ({ ...plainCard, limits: more });
const behaviours: [string, NonNullable<SandboxOptions["behaviour"]>][] = [
  ["a PATCH that merges", { limitsPatch: "merge" }],
  ["a PATCH that replaces", { limitsPatch: "replace" }],
  ["limits shown as a list", { limitsShape: "array" }],
];

describe("limits", () => {
  it.each(behaviours)("are changed as one full set and read back: %s", async (_, behaviour) => {
    const { w, card } = await issued(limits({ daily: "10.00", monthly: "100.00" }), { behaviour });
    expect(await card.up(limits({ daily: "20", monthly: "100", weekly: "50.5" }))).toBe("update");
    expect(w.bodies("change")).toEqual([
      { limits: { daily_limit: "20.00", weekly_limit: "50.50", monthly_limit: "100.00" } },
    ]);
    expect(w.cardOf(card.id).limits).toEqual({ daily: "20.00", weekly: "50.50", monthly: "100.00" });
  });

  it.each(["100", "100.0", "100.000000000"])("%s is what 100.00 is: nothing to do", async (text) => {
    const { w, card } = await issued(limits({ daily: "100.00" }));
    expect(await card.up(limits({ daily: text }))).toBe("same");
    expect(w.writes).toEqual([]);
  });

  it("a removed one is gone where the PATCH replaces", async () => {
    const { w, card } = await issued(limits({ daily: "10.00", weekly: "50.00" }), {
      behaviour: { limitsPatch: "replace" },
    });
    await card.up(limits({ daily: "10.00" }));
    expect(w.cardOf(card.id).limits).toEqual({ daily: "10.00" });
  });

  it("a removed one that the API keeps is an error, and restoring it heals", async () => {
    const both = limits({ daily: "10.00", weekly: "50.00" });
    const { w, card } = await issued(both, { behaviour: { limitsPatch: "merge" } });
    const { code, partial, message } = await failure(card.up(limits({ daily: "10.00" })));
    expect({ code, partial }).toEqual({ code: "limit_not_removed", partial: true });
    expect(message).toContain("weekly");
    expect(message).toContain("reissue");
    expect(card.inputs.limits).toEqual(both.limits);
    w.newRun();
    await card.up(both);
    expect(w.writes).toEqual([]);
    expect(card.recorded?.incomplete).toBe(false);
  });

  it("a change that does not show within the settle window is an error with what the card shows", async () => {
    const { w, card } = await issued(limits({ daily: "10.00" }), { latency: { updateMs: 120_000 } });
    const { code, partial, message } = await failure(card.up(limits({ daily: "20.00" })));
    expect({ code, partial }).toEqual({ code: "limits_not_applied", partial: true });
    expect(message).toContain("daily 10.00");
    expect(w.count("change")).toBe(1);
  });

  it("an API that rounds what it was given is not taken for success", async () => {
    const { w, card } = await issued(limits({ daily: "10.00" }), {
      issuer: (real) => ({
        ...real,
        updateCard: (ref, change, call) => real.updateCard(ref, { ...change, limits: { daily: "20.00" } }, call),
      }),
    });
    expect((await failure(card.up(limits({ daily: "20.50" })))).code).toBe("limits_not_applied");
    expect(w.count("change")).toBe(1);
  });

  it("outside the wallet's range: the API's refusal, with the card kept as it was", async () => {
    const { w, card } = await issued(limits({ daily: "10.00" }));
    expect((await failure(card.up(limits({ daily: "99999.00" })))).code).toBe("rejected");
    expect(w.cardOf(card.id).limits).toEqual({ daily: "10.00" });
    w.newRun();
    await card.up(limits({ daily: "10.00" }));
    expect(w.writes).toEqual([]);
  });

  it("one set by hand that was never declared is left alone", async () => {
    const { w, card } = await issued(limits({ daily: "10.00" }), { behaviour: { limitsPatch: "merge" } });
    w.control.setCardLimits(card.id, { daily: "10.00", weekly: "70.00" });
    await card.up(limits({ daily: "12.00" }));
    expect(w.cardOf(card.id).limits).toEqual({ daily: "12.00", weekly: "70.00" });
  });

  describe("that the API does not show", () => {
    const hidden = { behaviour: { limitsShape: "absent" as const } };

    it("are not written a second time when the card is issued", async () => {
      const w = await world(hidden);
      await w.card().up(plainCard);
      expect(w.writes).toEqual(["issue"]);
      expect(w.warnings()).toEqual([]);
    });

    it("are written when the declaration changes, with a warning that nothing can be verified", async () => {
      const { w, card } = await issued(plainCard, hidden);
      await card.up(limits({ daily: "7.00" }));
      await w.clock.advance(1_000);
      expect(w.cardOf(card.id).limits).toEqual({ daily: "7.00" });
      expect(w.warnings()).toHaveLength(1);
    });

    it("are left alone by a rename", async () => {
      const { w, card } = await issued({ ...plainCard, name: "a" }, hidden);
      await card.up({ ...plainCard, name: "b" });
      expect(w.bodies("change")).toEqual([{ name: "b" }]);
    });
  });
});

describe("a lost reply to a change: its effect is looked for, and nothing is sent again", () => {
  it.each<[string, Mishap]>([
    ["cut after the commit", { kind: "drop-after-commit" }],
    ["500 after the commit", { kind: "status-after-commit", status: 500 }],
  ])("%s", async (_, fault) => {
    const { w, card } = await issued(plainCard);
    w.mishap("change", fault);
    await card.up(limits({ daily: "20.00" }));
    expect(w.count("change")).toBe(1);
    expect(w.cardOf(card.id).limits).toEqual({ daily: "20.00" });
  });

  it("cut before the commit: outcome unknown, and the next run sends it", async () => {
    const { w, card } = await issued(plainCard);
    w.mishap("change", { kind: "refuse-before" });
    expect(await failure(card.up(limits({ daily: "20.00" })))).toMatchObject({
      code: "outcome_unknown",
      partial: true,
    });
    expect(w.count("change")).toBe(1);
    w.newRun();
    await card.up(limits({ daily: "20.00" }));
    expect(w.cardOf(card.id).limits).toEqual({ daily: "20.00" });
  });
});

describe("frozen", () => {
  it.each([
    [true, "freeze", "frozen"],
    [false, "unfreeze", "active"],
  ] as const)("%s: %s, and the status is waited for", async (frozen, write, status) => {
    const { w, card } = await issued({ ...plainCard, frozen: !frozen }, { latency: { statusChangeMs: 9_000 } });
    await card.up({ ...plainCard, frozen });
    expect(w.writes).toEqual([write]);
    expect(w.cardOf(card.id).status).toBe(status);
    expect(card.outputs.status).toBe(status);
  });

  it.each<[string, Mishap, boolean]>([
    ["after the commit", { kind: "drop-after-commit" }, true],
    ["before the commit", { kind: "refuse-before" }, false],
  ])("a reply lost %s is not sent again", async (_, fault, arrives) => {
    const { w, card } = await issued(plainCard);
    w.mishap("freeze", fault);
    const code = await card.up({ ...plainCard, frozen: true }).catch(() => "failed");
    expect(code).toBe(arrives ? "update" : "failed");
    expect(w.count("freeze")).toBe(1);
  });

  it("not managed: a card frozen by hand stays frozen whatever else changes", async () => {
    const { w, card } = await issued(plainCard);
    w.control.setCardStatus(card.id, "frozen");
    await card.up({ ...plainCard, name: "renamed", limits: { daily: "3.00" } });
    expect(w.cardOf(card.id)).toMatchObject({ status: "frozen", name: "renamed", limits: { daily: "3.00" } });
    expect(w.writes).toEqual(["change"]);
  });

  it("managed as `false`: a rename does not undo what a fraud team froze, and says so", async () => {
    const { w, card } = await issued({ ...plainCard, frozen: false });
    w.control.setCardStatus(card.id, "frozen");
    await card.up({ ...plainCard, frozen: false, name: "renamed" });
    expect(w.cardOf(card.id).status).toBe("frozen");
    expect(w.count("unfreeze")).toBe(0);
    expect(w.warnings()).toHaveLength(1);
  });

  it("no longer declared: the card stays as it is", async () => {
    const { w, card } = await issued({ ...plainCard, frozen: true });
    await card.up(plainCard);
    expect(w.writes).toEqual([]);
    expect(w.cardOf(card.id).status).toBe("frozen");
  });

  it("a blocked card is neither frozen nor an error", async () => {
    const { w, card } = await issued(plainCard);
    w.control.blockCard(card.id);
    await card.up({ ...plainCard, frozen: true });
    expect(w.count("freeze")).toBe(0);
    expect(w.warnings()).toHaveLength(1);
  });
});

describe("only what the preview showed is written", () => {
  it("drift of limits is reported by a rename and left to refresh", async () => {
    const { w, card } = await issued(plainCard);
    w.control.setCardLimits(card.id, { daily: "9999.00" });
    await card.up({ ...plainCard, name: "renamed" });
    expect(w.bodies("change")).toEqual([{ name: "renamed" }]);
    expect(w.cardOf(card.id).limits).toEqual({ daily: "9999.00" });
    expect(w.warnings()).toHaveLength(1);
  });

  it("after refresh the drift is a change, and `up` undoes it", async () => {
    const { w, card } = await issued(plainCard);
    w.control.setCardLimits(card.id, { daily: "9999.00" });
    await card.refresh();
    expect(card.inputs.limits).toEqual({ daily: "9999.00" });
    w.newRun();
    expect(await card.up(plainCard)).toBe("update");
    expect(w.cardOf(card.id).limits).toEqual({ daily: "100.00" });
  });

  it("what is already as declared is not written", async () => {
    const { w, card } = await issued(plainCard);
    w.control.setCardLimits(card.id, { daily: "42.00" });
    await card.up(limits({ daily: "42.00" }));
    expect(w.writes).toEqual([]);
  });

  it("policies and waits change nothing out there", async () => {
    const { w, card } = await issued(plainCard);
    await card.up({ ...plainCard, deletionPolicy: "retain", waitFor: "accepted", adopt: card.id });
    expect(w.writes).toEqual([]);
    expect(card.outputs.deletionPolicy).toBe("retain");
  });
});

describe("what a failed update left open", () => {
  it("is remembered over several failed runs", async () => {
    const { w, card } = await issued(plainCard);
    const wanted = { ...plainCard, name: "renamed", limits: { daily: "5.00" }, frozen: true };
    w.mishap("freeze", { kind: "status-before", status: 409 });
    expect((await failure(card.up(wanted))).partial).toBe(true);
    expect(w.cardOf(card.id)).toMatchObject({ limits: { daily: "100.00" }, status: "active" });
    w.newRun();
    w.mishap("change", { kind: "status-before", status: 409 });
    expect((await failure(card.up(wanted))).partial).toBe(true);
    // The freeze does not wait behind a limit that fails.
    expect(w.cardOf(card.id)).toMatchObject({ limits: { daily: "100.00" }, status: "frozen" });
    w.newRun();
    await card.up(wanted);
    expect(w.writes).toEqual(["change"]);
    expect(w.cardOf(card.id)).toMatchObject({ name: "renamed", limits: { daily: "5.00" }, status: "frozen" });
    expect(card.outputs).not.toHaveProperty("unfinished");
  });

  it.each([
    ["a limit that was changed", { ...plainCard, limits: { daily: "5.00" } }],
    ["a limit that was added", { ...plainCard, limits: { daily: "100.00", weekly: "200.00" } }],
    ["a limit that was removed", { ...plainCard, limits: { weekly: "200.00" } }],
    ["a name", { ...plainCard, name: "other" }],
  ])("goes back when the declaration is taken back: %s", async (_, wanted) => {
    const frozenCard = { ...plainCard, name: "first", frozen: true };
    const { w, card } = await issued(frozenCard, { behaviour: { limitsPatch: "replace" } });
    w.mishap("unfreeze", { kind: "status-before", status: 409 });
    expect((await failure(card.up({ name: "first", ...wanted, frozen: false }))).partial).toBe(true);
    w.newRun();
    await card.up(frozenCard);
    expect(w.cardOf(card.id)).toMatchObject({ name: "first", limits: { daily: "100.00" } });
    expect(Object.keys(w.cardOf(card.id).limits)).toEqual(["daily"]);
    expect(card.recorded?.incomplete).toBe(false);
  });

  it("a limit that was tried is still known after a second failure", async () => {
    const frozenCard = { ...plainCard, frozen: true };
    const { w, card } = await issued(frozenCard, { behaviour: { limitsPatch: "replace" } });
    const added = { ...plainCard, limits: { daily: "100.00", weekly: "200.00" } };
    w.mishap("unfreeze", { kind: "status-before", status: 409 });
    await failure(card.up({ ...added, frozen: false }));
    w.newRun();
    w.mishap("change", { kind: "status-before", status: 409 });
    await failure(card.up(frozenCard));
    w.newRun();
    await card.up(frozenCard);
    expect(w.cardOf(card.id).limits).toEqual({ daily: "100.00" });
    expect(card.outputs).not.toHaveProperty("unfinished");
  });

  it("a cancelled update keeps the card and its open steps", async () => {
    const { w, card } = await issued(plainCard, { latency: { updateMs: 20_000 } });
    const cancel = new AbortController();
    w.clock.after(3_000, () => stop(cancel));
    expect(await failure(card.up(limits({ daily: "5.00" }), { cancel }))).toMatchObject({
      code: "cancelled",
      partial: true,
    });
    expect(card.outputs.unfinished).toContain("limits");
    await w.clock.advance(20_000);
    w.newRun();
    await card.up(limits({ daily: "5.00" }));
    expect(w.writes).toEqual([]);
  });
});

describe("a card that is not there any more", () => {
  it("vanished: nothing is changed, the record stays, refresh is named", async () => {
    const { w, card } = await issued(plainCard);
    const before = card.outputs;
    w.control.removeCard(card.id);
    expect(await failure(card.up(limits({ daily: "5.00" })))).toMatchObject({ code: "not_found", partial: true });
    expect(card.outputs).toEqual(before);
    expect(w.writes).toEqual([]);
  });

  it("closed by hand: the update says so, and the run after it replaces the card", async () => {
    const { w, card } = await issued(plainCard);
    w.control.setCardStatus(card.id, "closed");
    expect(await failure(card.up(limits({ daily: "5.00" })))).toMatchObject({
      code: "unexpected_state",
      partial: true,
    });
    w.newRun();
    expect(await card.up(limits({ daily: "5.00" }))).toBe("replace");
    expect(w.writes).toEqual(["issue"]);
  });
});

it("a BIN declared later is said to change nothing", async () => {
  const { w, card } = await issued(plainCard);
  await card.up({ ...plainCard, binId: "d4e9f506-4444-4182-9dce-000000000001" });
  expect(w.writes).toEqual([]);
  expect(w.warnings()).toHaveLength(1);
});
