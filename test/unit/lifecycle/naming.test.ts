import { describe, expect, it } from "vitest";
import { autoName, isAutoName, isMarked, mark, unmarked } from "../../../provider/lifecycle/naming";
import { UNKNOWN } from "../../../provider/model/unknown";
import { urnOf } from "../../support/lifecycleWorld";

const source = { namespace: "", urn: urnOf("Card", "ada-ads"), identity: { walletId: "w", holderId: "h" } };

it("a mark never changes: recorded names depend on it", () => {
  expect(mark(source)).toBe(mark({ ...source, identity: { holderId: "h", walletId: "w", binId: undefined } }));
  expect(mark({ namespace: "n", urn: "u", identity: { a: "1" } })).toBe("7vtsehxsym");
  expect(mark({ namespace: "n", urn: "u", identity: { b: "2", a: "1", c: ["x"] } })).toBe("ot3v4ttzog");
});

it.each([
  ["the namespace", { ...source, namespace: "eu" }],
  ["the URN", { ...source, urn: urnOf("Card", "grace-ads") }],
  ["a property that forces a replacement", { ...source, identity: { ...source.identity, holderId: "g" } }],
  ["`reissue`", { ...source, identity: { ...source.identity, reissue: "1" } }],
])("another mark for another value of %s", (_, other) => {
  expect(mark(other)).not.toBe(mark(source));
});

describe("autoName", () => {
  it.each([
    ["ada-ads", /^ada-ads-[a-z2-7]{10}$/],
    ["Äda Löve", /^A-da-Lo-ve-[a-z2-7]{10}$/],
    ["--x--", /^x-[a-z2-7]{10}$/],
    ["日本", /^fourpay-[a-z2-7]{10}$/],
    ["", /^fourpay-[a-z2-7]{10}$/],
    ["a::b", /^a-b-[a-z2-7]{10}$/],
    ["x".repeat(300), /^x{29}-[a-z2-7]{10}$/],
    [`${"x".repeat(28)} y`, /^x{28}-[a-z2-7]{10}$/],
  ])("of %j", (name, expected) => {
    const made = autoName({ ...source, urn: urnOf("Card", name) }, 40);
    expect(made).toMatch(expected);
    expect(isAutoName(made, urnOf("Card", name), 40)).toBe(true);
  });

  it("is unknown while anything it is made of is", () => {
    expect(autoName({ ...source, identity: { walletId: UNKNOWN } }, 40)).toBe(UNKNOWN);
    expect(autoName({ ...source, urn: UNKNOWN as unknown as string }, 40)).toBe(UNKNOWN);
  });
});

it("isAutoName knows names made for this resource, and no others", () => {
  const { urn } = source;
  expect(isAutoName("ada-ads-abcdefghij", urn, 60)).toBe(true);
  expect(isAutoName("grace-ads-abcdefghij", urn, 60)).toBe(false);
  expect(isAutoName("ada-ads", urn, 60)).toBe(false);
  expect(isAutoName("ada-ads-abcdefghi1", urn, 60)).toBe(false);
  expect(isAutoName(undefined, urn, 60)).toBe(false);
  expect(isAutoName("ada-ads-abcdefghij", undefined, 60)).toBe(false);
});

it("isMarked", () => {
  expect(isMarked("anything-abcdefghij")).toBe(true);
  expect(isMarked("anything")).toBe(false);
  expect(isMarked(undefined)).toBe(false);
});

it("a name without its mark is what stood before it; a name that carries none stays whole", () => {
  expect(unmarked("ada-ads-abcdefghij")).toBe("ada-ads");
  expect(unmarked("ada-ads")).toBe("ada-ads");
  expect(unmarked(`fourpay-${mark(source)}`)).toBe("fourpay");
});
