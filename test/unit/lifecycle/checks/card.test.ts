// Whether a card may be issued as declared: facts against declarations, without any API.
import { describe, expect, it } from "vitest";
import {
  ABSENT,
  adoptionProblems,
  issueProblems,
  nameProblems,
  type WalletFacts,
  walletProblems,
} from "../../../../provider/lifecycle/checks/card";
import type { CardSummary, Wallet, WalletRules } from "../../../../provider/model/entities";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";

const wallet = (more: Partial<Wallet> = {}): Wallet => ({
  id: "w",
  status: "active",
  currency: "USD",
  allowedCardTypes: ["virtual"],
  ...more,
});
const bin = (id: string, ...categoryIds: string[]) => ({ id, tokenizations: [], categoryIds });
const option = (id: string, ...binIds: string[]) => ({ id, bins: binIds.map((binId) => bin(binId)) });
const rules = (more: Partial<WalletRules> = {}): WalletRules => ({
  ranges: [{ key: "daily", max: "1000.00" }],
  bins: [bin("bin-1", "travel"), bin("bin-2")],
  ...more,
});
const facts = (more: Partial<WalletFacts> = {}): WalletFacts => ({
  wallet: wallet(),
  rules: rules(),
  binsMayChange: false,
  ...more,
});
const paths = (card: Raw, given: WalletFacts) => issueProblems(card, given).map(({ path }) => path);

describe("the wallet", () => {
  it.each<[string, WalletFacts["wallet"], boolean, string[]]>([
    ["active", wallet(), false, []],
    ["not asked for", undefined, false, []],
    ["absent", ABSENT, false, ["not_found"]],
    ["absent, whatever the program would activate", ABSENT, true, ["not_found"]],
    ["inactive", wallet({ status: "inactive" }), false, ["unexpected_state"]],
    ["inactive, and activated by this program", wallet({ status: "inactive" }), true, []],
    ["never came to be", wallet({ status: "creating_failed" }), false, ["unexpected_state"]],
    ...["creating", "activating", "active_changing", "activating_failed", "something new"].map(
      (status): [string, Wallet, boolean, string[]] => [
        `${status}: it may still become active`,
        wallet({ status }),
        false,
        [],
      ],
    ),
  ])("%s", (_what, given, mayActivate, codes) => {
    const problems = walletProblems(given, mayActivate);
    expect(problems.map(({ path }) => path)).toEqual(codes.map(() => "walletId"));
    for (const code of codes) expect(problems[0]?.reason).toContain(`[${code}]`);
  });
});

