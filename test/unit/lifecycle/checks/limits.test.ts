// Which limits a wallet refuses: the table of ranges, before and after.
import { describe, expect, it } from "vitest";
import { changedLimits, limitProblems } from "../../../../provider/lifecycle/checks/limits";
import { UNKNOWN } from "../../../../provider/model/unknown";

const ranges = [
  { key: "daily", min: "1.00", max: "1000.00" },
  { key: "monthly", min: "10.00" },
  { key: "weekly", max: "50" },
] as const;
const problems = (declared: object, before?: object) =>
  limitProblems(changedLimits(before, declared), { ranges, bins: [] }).map(
    ({ path, severity }) => `${path} ${severity}`,
  );

describe("a new limit", () => {
  it.each<[string, object, string[]]>([
    ["within its range", { daily: "500.00" }, []],
    ["at the least", { daily: "1" }, []],
    ["at the most", { daily: "1000.000" }, []],
    ["just below", { daily: "0.99" }, ["limits.daily refusal"]],
    ["just above", { daily: "1000.01" }, ["limits.daily refusal"]],
    ["of more digits than a number holds", { daily: "1000.000000000000000001" }, ["limits.daily refusal"]],
    ["without an upper end", { monthly: "99999999" }, []],
    ["below where there is no upper end", { monthly: "9.99" }, ["limits.monthly refusal"]],
    ["zero where there is no lower end", { weekly: "0" }, []],
    ["above where there is no lower end", { weekly: "50.01" }, ["limits.weekly refusal"]],
    ["the wallet does not list", { yearly: "5.00" }, ["limits.yearly warning"]],
    ["not known yet", { daily: UNKNOWN }, []],
    ["several at once", { daily: "0.10", weekly: "60" }, ["limits.daily refusal", "limits.weekly refusal"]],
  ])("%s", (_what, declared, expected) => expect(problems(declared)).toEqual(expected));

  it("a wallet that lists no ranges refuses and doubts nothing", () =>
    expect(limitProblems(changedLimits({}, { daily: "9999999" }), { ranges: [], bins: [] })).toEqual([]));
});

describe("a changed limit", () => {
  it.each<[string, object, object, string[]]>([
    ["unchanged outside its range is nobody's business", { daily: "5000.00" }, { daily: "5000.00" }, []],
    ["the same value in other words is unchanged", { daily: "5000.00" }, { daily: "5000" }, []],
    ["raised out of its range", { daily: "500.00" }, { daily: "5000.00" }, ["limits.daily refusal"]],
    [
      "lowered, still above: restraint is never refused",
      { daily: "5000.00" },
      { daily: "3000.00" },
      ["limits.daily warning"],
    ],
    ["lowered below the least: the same", { daily: "500.00" }, { daily: "0.50" }, ["limits.daily warning"]],
    ["one more, out of its range", { daily: "5.00" }, { daily: "5.00", weekly: "60.00" }, ["limits.weekly refusal"]],
    [
      "one more, too low: it restrains a card that had no such limit",
      { weekly: "5.00" },
      { weekly: "5.00", daily: "0.00" },
      ["limits.daily warning"],
    ],
    ["the first one of a card that had none, too low", {}, { monthly: "0.00" }, ["limits.monthly warning"]],
    ["one less", { daily: "5.00", weekly: "60.00" }, { daily: "5.00" }, []],
  ])("%s", (_what, before, declared, expected) => expect(problems(declared, before)).toEqual(expected));
});

it("the reason names the end of the range and not what was declared", () => {
  const [problem] = limitProblems(changedLimits({}, { daily: "777777.77" }), { ranges, bins: [] });
  expect(problem?.reason).toContain("1000.00");
  expect(problem?.reason).toContain("[input_invalid]");
  expect(problem?.reason).not.toContain("777777");
});
