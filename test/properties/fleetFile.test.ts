// Whatever a fleet holds, the three formats carry it, and the order of its rows says nothing.

import { dump } from "js-yaml";
import { expect, it } from "vitest";
import { type FleetFormat, parseFleet } from "../../provider/fleetFile";
import type { LoadedCard } from "../../provider/fleetFile/loadedCard";
import { fleetKey } from "../../provider/model/inputs/fleetKey";
import { LIMIT_KEYS } from "../../provider/model/limits";
import fc from "../support/properties";

const letters = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a text must not hold
const text = letters.filter((value) => value.trim() !== "" && !/[\u0000-\u001f\u007f]/.test(value));
const key = fc
  .oneof(letters, fc.constantFrom("1", "0x10", "null", "true", "~", "a, b", 'a"b', "#", "- a", "a: b"))
  .filter((value) => fleetKey.safeParse(value).success);
const money = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.stringMatching(/^\d{0,12}$/))
  .map(([whole, fraction]) => `${whole}${fraction === "" ? "" : `.${fraction}`}`);
const word = fc.constantFrom(
  "true",
  "null",
  "1e3",
  "0120",
  "=1+1",
  "a,b;c",
  '"',
  "'",
  "x\u2028y",
  "😀",
  "- x",
  "{",
  "#",
);
const anyText = fc.oneof(text, word);
const id = fc.uuid();

const holder = fc.record(
  {
    firstName: anyText,
    lastName: anyText,
    email: fc.stringMatching(/^[a-z0-9.'+-]{1,20}$/).map((name) => `${name}@example.com`),
    phone: fc.stringMatching(/^\+?[0-9 ()-]{3,20}$/).filter((value) => value.trim().length >= 3),
    cardOwnerId: fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/),
    accountId: id,
  },
  { requiredKeys: ["firstName", "lastName", "email"] },
);

const limits = fc.dictionary(fc.constantFrom(...LIMIT_KEYS), money, { minKeys: 1 });

const settings = fc.record(
  {
    name: anyText,
    cardType: fc.constantFrom("virtual", "physical"),
    limits,
    binId: id,
    binCategoryId: id,
    currency: fc.stringMatching(/^[A-Z]{3}$/),
    frozen: fc.boolean(),
    initialBalance: money,
    deletionPolicy: fc.constantFrom("close", "freeze", "retain"),
    waitFor: fc.constantFrom("active", "accepted"),
    reissue: anyText,
    adopt: fc.oneof(fc.constant(true as const), id),
  },
  { requiredKeys: [] },
);

const holderId = fc.stringMatching(/^[^\s/?#%]{1,40}$/).filter((value) => value.trim() !== "");
const card = fc
  .tuple(settings, fc.oneof(fc.record({ holderId }), fc.record({ holder })))
  .map(([rest, whose]) => ({ ...rest, ...whose }) as LoadedCard);
const fleet = fc.dictionary(key, card, { minKeys: 1, maxKeys: 8, noNullPrototype: true });

type Entry = readonly [string, LoadedCard];

function columnsOf(card: LoadedCard): [string, string][] {
  return Object.entries(card).flatMap(([name, value]): [string, string][] =>
    typeof value === "object"
      ? Object.entries(value).map(([field, inner]): [string, string] => [`${name}.${field}`, String(inner)])
      : [[name, String(value)]],
  );
}

function csv(entries: readonly Entry[], delimiter: string, newline: string): string {
  const rows = entries.map(([key, card]) => new Map([["key", key], ...columnsOf(card)]));
  const header = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => header.map((name) => (row.has(name) ? quoted(row.get(name) ?? "") : "")));
  return [header, ...lines].map((cells) => cells.join(delimiter) + newline).join("");
}

const listed = (entries: readonly Entry[]) => entries.map(([key, card]) => ({ ...card, key }));

const WRITERS: Readonly<Record<string, [FleetFormat, (entries: readonly Entry[]) => string]>> = {
  "CSV with commas": ["csv", (entries) => csv(entries, ",", "\n")],
  "CSV with semicolons": ["csv", (entries) => `\ufeff${csv(entries, ";", "\r\n")}`],
  "a JSON map": ["json", (entries) => JSON.stringify(Object.fromEntries(entries), null, 2)],
  "a JSON list": ["json", (entries) => JSON.stringify(listed(entries))],
  "a YAML map": ["yaml", (entries) => dump(Object.fromEntries(entries))],
  "a YAML list": ["yaml", (entries) => dump(listed(entries))],
};

it.each(Object.entries(WRITERS))("%s carries every fleet, in every order of its rows", (_, [format, write]) => {
  const shuffled = fleet.chain((cards) => {
    const entries = Object.entries(cards);
    return fc.shuffledSubarray(entries, { minLength: entries.length }).map((rows) => ({ entries, rows }));
  });
  fc.assert(
    fc.property(shuffled, ({ entries, rows }) => {
      const load = (of: readonly Entry[]) => parseFleet("cards", format, Buffer.from(write(of)));
      expect(load(rows)).toEqual(Object.fromEntries(entries));
      expect(JSON.stringify(Object.keys(load(rows)))).toBe(JSON.stringify(Object.keys(load(entries))));
    }),
  );
});

it("a broken file is refused or read, and never anything else", () => {
  const damaged = fc
    .tuple(
      fleet,
      fc.constantFrom(...Object.values(WRITERS)),
      fc.nat(),
      fc.nat(4),
      fc.string({ unit: "binary", maxLength: 3 }),
    )
    .map(([cards, [format, write], at, cut, put]) => {
      const whole = write(Object.entries(cards));
      const place = at % (whole.length + 1);
      return { format, text: whole.slice(0, place) + put + whole.slice(place + cut) };
    });
  fc.assert(
    fc.property(damaged, ({ format, text }) => {
      try {
        const cards = Object.entries(parseFleet("cards", format, Buffer.from(text)));
        expect(cards.length).toBeGreaterThan(0);
        for (const [, { holderId, holder }] of cards)
          expect((holderId === undefined) !== (holder === undefined)).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: "FourpayError", code: "input_invalid" });
      }
    }),
    { numRuns: 500 },
  );
});
