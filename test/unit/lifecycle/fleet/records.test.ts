// What a fleet records of its cards: little, and everything that the next run must know.
import { describe, expect, it } from "vitest";
import { cardsOf } from "../../../../provider/lifecycle/fleet/cards";
import {
  type CardRecord,
  type FleetRecords,
  fleetState,
  isComplete,
  ownDeclaration,
  readRecords,
} from "../../../../provider/lifecycle/fleet/records";
import { cardUrn } from "../../../../provider/lifecycle/fleet/urn";
import type { Raw } from "../../../../provider/model/validate";
import { urnOf } from "../../../support/lifecycleWorld";

const resourceUrn = urnOf("CardFleet", "team");
const tenant = { baseUrl: "https://api.example", dialect: "organization", id: "t1" } as const;
const inputs = {
  walletId: "w",
  resourceUrn,
  defaults: { limits: { daily: "100.00" } },
  cards: { a: { holderId: "ada" }, b: { holderId: "grace", name: "Grace" } },
};
const shown = { status: "active", maskedNumber: "**** 1234", expiry: "2030-01" };

/** The card as it is declared, and as the API shows it. */
function asDeclared(key: string, more: Raw = {}): CardRecord {
  return { key, id: `id-${key}`, state: { name: `${key}-made`, ...cardsOf(inputs).get(key), ...shown, ...more } };
}

function recordsOf(cards: readonly CardRecord[], more: Partial<FleetRecords> = {}): FleetRecords {
  return { cards: new Map(cards.map((card) => [card.key, card])), leftovers: [], openHolders: [], ...more };
}

const stateOf = (records: FleetRecords, declared: Raw = inputs): Raw =>
  JSON.parse(JSON.stringify(fleetState(tenant, declared, records))) as Raw;

/** Written and read again. */
const again = (records: FleetRecords, declared: Raw = inputs) => readRecords(stateOf(records, declared));

const both = [asDeclared("b"), asDeclared("a")];

describe("cards that are as declared", () => {
  it("are recorded by what the API alone knows, and nothing is open", () => {
    const state = stateOf(recordsOf(both));
    expect(state).toEqual({
      ...inputs,
      baseUrl: tenant.baseUrl,
      dialect: tenant.dialect,
      tenant: tenant.id,
      schemaVersion: 1,
      issued: {
        a: { id: "id-a", holderId: "ada", ...shown },
        b: { id: "id-b", holderId: "grace", ...shown },
      },
    });
    expect(isComplete(state)).toBe(true);
  });

  it("are read as single cards would be recorded, each under its own name and URN", () => {
    const { cards, leftovers, openHolders } = again(recordsOf(both));
    expect([leftovers, openHolders]).toEqual([[], []]);
    expect([...cards.keys()]).toEqual(["a", "b"]);
    expect(cards.get("a")).toEqual({
      ...asDeclared("a"),
      state: { ...asDeclared("a").state, name: expect.stringMatching(/^a-[a-z2-7]{10}$/) as string },
    });
    expect(cards.get("b")).toEqual(asDeclared("b"));
    expect(cards.get("a")?.state.resourceUrn).toBe(cardUrn(resourceUrn, "a"));
  });

  it("are read without made names where nobody asks for them", () => {
    const { cards } = readRecords(stateOf(recordsOf(both)), { names: false });
    expect(cards.get("a")?.state.name).toBeUndefined();
    expect(cards.get("b")?.state.name).toBe("Grace");
  });

  it("get another made name in another namespace", () => {
    const nameIn = (namespace: string) =>
      again(recordsOf(both), { ...inputs, namespace }).cards.get("a")?.state.name as string;
    expect(nameIn("eu")).not.toBe(nameIn("us"));
  });
});

