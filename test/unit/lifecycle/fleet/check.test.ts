// What check accepts, refuses and makes of fleet inputs.
import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { fleetLifecycle } from "../../../../provider/lifecycle/fleet";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { urnOf } from "../../../support/lifecycleWorld";

const resourceUrn = urnOf("CardFleet", "team");
const mary = { firstName: "Mary", lastName: "Jackson", email: "Mary@example.com" };
const limits = { daily: "10.00" };
const fleet = (cards: unknown, more: Raw = {}): Raw => ({ walletId: seedIds.wallet, cards, resourceUrn, ...more });
const one = (card: Raw): Raw => fleet({ a: { holderId: "ada", limits, ...card } });
const context = (capabilities: Partial<CardIssuer["capabilities"]> = {}, namespace = "") => ({
  issuer: { capabilities: { needsLimits: true, updatesHolders: true, ...capabilities } } as unknown as CardIssuer,
  namespace,
});
const check = (news: Raw, olds: Raw = {}, at = context()) => fleetLifecycle.check(at, olds, news);
const paths = (news: Raw, olds: Raw = {}, at = context()) => check(news, olds, at).failures.map(({ path }) => path);

describe("refused, by path", () => {
  it.each<[string, Raw, string[]]>([
    ["no cards", fleet(undefined), ["cards"]],
    ["a list of cards", fleet([]), ["cards"]],
    ["no wallet", { cards: {}, resourceUrn }, ["walletId"]],
    ["a key with a line break", fleet({ "a\nb": { holderId: "ada", limits } }), ["cards.a\nb"]],
    ["an empty key", fleet({ "": { holderId: "ada", limits } }), ["cards."]],
    ["a card with a wallet of its own", one({ walletId: seedIds.wallet }), ["cards.a"]],
    ["a limit that is no amount", one({ limits: { daily: "much" } }), ["cards.a.limits.daily"]],
    ["a default that is none", { ...one({}), defaults: { frozen: "no" } }, ["defaults.frozen"]],
    ["a name for all", { ...one({}), defaults: { name: "Team" } }, ["defaults"]],
    ["neither holder nor holderId", fleet({ a: { limits } }), ["cards.a.holderId"]],
    ["both of them", one({ holder: mary }), ["cards.a.holder"]],
    [
      "a holder without an e-mail",
      fleet({ a: { holder: { firstName: "A", lastName: "B" }, limits } }),
      ["cards.a.holder.email"],
    ],
    ["no limits at all", fleet({ a: { holderId: "ada" } }), ["cards.a.limits"]],
    [
      "a BIN from the defaults beside a category",
      { ...one({ binCategoryId: seedIds.travel }), defaults: { binId: seedIds.visaBin } },
      ["cards.a.binId"],
    ],
    [
      "one name twice",
      fleet({ a: { holderId: "ada", limits, name: "Team" }, b: { holderId: "ada", limits, name: "team " } }),
      ["cards.b.name"],
    ],
    [
      "one card adopted twice",
      fleet({
        a: { holderId: "ada", limits, adopt: seedIds.wallet },
        b: { holderId: "ada", limits, adopt: seedIds.wallet },
      }),
      ["cards.b.adopt"],
    ],
    [
      "one e-mail for two people",
      fleet({
        a: { holder: mary, limits },
        b: { holder: { ...mary, email: "mary@EXAMPLE.com", lastName: "Other" }, limits },
      }),
      ["cards.b.holder"],
    ],
    ["a number of closures that is none", { ...one({}), maxClosures: -1 }, ["maxClosures"]],
  ])("%s", (_, news, expected) => {
    expect([...new Set(paths(news))]).toEqual(expected);
  });

  it("what the dialect cannot do to a card that exists", () => {
    const at = context({ dialect: "merchant", changesLimits: false, renamesCards: false });
    expect(paths(one({ limits: { daily: "20.00" } }), one({}), at)).toEqual(["cards.a.limits"]);
    expect(paths(one({ limits: { daily: "20.00" }, reissue: "1" }), one({}), at)).toEqual([]);
  });

  it("twenty problems, and the number of the others", () => {
    const cards = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`c${index}`, { limits }]));
    const { failures } = check(fleet(cards));
    expect(failures).toHaveLength(21);
    expect(failures.at(-1)?.reason).toContain("30 more");
  });

  it("without showing who it is about", () => {
    const secret = "4111111111111111";
    const news = fleet({ a: { holder: { ...mary, phone: "1", email: secret }, limits: { daily: secret } } });
    expect(JSON.stringify(check(news).failures)).not.toContain(secret);
  });
});

describe("made of it", () => {
  it("money in one form, and nothing else touched", () => {
    const { inputs } = check({
      ...one({ limits: { daily: "5", monthly: 7.5 }, initialBalance: "1" }),
      defaults: { limits: { weekly: "3" } },
    });
    expect(inputs.cards).toEqual({
      a: { holderId: "ada", limits: { daily: "5.00", monthly: "7.50" }, initialBalance: "1.00" },
    });
    expect(inputs.defaults).toEqual({ limits: { weekly: "3.00" } });
  });

  it("an id for each person, from the e-mail alone", () => {
    const ids = [mary, { ...mary, email: "mary@example.com" }, { ...mary, email: "m@example.com" }].map((holder) => {
      const { inputs } = check(fleet({ a: { holder, limits } }));
      return (inputs.cards as { a: { holder: { cardOwnerId: string } } }).a.holder.cardOwnerId;
    });
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("the account of a person, where people belong to one", () => {
    const { inputs } = check(fleet({ a: { holder: mary, limits } }), {}, context({ holdersNeedAccount: true }));
    expect((inputs.cards as { a: { holder: Raw } }).a.holder.accountId).toBe(seedIds.wallet);
  });

  it("the namespace and the URN of the first time, for ever", () => {
    const { inputs: first } = check(one({}), {}, context({}, "eu"));
    expect(first.namespace).toBe("eu");
    const moved = { ...one({}), resourceUrn: urnOf("CardFleet", "renamed") };
    expect(check(moved, first, context({}, "us")).inputs).toEqual(first);
    for (const declared of [one({}), fleet({ a: { holder: mary, limits } })]) {
      const { inputs: plain } = check(declared);
      expect(check(declared, plain, context({}, "us")).inputs).toEqual(plain);
    }
  });
});
