import { expect, test } from "vitest";
import { percentOf, splitBudget } from "../../../examples/team-budgets/splitBudget";
import fc from "../../support/properties";

const amount = fc.nat({ max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2));
const shares = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30 });
const cents = (text: string) => Math.round(Number(text) * 100);

test("the parts are the whole again, to the cent, and none is more than a cent off its share", () => {
  fc.assert(
    fc.property(amount, shares, (total, weights) => {
      const parts = splitBudget(total, weights).map(cents);
      const sum = weights.reduce((all, weight) => all + weight, 0);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(cents(total));
      for (const [at, part] of parts.entries()) {
        expect(Math.abs(part - (cents(total) * (weights[at] ?? 0)) / sum)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("a percentage is rounded up, so that a small budget is not a limit of nothing", () => {
  expect(percentOf("333.33", 10)).toBe("33.34");
  expect(percentOf("0.01", 25)).toBe("0.01");
  expect(percentOf("6000", 100)).toBe("6000.00");
});

test.each(["-1.00", "1.005", "1e3", "", "1,000.00"])("%j is no amount", (text) => {
  expect(() => splitBudget(text, [1])).toThrow("An amount is a text");
});

test.each([[[0]], [[1.5]], [[-1, 2]]])("shares of %j are refused", (weights) => {
  expect(() => splitBudget("10.00", weights)).toThrow("whole number above 0");
});

test("a percentage above a hundred is refused", () => {
  expect(() => percentOf("10.00", 101)).toThrow("from 1 to 100");
});
