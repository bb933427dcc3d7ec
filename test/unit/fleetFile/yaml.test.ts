import { describe, expect, it } from "vitest";
import { complaints, parse } from "./support";

describe("a fleet as YAML", () => {
  it("is a map of cards by key, or a list of cards with a key", () => {
    const expected = { a: { holderId: "h1", limits: { daily: "100.00" } }, b: { holderId: "h2", frozen: true } };
    expect(
      parse("yaml", "# ours\nb: {holderId: h2, frozen: true}\na:\n  holderId: h1\n  limits:\n    daily: 100.00\n"),
    ).toEqual(expected);
    expect(
      parse(
        "yaml",
        "- key: a\r\n  holderId: h1\r\n  limits.daily: '100.00'\r\n- {key: b, holderId: h2, frozen: True}\r\n",
      ),
    ).toEqual(expected);
  });

  it("keeps values as the text that stands there", () => {
    const text = "007: {holderId: 0012, limits: {daily: 100.10, monthly: '0120'}, reissue: 2027-01-01, name: 'yes'}\n";
    expect(parse("yaml", text)).toEqual({
      "007": { holderId: "0012", limits: { daily: "100.10", monthly: "0120" }, reissue: "2027-01-01", name: "yes" },
    });
  });

  it.each(["1e3", "0x10", "1_000", ".5", "5.", "+5", "1:30", ".inf", "-5", "0o17"])(
    "does not take %s for money",
    (amount) => {
      expect(complaints("yaml", `a:\n  holderId: h1\n  limits: {daily: ${amount}}\n`)).toEqual([
        expect.stringMatching(/^row 3, a\.limits\.daily: .*is not allowed: a decimal amount/),
      ]);
    },
  );

  it.each(["0120", "0.12345678901234567", "0.100000000000000005", "1234567890123456"])(
    "wants %s in quotes, which readers disagree about",
    (amount) => {
      expect(complaints("yaml", `a:\n  holderId: h1\n  initialBalance: ${amount}\n`)).toEqual([
        expect.stringMatching(/^row 3, a\.initialBalance: .*put it in quotes/),
      ]);
      expect(parse("yaml", `a:\n  holderId: h1\n  initialBalance: "${amount}"\n`).a?.initialBalance).toBe(amount);
    },
  );

  it("takes nothing, ~ and null as not given, and an empty text as a mistake", () => {
    expect(parse("yaml", "a:\n  holderId: h1\n  name:\n  limits: ~\n  frozen: null\n  reissue: # none\n")).toEqual({
      a: { holderId: "h1" },
    });
    expect(complaints("yaml", "a:\n  holderId: h1\n  name: ''\n")).toEqual([
      expect.stringMatching(/^row 3, a\.name: an empty text is not allowed/),
    ]);
  });

  it("wants a text column that says true in quotes", () => {
    expect(complaints("yaml", "a:\n  holderId: h1\n  name: true\n")).toEqual([
      expect.stringMatching(/^row 3, a\.name: .*put it in quotes/),
    ]);
  });

  it("reads anchors, and neither merge keys nor tags", () => {
    const anchored = "a: {holderId: h1, limits: &small {daily: 1.00}}\nb: {holderId: h2, limits: *small}\n";
    expect(parse("yaml", anchored).b).toEqual({ holderId: "h2", limits: { daily: "1.00" } });
    expect(complaints("yaml", "a: &a {holderId: h1}\nb:\n  <<: *a\n  holderId: h2\n")).toEqual([
      expect.stringMatching(/^row 3, b: merge keys/),
    ]);
    expect(complaints("yaml", "a:\n  holderId: h1\n  name: !!str x\n")).toEqual([
      expect.stringMatching(/^row 3: has a YAML tag/),
    ]);
    expect(complaints("yaml", "a:\n  holderId: *nobody\n")).toContainEqual(
      expect.stringMatching(/^row 2: refers to an anchor/),
    );
  });

  it("names both rows of a key that stands there twice", () => {
    expect(complaints("yaml", "- key: a\n  holderId: h1\n- holderId: h2\n  key: a\n")).toEqual([
      expect.stringMatching(/^row 4, a\.key: "a" is the key of row 1 already/),
    ]);
    expect(complaints("yaml", "a: {holderId: h1}\nb: {holderId: h1}\na: {holderId: h2}\n")).toEqual([
      expect.stringMatching(/^row 3, a\.key: "a" is the key of row 1 already/),
    ]);
  });

  it("refuses cards without a key, and what a card cannot have", () => {
    const text =
      "- holderId: h1\n- key: b\n  holderId: h1\n  limits: 5\n  name: [x]\n  limit: {daily: 1.00}\n- key: c\n  holderId: h1\n  limits: {dayly: 1.00}\n";
    expect(complaints("yaml", text)).toEqual([
      expect.stringMatching(/^row 1, key: is required in every row/),
      expect.stringMatching(/^row 4, b\.limits: must hold its properties below it: daily, /),
      expect.stringMatching(/^row 5, b\.name: is a list; a single value is allowed/),
      expect.stringMatching(/^row 6, b: "limit" is not a column of a fleet/),
      expect.stringMatching(/^row 9, c: "limits\.dayly" is not a column of a fleet; did you mean "limits\.daily"\?/),
    ]);
  });

  it("explains that nothing stands around the cards", () => {
    expect(complaints("yaml", "cards:\n  a:\n    holderId: h1\n")).toEqual([
      expect.stringMatching(/^row 1: .*without `cards` around them/),
    ]);
    expect(parse("yaml", "cards:\n  holderId: h1\n")).toEqual({ cards: { holderId: "h1" } });
    const holder = { firstName: "A", lastName: "L", email: "a@example.com" };
    expect(parse("yaml", JSON.stringify({ cards: { holder } }))).toEqual({ cards: { holder } });
  });

  it("names the row where it stops being YAML, and shows nothing of it", () => {
    const found = complaints("yaml", "a:\n  holderId: h1\n   name: hidden\n");
    expect(found).toEqual([expect.stringMatching(/^row 3: cannot be read: /)]);
    expect(found.join()).not.toContain("hidden");
    expect(complaints("yaml", "a: {holderId: h1}\n---\nb: {holderId: h1}\n")).toEqual([
      ": holds 2 documents; a fleet is one",
    ]);
  });

  it.each(["", "# nothing\n", "---\n", "{}\n", "[]\n", "~\n"])("refuses %j, which would close every card", (text) => {
    expect(complaints("yaml", text)).toEqual([expect.stringContaining("write `cards: {}` in the program")]);
  });
});
