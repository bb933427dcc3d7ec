// What is written as code means what exists, whatever people called it.
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { comment, literal, textLiteral } from "../../../../provider/cli/export/code/literal";
import { csvText, fleetCsv } from "../../../../provider/cli/export/csv";
import { parseFleet } from "../../../../provider/fleetFile";
import fc from "../../../support/properties";

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "`$`{x}", "\u2028", "\u202e", "\ud800", "*/", "\u{e0041}"),
);

it("a text is itself again when the code runs, and nothing in it is hidden from a reviewer", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const code = textLiteral(text);
      expect(code).not.toMatch(HIDDEN);
      expect(runInNewContext(code)).toBe(text);
    }),
  );
});

it("so is a declaration", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z.-]{1,8}$/), fc.oneof(texts, fc.boolean(), fc.array(texts))),
      (value) => {
        expect(JSON.stringify(runInNewContext(`(${literal(value)})`))).toBe(JSON.stringify(value));
      },
    ),
  );
  expect(literal({ a: undefined, b: {} })).toBe("{ b: {} }");
});

it("nothing leaves a comment", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(comment(text)).not.toMatch(HIDDEN);
      expect(comment(text)).not.toContain("*/");
    }),
  );
});

const names = fc
  .oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("a,b", '"', "a;b", " x ", "'", "\ufeffx", "true", "#"),
  )
  .filter((name) => name.trim() !== "" && name.length <= 100 && !HIDDEN.test(name.replaceAll("\ufeff", "")));

it("a fleet file holds what was written into it, whatever the names", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: names, daily: fc.constantFrom(undefined, "5.00", "0.00"), frozen: fc.boolean() })),
      (made) => {
        const cards = new Map(
          made.map(({ name, daily, frozen }, index) => [
            `card-${String(index).padStart(3, "0")}`,
            {
              holder: { firstName: name, lastName: "L", email: "a@example.com" },
              name,
              ...(daily === undefined ? {} : { limits: { daily } }),
              ...(frozen ? { frozen } : {}),
            },
          ]),
        );
        if (cards.size === 0) return;
        const text = fleetCsv(cards);
        expect(parseFleet("cards.csv", "csv", new TextEncoder().encode(text))).toEqual(Object.fromEntries(cards));
      },
    ),
  );
});

it("only columns that are used are written", () => {
  const cards = new Map([["ads", { holderId: "ada", limits: { monthly: "1.00" } }]]);
  expect(fleetCsv(cards)).toBe("key,limits.monthly,holderId\nads,1.00,ada\n");
  expect(csvText(["a", "b"], [["1;2", ""]])).toBe('a,b\n"1;2",\n');
});
