import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { diffCard, replacedBy } from "../../../../provider/lifecycle/card/diff";
import { Run } from "../../../../provider/lifecycle/run";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";

const recorded: Raw = {
  walletId: "w1",
  holderId: "ada",
  cardType: "virtual",
  binId: "b1",
  binCategoryId: "k1",
  currency: "USD",
  reissue: "1",
  name: "n",
  limits: { daily: "1.00" },
  status: "active",
};
const { status: _, ...declared } = recorded;

describe("what needs another card", () => {
  it.each<[string, Raw, readonly string[]]>([
    ["nothing", {}, []],
    ["another wallet", { walletId: "w2" }, ["walletId"]],
    ["another holder", { holderId: "grace" }, ["holderId"]],
    ["another BIN", { binId: "b2" }, ["binId"]],
    ["another BIN category", { binCategoryId: "k2" }, ["binCategoryId"]],
    ["another type", { cardType: "physical" }, ["cardType"]],
    ["another currency", { currency: "EUR" }, ["currency"]],
    ["a reissue", { reissue: "2" }, ["reissue"]],
    ["several", { walletId: "w2", cardType: "physical", reissue: "2" }, ["walletId", "cardType", "reissue"]],
    ["a wallet that is not known yet", { walletId: UNKNOWN }, ["walletId"]],
    ["the same ids in other letters", { walletId: "W1", holderId: "ADA", binId: "B1", currency: "usd" }, []],
    ["no reissue any more", { reissue: undefined }, []],
    ["no currency any more", { currency: undefined }, []],
    ["no type any more: virtual is the default", { cardType: undefined }, []],
    ["another name", { name: "m" }, []],
    ["other limits", { limits: { daily: "2.00" } }, []],
    ["frozen, and another policy", { frozen: true, deletionPolicy: "retain" }, []],
  ])("%s", (__, change, expected) => {
    expect(replacedBy(recorded, { ...declared, ...change })).toEqual(expected);
  });

  it.each(["walletId", "holderId", "binId", "binCategoryId", "currency"])(
    "what was never recorded is no reason to close a live card: %s",
    (key) => {
      for (const absent of [undefined, null]) {
        expect(replacedBy({ ...recorded, [key]: absent }, { ...declared, [key]: "new" })).toEqual([]);
      }
    },
  );

  it("but a type, or a reissue, that was left out before is one", () => {
    const { cardType: __, reissue: ___, ...plain } = recorded;
    expect(replacedBy(plain, { ...declared, cardType: "physical" })).toEqual(["cardType", "reissue"]);
    expect(replacedBy(plain, { ...declared, cardType: "virtual", reissue: undefined })).toEqual([]);
  });

  it.each([
    ["closed", ["status"]],
    ["creating_failed", ["status"]],
    ["creating", []],
    ["active", []],
    ["frozen", []],
    ["blocked", []],
    ["expired", []],
    [7, []],
  ])("a card recorded as %s", (status, expected) => {
    expect(replacedBy({ ...recorded, status }, declared)).toEqual(expected);
  });
});

describe("what the run learns", () => {
  const urn = "urn-a";
  const run = () =>
    new Run({ capabilities: {} } as CardIssuer, { now: () => 0, sleep: () => Promise.resolve() }, () => 0);

  it("a card that stays is the resource's own", () => {
    const r = run();
    expect(diffCard(r, "c", recorded, { ...declared, resourceUrn: urn })).toEqual({ replaces: [] });
    expect(r.ownerOf("c")).toBe(urn);
  });

  it("a card that is replaced no longer is", () => {
    const r = run();
    r.own("c", urn);
    const difference = diffCard(r, "c", recorded, { ...declared, resourceUrn: urn, reissue: "2" });
    expect(difference).toEqual({ replaces: ["reissue"] });
    expect(r.ownerOf("c")).toBeUndefined();
    expect(r.isBeingReplacedBy("c", urn)).toBe(true);
  });

  it("unfinished steps make an update due", () => {
    const difference = diffCard(run(), "c", { ...recorded, unfinished: ["fund"] }, { ...declared, resourceUrn: urn });
    expect(difference).toEqual({ replaces: [], changes: true });
  });
});
