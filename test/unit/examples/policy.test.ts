// The rules of the policy pack, as functions; that the engine runs them is shown in test/lifecycle/examples.
import { describe, expect, test } from "vitest";
import { cardPolicy } from "../../../examples/policy/cardPolicy";
import { declaredCards, type Raw } from "../../../examples/policy/cards";
import {
  closeOnDestroy,
  dailyLimit,
  type MaximumLimitSettings,
  maximumLimit,
  noPhysicalCards,
} from "../../../examples/policy/rules";
import { noSecretsInNames, secretIn } from "../../../examples/policy/secretNames";

const WALLET = "B2C7D3E4-2222-4F60-9BAC-000000000001";

function card(props: Raw) {
  const [declared] = declaredCards({
    type: "pulumi-nodejs:dynamic/fourpay:Card",
    name: "ada",
    props: { walletId: WALLET, ...props },
  });
  return declared!;
}

function fleet(props: Raw) {
  return declaredCards({
    type: "pulumi-nodejs:dynamic/fourpay:CardFleet",
    name: "programme",
    props: { walletId: WALLET, ...props },
  });
}

describe("what counts as a card", () => {
  test("each card of a fleet, with the defaults put in limit by limit", () => {
    const cards = fleet({
      defaults: { limits: { daily: "10.00", monthly: "100.00" }, deletionPolicy: "freeze" },
      cards: { ada: {}, grace: { limits: { daily: "20.00" }, deletionPolicy: "close" } },
    });
    expect(cards.map(({ key }) => key)).toEqual(["programme/ada", "programme/grace"]);
    expect(cards.map((one) => one.limits())).toEqual([
      { daily: "10.00", monthly: "100.00" },
      { daily: "20.00", monthly: "100.00" },
    ]);
    expect(cards.map((one) => one.stated("deletionPolicy"))).toEqual(["freeze", "close"]);
  });

  test("holders, wallets and what is not ours are no cards", () => {
    for (const type of ["pulumi-nodejs:dynamic/fourpay:Wallet", "aws:s3/bucket:Bucket"]) {
      expect(declaredCards({ type, name: "x", props: { cards: { a: {} } } })).toEqual([]);
    }
  });
});

describe("maximum-limit", () => {
  const allow = (maximum: Record<string, string>, wallets: MaximumLimitSettings["wallets"] = {}) => ({
    maximum,
    wallets,
  });

  test.each([
    ["the limit itself", { daily: "100.00" }, { daily: "100.00" }, 0],
    ["the same value written otherwise", { daily: "100" }, { daily: "100.00" }, 0],
    ["a cent more", { daily: "100.01" }, { daily: "100.00" }, 1],
    ["more digits than a number holds", { daily: "100.000000000000000001" }, { daily: "100.00" }, 1],
    ["nothing that bounds the period", { monthly: "100.00" }, { yearly: "1000.00" }, 1],
    ["a longer limit, which bounds a day", { monthly: "90.00" }, { daily: "100.00" }, 0],
    ["a monthly limit, which bounds no week", { monthly: "90.00" }, { weekly: "100.00" }, 1],
    ["a limit of zero, which may mean none", { daily: "0" }, { daily: "100.00" }, 1],
    ["two periods at once", { daily: "2.00", lifetime: "9.00" }, { daily: "1.00", lifetime: "8.00" }, 2],
  ])("%s", (_, limits, maximum, problems) => {
    expect(maximumLimit(card({ limits }), allow(maximum))).toHaveLength(problems);
  });

  test("a wallet may have maxima of its own, whatever the case of its id", () => {
    const rich = allow({ daily: "1.00", monthly: "50.00" }, { [WALLET.toLowerCase()]: { daily: "500.00" } });
    expect(maximumLimit(card({ limits: { daily: "400.00", monthly: "50.00" } }), rich)).toEqual([]);
    expect(maximumLimit(card({ limits: { daily: "400.00", monthly: "51.00" } }), rich)).toHaveLength(1);
    expect(maximumLimit(card({ walletId: "another", limits: { daily: "2.00", monthly: "9.00" } }), rich)).toHaveLength(
      1,
    );
  });
});

test("daily-limit wants a daily limit, not one that happens to bound a day", () => {
  expect(dailyLimit(card({ limits: { daily: "1.00" } }))).toEqual([]);
  for (const limits of [undefined, {}, { monthly: "1.00" }, { daily: "0.00" }]) {
    expect(dailyLimit(card({ limits }))).toHaveLength(1);
  }
});

