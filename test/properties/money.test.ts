import { expect, it } from "vitest";
import { parseExact } from "../../provider/api/json";
import { money } from "../../provider/api/wire";
import {
  addMoney,
  canonicalDecimal,
  canonicalMoney,
  compareMoney,
  decimalsOf,
  isDecimal,
  isSafeNumber,
  sameMoney,
  subtractMoney,
} from "../../provider/model/money";
import fc from "../support/properties";

/** Plain decimal text with up to 18 digits before and 12 after the point, and superfluous zeros. */
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.stringMatching(/^\d{0,12}$/))
  .map(([minus, whole, fraction]) => `${minus ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`);

it("the canonical text has the same value, at least two decimals, and nothing superfluous", () => {
  fc.assert(
    fc.property(decimal, (text) => {
      const canonical = canonicalMoney(text);
      expect(sameMoney(canonical, text)).toBe(true);
      expect(canonical).toMatch(/^-?\d+\.(\d\d|\d*[1-9])$/);
      expect(canonicalMoney(canonical)).toBe(canonical);
      expect(isDecimal(canonical)).toBe(true);
    }),
  );
});

it("superfluous zeros change nothing", () => {
  fc.assert(
    fc.property(decimal, fc.integer({ min: 0, max: 5 }), (text, zeros) => {
      const longer = (text.includes(".") ? text : `${text}.`) + "0".repeat(zeros + 1);
      expect(canonicalMoney(longer)).toBe(canonicalMoney(text));
      expect(canonicalDecimal(longer)).toBe(canonicalDecimal(text));
      expect(decimalsOf(longer)).toBe(decimalsOf(text));
    }),
  );
});

it("sums are exact, in any order, and differences undo them", () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(addMoney(a, b, c)).toBe(addMoney(c, a, b));
      expect(sameMoney(subtractMoney(addMoney(a, b), b), a)).toBe(true);
      expect(compareMoney(a, b)).toBe(-compareMoney(b, a) + 0);
    }),
  );
});

it("a safe number means what was typed", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 3 }), (units, decimals) => {
      const text = `${units < 0 ? "-" : ""}${Math.abs(units)}`.replace(
        new RegExp(`(\\d)(?=\\d{${decimals}}$)`),
        decimals > 0 ? "$1." : "$1",
      );
      const value = Number(text);
      if (isSafeNumber(value)) expect(sameMoney(String(value), text)).toBe(true);
    }),
  );
});

it("money survives the wire with all its digits, as text or as a number of any length", () => {
  fc.assert(
    fc.property(decimal, (text) => {
      // JSON numbers have no leading zeros; our texts have none either, since the whole part is a bigint.
      for (const wire of [`{"a":"${text}"}`, `{"a":${text}}`]) {
        const { a } = parseExact(wire) as { a: unknown };
        expect(sameMoney(money.parse(a), text)).toBe(true);
      }
    }),
  );
});

it("reading JSON exactly changes nothing but long numbers", () => {
  const noLongNumbers = fc.jsonValue().filter((value) => !/\d[\d.]{15,}|[eE][+-]?\d/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(noLongNumbers, (value) => {
      const text = JSON.stringify(value);
      expect(parseExact(text)).toEqual(JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const tricky = JSON.stringify({ a: `${text}"12345678901234567890\\`, b: [text] });
      expect(parseExact(tricky)).toEqual(JSON.parse(tricky));
    }),
  );
});
