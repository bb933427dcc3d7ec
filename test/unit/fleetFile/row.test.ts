import { describe, expect, it } from "vitest";
import { complaints, parse } from "./support";

const HOLDER = "key,holder.firstName,holder.lastName,holder.email,holder.phone,holder.accountId";

describe("the cards of a fleet file", () => {
  it("come in the order of their keys, whatever the order of the rows", () => {
    const header = "key,holderId\n";
    const rows = ["b,h1\n", "A,h2\n", "a,h3\n", "ä,h4\n"];
    const expected = Object.entries(parse("csv", header + rows.join("")));
    expect(expected.map(([key]) => key)).toEqual(["A", "a", "b", "ä"]);
    expect(Object.entries(parse("csv", header + rows.reverse().join("")))).toEqual(expected);
  });

  it("have a key each, and the second of two is named with both rows", () => {
    expect(complaints("csv", "key,holderId\na,h1\n,h2\na,h3\n")).toEqual([
      expect.stringMatching(/^row 3, column "key": is required in every row/),
      'row 4, column "key": "a" is the key of row 2 already; every card needs a key of its own',
    ]);
  });

  it.each([
    ["__proto__", "constructor"],
    ["constructor", "constructor"],
    ["toString", "constructor"],
    [" a", "without spaces"],
    ["a\u0007b", "printable"],
    ["a\u200bb", "printable"],
    ["x".repeat(101), "1 to 100"],
  ])("have keys that are safe: %j is not", (key, reason) => {
    const [found, ...others] = complaints("csv", `key,holderId\n"${key}",h1\n`);
    expect(found).toMatch(/^row 2, column "key": is not allowed/);
    expect(found).toContain(reason);
    expect(others).toEqual([]);
  });

  it("keep keys as they are: spaces inside, letters of any script, up to 100 characters", () => {
    for (const key of ["a b", "карта-1", "カード", "😀", "x".repeat(100)]) {
      expect(Object.keys(parse("csv", `key,holderId\n"${key}",h1\n`))).toEqual([key]);
    }
  });

  it("have either the id of a holder or a holder", () => {
    const header = "key,holderId,holder.email,holder.firstName,holder.lastName\n";
    expect(complaints("csv", `${header}a,,,,\nb,h1,a@example.com,A,L\n`)).toEqual([
      expect.stringMatching(/^row 2, column "holderId": is missing, and so is a holder/),
      expect.stringMatching(/^row 3, column "holderId": and a holder are both given/),
    ]);
  });

  it("have whole holders, and nothing of a person is shown when one is not", () => {
    const found = complaints("csv", `${HOLDER}\na,Ada,,ada@example,12,not-an-id\n`);
    expect(found).toEqual(
      [
        expect.stringMatching(/^row 2, column "holder.lastName": is required: a last name/),
        expect.stringMatching(
          /^row 2, column "holder.email": a text of 11 characters is not allowed: an e-mail address/,
        ),
        expect.stringMatching(/^row 2, column "holder.phone": a text of 2 characters is not allowed: a phone number/),
        expect.stringMatching(/^row 2, column "holder.accountId": a text of 9 characters is not allowed: a UUID/),
      ].sort(
        (a, b) =>
          found.findIndex((text) => a.asymmetricMatch(text)) - found.findIndex((text) => b.asymmetricMatch(text)),
      ),
    );
    expect(found.join()).not.toMatch(/Ada|ada@|not-an-id/);
  });

  it("have the values the resources allow, and no others", () => {
    const header = "key,holderId,cardType,binId,currency,frozen,deletionPolicy,waitFor,adopt\n";
    const found = complaints("csv", `${header}a,h 1,plastic,1234,usd,yes,delete,closed,false\n`);
    expect(found.map((text) => /column "(\w+)"/.exec(text)?.[1]).sort()).toEqual([
      "adopt",
      "binId",
      "cardType",
      "currency",
      "deletionPolicy",
      "frozen",
      "holderId",
      "waitFor",
    ]);
  });

  it("are complained about twenty times, and the rest is counted", () => {
    const rows = Array.from({ length: 25 }, (_, index) => `k${index},h1,maybe`).join("\n");
    const found = complaints("csv", `key,holderId,frozen\n${rows}\n`);
    expect(found).toHaveLength(21);
    expect(found[19]).toMatch(/^row 21, /);
    expect(found[20]?.trim()).toBe("and 5 more");
  });
});
