import { describe, expect, it } from "vitest";
import { complaints, parse } from "./support";

const ID = "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811";

describe("a fleet as CSV", () => {
  it("takes every column there is", () => {
    const header = [
      "key,holderId,name,cardType,limits.daily,limits.weekly,limits.monthly,limits.yearly,limits.lifetime",
      "limits.perTransaction,binId,currency,frozen,initialBalance,deletionPolicy,waitFor,reissue,adopt",
    ].join();
    const row = `a,h1,Ads,virtual,1,2.0,3.00,4,5,6,${ID},USD,true,7.5,freeze,accepted,2027,${ID}`;
    expect(parse("csv", `${header}\n${row}\n`)).toEqual({
      a: {
        holderId: "h1",
        name: "Ads",
        cardType: "virtual",
        limits: { daily: "1", weekly: "2.0", monthly: "3.00", yearly: "4", lifetime: "5", perTransaction: "6" },
        binId: ID,
        currency: "USD",
        frozen: true,
        initialBalance: "7.5",
        deletionPolicy: "freeze",
        waitFor: "accepted",
        reissue: "2027",
        adopt: ID,
      },
    });
  });

  it("takes a holder in place, with everything a holder has", () => {
    const fields = ["firstName", "lastName", "email", "phone", "cardOwnerId", "accountId"];
    const text = `key,${fields.map((field) => `holder.${field}`).join()}\na,Ada,Lovelace,ada@example.com,+44 20 7946,ada-1,${ID}\n`;
    expect(parse("csv", text)).toEqual({
      a: {
        holder: {
          firstName: "Ada",
          lastName: "Lovelace",
          email: "ada@example.com",
          phone: "+44 20 7946",
          cardOwnerId: "ada-1",
          accountId: ID,
        },
      },
    });
  });

  it("reads what spreadsheets write: BOM, CRLF, semicolons, quotes, spaces, TRUE, rows left empty", () => {
    const text = '\ufeffkey ; holderId;name;frozen;limits.daily\r\n\r\n a; h1 ;"x; ""y"" z" ;TRUE;100,00\r\n;;;;\r\n';
    expect(complaints("csv", text)).toEqual([
      'row 3, column "limits.daily": "100,00" is not allowed: a decimal amount such as "500.00", not below zero',
    ]);
    expect(parse("csv", text.replace("100,00", "100.00"))).toEqual({
      a: { holderId: "h1", name: 'x; "y" z', frozen: true, limits: { daily: "100.00" } },
    });
  });

  it("decides on the delimiter by the header alone", () => {
    expect(parse("csv", "key,holderId,name\na,h1,one;two;three;four\n").a?.name).toBe("one;two;three;four");
    expect(parse("csv", "key;holderId;name\na;h1;one,two,three,four\n").a?.name).toBe("one,two,three,four");
  });

  it("takes an empty cell, quoted or not, as not given", () => {
    expect(parse("csv", 'key,holderId,name,frozen,limits.daily,holder.email\na,h1,,"", ,\n')).toEqual({
      a: { holderId: "h1" },
    });
  });

  it("lets the text column of a card say true", () => {
    expect(parse("csv", "key,holderId,name\na,h1,true\n").a?.name).toBe("true");
  });

  it("counts rows as an editor does, over cells with line breaks and empty lines", () => {
    const text = 'key,holderId,name,frozen\n\na,h1,"two\nlines",\n\nb,h1,,no\n';
    expect(complaints("csv", text)).toEqual([
      expect.stringMatching(/^row 3, column "name": a text of 9 characters is not allowed/),
      expect.stringMatching(/^row 6, column "frozen": a text of 2 characters is not allowed: true or false$/),
    ]);
  });

  it("reads line ends of every kind, also mixed by whoever edited the file last", () => {
    const cards = parse("csv", "key,holderId\r\na,h1\nb,h2\rc,h3");
    expect(Object.entries(cards).map(([key, { holderId }]) => [key, holderId])).toEqual([
      ["a", "h1"],
      ["b", "h2"],
      ["c", "h3"],
    ]);
  });

  it("refuses a row with too few or too many cells", () => {
    expect(complaints("csv", "key,holderId,name\na,h1\nb,h1,x,y\n")).toEqual([
      expect.stringMatching(/^row 2: has 2 cells, and the header has 3 columns/),
      expect.stringMatching(/^row 3: has 4 cells, and the header has 3 columns/),
    ]);
  });

  it("refuses unknown columns, nameless ones and one that stands there twice", () => {
    expect(complaints("csv", "key,holderId,Email,dayly,,holderId,colour\na,h1,,,,,\n")).toEqual([
      'row 1, column 3: "Email" is not a column of a fleet; did you mean "holder.email"?',
      expect.stringMatching(/^row 1, column 4: "dayly" is not a column of a fleet; allowed are key, /),
      expect.stringMatching(/^row 1, column 5: has no name in the header/),
      expect.stringMatching(/^row 1, column 6: has the name of column 2/),
      expect.stringMatching(/^row 1, column 7: "colour" is not a column of a fleet; allowed are key, /),
    ]);
  });

  it("refuses a file without a key column, and does not show the people who stand in its place", () => {
    const found = complaints("csv", "a,ada@example.com\nb,grace@example.com\n");
    expect(found.at(-1)).toMatch(/^row 1, column "key": is missing in the header/);
    expect(found.join()).not.toContain("example.com");
  });

  it.each(["", "\n\n", "\ufeff", "key,holderId\n", "key,holderId\n,\n"])(
    "refuses %j, which would close every card",
    (text) => {
      expect(complaints("csv", text)).toEqual([expect.stringContaining("write `cards: {}` in the program")]);
    },
  );

  it("names the row of a quote that is wrong, and shows nothing of it", () => {
    expect(complaints("csv", 'key,holderId\na,"secret\n')).toEqual([
      expect.stringMatching(/^row 2: a quote is opened here and never closed/),
    ]);
    expect(complaints("csv", 'key,holderId\na,h1\nb,sec"ret\n')).toEqual([
      expect.stringMatching(/^row 3: a quote stands within a cell/),
    ]);
  });
});