describe("a card that is not as declared yet", () => {
  const behind = { ...asDeclared("a"), state: { ...asDeclared("a").state, limits: { daily: "7.00" } } };

  it("is recorded with what it was last brought in line with", () => {
    const state = stateOf(recordsOf([behind, asDeclared("b")]));
    expect(Object.keys(state.open as Raw)).toEqual(["a"]);
    expect(isComplete(state)).toBe(false);
    expect(readRecords(state).cards.get("a")).toEqual(behind);
  });

  it("of a key that is no longer declared, too", () => {
    const { a: _, ...others } = inputs.cards;
    const fewer = { ...inputs, cards: others };
    expect(again(recordsOf(both), fewer).cards.get("a")).toEqual(asDeclared("a"));
  });

  it("or had steps left is recorded with those", () => {
    const unfinished = { unfinished: ["limits", "fund.perhaps"] };
    const state = stateOf(recordsOf([asDeclared("b", unfinished), asDeclared("a")]));
    expect(state.open).toEqual({ b: unfinished });
    expect(isComplete(state)).toBe(false);
    expect(readRecords(state).cards.get("b")).toEqual(asDeclared("b", unfinished));
  });

  it("with another name than it states is open; with a made one that nobody states is not", () => {
    const renamed = asDeclared("b", { name: "Grace H." });
    const state = stateOf(recordsOf([renamed, asDeclared("a", { name: "made long ago" })]));
    expect(Object.keys(state.open as Raw)).toEqual(["b"]);
    expect(readRecords(state).cards.get("b")).toEqual(renamed);
  });
});

describe("a card that is still to be closed", () => {
  const old: CardRecord = {
    key: "a",
    id: "older",
    state: {
      ...shown,
      walletId: "w0",
      holderId: "ada",
      name: "Old",
      cardType: "physical",
      deletionPolicy: "freeze",
      waitFor: "accepted",
      initialBalance: "5.00",
      unfinished: ["fund.perhaps"],
      limits: { daily: "100.00" },
      frozen: true,
    },
  };

  it("keeps all that closing asks for, and nothing else", () => {
    const { maskedNumber: _, expiry: __, status: ___, limits: ____, frozen: _____, ...needed } = old.state;
    const state = stateOf(recordsOf(both, { leftovers: [old] }));
    expect(isComplete(state)).toBe(false);
    const [left, ...others] = readRecords(state).leftovers;
    expect(others).toEqual([]);
    expect(left).toEqual({
      key: "a",
      id: "older",
      state: { ...needed, ...shown, resourceUrn: cardUrn(resourceUrn, "a") },
    });
  });

  it.each([[{ id: "1" }], [{ id: "1", holderId: "ada" }]])(
    "and was recorded without a declaration is looked for in the fleet's wallet: %j",
    ({ id, ...holder }) => {
      const state = { ...inputs, leftovers: [{ key: "gone", issued: { id, ...holder } }] };
      const { leftovers } = readRecords(state, { names: false });
      const resourceUrn = cardUrn(inputs.resourceUrn, "gone");
      expect(leftovers).toStrictEqual([{ key: "gone", id: "1", state: { walletId: "w", ...holder, resourceUrn } }]);
    },
  );
});

it("cards are recorded in the order of their keys, whatever order they were issued in", () => {
  const cards = ["d", "b", "e", "a", "c"].map((key) => ({ ...asDeclared("a"), key }));
  expect(Object.keys(stateOf(recordsOf(cards)).issued as Raw)).toEqual(["a", "b", "c", "d", "e"]);
});

it("a person who is not as declared yet is recorded", () => {
  const state = stateOf(recordsOf(both, { openHolders: ["ada"] }));
  expect(isComplete(state)).toBe(false);
  expect(readRecords(state).openHolders).toEqual(["ada"]);
});

it("a declared card that was never issued leaves the fleet incomplete", () => {
  expect(isComplete(stateOf(recordsOf([asDeclared("a")])))).toBe(false);
  expect(isComplete({ ...inputs })).toBe(false);
  expect(isComplete({})).toBe(true);
});

it("of a card whose holder and number are not shown, only what is known is recorded", () => {
  const bare = { key: "x", id: "1", state: { walletId: "w" } };
  const none = { walletId: "w", cards: {} };
  // Strictly: not even a property without a value, which the engine's wire format does not know.
  expect(fleetState(tenant, none, recordsOf([bare], { leftovers: [bare] }))).toStrictEqual({
    ...none,
    baseUrl: tenant.baseUrl,
    dialect: tenant.dialect,
    tenant: tenant.id,
    schemaVersion: 1,
    issued: { x: { id: "1" } },
    open: { x: { declared: { walletId: "w" } } },
    leftovers: [{ key: "x", issued: { id: "1" }, declared: { walletId: "w" } }],
  });
});

it("from a state without records, none are read", () => {
  expect(readRecords({})).toEqual({ cards: new Map(), leftovers: [], openHolders: [] });
});

it("a card's own declaration is what is recorded of it without what only the API says", () => {
  const { status: _, maskedNumber: __, expiry: ___, ...own } = asDeclared("b").state;
  expect(ownDeclaration(asDeclared("b", { unfinished: ["limits"] }))).toEqual(own);
});
