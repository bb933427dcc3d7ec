// What killed and failed runs leave behind is found and closed; what anybody may still want is not.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { findLeftovers, type StackState, sweep } from "../../../../provider/lifecycle/sweep";
import { FourpayError } from "../../../../provider/model/errors";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import {
  ada,
  failure,
  type Managed,
  plainCard,
  type World,
  type WorldOptions,
  world,
} from "../../../support/lifecycleWorld";
import { agree, begun, only, recorded, stackState, sweepContext, swept } from "../../../support/sweepWorld";

/** A card of this stack that no state knows. */
async function orphan(w: World, name = "ada-ads", declared: Raw = {}): Promise<Managed> {
  const card = w.card(name);
  await card.up({ ...plainCard, ...declared });
  w.newRun();
  return card;
}

async function orphaned(declared: Raw = {}, options: WorldOptions = {}) {
  const w = await world(options);
  return { w, card: await orphan(w, "ada-ads", declared) };
}

/** The state that a kill during the creates of these cards leaves behind. */
function killed(...cards: readonly Managed[]) {
  return stackState({ pending: cards.map((card) => begun(card, plainCard)) });
}

describe("whose it is", () => {
  it("a card whose create is still noted in the state was made by an interrupted run, and is closed", async () => {
    const { w, card } = await orphaned({ initialBalance: "25" });
    const state = stackState({ pending: [begun(card, plainCard)] });
    const { findings, closed } = await swept(sweepContext(w, [state]));
    expect(only(findings)).toMatchObject({ id: card.id, origin: "interrupted", stack: "test", urn: card.urn });
    expect(closed).toEqual([card.id]);
    expect(w.writes).toEqual(["defund", "close"]);
    expect(w.cardOf(card.id)).toMatchObject({ status: "closed", balance: "0.00" });
  });

  it("a card of which the state holds nothing is recognised by making its mark again", async () => {
    const { w, card } = await orphaned();
    const { findings } = await swept(sweepContext(w, [stackState()]));
    expect(only(findings)).toMatchObject({ id: card.id, origin: "unrecorded", urn: card.urn });
  });

  it.each([
    ["another stack", { stack: "prod" }],
    ["another project", { project: "shop" }],
  ])("a card of %s is reported, and never closed", async (_, coordinates) => {
    const { w, card } = await orphaned();
    const { findings, closings } = await swept(sweepContext(w, [stackState({}, coordinates)]));
    expect(only(findings)).toMatchObject({ id: card.id, origin: "unknown" });
    expect(closings).toEqual([]);
    expect(w.writes).toEqual([]);
  });

  it("the namespace tells stacks of the same name apart", async () => {
    const { w } = await orphaned();
    const { findings } = await swept(sweepContext(w, [stackState()], { namespace: "eu" }));
    expect(only(findings).origin).toBe("unknown");
  });

  it.each([
    ["a reissue", { reissue: "2027" }],
    ["a currency", { currency: "USD" }],
    ["a BIN", { binId: seedIds.visaBin }],
  ])("a card with %s is recognised by what an interrupted create recorded of it", async (_, declared) => {
    const { w, card } = await orphaned(declared);
    const state = stackState({ pending: [begun(card, { ...plainCard, ...declared })] });
    expect(only((await swept(sweepContext(w, [state]))).findings).origin).toBe("interrupted");
  });

  it("a name with odd characters below a component is recognised by the URNs of others there", async () => {
    const w = await world();
    const nested = (name: string) => {
      const card = w.card(name);
      Object.assign(card, { urn: card.urn.replace("pulumi-nodejs:", "fleet:Team$pulumi-nodejs:") });
      return card;
    };
    const odd = nested("Äda::löve");
    await odd.up(plainCard);
    const sibling = nested("Äda..löve");
    await sibling.up({ ...plainCard, name: "explicit" });
    w.newRun();
    const pending = begun(odd, plainCard);
    const { findings } = await swept(
      sweepContext(w, [stackState({ resources: [recorded(sibling)], pending: [pending] })]),
    );
    expect(only(findings)).toMatchObject({ origin: "interrupted", urn: odd.urn });
  });

  it("an interrupted create of an explicit name proves nothing", async () => {
    const { w, card } = await orphaned({ name: "Team card" });
    const state = stackState({ pending: [begun(card, { ...plainCard, name: "Team card" })] });
    const { findings, closed } = await swept(sweepContext(w, [state]));
    expect(only(findings).origin).toBe("named");
    expect(closed).toEqual([]);
  });
});