test("no-physical-cards looks at the stack, and at a fleet's defaults", () => {
  const [one] = fleet({ defaults: { cardType: "physical" }, cards: { ada: {} } });
  const settings = { stacks: "^dev" };
  expect(noPhysicalCards(one!, settings, "dev")).toHaveLength(1);
  expect(noPhysicalCards(one!, settings, "production")).toEqual([]);
  expect(noPhysicalCards(card({ cardType: "virtual" }), settings, "dev")).toEqual([]);
  expect(noPhysicalCards(card({}), settings, "dev")).toEqual([]);
});

test("close-on-destroy takes silence for `close`", () => {
  const settings = { allowed: ["close"] };
  expect(closeOnDestroy(card({}), settings)).toEqual([]);
  expect(closeOnDestroy(card({ deletionPolicy: "close" }), settings)).toEqual([]);
  expect(closeOnDestroy(card({ deletionPolicy: "retain" }), settings)).toHaveLength(1);
  expect(closeOnDestroy(card({ deletionPolicy: "freeze" }), { allowed: ["close", "freeze"] })).toEqual([]);
});

describe("no-secrets-in-names", () => {
  test.each([
    ["4111111111111111", "a card number"],
    ["Ada 5500-0055-5555-5559", "a card number"],
    ["3782 822463 10005", "a card number"],
    ["ads cvv 123", "a security code"],
    ["CVC2: 9876", "a security code"],
    ["key_test_4f9a8b7c6d5e4f3a2b1c", "an API key"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "an API key"],
    ["0123456789abcdef0123456789abcdef", "an API key"],
  ])("%j looks like %s", (text, kind) => {
    expect(secretIn(text)).toBe(kind);
  });

  test.each([
    "ada-ads",
    "Ads (EU) 2027",
    "katherine-marketing-ab-iyjqvsy66x",
    "4111111111111112",
    "**** **** **** 1111",
    "b2c7d3e4-2222-4f60-9bac-000000000001",
    "Token of appreciation for everybody",
    "pin board",
    "+1 202 555 0147",
  ])("%j is a name", (text) => {
    expect(secretIn(text)).toBeUndefined();
  });

  test("every name of every resource is looked at, and what is found is told by its place only", () => {
    const secret = "4111111111111111";
    const found = noSecretsInNames({
      type: "pulumi-nodejs:dynamic/fourpay:CardFleet",
      name: secret,
      props: {
        cards: {
          [secret]: { name: secret },
          ada: { reissue: "cvv 123", holder: { firstName: "Ada", lastName: secret } },
        },
      },
    });
    expect(found.map((line) => line.split(" looks")[0])).toEqual([
      "the name of the resource",
      "the key of cards[0]",
      "cards[0].name",
      'cards["ada"].reissue',
      'cards["ada"].holder.lastName',
    ]);
    expect(found.join()).not.toContain(secret);
  });

  test("patterns of one's own are secrets as well", () => {
    expect(secretIn("project bluebird", ["bluebird"])).toBe("a secret");
  });
});

describe("a policy", () => {
  function run(config: object, props: Raw): { reported: string[]; thrown: unknown } {
    const reported: string[] = [];
    const policy = cardPolicy({
      name: "two",
      description: "",
      settings: { least: { type: "number", default: 2 } },
      rule: (one, { least }) => (Number(one.stated("n")) < least ? ["too small."] : []),
    });
    const validate = policy.validateResource as (args: object, report: (text: string) => void) => void;
    const resource = {
      type: "pulumi-nodejs:dynamic/fourpay:CardFleet",
      name: "f",
      urn: "urn:pulumi:dev::p::t::f",
      props,
    };
    try {
      validate({ ...resource, getConfig: () => config }, (text) => reported.push(text));
      return { reported, thrown: undefined };
    } catch (thrown) {
      return { reported, thrown };
    }
  }

  test("applies its defaults, its configuration and its exceptions, and names the card", () => {
    const props = { cards: { a: { n: 1 }, b: { n: 2 } } };
    expect(run({}, props).reported).toEqual(['Card "f/a": too small.']);
    expect(run({ least: 3 }, props).reported).toHaveLength(2);
    expect(run({ least: 3, except: ["f/b"] }, props).reported).toEqual(['Card "f/a": too small.']);
  });

  test("a value that is not known in the preview does not keep the other cards from being judged", () => {
    const unknown = new Error("can't be known during preview");
    const cards = {
      get a(): never {
        throw unknown;
      },
      b: { n: 1 },
    };
    expect(run({}, { cards })).toEqual({ reported: ['Card "f/b": too small.'], thrown: unknown });
  });
});
