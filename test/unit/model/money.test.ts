import { describe, expect, it } from "vitest";
import {
  addMoney,
  canonicalDecimal,
  canonicalMoney,
  compareMoney,
  currencyDecimals,
  decimalsOf,
  isAmount,
  isDecimal,
  isPositive,
  isSafeNumber,
  isZero,
  sameMoney,
  subtractMoney,
} from "../../../provider/model/money";

describe("plain decimals", () => {
  it.each(["0", "12", "12.50", "-3.1", "1000.000000000"])("%s is one", (text) => expect(isDecimal(text)).toBe(true));
  it.each(["", ".", ".5", "5.", "+5", "1e3", "1,000", " 1", "1 ", "0x1", "NaN", "Infinity", "--1"])(
    "%j is none",
    (text) => expect(isDecimal(text)).toBe(false),
  );
});

it.each([
  ["12.50", true],
  [12.5, true],
  [0, true],
  ["12,50", false],
  [Number.NaN, false],
  [12n, false],
  [true, false],
  [["12"], false],
  [{ toString: () => "12" }, false],
  [undefined, false],
])("an amount is a text or a number that is a plain decimal: %o %s", (value, expected) =>
  expect(isAmount(value)).toBe(expected),
);

describe("numbers that mean what was typed", () => {
  it.each([0, 1, 12.5, -3.1, 0.1, 999_999_999.99])("%d", (value) => expect(isSafeNumber(value)).toBe(true));
  it("up to 15 digits", () => {
    expect([123_456_789_012_345, 1_234_567_890_123.45].map(isSafeNumber)).toEqual([true, true]);
    expect([1_234_567_890_123_456, 12_345_678_901_234.56].map(isSafeNumber)).toEqual([false, false]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-7, 0.1 + 0.2, 2 ** 53])("not %d", (value) =>
    expect(isSafeNumber(value)).toBe(false),
  );
});

it.each([
  ["100", "100.00"],
  ["100.0", "100.00"],
  ["100.000000000", "100.00"],
  ["0.1250", "0.125"],
  ["-0", "0.00"],
  ["-0.00", "0.00"],
  ["007.5", "7.50"],
  ["123456789012345678901234567890.000000000000000001", "123456789012345678901234567890.000000000000000001"],
])("%s is recorded as %s", (text, expected) => {
  expect(canonicalMoney(text)).toBe(expected);
});

it("arithmetic is exact", () => {
  expect(addMoney("0.1", "0.2")).toBe("0.30");
  expect(addMoney()).toBe("0.00");
  expect(subtractMoney("0.3", "0.1")).toBe("0.20");
  expect(subtractMoney("1", "1.001")).toBe("-0.001");
});

it("comparison is by value", () => {
  expect(sameMoney("100", "100.000000000")).toBe(true);
  expect(sameMoney("100", "100.000000001")).toBe(false);
  expect(["9", "10", "9.5"].sort(compareMoney)).toEqual(["9", "9.5", "10"]);
  expect([isPositive("0.01"), isPositive("0"), isPositive("-1")]).toEqual([true, false, false]);
  expect([isZero("0.000"), isZero("-0"), isZero("0.001")]).toEqual([true, true, false]);
});

it("decimals needed, and decimals a currency has", () => {
  expect(["1", "1.50", "1.005"].map(decimalsOf)).toEqual([0, 1, 3]);
  expect(canonicalDecimal("2.50")).toBe("2.5");
  expect(["USD", "jpy", "KWD", "XXX", undefined].map(currencyDecimals)).toEqual([2, 0, 3, 2, 2]);
});

describe("currencies whose amounts do not have two decimals", () => {
  const shown = (currency: string) =>
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;

  it.each("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF BHD JOD KWD LYD OMR TND".split(" "))(
    "%s, as the platform has it",
    (currency) => {
      expect(shown(currency)).not.toBe(2);
      expect(currencyDecimals(currency)).toBe(shown(currency));
    },
  );

  it("IQD has three by the standard, although nobody uses them", () => {
    expect(currencyDecimals("IQD")).toBe(3);
  });
});