describe("what is left alone", () => {
  it("nothing that any of the states mentions", async () => {
    const w = await world();
    const [mine, theirs] = [await orphan(w, "mine"), await orphan(w, "theirs")];
    const other = stackState({ resources: [recorded(theirs)] }, { label: "prod", current: false });
    const { findings, closed } = await swept(sweepContext(w, [killed(mine), other]));
    expect(only(findings).id).toBe(mine.id);
    expect(closed).toEqual([mine.id]);
  });

  it("no card that an interrupted run was about to take over", async () => {
    const { w, card } = await orphaned();
    const state = stackState({ pending: [begun(w.card("other"), { ...plainCard, adopt: card.id })] });
    expect((await swept(sweepContext(w, [state]))).findings).toEqual([]);
  });

  it("no card without a mark", async () => {
    const { w } = await orphaned({ name: "by hand" });
    expect((await swept(sweepContext(w, [stackState()]))).findings.filter(({ kind }) => kind === "card")).toEqual([]);
  });

  it("no card that the stack once recorded: it was let go of on purpose", async () => {
    const { w, card } = await orphaned();
    const state = stackState({}, { wasRecorded: () => Promise.resolve(new Set([card.id])) });
    const { findings, closed } = await swept(sweepContext(w, [state]));
    expect(only(findings).origin).toBe("released");
    expect(closed).toEqual([]);
  });

  it("no card that no state is left of: a killed run may have recorded it, and a destroy let go of it on purpose", async () => {
    const w = await world();
    const card = await orphan(w, "ada-ads", { deletionPolicy: "retain" });
    const { findings, closings } = await swept(sweepContext(w, [stackState()]));
    expect(only(findings)).toMatchObject({ id: card.id, origin: "unrecorded", onRequest: true });
    expect(closings).toEqual([]);
    expect(w.writes).toEqual([]);
  });

  it("no card whose interrupted create is still noted, but which a later run took over: it may have been let go of", async () => {
    const { w, card } = await orphaned();
    const state = { ...killed(card), wasRecorded: () => Promise.resolve(new Set([card.id])) };
    const { findings, closings } = await swept(sweepContext(w, [state]));
    expect(only(findings)).toMatchObject({ origin: "interrupted", onRequest: true });
    expect(closings).toEqual([]);
  });

  it("no card whose interrupted create is still noted, where earlier states cannot be read", async () => {
    const { w, card } = await orphaned();
    const { wasRecorded: _, ...state } = killed(card);
    const { findings, closings } = await swept(sweepContext(w, [state]));
    expect(only(findings)).toMatchObject({ origin: "interrupted", onRequest: true });
    expect(closings).toEqual([]);
  });

  it("no card of which that cannot be told", async () => {
    const { w } = await orphaned();
    const { wasRecorded: _, ...state } = stackState();
    const { findings, closed } = await swept(sweepContext(w, [state]));
    expect(only(findings).origin).toBe("unclear");
    expect(closed).toEqual([]);
  });

  it.each([
    ["deletionPolicy retain", { deletionPolicy: "retain" }, {}],
    ["deletionPolicy freeze", { deletionPolicy: "freeze" }, {}],
    ["retainOnDelete", {}, { retainOnDelete: true }],
    ["protect", {}, { protect: true }],
  ])("no card whose interrupted create says %s", async (_, declared, options) => {
    const { w, card } = await orphaned(declared);
    const state = stackState({ pending: [begun(card, { ...plainCard, ...declared }, options)] });
    const { findings, closed } = await swept(sweepContext(w, [state]));
    expect(only(findings)).toMatchObject({ origin: "interrupted" });
    expect(closed).toEqual([]);
  });

  it("nothing while a run holds the stack, not even what was asked for by id", async () => {
    const { w, card } = await orphaned();
    const state = stackState({ pending: [begun(card, plainCard)] }, { activity: "busy" });
    const { kept, closings } = await swept(sweepContext(w, [state], { also: [card.id], minAgeMs: 0 }));
    expect(kept).toEqual([card.id]);
    expect(closings).toEqual([]);
  });

  it("nothing on the word of a file, which may be older than the last run", async () => {
    const { w, card } = await orphaned();
    const state = stackState({ pending: [begun(card, plainCard)] }, { current: false });
    await w.clock.advance(60 * 60_000);
    expect((await swept(sweepContext(w, [state]))).kept).toEqual([card.id]);
  });

  it("no young card where it is not known whether a run is going on", async () => {
    const { w, card } = await orphaned();
    const state = stackState({ pending: [begun(card, plainCard)] }, { activity: "unknown" });
    expect((await swept(sweepContext(w, [state]))).kept).toEqual([card.id]);
    await w.clock.advance(16 * 60_000);
    expect((await swept(sweepContext(w, [state]))).closed).toEqual([card.id]);
  });

  it("and none younger than its own create may take", async () => {
    const { w, card } = await orphaned();
    const pending = begun(card, plainCard, { customTimeouts: { create: 7_200 } });
    const context = sweepContext(w, [stackState({ pending: [pending] }, { activity: "unknown" })]);
    await w.clock.advance(60 * 60_000);
    expect((await swept(context)).kept).toEqual([card.id]);
    expect((await swept({ ...context, minAgeMs: 0 })).closed).toEqual([card.id]);
  });

  it("nothing where all that the stack holds is another tenant's", async () => {
    const { w, card } = await orphaned();
    const other = await orphan(w, "other");
    const foreign = recorded(other, { outputs: { ...other.outputs, tenant: "another" } });
    expect((await swept(sweepContext(w, [stackState({ resources: [foreign] })]))).kept).toEqual([card.id]);
  });

  it("nothing at all without a state", async () => {
    const { w, card } = await orphaned();
    expect((await failure(sweep(sweepContext(w, []), agree))).code).toBe("refused");
    expect(only((await findLeftovers(sweepContext(w, []))).findings)).toMatchObject({ id: card.id, origin: "unknown" });
    expect(w.writes).toEqual([]);
  });

  it("nothing that nobody agreed to close", async () => {
    const { w, card } = await orphaned();
    let asked = 0;
    await sweep(sweepContext(w, [killed(card)]), ({ length }) => {
      asked = length;
      return Promise.resolve(false);
    });
    expect(asked).toBe(1);
    expect(w.writes).toEqual([]);
  });
});

