import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { caught, collect } from "../support/caught";
import { against, items, paged, routes, total } from "../support/merchant";
import { CREATED_ID, json, noContent, type Reply } from "../support/server";

const ref = { walletId: "a1", cardId: "c1" };
const holder = { cardOwnerId: "ada", firstName: "A", lastName: "L", email: "e" };
const ok = (body: unknown) => json(200, body);

it("says who it is and what it can do", async () => {
  await against([noContent], async ({ issuer, url }) => {
    expect(issuer.tenant).toEqual({ baseUrl: url, dialect: "merchant", id: "merchant" });
    expect(issuer.capabilities).toEqual({
      dialect: "merchant",
      managesWallets: false,
      updatesHolders: false,
      holdersNeedAccount: true,
      renamesCards: false,
      changesLimits: false,
      showsLimits: false,
      needsLimits: false,
      cardNamesByHolder: true,
    });
    expect(await issuer.listWalletProviders({})).toEqual([]);
  });
});

describe("each method of the port reaches its endpoint", () => {
  it.each<[string, Reply, (issuer: CardIssuer) => Promise<unknown>]>([
    ["GET /cardholders/ada", ok(holder), (i) => i.getHolder("ada", {})],
    ["GET /cardholders", total(holder), (i) => collect(i.listHolders({}))],
    [
      "POST /accounts/a1/cardholders",
      json(201, {}),
      (i) => i.createHolder({ id: "ada", firstName: "A", lastName: "L", email: "e", accountId: "a1" }, {}),
    ],
    ["GET /accounts/a1", ok({ id: "a1", status: "active" }), (i) => i.getWallet("a1", {})],
    ["GET /accounts", items({ id: "a1", status: "active" }), (i) => i.listWallets({})],
    [
      "POST /accounts/a1/cards",
      json(201, { id: CREATED_ID }),
      (i) => i.issueCard("a1", { name: "n", holderId: "h", cardType: "virtual", limits: {} }, {}),
    ],
    ["GET /accounts/a1/cards/c1", ok({ id: "c1", status: "active" }), (i) => i.getCard(ref, {})],
    ["GET /accounts/a1/cards", items(), (i) => i.listCards("a1", {}, {})],
    ["GET /cardholders/ada/cards", items(), (i) => i.listCards("a1", { holderId: "ada" }, {})],
    ["POST /accounts/a1/cards/c1/freeze", noContent, (i) => i.freezeCard(ref, {})],
    ["POST /accounts/a1/cards/c1/unfreeze", noContent, (i) => i.unfreezeCard(ref, {})],
    ["POST /accounts/a1/cards/c1/close", noContent, (i) => i.closeCard(ref, {})],
    ["GET /transactions/cards", items(), (i) => i.listCardOperations({ types: ["top_up"] }, {})],
  ])("%s", async (line, reply, call) => {
    await against([reply], async ({ issuer, seen }) => {
      await call(issuer);
      expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([line.replace(" ", " /api/v2")]);
    });
  });

  it("webhooks", async () => {
    await against([json(404, {}), noContent, noContent], async ({ issuer, seen }) => {
      expect(await issuer.webhooks?.get({})).toBeUndefined();
      await issuer.webhooks?.put({ url: "https://x.example" }, {});
      await issuer.webhooks?.remove({});
      expect(seen.map(({ method }) => method)).toEqual(["GET", "PUT", "DELETE"]);
    });
  });
});

