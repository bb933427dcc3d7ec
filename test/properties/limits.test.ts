import { expect, it } from "vitest";
import { limitsToWire, wireLimits } from "../../provider/api/limitsWire";
import { compareLimits, LIMIT_KEYS, type Limits, limitEntries, observedFor } from "../../provider/model/limits";
import { canonicalMoney } from "../../provider/model/money";
import fc from "../support/properties";

const amount = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 0, max: 99 })).map(([a, b]) => `${a}.${b}`);
const limits: fc.Arbitrary<Limits> = fc.record(
  Object.fromEntries(LIMIT_KEYS.map((key) => [key, amount])) as { [K in (typeof LIMIT_KEYS)[number]]: typeof amount },
  { requiredKeys: [] },
);

it("limits survive the wire, as object and as array", () => {
  fc.assert(
    fc.property(limits, (declared) => {
      const object = limitsToWire(declared);
      const array = Object.entries(object).map(([type, value]) => ({ id: "x", type, value, spend: "0.00" }));
      for (const wire of [object, array]) {
        const observed = wireLimits.parse(wire);
        expect(compareLimits(declared, observed)).toEqual({ wrong: [], extra: [] });
        expect(Object.keys(observed)).toHaveLength(limitEntries(declared).length);
        expect(observedFor(declared, observed)).toEqual(declared);
      }
    }),
  );
});

it("every difference is told, as wrong or as extra", () => {
  fc.assert(
    fc.property(limits, limits, (declared, observed) => {
      const { wrong, extra } = compareLimits(declared, observed);
      for (const key of LIMIT_KEYS) {
        const [want, seen] = [declared[key], observed[key]].map((value) => value && canonicalMoney(value));
        expect(wrong.includes(key)).toBe(want !== undefined && want !== seen);
        expect(extra.includes(key)).toBe(want === undefined && seen !== undefined);
      }
    }),
  );
});

it("the observed view shows declared keys only", () => {
  fc.assert(
    fc.property(limits, limits, (declared, observed) => {
      for (const key of Object.keys(observedFor(declared, observed))) expect(declared).toHaveProperty(key);
    }),
  );
});