describe("a run that begins meanwhile", () => {
  it("stops the sweep, because what it is about to take over cannot be known", async () => {
    const { w, card } = await orphaned();
    let reads = 0;
    const pending = [begun(card, plainCard)];
    const states = () => Promise.resolve([stackState({ pending, time: `2026-01-01T00:00:0${reads++}Z` })]);
    expect((await failure(sweep(sweepContext(w, [], { states }), agree))).code).toBe("refused");
    expect(w.writes).toEqual([]);
  });

  it("takes a card over before it is closed: it stays", async () => {
    const { w, card } = await orphaned();
    const answers = [killed(card), stackState({ resources: [recorded(card)] })];
    const states = () => Promise.resolve([answers.shift() ?? killed(card)]);
    expect((await swept(sweepContext(w, [], { states }))).closings).toEqual([]);
  });

  const later = { time: "2026-01-01T00:00:01Z" };
  it.each<[string, (card: Managed) => StackState]>([
    ["holds the stack", (card) => ({ ...killed(card), activity: "busy" })],
    ["wrote its state", (card) => stackState({ ...later, pending: [begun(card, plainCard)] })],
    ["is over, and holds the card", (card) => stackState({ resources: [recorded(card)] })],
  ])("just before a closing, and %s: that card stays", async (_, then) => {
    const { w, card } = await orphaned();
    let reads = 0;
    const states = () => Promise.resolve([reads++ < 2 ? killed(card) : then(card)]);
    const { closings } = await swept(sweepContext(w, [], { states }));
    expect(closings).toMatchObject([{ outcome: "changed", notes: [expect.stringContaining("touched meanwhile")] }]);
    expect(w.writes).toEqual([]);
  });

  it("while others are being closed: what was not begun stays, one by one", async () => {
    const w = await world();
    const card = await orphan(w, "one");
    const wallet = w.wallet("ads");
    await wallet.up({ providerId: seedIds.sharedProvider });
    w.newRun();
    const pending = [begun(card, plainCard), begun(wallet, { providerId: seedIds.sharedProvider })];
    // The wallet's turn comes when the card is closed.
    const states = () =>
      Promise.resolve([stackState({ pending, ...(w.cardOf(card.id).status === "closed" ? later : {}) })]);
    const { closings } = await swept(sweepContext(w, [], { states }));
    expect(closings.map(({ outcome }) => outcome)).toEqual(["closed", "changed"]);
    expect(w.writes).toEqual(["close"]);
  });

  it("and where the state cannot be read again, nothing is closed", async () => {
    const { w, card } = await orphaned();
    let reads = 0;
    const states = () =>
      reads++ < 2
        ? Promise.resolve([killed(card)])
        : Promise.reject(new FourpayError("config_invalid", "The CLI does not answer."));
    const { closings } = await swept(sweepContext(w, [], { states }));
    expect(closings).toMatchObject([{ outcome: "failed", error: { code: "config_invalid" } }]);
    expect(w.writes).toEqual([]);
  });

  it("states are read after the API was looked at, never before", async () => {
    const { w } = await orphaned();
    const requestsBefore: number[] = [];
    const states = () => {
      requestsBefore.push(w.sandbox.journal.list().length);
      return Promise.resolve([stackState()]);
    };
    await findLeftovers(sweepContext(w, [], { states }));
    expect(requestsBefore[0]).toBeGreaterThan(0);
  });
});