describe("what the API cannot do is refused before any request", () => {
  it.each<[string, (issuer: CardIssuer) => Promise<unknown>]>([
    ["updateHolder", (i) => i.updateHolder("ada", { phone: "1" }, {})],
    ["createWallet", (i) => i.createWallet("p1", {})],
    ["updateWallet", (i) => i.updateWallet("a1", { name: "n" }, {})],
    ["activateWallet", (i) => i.activateWallet("a1", {})],
    ["deactivateWallet", (i) => i.deactivateWallet("a1", {})],
    ["updateCard", (i) => i.updateCard(ref, { name: "n" }, {})],
  ])("%s", async (_name, call) => {
    await against([noContent], async ({ issuer, seen }) => {
      expect((await caught(call(issuer))).code).toBe("refused");
      expect(seen).toEqual([]);
    });
  });

  it("a person without an account", async () => {
    await against([noContent], async ({ issuer, seen }) => {
      const person = { id: "ada", firstName: "A", lastName: "L", email: "e" };
      expect((await caught(issuer.createHolder(person, {}))).code).toBe("input_invalid");
      expect(seen).toEqual([]);
    });
  });
});

describe("the cards of a wallet", () => {
  const shown = (cardId: string, accountUuid: string, status = "active") => ({
    cardId,
    accountUuid,
    name: "n",
    status,
  });

  it("asked for one person: with names, of this account only", async () => {
    const reply = items(shown("c1", "A1"), shown("c2", "a2"), shown("c3", "a1", "closed"));
    await against([reply], async ({ issuer }) => {
      const cards = await issuer.listCards("a1", { holderId: "ada" }, {});
      expect(cards.map(({ id, name }) => [id, name])).toEqual([
        ["c1", "n"],
        ["c3", "n"],
      ]);
    });
  });

  it("of a person nobody knows are an error, not an empty list", async () => {
    await against([json(404, {})], async ({ issuer }) => {
      expect((await caught(issuer.listCards("a1", { holderId: "ada" }, {}))).code).toBe("not_found");
    });
  });

  it("by status, which the API does not filter by", async () => {
    const reply = items({ id: "c1", status: "creating" }, { id: "c2", status: "active" });
    await against([reply], async ({ issuer, seen }) => {
      const cards = await issuer.listCards("a1", { statuses: ["creating"] }, {});
      expect(cards.map(({ id }) => id)).toEqual(["c1"]);
      expect(seen[0]?.query.map(([key]) => key)).toEqual(["limit", "offset"]);
    });
  });

  it("on several pages are read until two readings agree", async () => {
    const all = Array.from({ length: 151 }, (_, n) => ({ id: `c${n}`, status: "active" }));
    await against([paged(all, false)], async ({ issuer, seen }) => {
      expect(await issuer.listCards("a1", {}, {})).toHaveLength(151);
      expect(seen).toHaveLength(4);
    });
    let created = 0;
    const restless: Reply = (request, response) => {
      created += 1;
      const fresh = Array.from({ length: created }, (_, n) => ({ id: `n${n}`, status: "active" }));
      paged([...fresh, ...all], false)(request, response);
    };
    await against([restless], async ({ issuer }) => {
      expect((await caught(issuer.listCards("a1", {}, {}))).code).toBe("protocol_error");
    });
  });
});

describe("money to and from a card", () => {
  const card = (fields: object) => ok({ id: "c1", status: "active", ...fields });
  const account = (fields: object) => ok({ id: "a1", status: "active", ...fields });

  it.each([
    ["the card's own", card({ currency: "EUR" }), account({ currency: "USD" }), "EUR"],
    ["its account's, where the card shows none", card({}), account({ currency: "GBP" }), "GBP"],
  ])("in %s currency", async (_name, cardReply, accountReply, currency) => {
    const reply = routes({
      "GET /accounts/a1/cards/c1": cardReply,
      "GET /accounts/a1": accountReply,
      "POST /accounts/a1/cards/c1/topup": ok({}),
      "POST /accounts/a1/cards/c1/withdraw": ok({}),
    });
    await against([reply], async ({ issuer, seen }) => {
      await issuer.fundCard(ref, "5", {});
      await issuer.defundCard(ref, "6", {});
      expect(seen.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
        { amount: "5.00", currency },
        { amount: "6.00", currency },
      ]);
    });
  });

  it("is refused where no currency is shown, and where the amount is not positive", async () => {
    const reply = routes({ "GET /accounts/a1/cards/c1": card({}), "GET /accounts/a1": account({}) });
    await against([reply], async ({ issuer, seen }) => {
      expect((await caught(issuer.fundCard(ref, "5", {}))).code).toBe("refused");
      const before = seen.length;
      expect((await caught(issuer.defundCard(ref, "0", {}))).code).toBe("input_invalid");
      expect(seen).toHaveLength(before);
      expect(seen.every(({ method }) => method === "GET")).toBe(true);
    });
  });
});

