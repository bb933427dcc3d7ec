// What check accepts, refuses and makes of card inputs.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { cardLifecycle } from "../../../../provider/lifecycle/card";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { plainCard, urnOf } from "../../../support/lifecycleWorld";

const urn = urnOf("Card", "ada-ads");
const declared: Raw = { ...plainCard, resourceUrn: urn };
const context = { issuer: { capabilities: { needsLimits: true } } as unknown as CardIssuer, namespace: "" };
const check = (news: Raw, olds: Raw = {}) => cardLifecycle.check(context, olds, news);
const paths = (news: Raw, olds: Raw = {}) => check(news, olds).failures.map(({ path }) => path);
const without = (key: string): Raw => Object.fromEntries(Object.entries(declared).filter(([name]) => name !== key));

describe("refused, by path", () => {
  it.each<[string, Raw, string[]]>([
    ["no wallet", without("walletId"), ["walletId"]],
    ["a wallet that is no id", { ...declared, walletId: "ads" }, ["walletId"]],
    ["no holder", without("holderId"), ["holderId"]],
    ["a holder id with a slash", { ...declared, holderId: "a/b" }, ["holderId"]],
    ["no limits", without("limits"), ["limits"]],
    ["empty limits", { ...declared, limits: {} }, ["limits"]],
    ["a limit of an unknown kind", { ...declared, limits: { hourly: "1" } }, ["limits"]],
    ["a limit below zero", { ...declared, limits: { daily: "-1" } }, ["limits.daily"]],
    ["a limit that is no amount", { ...declared, limits: { daily: "1,5" } }, ["limits.daily"]],
    ["a limit with an exponent", { ...declared, limits: { daily: "1e3" } }, ["limits.daily"]],
    ["a number that is not exact", { ...declared, limits: { daily: 0.1 + 0.2 } }, ["limits.daily"]],
    ["a limit with three decimals", { ...declared, limits: { daily: "1.005" } }, ["limits.daily"]],
    [
      "decimals in a currency that has none",
      { ...declared, currency: "JPY", limits: { daily: "1.5" } },
      ["limits.daily"],
    ],
    ["an initial balance with three decimals", { ...declared, initialBalance: "1.005" }, ["initialBalance"]],
    ["a BIN and a category", { ...declared, binId: seedIds.visaBin, binCategoryId: seedIds.travel }, ["binId"]],
    ["`adopt: true` without a name", { ...declared, adopt: true }, ["adopt"]],
    ["`adopt: false`", { ...declared, adopt: false }, ["adopt"]],
    ["an unknown card type", { ...declared, cardType: "plastic" }, ["cardType"]],
    ["an unknown policy", { ...declared, deletionPolicy: "burn" }, ["deletionPolicy"]],
    ["frozen as text", { ...declared, frozen: "true" }, ["frozen"]],
    ["an empty name", { ...declared, name: " " }, ["name"]],
    ["a name of 101 characters", { ...declared, name: "x".repeat(101) }, ["name"]],
    ["a currency in small letters", { ...declared, currency: "usd" }, ["currency"]],
  ])("%s", (_, news, expected) => {
    expect([...new Set(paths(news))]).toEqual(expected);
  });

  it("a property that does not exist", () => {
    expect(check({ ...declared, dailyLimit: "1" }).failures).toHaveLength(1);
  });

  it("never echoes what may be a secret", () => {
    for (const secret of ["4111111111111111", "sk_live_1234567890", "4111 1111 1111 1111"]) {
      for (const key of ["walletId", "currency", "cardType", "initialBalance", "adopt"]) {
        expect(JSON.stringify(check({ ...declared, [key]: secret }).failures)).not.toContain(secret);
      }
    }
  });
});

describe("made of the inputs", () => {
  it.each([
    ["100", "100.00"],
    [100, "100.00"],
    ["100.5", "100.50"],
    ["100.000000", "100.00"],
    [0.1, "0.10"],
  ])("a limit of %j is recorded as %s", (given, expected) => {
    expect(check({ ...declared, limits: { daily: given } }).inputs.limits).toEqual({ daily: expected });
  });

  it("three decimals where the currency has them", () => {
    const { inputs } = check({ ...declared, currency: "KWD", limits: { daily: "1.005" } });
    expect(inputs.limits).toEqual({ daily: "1.005" });
  });

  it("nothing that was not declared, but the name", () => {
    expect(Object.keys(check(declared).inputs).sort()).toEqual([
      "holderId",
      "limits",
      "name",
      "resourceUrn",
      "walletId",
    ]);
  });

  it("the explicit name as it is, also with odd characters", () => {
    expect(check({ ...declared, name: "Ada, Büro №5" }).inputs.name).toBe("Ada, Büro №5");
  });

  it("the URN and the made name of old, whatever the resource is called now", () => {
    const olds = check(declared).inputs;
    const renamed = check({ ...declared, resourceUrn: urnOf("Card", "renamed") }, olds).inputs;
    expect(renamed).toEqual(olds);
  });

  it("a new made name when an explicit one is taken away", () => {
    const olds = check({ ...declared, name: "Team" }).inputs;
    expect(check(declared, olds).inputs.name).toBe(check(declared).inputs.name);
  });

  it("a new made name when it starts anew (a replacement gives no old inputs)", () => {
    const first = check(declared).inputs.name;
    const again = { ...declared, reissue: "lost" };
    expect(check(again, check(declared).inputs).inputs.name).toBe(first);
    expect(check(again).inputs.name).not.toBe(first);
  });

  it("a made name that depends on the namespace", () => {
    const other = cardLifecycle.check({ ...context, namespace: "eu" }, {}, declared).inputs.name;
    expect(other).not.toBe(check(declared).inputs.name);
  });
});

describe("unknown values", () => {
  it.each<[string, Raw]>([
    ["the wallet", { ...declared, walletId: UNKNOWN }],
    ["the limits", { ...declared, limits: UNKNOWN }],
    ["one limit", { ...declared, limits: { daily: UNKNOWN, weekly: "1" } }],
    ["everything", Object.fromEntries(Object.keys(declared).map((key) => [key, UNKNOWN]))],
    ["the currency, which decides about decimals", { ...declared, currency: UNKNOWN, limits: { daily: "1.005" } }],
    ["the name to adopt", { ...declared, adopt: true, name: UNKNOWN }],
  ])("%s: accepted", (_, news) => {
    expect(check(news).failures).toEqual([]);
  });

  it("a made name is unknown while what forces a replacement is", () => {
    expect(check({ ...declared, holderId: UNKNOWN }).inputs.name).toBe(UNKNOWN);
    expect(check({ ...declared, limits: { daily: UNKNOWN } }).inputs.name).toBe(check(declared).inputs.name);
  });

  it("what is known beside it is still checked", () => {
    expect(paths({ ...declared, walletId: UNKNOWN, currency: "usd" })).toEqual(["currency"]);
  });
});
