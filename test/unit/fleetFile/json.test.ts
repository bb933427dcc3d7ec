import { describe, expect, it } from "vitest";
import { complaints, parse } from "./support";

describe("a fleet as JSON", () => {
  it("is a map of cards by key, or a list of cards with a key", () => {
    const a = { holderId: "h1", limits: { daily: "1.00" }, frozen: false };
    const b = { holder: { firstName: "A", lastName: "L", email: "a@example.com" }, adopt: true };
    expect(parse("json", JSON.stringify({ b, a }))).toEqual({ a, b });
    expect(
      parse(
        "json",
        JSON.stringify(
          [
            { ...b, key: "b" },
            { key: "a", ...a },
          ],
          null,
          "\t",
        ),
      ),
    ).toEqual({ a, b });
  });

  it("keeps the digits of a number as they stand there", () => {
    const text = '{"a":{"holderId":"h1","limits":{"daily":100.10,"monthly":5},"initialBalance":0.5,"reissue":2027}}';
    expect(parse("json", text).a).toEqual({
      holderId: "h1",
      limits: { daily: "100.10", monthly: "5" },
      initialBalance: "0.5",
      reissue: "2027",
    });
  });

  it("refuses numbers that do not survive other programs", () => {
    const text = `{"a": {"holderId": "h1", "limits": {
      "daily": 1e3,
      "weekly": 12345678901234.567,
      "monthly": -1,
      "yearly": "12345678901234.567"
    }}}`;
    expect(complaints("json", text)).toEqual([
      expect.stringMatching(/^row 2, a\.limits\.daily: "1e3" is not allowed: a decimal amount/),
      expect.stringMatching(/^row 3, a\.limits\.weekly: .* put it in quotes/),
      expect.stringMatching(/^row 4, a\.limits\.monthly: "-1" is not allowed/),
    ]);
  });

  it("takes null as not given", () => {
    expect(parse("json", '{"a":{"holderId":"h1","name":null,"limits":null,"frozen":null}}')).toEqual({
      a: { holderId: "h1" },
    });
  });

  it("reads escapes as JSON does", () => {
    const name = '\ud83d\ude00 \\ / "é" \u2028';
    const text = JSON.stringify({ a: { holderId: "h1", name } }).replace("\ud83d\ude00", "\\ud83d\\ude00");
    expect(parse("json", text.replace(" / ", " \\/ ")).a?.name).toBe(name);
  });

  it("refuses a key or a property that stands there twice, which JSON itself would lose", () => {
    const text = '{\n"a": {"holderId": "h1"},\n"a": {"holderId": "h2", \n"name": "x",\n"name": "y"}}';
    expect(complaints("json", text)).toEqual([
      expect.stringMatching(/^row 3, a\.key: "a" is the key of row 2 already/),
      expect.stringMatching(/^row 5, a\.name: stands there twice/),
    ]);
  });

  it.each([
    ['{"a": {"holderId": "h1"},\n}', 1],
    ['[{"key": "a",\n "holderId": hidden}]', 2],
    ['[{"key": "a"}\n {"key": "b"}]', 2],
    ['[{"key": "a"},\n{"key": "b"},\n]', 2],
    ['[{"key": "a"}\r {"key": "b"}]', 2],
    ['{"a":\n {"holderId": "hidden', 2],
    ["// hidden\n{}", 1],
    ["{'a': 1}", 1],
  ])("names the row where %j stops being JSON, and shows nothing of it", (text, row) => {
    const found = complaints("json", text);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^row ${row}: is not JSON here`))]);
    expect(found.join()).not.toContain("hidden");
  });

  it.each(["", " \n", "{}", "[]", "null"])("refuses %j, which would close every card", (text) => {
    expect(complaints("json", text)).toEqual([expect.stringContaining("write `cards: {}` in the program")]);
  });

  it.each(['"a"', "5", "[1]", '{"a": "h1"}', '{"a": []}'])("refuses %j, which is no fleet", (text) => {
    expect(complaints("json", text)).toEqual([expect.stringContaining("a fleet is a map of cards by key")]);
  });
});
