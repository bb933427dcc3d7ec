// What becomes of single cards and of those in a fleet.

import { describe, expect, it } from "vitest";
import type { Raw } from "../../../../provider/model/validate";
import {
  close,
  exposed,
  issue,
  ofCard,
  POOL,
  pool,
  previewOf,
  stay,
  step,
  UNKNOWN_TEXT,
  update,
} from "../../../support/exposureDocs";

const limits = { monthly: "100.00" };
const after = (text: string) => exposed(text).currencies[0]?.after;
const kindsOf = (text: string, name: string) => exposed(text).changes.find((change) => change.name === name)?.kinds;

describe("cards that end", () => {
  it.each([
    ["closed", {}, {}, { closed: 1, letGo: 0 }, "0.00", 0, 1],
    [
      "kept live by its deletion policy: it may still spend",
      { deletionPolicy: "retain" },
      {},
      { closed: 0, letGo: 1 },
      "100.00",
      0,
      0,
    ],
    ["left frozen", { deletionPolicy: "freeze" }, {}, { closed: 0, letGo: 1 }, "0.00", 1, 0],
    [
      "kept by a resource option, whatever its policy",
      {},
      { retainOnDelete: true },
      { closed: 0, letGo: 1 },
      "100.00",
      0,
      0,
    ],
  ])("%s", (_, more, options, counts, sum, idle, closures) => {
    const report = exposed(previewOf(close("a", limits, more, options)));
    expect(report.counts).toMatchObject(counts);
    expect(report.closures).toBe(closures);
    expect(report.currencies[0]?.after).toMatchObject({ monthly: { sum }, idle });
  });

  it("one that somebody closed by hand is not closed again, and what follows it is a new card", () => {
    const gone = step({ op: "replace", name: "a", old: ofCard(limits), now: ofCard(limits), status: "closed" });
    const report = exposed(previewOf(gone));
    expect(report.counts).toMatchObject({ issued: 1, reissued: 0 });
    expect([report.newCards, report.closures]).toEqual([1, 0]);
    expect(report.currencies[0]?.before.monthly.sum).toBe("0.00");
  });

  it("an older card that an earlier run replaced and did not close is closed beside its successor", () => {
    for (const op of ["delete", "delete-replaced"]) {
      const left = step({ op, name: "a", id: "old", old: ofCard(limits), options: { delete: true } });
      const report = exposed(previewOf(stay("a", limits), left));
      expect(report.currencies[0]).toMatchObject({
        before: { monthly: { sum: "200.00" } },
        after: { monthly: { sum: "100.00" } },
      });
      expect([report.newCards, report.closures]).toEqual([0, 1]);
    }
  });
});

describe("cards that are replaced", () => {
  const replaced = (old: object, now: object) =>
    exposed(
      previewOf(
        step({
          op: "replace",
          name: "a",
          old: ofCard(limits, { ...old }),
          now: ofCard({ monthly: "150.00" }, { ...now }),
        }),
      ),
    );

  it("one step or three, it is one new card and one closed", () => {
    const both = { name: "a", old: ofCard(limits), now: ofCard(limits) };
    const three = [
      step({ op: "create-replacement", ...both }),
      step({ op: "replace", ...both }),
      step({ op: "delete-replaced", name: "a", old: ofCard(limits) }),
    ];
    for (const steps of [three, three.toReversed(), three.slice(1, 2)]) {
      const report = exposed(previewOf(...steps));
      expect(report.counts).toMatchObject({ reissued: 1, closed: 0, issued: 0 });
      expect([report.newCards, report.closures]).toEqual([1, 1]);
    }
  });

  it("the old one stays live where its policy says so, and both may spend", () => {
    const report = replaced({ deletionPolicy: "retain" }, {});
    expect(report.counts).toMatchObject({ letGo: 1, issued: 1, reissued: 0 });
    expect(report.currencies[0]?.after.monthly.sum).toBe("250.00");
    expect(report.closures).toBe(0);
  });

  it("a frozen card's successor is not frozen unless that is declared", () => {
    const frozen = step({ op: "replace", name: "a", old: ofCard(limits), now: ofCard(limits), status: "frozen" });
    expect(after(previewOf(frozen))).toMatchObject({ idle: 0, cards: 1 });
    expect(replaced({}, { frozen: true }).currencies[0]?.after).toMatchObject({ idle: 1, cards: 0 });
  });
});

