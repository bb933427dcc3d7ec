// What is told to the engine is what the engine will compare with: checked again, looked at again, nothing differs.

import { describe, expect, it } from "vitest";
import type { CardIssuer, Dialect } from "../../../../provider/api/port";
import { planFleets } from "../../../../provider/cli/export/fleets";
import type { Existing } from "../../../../provider/cli/export/look";
import { type Choices, type Plan, planExport } from "../../../../provider/cli/export/plan";
import { cardLifecycle } from "../../../../provider/lifecycle/card";
import { replacedBy } from "../../../../provider/lifecycle/card/diff";
import { liveInputs } from "../../../../provider/lifecycle/card/read";
import { fleetLifecycle } from "../../../../provider/lifecycle/fleet";
import { cardsOf } from "../../../../provider/lifecycle/fleet/cards";
import { planFleet } from "../../../../provider/lifecycle/fleet/plan";
import { isComplete, readRecords } from "../../../../provider/lifecycle/fleet/records";
import { holderLifecycle } from "../../../../provider/lifecycle/holder";
import type { Card, Holder } from "../../../../provider/model/entities";
import fc from "../../../support/properties";

const uuid = (kind: number, number: number) =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;
const WALLET = { id: uuid(1, 1), name: "Ads", status: "active", currency: "USD" };
const manageAll: Choices = { manageHolders: true };

function home(dialect: Dialect) {
  const organization = dialect === "organization";
  const capabilities = {
    dialect,
    managesWallets: organization,
    updatesHolders: organization,
    holdersNeedAccount: !organization,
    renamesCards: organization,
    changesLimits: organization,
    showsLimits: organization,
    needsLimits: organization,
    cardNamesByHolder: !organization,
  };
  const issuer = { capabilities, tenant: { baseUrl: "https://api.example.com", dialect, id: "org" } } as CardIssuer;
  return { issuer, namespace: "", project: "cards", stack: "dev" };
}

const person = (id: string): Holder => ({
  id,
  firstName: "Ada",
  lastName: "L",
  email: `${id.toLowerCase()}@example.com`,
});
const card = (part: Partial<Card> = {}): Card => ({
  id: uuid(2, 1),
  walletId: WALLET.id,
  holderId: "ada",
  name: "Ads",
  status: "active",
  currency: "USD",
  cardType: "virtual",
  maskedNumber: "**** **** **** 1234",
  limits: { daily: "10.00" },
  ...part,
});

function existing(cards: readonly Card[], holders = [person("ada"), person("grace")]): Existing {
  return {
    wallets: [WALLET],
    cards,
    holders: new Map(holders.map((one) => [one.id.toLowerCase(), one])),
    otherStatuses: new Map(),
  };
}

const only = (plan: Plan) => plan.cards[0]?.resource;