describe("asked for by id", () => {
  it("a card of an unknown stack is closed on a person's word, and no other", async () => {
    const w = await world();
    const [one, two] = [await orphan(w, "one"), await orphan(w, "two")];
    await w.clock.advance(20 * 60_000);
    const { closed, kept } = await swept(
      sweepContext(w, [stackState({}, { stack: "prod" })], { also: [one.id.toUpperCase()] }),
    );
    expect(closed).toEqual([one.id]);
    expect(kept).toEqual([two.id]);
  });

  it.each<[string, (card: Managed) => StackState]>([
    ["no state is left of", () => stackState()],
    ["a later run took over", (card) => ({ ...killed(card), wasRecorded: () => Promise.resolve(new Set([card.id])) })],
  ])("a card that %s is closed on a person's word", async (_, stateOf) => {
    const { w, card } = await orphaned();
    expect((await swept(sweepContext(w, [stateOf(card)], { also: [card.id] }))).closed).toEqual([card.id]);
  });

  it("a card that a state stands for is not, whoever asks", async () => {
    const { w, card } = await orphaned();
    expect(
      (await swept(sweepContext(w, [stackState({ resources: [recorded(card)] })], { also: [card.id] }))).findings,
    ).toEqual([]);
  });
});

describe("trouble on the way", () => {
  it("one card that cannot be closed does not keep the others open", async () => {
    const w = await world();
    const cards = [await orphan(w, "one"), await orphan(w, "two"), await orphan(w, "three")];
    w.mishap("close", { kind: "status-before", status: 422 });
    const { closings, closed } = await swept(sweepContext(w, [killed(...cards)]));
    expect(closed).toHaveLength(2);
    expect(closings.filter(({ outcome }) => outcome === "failed")).toHaveLength(1);
    expect(
      w.cards.filter(({ id, status }) => cards.some((card) => card.id === id) && status === "closed"),
    ).toHaveLength(2);
  });

  it("a wallet whose cards cannot be listed is reported, and the others are swept", async () => {
    const { w, card } = await orphaned();
    const shy = w.control.seedWallet({ name: "shy" });
    const issuer = { ...w.issuer };
    issuer.listCards = (walletId, filter, call) =>
      walletId === shy
        ? Promise.reject(new FourpayError("server_error", "Broken."))
        : w.issuer.listCards(walletId, filter, call);
    const { problems, closed } = await swept(sweepContext(w, [killed(card)], { issuer }));
    expect(problems).toMatchObject([{ error: { code: "server_error" } }]);
    expect(closed).toEqual([card.id]);
  });

  it("a card closed by hand between the look and the closing is no failure", async () => {
    const { w, card } = await orphaned();
    const { closings } = await sweep(sweepContext(w, [killed(card)]), () => {
      w.control.setCardStatus(card.id, "closed");
      return agree();
    });
    expect(closings).toMatchObject([{ outcome: "gone" }]);
    expect(w.writes).toEqual([]);
  });

  it("a card renamed meanwhile is somebody's, and stays", async () => {
    const { w, card } = await orphaned();
    const { closings } = await sweep(sweepContext(w, [killed(card)]), () => {
      w.control.renameCard(card.id, "Mine now");
      return agree();
    });
    expect(closings).toMatchObject([{ outcome: "changed" }]);
    expect(w.writes).toEqual([]);
  });

  it("after a cancel nothing more is begun", async () => {
    const { w, card } = await orphaned();
    const cancel = new AbortController();
    const { closings } = await sweep(sweepContext(w, [killed(card)], { signal: cancel.signal }), () => {
      cancel.abort(new FourpayError("cancelled", "Cancelled."));
      return agree();
    });
    expect(closings).toMatchObject([{ outcome: "failed", error: { code: "cancelled" } }]);
    expect(w.writes).toEqual([]);
  });

  it("a cancel is heard while marks are being made again", async () => {
    const { w } = await orphaned();
    const cancel = new AbortController();
    const issuer = { ...w.issuer };
    issuer.getCard = async (ref, call) => {
      const seen = await w.issuer.getCard(ref, call);
      // The last answer that is waited for; only judging comes after it.
      setImmediate(() => cancel.abort(new FourpayError("cancelled", "Cancelled.")));
      return seen;
    };
    const looking = findLeftovers(sweepContext(w, [stackState()], { issuer, signal: cancel.signal }));
    expect((await failure(looking)).code).toBe("cancelled");
  });

  it("a file that is no state is refused before anything is judged", async () => {
    const { w } = await orphaned();
    expect((await failure(findLeftovers(sweepContext(w, [{ ...stackState(), deployment: [] }])))).code).toBe(
      "input_invalid",
    );
  });
});