it("an older card that goes along with a replacement is closed as well, whichever step comes first", () => {
  const both = { name: "a", old: ofCard(limits), now: ofCard(limits) };
  const steps = [
    step({ op: "delete-replaced", name: "a", id: "older", old: ofCard(limits) }),
    step({ op: "create-replacement", ...both }),
    step({ op: "replace", ...both }),
    step({ op: "delete-replaced", name: "a", old: ofCard(limits) }),
  ];
  for (const order of [steps, steps.toReversed()]) {
    const report = exposed(previewOf(...order));
    expect(report.counts).toMatchObject({ reissued: 1, closed: 1, issued: 0 });
    expect([report.newCards, report.closures]).toEqual([1, 2]);
  }
});

describe("cards that are taken over", () => {
  it("by their id: no new card; by name: one may be issued, so it counts as one", () => {
    const report = exposed(
      previewOf(issue("a", limits, { adopt: "C1" }), issue("b", limits, { adopt: true, name: "b" })),
    );
    expect(report.counts).toMatchObject({ takenOver: 1, issued: 1 });
    expect(report.newCards).toBe(1);
    expect(exposed(previewOf(step({ op: "import", name: "a", now: ofCard(limits) }))).counts.takenOver).toBe(1);
  });

  it("from another resource of the same change: moved, neither closed nor issued", () => {
    const steps = [close("a", limits), issue("b", { monthly: "120.00" }, { adopt: "ID-A" })];
    for (const order of [steps, steps.toReversed()]) {
      const report = exposed(previewOf(...order));
      expect(report.counts).toMatchObject({ moved: 1, closed: 0, issued: 0, takenOver: 0 });
      expect([report.newCards, report.closures]).toEqual([0, 0]);
      expect(report.currencies[0]).toMatchObject({
        before: { monthly: { sum: "100.00" } },
        after: { monthly: { sum: "120.00" } },
      });
    }
  });
});

