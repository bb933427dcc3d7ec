/** What the documentation leaves open or upstream does differently, and what must never pass. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { expiryOf } from "../../../../provider/api/organization/cardWire";
import type { OrganizationClient } from "../../../../provider/api/organization/client";
import { caught, collect } from "../support/caught";
import { against, data, KEY, list, noContent } from "../support/organization";
import { json, type Reply, text } from "../support/server";

const ref = { walletId: "w1", cardId: "c1" };
const card = (fields: object) => data({ account: { id: "w1" }, card: { id: "c1", status: "active", ...fields } });

async function result<T>(reply: Reply, call: (client: OrganizationClient) => Promise<T>): Promise<T> {
  let value: T | undefined;
  await against([reply], async ({ client }) => {
    value = await call(client);
  });
  return value as T;
}
const failure = (reply: Reply, call: (client: OrganizationClient) => Promise<unknown>) =>
  result(reply, (client) => caught(call(client)));

describe("cards", () => {
  it.each([
    ["an object", { daily_limit: "1", year_limit: 2 }, { daily: "1.00", yearly: "2.00" }],
    [
      "an array",
      [
        { id: "x", type: "daily_limit", value: "1", spend: "0" },
        { type: "year_limit", value: null },
        { type: "other", value: "3" },
      ],
      { daily: "1.00" },
    ],
    ["an empty array, as upstream writes an empty object", [], {}],
    ["an object with nulls and unknown keys", { daily_limit: null, other: { deep: true } }, {}],
    ["zero", { daily_limit: 0 }, { daily: "0.00" }],
    ["null", null, undefined],
  ])("limits as %s", async (_name, limits, expected) => {
    expect((await result(card({ limits }), (c) => c.cards.get(ref))).limits).toEqual(expected);
  });

  it("details with `cardId` and `cardStatus`, without nesting, and with unknown fields and status", async () => {
    const reply = data({ cardId: "c1", cardStatus: "under_review", surprise: { a: 1 } });
    expect(await result(reply, (c) => c.cards.get(ref))).toEqual({ id: "c1", walletId: "w1", status: "under_review" });
  });

  it("nulls while it is being created", async () => {
    const nothing = {
      availableBalance: null,
      holder: null,
      cardType: null,
      maskedNumber: null,
      paymentSystem: null,
      expiredAt: null,
    };
    const shown = { id: "c1", walletId: "w1", status: "creating", name: "n" };
    const item = { cardId: "c1", cardStatus: "creating", name: "n", ...nothing };
    expect(await result(list(item), (c) => collect(c.cards.list("w1")))).toEqual([shown]);
    const details = card({
      status: "creating",
      name: "n",
      ...nothing,
      limits: null,
      cardOwner: { cardOwnerId: null },
      deletedAt: null,
    });
    expect(await result(details, (c) => c.cards.get(ref))).toEqual(shown);
  });

  it.each([
    ["06.2028", "2028-06"],
    ["06/2028", "2028-06"],
    ["2028-06", "2028-06"],
    ["2028-06-30T00:00:00+00:00", "2028-06"],
    ["13.2028", undefined],
    ["06.28", undefined],
    ["soon", undefined],
    [undefined, undefined],
  ])("expiry %s is %s", (wire, expected) => {
    expect(expiryOf(wire)).toBe(expected);
  });

  it("a money move without operation ids is done all the same", async () => {
    expect(await result(noContent, (c) => c.cards.fund(ref, "1"))).toEqual({});
    expect(await result(data(null), (c) => c.cards.fund(ref, "1"))).toEqual({});
  });

  it.each(["0", "-1", "", "1e3", "abc"])("an amount of %j is not sent", async (amount) => {
    await against([noContent], async ({ client, seen }) => {
      expect((await caught(client.cards.fund(ref, amount))).code).toBe("input_invalid");
      expect(seen).toEqual([]);
    });
  });
});

describe("wallets", () => {
  it("nullable balances and fees in upstream's form", async () => {
    const reply = data({
      id: "w1",
      status: "active_changing",
      currency: "USD",
      balance: null,
      cards: "3",
      fees: {
        cardTransactions: { type: "percent", value: "2.5" },
        cardIssuing: { type: "amount", value: 5 },
        topUpsAllocation: { type: "tiered" },
      },
    });
    expect(await result(reply, (c) => c.wallets.get("w1"))).toEqual({
      id: "w1",
      status: "active_changing",
      currency: "USD",
      cards: 3,
      fees: { cardTransactions: { percent: "2.5" }, cardIssuing: { amount: "5.00", currency: "USD" } },
    });
  });

  it("no fees at all", async () => {
    expect(await result(data({ id: "w1", status: "creating", fees: [] }), (c) => c.wallets.get("w1"))).toEqual({
      id: "w1",
      status: "creating",
    });
  });

  it("rules without anything", async () => {
    expect(await result(data({}), (c) => c.wallets.rules("w1"))).toEqual({ ranges: [], bins: [] });
  });
});

it("operations in upstream's form", async () => {
  const flat = {
    id: "o1",
    accountId: "w1",
    cardId: "c1",
    settlementAmount: "5",
    settlementCurrency: "USD",
    status: "completed",
    type: "payin",
    mcc: "5411",
  };
  expect(await result(list(flat), (c) => collect(c.operations.wallets()))).toEqual([
    {
      id: "o1",
      walletId: "w1",
      cardId: "c1",
      amount: "5.00",
      currency: "USD",
      settlementAmount: "5.00",
      settlementCurrency: "USD",
      status: "completed",
      type: "payin",
      merchantCategory: "5411",
    },
  ]);
  const nested = {
    id: "o1",
    account: { accountId: "w1" },
    amount: 1,
    currency: "USD",
    status: "x",
    transactionDetails: { card: { id: "c1" }, type: "purchase", merchantName: "S" },
  };
  expect(await result(data(nested), (c) => c.operations.card("o1"))).toMatchObject({
    walletId: "w1",
    cardId: "c1",
    type: "purchase",
    merchantName: "S",
  });
});

describe("an answer about something else is a protocol error", () => {
  it.each<[string, unknown, (client: OrganizationClient) => Promise<unknown>]>([
    ["another card", { card: { id: "c2", status: "active" } }, (c) => c.cards.get(ref)],
    ["another wallet", { id: "w2", status: "active" }, (c) => c.wallets.get("w1")],
    ["another holder", { cardOwnerId: "bob", firstName: "", lastName: "", email: "" }, (c) => c.holders.get("ada")],
    ["another deposit", { id: "d2", status: "x", currency: "y" }, (c) => c.deposits.get("d1")],
  ])("%s", async (_name, body, call) => {
    expect((await failure(data(body), call)).code).toBe("protocol_error");
  });

  it("but not the same id in the other case", async () => {
    expect((await result(data({ card: { id: "C1", status: "active" } }), (c) => c.cards.get(ref))).id).toBe("C1");
  });
});

describe("an answer that does not fit", () => {
  it.each<[string, Reply]>([
    ["no body", json(200, undefined)],
    ["no JSON", text(200, "<html>")],
    ["no data", json(200, {})],
    ["no id", data({ card: { status: "active" } })],
    ["no status", data({ card: { id: "c1" } })],
    ["money that is none", card({ availableBalance: "1,000.00" })],
    ["a limit that is no money", card({ limits: { daily_limit: "lots" } })],
  ])("to a read is a protocol error: %s", async (_name, reply) => {
    expect((await failure(reply, (c) => c.cards.get(ref))).code).toBe("protocol_error");
  });

  it.each<[string, Reply]>([
    ["no body", json(201, undefined)],
    ["no data", json(201, {})],
    ["no id", data({}, 201)],
    ["an empty id", data({ id: "" }, 201)],
    ["a dot for an id", data({ id: ".." }, 201)],
    ["a number for an id", data({ id: 7 }, 201)],
  ])("to a creation is unknown, since something was created: %s", async (_name, reply) => {
    const newCard = { name: "n", holderId: "h", cardType: "virtual", limits: {} };
    expect((await failure(reply, (c) => c.wallets.create("p1"))).code).toBe("outcome_unknown");
    expect((await failure(reply, (c) => c.cards.issue("w1", newCard))).code).toBe("outcome_unknown");
    expect((await failure(reply, (c) => c.deposits.create({ currency: "x" }))).code).toBe("outcome_unknown");
  });

  it("a holder's echo may be missing, but not be somebody else's", async () => {
    const holder = { id: "ada", firstName: "A", lastName: "L", email: "e" };
    await result(json(201, undefined), (c) => c.holders.create(holder));
    await result(json(201, { data: null }), (c) => c.holders.create(holder));
    expect((await failure(data({ cardOwnerId: "bob" }, 201), (c) => c.holders.create(holder))).code).toBe(
      "outcome_unknown",
    );
  });

  it("shows no values, not even of credentials that are nearly right", async () => {
    const reply = data({
      cardNumber: "5500000000000004x",
      cvv: "98765",
      expiryMonth: "06",
      expiryYear: "2028",
      "5500000000000004": 1,
    });
    const error = await failure(reply, (c) => c.cards.credentials(ref));
    expect(error.code).toBe("protocol_error");
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toMatch(/5500|98765/);
  });
});

it("errors name the object and the field, and never the key", async () => {
  const body = {
    detail: [{ loc: ["body", "limits", "daily_limit"], msg: "m", type: "value_error.missing", input: KEY }],
  };
  const error = await failure(json(422, body), (c) =>
    c.cards.issue("w1", { name: "n", holderId: "h", cardType: "virtual", limits: {} }),
  );
  expect(error).toMatchObject({
    code: "rejected",
    status: 422,
    fields: [{ location: "limits.daily", problem: "value_error.missing" }],
  });
  expect(error.message).toContain("card");
  const asId = await failure(json(404, { detail: `no ${KEY}` }), (c) => c.wallets.get(KEY));
  expect(inspect(asId, { depth: 9 }) + JSON.stringify(asId)).not.toContain(KEY);
});
