/** What the documentation leaves open or shows in several ways, and what must never pass. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { MerchantClient } from "../../../../provider/api/merchant/client";
import { Secret } from "../../../../provider/model/secret";
import { caught, collect } from "../support/caught";
import { against, items, paged, TOKEN } from "../support/merchant";
import { CREATED_ID, json, noContent, type Reply, text } from "../support/server";

const ref = { walletId: "a1", cardId: "c1" };
const card = (fields: object) => json(200, { id: "c1", status: "active", ...fields });

async function result<T>(reply: Reply, call: (client: MerchantClient) => Promise<T>): Promise<T> {
  let value: T | undefined;
  await against([reply], async ({ client }) => {
    value = await call(client);
  });
  return value as T;
}
const failure = (reply: Reply, call: (client: MerchantClient) => Promise<unknown>) =>
  result(reply, (client) => caught(call(client)));

describe("cards", () => {
  it.each(["id", "cardId", "cardUuid"])("the id under `%s`", async (key) => {
    const reply = json(200, { [key]: "c1", status: "active" });
    expect(await result(reply, (c) => c.cards.get(ref))).toEqual({ id: "c1", walletId: "a1", status: "active" });
    const issued = json(201, { [key]: CREATED_ID });
    expect(await result(issued, (c) => c.cards.issue("a1", newCard))).toEqual({ id: CREATED_ID });
  });

  it("name, limits and network, where details show them", async () => {
    const reply = card({ name: "ads", limits: { daily_limit: "1" }, cardNetwork: "Visa" });
    expect(await result(reply, (c) => c.cards.get(ref))).toMatchObject({
      name: "ads",
      limits: { daily: "1.00" },
      paymentSystem: "visa",
    });
  });

  it("nulls while it is being created", async () => {
    const nothing = { lastFour: null, balance: null, availableBalance: null, expiryMonth: null, expiryYear: null };
    const reply = card({ status: "creating", ...nothing, cardOwnerId: null, limits: null, name: null });
    expect(await result(reply, (c) => c.cards.get(ref))).toEqual({ id: "c1", walletId: "a1", status: "creating" });
  });

  it.each([
    [{ lastFour: "1234" }, "1234"],
    [{ lastFour: 42 }, "0042"],
    [{ maskedNumber: "411111******1234" }, "1234"],
    [{ lastFour: "9999", maskedNumber: "411111******1234" }, "9999"],
  ])("the number of %j ends in %s", async (fields, last) => {
    expect((await result(card(fields), (c) => c.cards.get(ref))).maskedNumber).toBe(`**** **** **** ${last}`);
  });

  it.each([
    [6, 2028, "2028-06"],
    ["06", "2028", "2028-06"],
    [13, 2028, undefined],
    [6, 28, undefined],
    [null, 2028, undefined],
  ])("expiry %j of %j is %s", async (expiryMonth, expiryYear, expected) => {
    expect((await result(card({ expiryMonth, expiryYear }), (c) => c.cards.get(ref))).expiry).toBe(expected);
  });

  it("the balance stands in for an available balance that is not shown", async () => {
    expect((await result(card({ balance: "3" }), (c) => c.cards.get(ref))).availableBalance).toBe("3.00");
  });

  it("a money move without ids or body is done all the same", async () => {
    const order = { amount: "1", currency: "USD" };
    expect(await result(noContent, (c) => c.cards.topUp(ref, order))).toEqual({});
    expect(await result(json(200, { status: null }), (c) => c.cards.withdraw(ref, order))).toEqual({});
    const transfer = { destinationAccountId: "a2", ...order };
    expect(await result(noContent, (c) => c.accounts.transfer("a1", transfer))).toEqual({ state: "accepted" });
  });

  it.each<[string, object]>([
    ["zero", { amount: "0" }],
    ["a negative amount", { amount: "-1" }],
    ["no number", { amount: "1e3" }],
    ["no currency", { currency: " " }],
    ["a long description", { description: "x".repeat(501) }],
  ])("%s is not sent", async (_name, change) => {
    const order = { amount: "1", currency: "USD", ...change };
    await against([noContent], async ({ client, seen }) => {
      for (const attempt of [
        client.cards.topUp(ref, order),
        client.cards.withdraw(ref, order),
        client.accounts.transfer("a1", { destinationAccountId: "a2", ...order }),
      ]) {
        expect((await caught(attempt)).code).toBe("input_invalid");
      }
      expect(seen).toEqual([]);
    });
  });
});

const newCard = { name: "n", holderId: "h", cardType: "virtual", limits: {} };

describe("accounts", () => {
  it("either spelling of the held balance, and balances as numbers", async () => {
    expect(await result(json(200, { holdedBalance: 2, balance: 1.5 }), (c) => c.accounts.balance("a1"))).toEqual({
      heldBalance: "2.00",
      balance: "1.50",
    });
    const account = json(200, { id: "a1", status: "active", heldBalance: "3" });
    expect(await result(account, (c) => c.accounts.get("a1"))).toMatchObject({ heldBalance: "3.00", bins: [] });
  });

  it("a number with more digits than a double holds", async () => {
    const reply = text(200, '{"balance": 12345678901234.123456789}');
    expect(await result(reply, (c) => c.accounts.balance("a1"))).toEqual({ balance: "12345678901234.123456789" });
  });

  it.each<[string, unknown, unknown]>([
    [
      "ranges, as the other dialect has them",
      [{ type: "daily_limit", amountMin: null, amountMax: "9" }],
      [{ key: "daily", max: "9.00" }],
    ],
    ["entries of another form", ["x", { kind: "y" }, null], []],
    ["an object", { any: 1 }, []],
  ])("restrictions with %s", async (_name, restrictions, ranges) => {
    expect(await result(json(200, { restrictions }), (c) => c.accounts.restrictions("a1"))).toEqual({ ranges });
  });
});

describe("lists", () => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ cardOwnerId: `p${n}`, firstName: "A", lastName: "B", email: "e" }));

  it.each([
    [true, 100, 1],
    [true, 250, 3],
    [false, 99, 1],
    [false, 100, 2],
    [false, 251, 3],
  ])("with a total %s, %d people take %d pages", async (withTotal, count, pages) => {
    await against([paged(people(count), withTotal)], async ({ client, seen }) => {
      expect(await collect(client.cardholders.list())).toHaveLength(count);
      expect(seen.map(({ query }) => Object.fromEntries(query).offset)).toEqual(
        Array.from({ length: pages }, (_, page) => String(page * 100)),
      );
    });
  });

  it("as a bare array, or all at once", async () => {
    expect(await result(json(200, people(2)), (c) => collect(c.cardholders.list()))).toHaveLength(2);
    expect(await result(items(...people(130)), (c) => collect(c.cardholders.list()))).toHaveLength(130);
    expect(await result(json(200, []), (c) => c.accounts.list())).toEqual([]);
  });

  it("that repeat a page or end before their total are refused", async () => {
    const same = items(...people(100));
    expect((await failure(same, (c) => collect(c.cardholders.list()))).code).toBe("protocol_error");
    await against(
      [json(200, { items: people(3), total: 9 }), json(200, { items: [], total: 9 })],
      async ({ client }) => {
        expect((await caught(collect(client.cardholders.list()))).code).toBe("protocol_error");
      },
    );
  });
});

describe("an answer that does not fit", () => {
  it.each<[string, Reply, (client: MerchantClient) => Promise<unknown>]>([
    ["another card", json(200, { id: "c2", status: "active" }), (c) => c.cards.get(ref)],
    ["another account", json(200, { id: "a2", status: "active" }), (c) => c.accounts.get("a1")],
    ["a card without status", json(200, { id: "c1" }), (c) => c.cards.get(ref)],
    ["an envelope", json(200, { data: { id: "c1", status: "active" } }), (c) => c.cards.get(ref)],
    ["no list", json(200, { cards: [] }), (c) => collect(c.cards.list("a1"))],
    [
      "a holder's card without its account",
      items({ cardId: "c", status: "x" }),
      (c) => collect(c.cardholders.cards("h")),
    ],
    ["no JSON", text(200, "<html>"), (c) => c.accounts.list()],
  ])("%s is a protocol error", async (_name, reply, call) => {
    expect((await failure(reply, call)).code).toBe("protocol_error");
  });

  it.each<[string, Reply]>([
    ["no body", json(201, undefined)],
    ["no id", json(201, { status: "creating" })],
    ["a dot for an id", json(201, { cardId: ".." })],
    ["an id that is no UUID", json(201, { cardId: "7" })],
  ])("to issuing is unknown, since something was issued: %s", async (_name, reply) => {
    expect((await failure(reply, (c) => c.cards.issue("a1", newCard))).code).toBe("outcome_unknown");
  });

  it("shows no values, not even of credentials that are nearly right", async () => {
    const reply = json(200, { cardNumber: "5500000000000004x", cvv: "98765", expiryMonth: 6, expiryYear: 2028 });
    const error = await failure(reply, (c) => c.cards.sensitive(ref));
    expect(error.code).toBe("protocol_error");
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toMatch(/5500|98765/);
  });
});

describe("errors", () => {
  it("name the settings of this dialect and of the credential in use", async () => {
    for (const [scheme, setting, other] of [
      ["apiToken", "fourpay:apiKey", "JWT"],
      ["bearer", "fourpay:jwt", "token of this merchant"],
    ] as const) {
      for (const [status, code] of [
        [401, "unauthorized"],
        [403, "forbidden"],
      ] as const) {
        await against(
          [json(status, { detail: `no ${TOKEN}` })],
          async ({ client }) => {
            const error = await caught(client.accounts.list());
            expect(error.code).toBe(code);
            expect(error.hint).toContain(setting);
            expect(error.hint).not.toContain(other);
            expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain(TOKEN);
          },
          scheme,
        );
      }
    }
  });

  it("name fields as the user does", async () => {
    const complain = (...locs: string[][]) =>
      json(422, { detail: locs.map((loc) => ({ loc, type: "missing", msg: "m" })) });
    const at = async (reply: Reply, call: (client: MerchantClient) => Promise<unknown>) =>
      (await failure(reply, call)).fields?.map(({ location }) => location);
    expect(
      await at(complain(["body", "first_name"], ["body", "cardOwnerId"], ["path", "account_uuid"]), (c) =>
        c.cardholders.create({ id: "a", firstName: "", lastName: "", email: "", accountId: "a1" }),
      ),
    ).toEqual(["firstName", "cardOwnerId", "accountId"]);
    expect(
      await at(complain(["body", "cardOwnerId"], ["body", "limits", "year_limit"], ["body", "other"]), (c) =>
        c.cards.issue("a1", newCard),
      ),
    ).toEqual(["holderId", "limits.yearly", "body.other"]);
    expect(await at(complain(["body", "event_types", "0"]), (c) => c.webhooks.put({ url: "u" }))).toEqual([
      "eventTypes.0",
    ]);
  });

  it("never show the webhook's secret, however the API quotes it", async () => {
    for (const secret of ["whsec_planted", new Secret("whsec_planted")]) {
      const reply = json(400, { detail: "whsec_planted is too short" });
      const error = await failure(reply, (c) => c.webhooks.put({ url: "u", secret }));
      expect(error.code).toBe("rejected");
      expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain("planted");
    }
  });

  it("a failing provider behind the API is a failed read", async () => {
    expect((await failure(json(502, {}), (c) => c.accounts.get("a1"))).code).toBe("server_error");
  });
});