describe("cards that are changed", () => {
  it.each([
    ["a limit up", { monthly: "1.00" }, { monthly: "2.00" }, ["raised"]],
    ["a limit down", { monthly: "2.00" }, { monthly: "1.00" }, ["lowered"]],
    ["one up, one down", { monthly: "2.00", daily: "1.00" }, { monthly: "1.00", daily: "2.00" }, ["raised", "lowered"]],
    ["a limit taken away", { monthly: "2.00", daily: "1.00" }, { monthly: "2.00" }, ["raised"]],
    ["a limit added", { monthly: "2.00" }, { monthly: "2.00", weekly: "1.00" }, ["lowered"]],
    ["the same amount in other words", { monthly: "2.0" }, { monthly: "2.00" }, []],
  ])("%s", (_, from, to, kinds) => {
    const report = exposed(previewOf(update("a", ofCard(from), ofCard(to))));
    expect(report.changes[0]?.kinds ?? []).toEqual(kinds);
  });

  it("a secret limit that differs is said to change, and one that does not is left alone", () => {
    const secret = ofCard({ monthly: "[secret]" });
    expect(kindsOf(previewOf(update("a", secret, secret, { diff: ["limits.monthly"] })), "a")).toEqual(["changed"]);
    expect(exposed(previewOf(update("a", secret, secret, { diff: ["name"] }))).changes).toEqual([]);
    const short = { ...update("a", secret, secret), detailedDiff: null, diffReasons: ["limits"] };
    expect(kindsOf(previewOf(short), "a")).toEqual(["changed"]);
  });

  it.each([
    ["frozen by its declaration", "active", { frozen: true }, ["frozen"], 1],
    ["unfrozen by its declaration", "frozen", { frozen: false }, ["unfrozen"], 0],
    ["frozen by somebody else and not declared: stays frozen", "frozen", {}, [], 1],
    ["blocked: no declaration brings it back", "blocked", { frozen: false }, [], 1],
    ["not known yet whether frozen: taken for live", "frozen", { frozen: UNKNOWN_TEXT }, ["unfrozen"], 0],
  ])("%s", (_, status, more, kinds, idle) => {
    const text = previewOf(update("a", ofCard(limits), ofCard(limits, more), { status }));
    expect(exposed(text).changes[0]?.kinds ?? []).toEqual(kinds);
    expect(after(text)?.idle).toBe(idle);
  });

  it("frozen, blocked and expired cards are listed and count as nothing", () => {
    const report = exposed(
      previewOf(
        stay("a", limits, "frozen"),
        stay("b", limits, "blocked"),
        stay("c", limits, "expired"),
        stay("d", limits),
      ),
    );
    expect(report.idle.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(report.currencies[0]?.after).toMatchObject({ cards: 1, idle: 3, monthly: { sum: "100.00" } });
  });
});

describe("a fleet", () => {
  const urn = "urn:pulumi:test::demo::pulumi-nodejs:dynamic/fourpay:CardFleet::team";
  const inputs = (cards: object, more = {}) => ({
    walletId: POOL,
    defaults: { limits: { daily: "5.00" } },
    cards,
    resourceUrn: urn,
    ...more,
  });
  const issued = (...keys: string[]) =>
    Object.fromEntries(keys.map((key) => [key, { id: `id-${key}`, status: "active", holderId: "ada" }]));
  const ada = { holderId: "ada" };
  const fleet = (op: string, old: object | undefined, now: object | undefined, outputs: object = {}) => {
    const one = step({
      op,
      name: "team",
      type: "CardFleet",
      ...(old === undefined ? {} : { old: inputs(old) }),
      ...(now === undefined ? {} : { now: inputs(now) }),
    });
    if (old !== undefined)
      Object.assign((one.oldState as { outputs: object }).outputs, { issued: issued(...Object.keys(old)) }, outputs);
    return previewOf(one);
  };

  it("is as many cards as it declares, each by its key", () => {
    const report = exposed(fleet("create", undefined, { a: ada, b: { ...ada, limits: { monthly: "50.00" } } }));
    expect(report.changes.map(({ name, kinds }) => [name, kinds])).toEqual([
      ["team/a", ["issued"]],
      ["team/b", ["issued"]],
    ]);
    expect(report.currencies[0]?.after.monthly).toMatchObject({ sum: "205.00", bounded: 1 });
  });

  it("an update concerns the cards that differ", () => {
    const text = fleet(
      "update",
      { a: ada, b: ada, c: ada, d: ada },
      { a: ada, b: { ...ada, reissue: "2" }, d: { ...ada, limits: { daily: "6.00" } }, e: ada },
    );
    const report = exposed(text);
    expect(report.counts).toMatchObject({ reissued: 1, closed: 1, raised: 1, issued: 1 });
    expect([report.newCards, report.closures]).toEqual([2, 2]);
    expect(report.currencies[0]).toMatchObject({ before: { cards: 4 }, after: { cards: 4 } });
  });

  it("what is left over from an earlier run is closed as well", () => {
    const leftovers = [{ key: "z", issued: { id: "id-z", status: "active" }, declared: { walletId: POOL, limits } }];
    expect(exposed(fleet("update", { a: ada }, { a: ada }, { leftovers })).counts.closed).toBe(1);
  });

  it("replaced as a whole, by a taint or an option, every card of it goes and others come", () => {
    const report = exposed(fleet("replace", { a: ada, b: ada }, { a: ada, b: ada }));
    expect([report.newCards, report.closures]).toEqual([2, 2]);
  });

  it.each([
    [
      "value by value",
      (cards: Raw) => ({ a: { holder: { email: "[secret]" } }, b: cards.b }),
      (cards: object) => cards,
    ],
    ["as a text", () => "[secret]", (cards: object) => JSON.stringify(cards)],
  ])("destroyed with a secret in its cards, recorded %s, ends as well", (how, secret, written) => {
    const one = JSON.parse(fleet("delete", { a: ada, b: ada }, undefined)) as {
      steps: { oldState: { outputs: Raw } }[];
    };
    const { oldState } = one.steps[0] ?? { oldState: { outputs: {} } };
    const { cards, issued: cardsIssued, baseUrl: _, ...rest } = oldState.outputs;
    const version = how === "as a text" ? 3 : 2;
    const tenant = `${version} organization https://api.example t`;
    oldState.outputs = { ...rest, tenant, cards: secret(cards as Raw), issued: written(cardsIssued as object) };
    const report = exposed(JSON.stringify(one));
    expect([report.closures, report.unclear]).toEqual([2, []]);
    oldState.outputs = { ...oldState.outputs, issued: "[secret]" };
    expect(exposed(JSON.stringify(one)).unclear).toEqual(["team"]);
  });

  it("destroyed, all of it ends", () => {
    const report = exposed(fleet("delete", { a: ada, b: { ...ada, deletionPolicy: "retain" } }, undefined));
    expect(report.counts).toMatchObject({ closed: 1, letGo: 1 });
  });

  it("whose cards are not known yet keeps those it has, and says so", () => {
    const one = JSON.parse(fleet("update", { a: ada }, { a: ada })) as {
      steps: { newState: { inputs: { cards: unknown } } }[];
    };
    one.steps[0]!.newState.inputs.cards = UNKNOWN_TEXT;
    const report = exposed(JSON.stringify(one));
    expect(report.unclear).toEqual(["team"]);
    expect(report.currencies[0]?.after.cards).toBe(1);
  });
});

describe("wallets and holders", () => {
  const wallet = (op: string, more: object) =>
    step({ op, type: "Wallet", name: "new", now: { providerId: "p" }, ...more });
  const dependencies = { walletId: ["urn:pulumi:test::demo::pulumi-nodejs:dynamic/fourpay:Wallet::new"] };
  const card = step({ op: "create", name: "a", now: ofCard(limits, { walletId: UNKNOWN_TEXT }), dependencies });

  it("a wallet that does not exist yet goes by its name in the program", () => {
    expect(exposed(previewOf(wallet("create", {}), card)).currencies[0]?.wallets[0]?.party.name).toBe("new");
  });

  it("a wallet that nothing tells is said to be unknown, not merged with another", () => {
    const stray = step({ op: "create", name: "b", now: ofCard(limits, { walletId: UNKNOWN_TEXT }) });
    const [first] = exposed(previewOf(stray, stay("c", limits))).currencies;
    expect(first?.wallets.map(({ party }) => party.key).toSorted()).toEqual(["?", POOL].toSorted());
  });

  it("ids are compared without case", () => {
    const loud = step({
      op: "same",
      name: "a",
      old: ofCard(limits, { walletId: POOL.toUpperCase() }),
      now: ofCard(limits),
    });
    expect(exposed(previewOf(pool(), loud)).currencies[0]?.wallets.map(({ party }) => party.name)).toEqual(["Pool"]);
  });

  it("currencies are never added up: the card's own, its wallet's, the one that is given, or none", () => {
    const elsewhere = { walletId: "b2c7d3e4-2222-4f60-9bac-000000000009" };
    const steps = [pool(), stay("a", limits), issue("b", limits, { currency: "EUR" }), issue("c", limits, elsewhere)];
    const sums = (currency: string) =>
      exposed(previewOf(...steps), currency).currencies.map((one) => [one.currency, one.after.monthly.sum]);
    expect(sums("JPY")).toEqual([
      ["EUR", "100.00"],
      ["JPY", "100.00"],
      ["USD", "100.00"],
    ]);
    expect(sums("USD")).toEqual([
      ["EUR", "100.00"],
      ["USD", "200.00"],
    ]);
  });

  it("fees and initial balances are those of new cards only", () => {
    const report = exposed(
      previewOf(
        pool("1.50"),
        stay("a", limits),
        issue("b", limits, { initialBalance: "10.00" }),
        issue("c", limits, { initialBalance: UNKNOWN_TEXT }),
        issue("d", limits, { initialBalance: "5.00", adopt: "c9" }),
        update("e", ofCard(limits), ofCard(limits, { initialBalance: "7.00" })),
      ),
    );
    expect(report.spend).toMatchObject([
      { cards: 2, fees: { USD: "3.00" }, balances: { USD: "10.00" }, unknownFees: 0, unknownBalances: 1 },
    ]);
    expect(exposed(previewOf(pool(), issue("b", limits))).spend).toMatchObject([{ unknownFees: 1, fees: {} }]);
  });
});

it("the ten largest: without an end first, then what is not told, then by amount", () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    issue(`card-${String(index).padStart(2, "0")}`, { monthly: `${index + 1}.00` }),
  );
  const steps = [
    ...many,
    issue("endless", { perTransaction: "1.00" }),
    issue("hidden", { monthly: "[secret]" }),
    close("gone", { monthly: "11.50" }),
  ];
  const [first] = exposed(previewOf(...steps)).currencies;
  expect(first?.largest.map(({ change }) => change.name)).toEqual([
    "endless",
    "hidden",
    "card-11",
    "gone",
    "card-10",
    "card-09",
    "card-08",
    "card-07",
    "card-06",
    "card-05",
  ]);
});