describe("money that the killed run paid in, and that is still on its way", () => {
  /** A card as a run that was killed right after its payment leaves it: issued, and empty as far as anybody can see. */
  async function paid(options: WorldOptions = {}) {
    const found = await orphaned({}, { latency: { moneyMs: 30_000 }, ...options });
    const { w, card } = found;
    await w.issuer.fundCard({ walletId: seedIds.wallet, cardId: card.id }, "25", {
      signal: new AbortController().signal,
    });
    expect(w.cardOf(card.id).balance).toBe("0.00");
    return { ...found, state: stackState({ pending: [begun(card, { ...plainCard, initialBalance: "25" })] }) };
  }

  it("is waited for, so that it goes back to the wallet", async () => {
    const { w, card, state } = await paid();
    expect((await swept(sweepContext(w, [state]))).closed).toEqual([card.id]);
    expect(w.writes).toEqual(["fund", "defund", "close"]);
    await w.clock.advance(30_000);
    expect(w.cardOf(card.id)).toMatchObject({ status: "closed", balance: "0.00" });
  });

  it("on a card of which no create is known as well", async () => {
    const { w, card } = await paid();
    expect((await swept(sweepContext(w, [stackState()], { also: [card.id] }))).closed).toEqual([card.id]);
    expect(w.writes).toEqual(["fund", "defund", "close"]);
  });

  it("is given the outcome window to show at all", async () => {
    const since = { looks: 0 };
    const issuer = (real: CardIssuer): CardIssuer => ({
      ...real,
      listCardOperations: async (query, call) => (since.looks++ < 3 ? [] : await real.listCardOperations(query, call)),
    });
    const { w, card, state } = await paid({ issuer });
    expect((await swept(sweepContext(w, [state]))).closed).toEqual([card.id]);
    expect(w.writes).toEqual(["fund", "defund", "close"]);
  });

  it("and where none shows in that time, none was sent", async () => {
    const { w, card } = await orphaned();
    const begin = w.clock.now();
    const state = stackState({ pending: [begun(card, { ...plainCard, initialBalance: "25" })] });
    expect((await swept(sweepContext(w, [state]))).closed).toEqual([card.id]);
    expect(w.clock.now() - begin).toBeGreaterThanOrEqual(60_000);
    expect(w.writes).toEqual(["close"]);
  });
});

