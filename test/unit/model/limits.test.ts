import { expect, it } from "vitest";
import { compareLimits, describeLimits, limitEntries, observedFor } from "../../../provider/model/limits";

it("agree by value", () => {
  expect(compareLimits({ daily: "100" }, { daily: "100.000" })).toEqual({ wrong: [], extra: [] });
});

it("differ where a value is another, missing, or not declared", () => {
  const declared = { daily: "100", weekly: "200" };
  expect(compareLimits(declared, { daily: "101", monthly: "1" })).toEqual({
    wrong: ["daily", "weekly"],
    extra: ["monthly"],
  });
});

it("a limit of zero is a limit", () => {
  expect(compareLimits({}, { daily: "0" })).toEqual({ wrong: [], extra: ["daily"] });
});

it("the observed view keeps the declared text where the value is the same", () => {
  const observed = { daily: "100.000", weekly: "7", yearly: "1" };
  expect(observedFor({ daily: "100", weekly: "8", monthly: "9" }, observed)).toEqual({ daily: "100", weekly: "7.00" });
});

it("are listed in one order", () => {
  const limits = { perTransaction: "1", daily: "2" };
  expect(limitEntries(limits)).toEqual([
    ["daily", "2"],
    ["perTransaction", "1"],
  ]);
  expect(describeLimits(limits)).toBe("daily 2, perTransaction 1");
});