describe("the history of cards", () => {
  const entry = { id: "o1", amount: "1", currency: "USD", type: "top_up", status: "completed" };

  it("asks for one card at a time, with types separated by commas", async () => {
    await against([items()], async ({ issuer, seen }) => {
      await issuer.listCardOperations({ cardIds: ["c1", "c2"], types: ["top_up", "fee"] }, {});
      expect(seen.map(({ query }) => Object.fromEntries(query))).toEqual([
        { cardUuid: "c1", types: "top_up,fee", limit: "100", offset: "0" },
        { cardUuid: "c2", types: "top_up,fee", limit: "100", offset: "0" },
      ]);
    });
  });

  it("reads an entry that does not say its card", async () => {
    const reply = routes({
      "GET /transactions/cards": items(entry),
      "GET /transactions/cards/o1": ok({ ...entry, cardUuid: "c1" }),
    });
    await against([reply], async ({ issuer }) => {
      expect((await issuer.listCardOperations({ cardIds: ["c1"] }, {})).map(({ cardId }) => cardId)).toEqual(["c1"]);
    });
  });
});

describe("the rules of an account", () => {
  const details = { id: "a1", status: "active", isUsedCardBalance: true, binList: [{ cardProviderBinId: "b1" }] };
  const rules = {
    ranges: [{ key: "daily", min: "1.00", max: "9.00" }],
    bins: [{ id: "b1", tokenizations: [], categoryIds: [] }],
    cardsHoldBalance: true,
  };

  it("come from details and restrictions", async () => {
    const restrictions = ok({ restrictions: [{ type: "daily_limit", amountMin: "1", amountMax: "9" }] });
    const reply = routes({ "GET /accounts/a1": ok(details), "GET /accounts/a1/restrictions": restrictions });
    await against([reply], async ({ issuer }) => expect(await issuer.getWalletRules("a1", {})).toEqual(rules));
  });

  it("need no restrictions, but an account", async () => {
    await against([routes({ "GET /accounts/a1": ok(details) })], async ({ issuer }) => {
      expect(await issuer.getWalletRules("a1", {})).toEqual({ ...rules, ranges: [] });
      expect((await caught(issuer.getWalletRules("a2", {}))).code).toBe("not_found");
    });
  });
});

it("every method heeds the signal", async () => {
  await against([noContent], async ({ issuer, seen }) => {
    const call = { signal: AbortSignal.abort() };
    for (const attempt of [
      issuer.getCard(ref, call),
      issuer.closeCard(ref, call),
      issuer.listWallets(call),
      issuer.getWalletRules("a1", call),
      issuer.fundCard(ref, "1", call),
      issuer.listCards("a1", { holderId: "h" }, call),
    ]) {
      expect((await caught(attempt)).code).toBe("cancelled");
    }
    expect(seen).toEqual([]);
  });
});

const OLD = "11111111-1111-4111-8111-111111111111";

it("issuing that is answered with a known id has an unknown outcome", async () => {
  await against([json(201, { id: OLD })], async ({ issuer, seen }) => {
    const card = { name: "n", holderId: "h", cardType: "virtual", limits: {} };
    const failed = await caught(issuer.issueCard("a1", card, { isKnown: (id) => id === OLD }));
    expect(failed.code).toBe("outcome_unknown");
    expect(failed.request?.method).toBe("POST");
    expect(seen).toHaveLength(1);
  });
});