describe("other objects", () => {
  it("a wallet that no state knows is deactivated after its cards were closed", async () => {
    const w = await world();
    const wallet = w.wallet("ads");
    await wallet.up({ providerId: seedIds.sharedProvider });
    w.control.fundWallet(wallet.id, "100.00");
    const card = await orphan(w, "ada-ads", { walletId: wallet.id });
    const pending = [
      begun(wallet, { providerId: seedIds.sharedProvider }),
      begun(card, { ...plainCard, walletId: wallet.id }),
    ];
    const { closed } = await swept(sweepContext(w, [stackState({ pending })]));
    expect(closed).toEqual([card.id, wallet.id]);
    expect(w.writes).toEqual(["close", "deactivate"]);
    expect(w.walletOf(wallet.id).status).toBe("inactive");
  });

  it("a wallet is no less a leftover because an interrupted create of a card names it", async () => {
    const w = await world();
    const wallet = w.wallet("ads");
    await wallet.up({ providerId: seedIds.sharedProvider });
    w.newRun();
    const pending = [
      begun(wallet, { providerId: seedIds.sharedProvider }),
      begun(w.card(), { ...plainCard, walletId: wallet.id }),
    ];
    expect((await swept(sweepContext(w, [stackState({ pending })]))).closed).toEqual([wallet.id]);
  });

  it("a wallet that was deactivated by a destroy is nothing to report", async () => {
    const w = await world();
    const wallet = w.wallet("ads");
    await wallet.up({ providerId: seedIds.sharedProvider });
    w.newRun();
    await wallet.destroy();
    expect((await findLeftovers(sweepContext(w, [stackState()]))).findings).toEqual([]);
  });

  it("people are reported and stay: the API cannot delete them", async () => {
    const w = await world();
    const holder = w.holder("grace-h");
    await holder.up({ firstName: "Grace", lastName: "Hopper", email: "grace.h@example.com" });
    const { findings, closings } = await swept(sweepContext(w, [stackState()]));
    expect(findings).toMatchObject([{ kind: "holder", id: holder.id, origin: "unrecorded" }]);
    expect(closings).toEqual([]);
  });
});

it("a dialect that shows names only in a holder's own list is swept the same way", async () => {
  const w = await world({
    issuer: (real) => ({
      ...real,
      capabilities: { ...real.capabilities, cardNamesByHolder: true },
      listCards: async (walletId, filter, call) => {
        const cards = await real.listCards(walletId, {}, call);
        if (filter.holderId === undefined) return cards.map(({ name: _, ...card }) => card);
        const full = await Promise.all(cards.map((card) => real.getCard({ walletId, cardId: card.id }, call)));
        return full.filter(({ holderId }) => holderId === filter.holderId);
      },
      getCard: async (ref, call) => {
        const { name: _, holderId: __, ...card } = await real.getCard(ref, call);
        return card;
      },
    }),
  });
  const card = await orphan(w);
  const { findings, closed } = await swept(sweepContext(w, [killed(card)]));
  expect(only(findings)).toMatchObject({ id: card.id, holderId: ada.id, origin: "interrupted" });
  expect(closed).toEqual([card.id]);
});

it("a second sweep finds nothing", async () => {
  const { w, card } = await orphaned();
  expect((await swept(sweepContext(w, [killed(card)]))).closed).toEqual([card.id]);
  expect((await findLeftovers(sweepContext(w, [killed(card)]))).findings).toEqual([]);
});