const money = fc
  .tuple(fc.nat(100_000), fc.nat(99))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`);
const cards = fc
  .array(
    fc.record({
      name: fc.oneof(
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.constantFrom("Ads", "ads", " Ads ", "ads-abcdefghij", "x".repeat(101), ""),
      ),
      holderId: fc.constantFrom("ada", "ADA", "grace", "nobody", "odd id", undefined),
      status: fc.constantFrom("active", "frozen", "blocked", "expired"),
      cardType: fc.constantFrom("virtual", "physical", "VIRTUAL", undefined),
      limits: fc.dictionary(fc.constantFrom("daily", "monthly", "perTransaction"), money),
    }),
    { maxLength: 12 },
  )
  .map((made) => made.map((own, index) => card({ ...own, id: uuid(2, index) } as Partial<Card>)));

describe.each<Dialect>(["organization", "merchant"])("%s", (dialect) => {
  const shown = (card: Card): Card => {
    if (dialect === "organization") return card;
    const { limits: _, ...rest } = card;
    return rest;
  };

  it("cards: the next check and the next refresh find what was recorded, and every card is declared or named as left out", () => {
    fc.assert(
      fc.property(cards, (made) => {
        const all = made.map(shown);
        const plan = planExport(home(dialect), existing(all), manageAll);
        for (const { card, resource, declared } of plan.cards) {
          const { __provider: line, ...inputs } = resource.inputs;
          expect(line).toBe('exports.handler=()=>require("pulumi-fourpay/dynamic").card');
          const { resourceUrn } = inputs;
          const again = cardLifecycle.check(home(dialect), inputs, {
            walletId: card.walletId,
            ...declared,
            resourceUrn,
          });
          expect(again).toEqual({ inputs, failures: [] });
          expect(liveInputs(inputs, card)).toEqual(inputs);
          expect(replacedBy(resource.outputs, inputs)).toEqual([]);
        }
        const left = plan.left.filter(({ kind }) => kind === "card").map(({ id }) => id);
        expect([...plan.cards.map(({ card }) => card.id), ...left].sort()).toEqual(all.map(({ id }) => id).sort());
        for (const { resource, declared } of plan.holders) {
          const { __provider: _, ...inputs } = resource.inputs;
          const { resourceUrn } = inputs;
          expect(holderLifecycle.check(home(dialect), inputs, { ...declared, resourceUrn })).toEqual({
            inputs,
            failures: [],
          });
        }
      }),
    );
  });

  it("fleets: each holds its cards complete, with nothing to do for any of them", () => {
    fc.assert(
      fc.property(cards, fc.boolean(), (made, manageHolders) => {
        const plan = planExport(home(dialect), existing(made.map(shown)), { manageHolders });
        const fleets = planFleets(home(dialect), plan, { manageHolders });
        const keys = fleets.flatMap(({ resource }) => {
          const { __provider: _, ...inputs } = resource.inputs;
          expect(fleetLifecycle.check(home(dialect), inputs, inputs)).toEqual({ inputs, failures: [] });
          expect(isComplete(resource.outputs)).toBe(true);
          const records = readRecords(resource.outputs);
          expect(planFleet(records, cardsOf(inputs), "").filter(({ kind }) => kind !== "keep")).toEqual([]);
          for (const { key, id } of records.cards.values())
            expect(plan.cards.find(({ name }) => name === key)?.card.id).toBe(id);
          return [...records.cards.keys()];
        });
        expect(keys.sort()).toEqual(plan.cards.map(({ name }) => name).sort());
        expect(new Set(fleets.map(({ name }) => name)).size).toBe(fleets.length);
        expect(new Set(fleets.map(({ file }) => file)).size).toBe(fleets.length);
      }),
    );
  });
});

it.each<[string, Partial<Card>]>([
  ["whose holder is not shown", { holderId: undefined } as unknown as Partial<Card>],
  ["without any limit, where one must be declared", { limits: {} }],
  ["with a name that may not be declared", { name: "x".repeat(101) }],
  ["with half a character in its name", { name: "a\ud800" }],
])("a card %s is left out, and the reason told", (_, part) => {
  const plan = planExport(home("organization"), existing([card(part)]), manageAll);
  expect(plan.cards).toEqual([]);
  expect(plan.left).toEqual([{ kind: "card", id: uuid(2, 1), reason: expect.stringMatching(/.{10}/) }]);
});

it("a card says frozen only where it is, physical only where it is, and its currency only where amounts need it", () => {
  const declared = (part: Partial<Card>) =>
    planExport(home("organization"), existing([card(part)]), manageAll).cards[0]?.declared;
  expect(declared({})).toEqual({ holderId: "ada", name: "Ads", limits: { daily: "10.00" } });
  expect(declared({ status: "frozen", cardType: "PHYSICAL" })).toMatchObject({ frozen: true, cardType: "physical" });
  expect(declared({ currency: "KWD", limits: { daily: "1.125" } })).toMatchObject({
    currency: "KWD",
    limits: { daily: "1.125" },
  });
});

it("a card that spells its holder's id in another way names the holder as the program does", () => {
  const plan = planExport(home("organization"), existing([card({ holderId: "ADA" })]), manageAll);
  expect(plan.cards[0]?.declared.holderId).toBe("ada");
  expect(plan.holders[0]?.declared.cardOwnerId).toBe("ada");
});

it("where no name is shown, none is declared, and the one that is made stays", () => {
  const { name: _, limits: __, ...nameless } = card();
  const plan = planExport(home("merchant"), existing([nameless]), manageAll);
  expect(plan.cards[0]?.declared).toEqual({ holderId: "ada" });
  const { __provider: ___, ...inputs } = only(plan)?.inputs ?? {};
  const { name: ____, ...undeclared } = inputs;
  expect(cardLifecycle.check(home("merchant"), inputs, undeclared).inputs).toEqual(inputs);
});

it("the deletion policy goes into what is recorded, and no number but the last four digits does", () => {
  const kept = planExport(home("organization"), existing([card()]), { manageHolders: true, deletionPolicy: "retain" });
  expect(only(kept)?.inputs).toMatchObject({ deletionPolicy: "retain" });
  expect(only(kept)?.outputs).toMatchObject({
    deletionPolicy: "retain",
    maskedNumber: "**** **** **** 1234",
    status: "active",
  });
  const closed = planExport(home("organization"), existing([card()]), manageAll);
  expect(only(closed)?.inputs).not.toHaveProperty("deletionPolicy");
});

it("people that no program can declare, or that are used by id, are named by their ids", () => {
  const odd = { ...person("ada"), email: "not an address" };
  const plan = planExport(home("organization"), existing([card()], [odd]), manageAll);
  expect(plan.holders).toEqual([]);
  expect(plan.left).toMatchObject([{ kind: "holder", id: "ada" }]);
  expect(planFleets(home("organization"), plan, manageAll)[0]?.csv).toContain("holderId");
  expect(planExport(home("organization"), existing([card()]), { manageHolders: false }).holders).toEqual([]);
});

it("a fleet tells people apart by their e-mail: who shares one stays an id", () => {
  const [ada, grace] = [person("ada"), { ...person("grace"), email: "ADA@example.com" }];
  const made = [card(), card({ id: uuid(2, 2), holderId: "grace", name: "Other" })];
  const plan = planExport(home("organization"), existing(made, [ada, grace]), manageAll);
  const [fleet] = planFleets(home("organization"), plan, manageAll);
  expect(fleet?.csv.split("\n")[0]).toBe("key,name,limits.daily,holderId");
});

it("a wallet is managed where that is asked for; one whose name may not be declared is used by its id", () => {
  const providerId = uuid(3, 1);
  const planned = (name: string, dialect: Dialect = "organization", more: Partial<Choices> = {}) => {
    const wallet = { ...WALLET, name };
    const known = dialect === "organization" ? { wallet, providerId } : { wallet };
    const { limits: _, ...merchantCard } = card();
    return planExport(home(dialect), existing([dialect === "organization" ? card() : merchantCard]), {
      manageHolders: true,
      managedWallets: new Map([[WALLET.id, known]]),
      ...more,
    });
  };
  expect(planned("Ads").wallets[0]?.managed?.declared).toEqual({ providerId, name: "Ads" });
  const kept = planned("Ads", "organization", { deletionPolicy: "freeze" }).wallets[0]?.managed?.declared;
  expect(kept).toMatchObject({ deletionPolicy: "retain" });
  expect(planned("Реклама").wallets[0]?.managed).toBeUndefined();
  expect(planned("Реклама").left).toMatchObject([{ kind: "wallet" }]);
  expect(planned("Реклама", "merchant").wallets[0]?.managed?.declared).toEqual({ accountId: WALLET.id });
});