describe("a card to be issued", () => {
  it.each<[string, Raw, Partial<WalletFacts>, string[]]>([
    [
      "as the wallet wants it",
      { cardType: "virtual", currency: "USD", binId: "bin-2", limits: { daily: "5.00" } },
      {},
      [],
    ],
    ["a type that is not allowed", { cardType: "physical" }, {}, ["cardType"]],
    [
      "virtual by default where only physical is allowed",
      {},
      { wallet: wallet({ allowedCardTypes: ["physical"] }) },
      ["cardType"],
    ],
    ["a type in other case", { cardType: "virtual" }, { wallet: wallet({ allowedCardTypes: ["Virtual"] }) }, []],
    ["any type where none is shown", { cardType: "physical" }, { wallet: wallet({ allowedCardTypes: [] }) }, []],
    ["a type not known yet", { cardType: UNKNOWN }, {}, []],
    ["another currency", { currency: "EUR" }, {}, ["currency"]],
    ["any currency where none is shown", { currency: "EUR" }, { wallet: { id: "w", status: "active" } }, []],
    ["a foreign BIN", { binId: "bin-9" }, {}, ["binId"]],
    ["a BIN in other case", { binId: "BIN-1" }, {}, []],
    ["any BIN where none are shown", { binId: "bin-9" }, { rules: rules({ bins: [] }) }, []],
    ["a BIN that the program may direct here", { binId: "bin-9", binCategoryId: "x" }, { binsMayChange: true }, []],
    [
      "a foreign BIN that is not among the options either",
      { binId: "bin-9" },
      { binOptions: [option("x", "bin-8")] },
      ["binId"],
    ],
    ["a BIN not known yet", { binId: UNKNOWN }, {}, []],
    ["a category of one of the BINs", { binCategoryId: "TRAVEL" }, {}, []],
    ["a category of none", { binCategoryId: "advertising" }, {}, ["binCategoryId"]],
    ["any category where none are shown", { binCategoryId: "x" }, { rules: rules({ bins: [bin("bin-1")] }) }, []],
    ["a limit out of its range", { limits: { daily: "2000.00" } }, {}, ["limits.daily"]],
    [
      "a balance where cards hold none",
      { initialBalance: "5.00" },
      { rules: rules({ cardsHoldBalance: false }) },
      ["initialBalance"],
    ],
    ["no balance where cards hold none", { initialBalance: "0.00" }, { rules: rules({ cardsHoldBalance: false }) }, []],
    ["a balance where cards hold one", { initialBalance: "5.00" }, { rules: rules({ cardsHoldBalance: true }) }, []],
    ["a balance where it is not shown", { initialBalance: "5.00" }, {}, []],
    [
      "nothing that was not shown is held against it",
      { cardType: "physical", currency: "EUR", binId: "x", limits: { daily: "9999" } },
      { wallet: undefined, rules: undefined },
      [],
    ],
  ])("%s", (_what, card, more, expected) => expect(paths(card, facts(more))).toEqual(expected));

  it("a BIN or a category that only the options have is doubted, not refused", () => {
    const given = facts({ binOptions: [option("advertising", "bin-9")] });
    const found = [{ binId: "BIN-9" }, { binCategoryId: "Advertising" }].flatMap((card) => issueProblems(card, given));
    expect(found.map(({ path, severity }) => `${path} ${severity}`)).toEqual([
      "binId warning",
      "binCategoryId warning",
    ]);
  });

  it("another currency than the wallet's is doubted, not refused: nothing says that it must be the same", () =>
    expect(issueProblems({ currency: "EUR" }, facts())).toMatchObject([{ path: "currency", severity: "warning" }]));

  it("no reason repeats what was declared", () => {
    const card = { cardType: "sk_live_1", currency: "sk_live_2", binId: "sk_live_3", binCategoryId: "sk_live_4" };
    expect(JSON.stringify(issueProblems(card, facts()))).not.toContain("sk_live");
  });
});

describe("a name", () => {
  const card = (id: string, status: string): CardSummary => ({ id, walletId: "w", name: "Ads", status });
  const taken = (cards: CardSummary[], ours: string[] = []) =>
    nameProblems(cards, (id) => ours.includes(id)).map(({ path }) => path);

  it.each<[string, CardSummary[], string[], string[]]>([
    ["that nobody has", [], [], []],
    ["of a live card", [card("c", "active")], [], ["name"]],
    ["of a frozen card", [card("c", "frozen")], [], ["name"]],
    ["of a card in an unknown status", [card("c", "somehow")], [], ["name"]],
    ["of cards that are over", [card("a", "closed"), card("b", "creating_failed"), card("c", "expired")], [], []],
    ["of a card of this program", [card("c", "active")], ["c"], []],
    ["of one of this program and another", [card("c", "active"), card("d", "active")], ["c"], ["name"]],
  ])("%s", (_what, cards, ours, expected) => expect(taken(cards, ours)).toEqual(expected));

  it("the reason names the card to adopt", () =>
    expect(nameProblems([card("c-1", "active")], () => false)[0]?.reason).toContain('adopt: "c-1"'));
});

describe("a card to be taken over", () => {
  it.each<[string, Parameters<typeof adoptionProblems>[0], string[]]>([
    ["alive", { status: "active" }, []],
    ["still being issued", { status: "creating" }, []],
    ["not asked for", undefined, []],
    ["absent", ABSENT, ["[not_found]"]],
    ["closed", { status: "closed" }, ["[adoption_mismatch]"]],
    ["expired", { status: "expired" }, ["[adoption_mismatch]"]],
  ])("%s", (_what, card, codes) => {
    const problems = adoptionProblems(card);
    expect(problems.map(({ path }) => path)).toEqual(codes.map(() => "adopt"));
    for (const code of codes) expect(problems[0]?.reason).toContain(code);
  });
});
