// A job that did not do what it stands for is noticed, however fast it was.
import { beforeAll, expect, test } from "vitest";
import type { complaintOf as ComplaintOf, FoundCard } from "../../bench/verify.mjs" with {
  "resolution-mode": "import",
};

let complaintOf: typeof ComplaintOf;
beforeAll(async () => {
  ({ complaintOf } = await import("../../bench/verify.mjs"));
});

const limits = { daily: "1.00", monthly: "2.00" };
const declared = ["ann", "bob"].map((holderId) => ({ key: `card of ${holderId}`, holderId, limits }));
const cardOf = (holderId: string): FoundCard => ({ id: `id-${holderId}`, holderId, status: "active", limits });
const ann = cardOf("ann");
const bob = cardOf("bob");
const ids = new Map([
  ["ann", "id-ann"],
  ["bob", "id-bob"],
]);

test("the declared cards, active, with their limits in any order, and the ids of before: nothing to say", () => {
  const turned = { ...bob, limits: { monthly: "2.00", daily: "1.00" } };
  expect(complaintOf([ann, turned], declared, 2, ids)).toBeUndefined();
});

test.each<[string, FoundCard[]]>([
  ["a card that is missing", [ann]],
  ["a card issued twice", [ann, bob, { ...bob, id: "id-2" }]],
  ["a card issued twice and closed again", [ann, bob, { ...bob, id: "id-2", status: "closed" }]],
  ["two cards of one holder", [ann, { ...ann, id: "id-2" }]],
  ["a card that is not active yet", [ann, { ...bob, status: "creating" }]],
  ["another card than before", [ann, { ...bob, id: "id-2" }]],
  ["other limits", [ann, { ...bob, limits: { ...limits, daily: "3.00" } }]],
  ["a limit too few", [ann, { ...bob, limits: { daily: "1.00" } }]],
])("%s is noticed", (_, found) => {
  expect(complaintOf(found, declared, 2, ids)).toBeDefined();
});

test("after a destroy every card is closed", () => {
  const closed = { ...ann, status: "closed" };
  expect(complaintOf([closed, { ...bob, status: "closed" }], [], 2, ids)).toBeUndefined();
  expect(complaintOf([closed, bob], [], 2, ids)).toBeDefined();
});
