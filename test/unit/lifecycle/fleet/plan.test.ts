// What is to be done to which card of a fleet: recorded against declared, without a request.
import { describe, expect, it } from "vitest";
import { cardsOf } from "../../../../provider/lifecycle/fleet/cards";
import { type Action, planFleet } from "../../../../provider/lifecycle/fleet/plan";
import type { CardRecord } from "../../../../provider/lifecycle/fleet/records";
import type { Raw } from "../../../../provider/model/validate";
import { urnOf } from "../../../support/lifecycleWorld";

const resourceUrn = urnOf("CardFleet", "team");
const plain = { holderId: "ada", limits: { daily: "5.00" } };

const declaredAs = (cards: Raw) => cardsOf({ walletId: "w", cards, resourceUrn });

/** A card that was brought in line with this declaration, under this name. */
function recordOf(key: string, card: Raw, more: Raw = {}): CardRecord {
  return {
    key,
    id: `id of ${key}`,
    state: { name: `${key} as made`, ...declaredAs({ [key]: card }).get(key), ...more },
  };
}

interface Known {
  readonly records?: readonly CardRecord[];
  readonly leftovers?: readonly CardRecord[];
  readonly namespace?: string;
}

function plan(cards: Raw, { records = [], leftovers = [], namespace = "" }: Known = {}): Action[] {
  const recorded = new Map(records.map((record) => [record.key, record]));
  return planFleet({ cards: recorded, leftovers, openHolders: [] }, declaredAs(cards), namespace);
}

/** What becomes of a card that was `before` and is declared as `now`. */
function planned(before: Raw, now: Raw, more: Raw = {}): Action | undefined {
  const [action, ...others] = plan({ a: now }, { records: [recordOf("a", before, more)] });
  expect(others).toEqual([]);
  return action;
}

const nameIn = (action: Action | undefined) =>
  (action !== undefined && "declared" in action && action.declared.name) || "";

describe("a key without a card", () => {
  it("gets one issued, as it is declared, under a name made of its key", () => {
    const [action, ...others] = plan({ a: plain });
    expect(others).toEqual([]);
    expect(action).toEqual({
      kind: "issue",
      key: "a",
      declared: { ...declaredAs({ a: plain }).get("a"), name: expect.stringMatching(/^a-[a-z2-7]{10}$/) as string },
    });
  });

  it("under another name in another namespace", () => {
    const [here] = plan({ a: plain });
    const [there] = plan({ a: plain }, { namespace: "eu" });
    expect(nameIn(there)).not.toBe(nameIn(here));
  });

  it("under the name it states", () => {
    const [action] = plan({ a: { ...plain, name: "Team" } });
    expect(nameIn(action)).toBe("Team");
  });
});

describe("a card that is as declared", () => {
  it("is kept, with the name it was issued under", () => {
    const record = recordOf("a", plain, { status: "active", maskedNumber: "1234", expiry: "2030-01" });
    expect(plan({ a: plain }, { records: [record] })).toEqual([
      { kind: "keep", key: "a", declared: { ...declaredAs({ a: plain }).get("a"), name: "a as made" }, record },
    ]);
  });

  it.each<[string, Raw, Raw]>([
    ["a stated name", { ...plain, name: "Team" }, { ...plain, name: "Team" }],
    ["a name that is no longer stated", { ...plain, name: "Team" }, plain],
    [
      "limits in another order",
      { limits: { daily: "5.00", weekly: "9.00" } },
      { limits: { weekly: "9.00", daily: "5.00" } },
    ],
    ["no limits, written as none", { limits: {} }, {}],
    ["another policy for its end", plain, { ...plain, deletionPolicy: "freeze" }],
    ["another wait", plain, { ...plain, waitFor: "accepted" }],
    ["another initial balance", plain, { ...plain, initialBalance: "5.00" }],
  ])("as far as the API is concerned, is kept: %s", (_, before, now) => {
    expect(planned({ holderId: "ada", ...before }, { holderId: "ada", ...now })?.kind).toBe("keep");
  });
});

describe("a card that is not as declared", () => {
  it.each<[string, Raw, Raw]>([
    ["another name", plain, { ...plain, name: "Team" }],
    ["a limit changed", plain, { ...plain, limits: { daily: "6.00" } }],
    ["a limit added", plain, { ...plain, limits: { daily: "5.00", weekly: "9.00" } }],
    ["all limits taken away", plain, { holderId: "ada" }],
    ["limits where there were none", { holderId: "ada" }, plain],
    ["frozen", plain, { ...plain, frozen: true }],
    ["unfrozen, which nobody said before", plain, { ...plain, frozen: false }],
    ["nothing said any more about being frozen", { ...plain, frozen: true }, plain],
  ])("is updated: %s", (_, before, now) => {
    const action = planned(before, now);
    expect(action).toMatchObject({ kind: "update", key: "a", declared: now, record: { id: "id of a" } });
  });

  it("or was not brought in line to the end, is updated", () => {
    expect(planned(plain, plain, { unfinished: ["limits"] })?.kind).toBe("update");
  });

  it.each<[string, Raw]>([
    ["another person", { ...plain, holderId: "grace" }],
    ["another reissue", { ...plain, reissue: "lost" }],
    ["another type", { ...plain, cardType: "physical" }],
  ])("where only another card can be it, is replaced, under a name of its own: %s", (_, now) => {
    const action = planned(plain, now);
    expect(action).toMatchObject({ kind: "replace", key: "a", declared: now, record: { id: "id of a" } });
    expect(nameIn(action)).toMatch(/^a-[a-z2-7]{10}$/);
  });

  it("and is replaced has the name it states", () => {
    expect(nameIn(planned({ ...plain, name: "Team" }, { ...plain, name: "Team", reissue: "1" }))).toBe("Team");
  });

  it("since it was closed, is replaced", () => {
    expect(planned(plain, plain, { status: "closed" })?.kind).toBe("replace");
  });
});

it("what is declared comes first, in its order, then what must go: removed keys, and what earlier runs left", () => {
  const [a, b, z] = [recordOf("a", plain), recordOf("b", plain), recordOf("z", plain)];
  const old = { ...recordOf("a", plain), id: "an older one" };
  const actions = plan({ c: plain, b: plain }, { records: [a, b, z], leftovers: [old] });
  expect(actions.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
    "issue c",
    "keep b",
    "close a",
    "close z",
    "close a",
  ]);
  expect(actions.slice(2)).toEqual([a, z, old].map((record) => ({ kind: "close", key: record.key, record })));
});
