// Sums over changes: before and all that changes make after, in whatever order the engine tells of it, and nothing is lost or counted twice.

import { expect, it } from "vitest";
import { minus, NOTHING, plus, standingOf } from "../../provider/cli/exposure/sums";
import { addMoney } from "../../provider/model/money";
import type { Raw } from "../../provider/model/validate";
import { exposed, ofCard, previewOf, step } from "../support/exposureDocs";
import fc from "../support/properties";

const amount = fc
  .integer({ min: 0, max: 10_000_000 })
  .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
const limits = fc.record(
  {
    daily: amount,
    weekly: amount,
    monthly: fc.oneof(amount, fc.constant("[secret]")),
    yearly: amount,
    perTransaction: amount,
  },
  { requiredKeys: [] },
);
const wallets = ["w1", "w2", "w3"];
const card = fc
  .record({
    limits,
    walletId: fc.constantFrom(...wallets),
    holderId: fc.constantFrom("ada", "grace"),
    currency: fc.constantFrom("USD", "EUR"),
    deletionPolicy: fc.constantFrom(undefined, "close", "freeze", "retain"),
    frozen: fc.constantFrom(undefined, true, false),
  })
  .map(({ limits: own, ...more }): Raw => ofCard(own, more));
const status = fc.constantFrom("active", "active", "frozen", "blocked", "expired");
const change = fc.record({
  op: fc.constantFrom("same", "create", "update", "replace", "delete"),
  from: card,
  to: card,
  status,
});

const steps = fc.array(change, { maxLength: 25 }).map((all) =>
  all.map(({ op, from, to, status: shown }, index) =>
    step({
      op,
      name: `c${index}`,
      status: shown,
      ...(op === "create" ? {} : { old: from }),
      ...(op === "delete"
        ? {}
        : {
            now:
              op === "same"
                ? from
                : { ...to, ...(op === "update" ? { walletId: from.walletId, currency: from.currency } : {}) },
          }),
    }),
  ),
);

it("before plus every change is after, in each currency", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { currencies, changes } = exposed(previewOf(...all));
      for (const { currency, before, after } of currencies) {
        const side = (one: (typeof changes)[number]["before"]) =>
          standingOf(one?.currency === currency ? one : undefined);
        const moved = changes.map((one) => minus(side(one.after), side(one.before)));
        expect(moved.reduce(plus, before)).toEqual(after);
      }
    }),
  );
});

it("wallets together are the whole, and so are holders", () => {
  fc.assert(
    fc.property(steps, (all) => {
      for (const { before, after, wallets: own, holders } of exposed(previewOf(...all)).currencies)
        for (const shares of [own, holders]) {
          expect(shares.map((share) => share.before).reduce(plus, NOTHING)).toEqual(before);
          expect(shares.map((share) => share.after).reduce(plus, NOTHING)).toEqual(after);
        }
    }),
  );
});

it("the order of the steps changes nothing", () => {
  fc.assert(
    fc.property(
      steps.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const { spend: _, ...one } = exposed(previewOf(...all));
        const { spend: __, ...other } = exposed(previewOf(...shuffled));
        expect(other).toEqual(one);
      },
    ),
  );
});

it("a month's sum is what plain addition over declared cards gives", () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), (amounts) => {
      const all = amounts.map((monthly, index) => step({ op: "create", name: `c${index}`, now: ofCard({ monthly }) }));
      expect(exposed(previewOf(...all)).currencies[0]?.after.monthly.sum).toBe(addMoney(...amounts));
    }),
  );
});

it("cards of a fleet come to the same as single ones", () => {
  fc.assert(
    fc.property(fc.array(limits, { minLength: 1, maxLength: 10 }), (all) => {
      const single = all.map((own, index) =>
        step({ op: "create", name: `c${index}`, now: ofCard(own, { walletId: "w1" }) }),
      );
      const cards = Object.fromEntries(all.map((own, index) => [`c${index}`, { holderId: "ada", limits: own }]));
      const fleet = step({
        op: "create",
        name: "team",
        type: "CardFleet",
        now: { walletId: "w1", cards, resourceUrn: "u" },
      });
      const of = (text: string) => exposed(text).currencies.map(({ before, after }) => ({ before, after }));
      expect(of(previewOf(fleet))).toEqual(of(previewOf(...single)));
    }),
  );
});
