// Names for what exists.

import { expect, it } from "vitest";
import { namesFor, slug } from "../../../../provider/cli/export/names";
import { fleetKey } from "../../../../provider/model/inputs/fleetKey";
import fc from "../../../support/properties";

const at = (day: number) => `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`;

it.each([
  ["Ads (EU)", "ads-eu"],
  ["Émilie – Réseau", "emilie-reseau"],
  ["../../etc/passwd", "etc-passwd"],
  ["Команда", ""],
  [`${"x".repeat(59)}-y`, "x".repeat(59)],
])("%s becomes %j", (label, name) => {
  expect(slug(label)).toBe(name);
});

it("leaves a stack's mark out, and falls back where nothing of a name is left", () => {
  const items = [
    { id: "1", label: "ada-ads-abcdefghij" },
    { id: "2", label: "Команда", createdAt: at(1) },
    { id: "3", label: "", createdAt: at(2) },
  ];
  const names = namesFor(items, "card");
  expect([names.get("1"), names.get("2")]).toEqual(["ada-ads", "card"]);
  expect(names.get("3")).toMatch(/^card-[0-9a-f]{6}$/);
});

it("the oldest keeps a name, and what every object has is no name", () => {
  const old = { id: "b", label: "Ads", createdAt: at(1) };
  const young = { id: "a", label: "ads", createdAt: at(2) };
  const names = namesFor([young, old, { id: "c", label: "constructor" }], "card");
  expect(names.get("b")).toBe("ads");
  expect(names.get("a")).toMatch(/^ads-[0-9a-f]{6}$/);
  expect(names.get("c")).toMatch(/^constructor-[0-9a-f]{6}$/);
});

const labels = fc.array(fc.oneof(fc.constantFrom("Ads", "ads!", "Ads 1", "constructor", "", "Ω"), fc.string()), {
  maxLength: 30,
});
const itemsOf = (texts: readonly string[]) =>
  texts.map((label, index) => ({ id: `id-${index}`, label, createdAt: at(1 + (index % 28)) + index }));

it("names are unique keys, in whatever order the API lists things", () => {
  fc.assert(
    fc.property(labels, (texts) => {
      const items = itemsOf(texts);
      const names = namesFor(items, "card");
      expect(new Set(names.values()).size).toBe(items.length);
      for (const name of names.values())
        expect(fleetKey.safeParse(name).success && /^[a-z0-9-]+$/.test(name)).toBe(true);
      expect(namesFor(items.toReversed(), "card")).toEqual(names);
    }),
  );
});

it("what has come to exist since changes no name", () => {
  fc.assert(
    fc.property(labels, labels, (before, since) => {
      const items = itemsOf(before);
      const younger = since.map((label, index) => ({
        id: `new-${index}`,
        label,
        createdAt: `2027-01-01T00:00:00Z${index}`,
      }));
      const [first, second] = [namesFor(items, "card"), namesFor([...younger, ...items], "card")];
      for (const { id } of items) expect(second.get(id)).toBe(first.get(id));
    }),
  );
});
