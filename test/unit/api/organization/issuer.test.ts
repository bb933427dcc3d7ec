import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../../provider/api/port";
import { caught, collect } from "../support/caught";
import { against, data, list, noContent, ORG, ROOT } from "../support/organization";
import { CREATED_ID, json, type Reply } from "../support/server";

const ref = { walletId: "w1", cardId: "c1" };
const holder = { cardOwnerId: "ada", firstName: "A", lastName: "L", email: "e" };

it("says who it is and what it can do", async () => {
  await against([noContent], async ({ issuer, url }) => {
    expect(issuer.tenant).toEqual({ baseUrl: url, dialect: "organization", id: ORG });
    expect(issuer.capabilities).toEqual({
      dialect: "organization",
      managesWallets: true,
      updatesHolders: true,
      holdersNeedAccount: false,
      renamesCards: true,
      changesLimits: true,
      showsLimits: true,
      needsLimits: true,
      cardNamesByHolder: false,
    });
  });
});

describe("each method of the port reaches its endpoint", () => {
  it.each<[string, Reply, (issuer: CardIssuer) => Promise<unknown>]>([
    ["GET /holders/ada", data(holder), (i) => i.getHolder("ada", {})],
    ["GET /holders", list(holder), (i) => collect(i.listHolders({}))],
    [
      "POST /holders",
      data(holder, 201),
      (i) => i.createHolder({ id: "ada", firstName: "A", lastName: "L", email: "e", accountId: "x" }, {}),
    ],
    ["PATCH /holders/ada", noContent, (i) => i.updateHolder("ada", { phone: "1" }, {})],
    ["GET /wallets/w1", data({ id: "w1", status: "active" }), (i) => i.getWallet("w1", {})],
    ["GET /wallets", list({ id: "w1", status: "active" }), (i) => i.listWallets({})],
    ["GET /wallets/providers", data([]), (i) => i.listWalletProviders({})],
    ["POST /wallets", data({ id: CREATED_ID }, 201), (i) => i.createWallet("p1", {})],
    ["PATCH /wallets/w1", noContent, (i) => i.updateWallet("w1", { name: "n" }, {})],
    ["POST /wallets/w1/activate", noContent, (i) => i.activateWallet("w1", {})],
    ["POST /wallets/w1/deactivate", noContent, (i) => i.deactivateWallet("w1", {})],
    ["GET /wallets/w1/limits", data({}), (i) => i.getWalletRules("w1", {})],
    [
      "POST /wallets/w1/instruments",
      data({ id: CREATED_ID }, 201),
      (i) => i.issueCard("w1", { name: "n", holderId: "h", cardType: "virtual", limits: {} }, {}),
    ],
    ["GET /wallets/w1/instruments/c1", data({ card: { id: "c1", status: "active" } }), (i) => i.getCard(ref, {})],
    ["GET /wallets/w1/instruments", list({ id: "c1", status: "active" }), (i) => i.listCards("w1", {}, {})],
    ["PATCH /wallets/w1/instruments/c1", noContent, (i) => i.updateCard(ref, { name: "n" }, {})],
    ["POST /wallets/w1/instruments/c1/suspend", noContent, (i) => i.freezeCard(ref, {})],
    ["POST /wallets/w1/instruments/c1/resume", noContent, (i) => i.unfreezeCard(ref, {})],
    ["POST /wallets/w1/instruments/c1/terminate", noContent, (i) => i.closeCard(ref, {})],
    ["PATCH /wallets/w1/instruments/c1/fund", data({}), (i) => i.fundCard(ref, "1", {})],
    ["PATCH /wallets/w1/instruments/c1/defund", data({}), (i) => i.defundCard(ref, "1", {})],
    ["GET /instruments/operations", list(), (i) => i.listCardOperations({ types: ["top_up"] }, {})],
  ])("%s", async (line, reply, call) => {
    await against([reply], async ({ issuer, seen }) => {
      await call(issuer);
      expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([line.replace(" ", ` ${ROOT}`)]);
    });
  });
});

it("lists all wallets in creation order, whatever order the API has", async () => {
  const wallet = (id: string, createdAt: string | null) => ({ id, status: "active", createdAt });
  const wallets = [
    wallet("none", null),
    wallet("late", "2025-06-02T12:00:00+02:00"),
    wallet("early", "2025-06-02T09:59:59+00:00"),
  ];
  await against([list(...wallets)], async ({ issuer }) => {
    expect((await issuer.listWallets({})).map(({ id }) => id)).toEqual(["early", "late", "none"]);
  });
});

it("a list that is cut short by the API is refused", async () => {
  const short = json(200, {
    data: [{ cardId: "c1", cardStatus: "active" }],
    pagination: { currentPage: 1, pages: 1, quantity: 1, totalQuantity: 2 },
  });
  await against([short], async ({ issuer }) => {
    expect((await caught(issuer.listCards("w1", {}, {}))).code).toBe("protocol_error");
  });
});

describe("an empty list of a wallet that counts cards", () => {
  const nothing = list();
  const counting = data({ id: "w1", status: "active", cards: 2 });
  const closed = list({ cardId: "c1", cardStatus: "closed" }, { cardId: "c2", cardStatus: "closed" });

  it("is asked for again by status: perhaps closed cards are hidden", async () => {
    await against([nothing, counting, closed], async ({ issuer }) => {
      expect((await issuer.listCards("w1", {}, {})).map(({ id }) => id)).toEqual(["c1", "c2"]);
    });
  });

  it.each([
    ["also by status", nothing],
    ["and statuses are refused as a filter", json(422, { detail: [] })],
  ])("%s: not believed", async (_, again) => {
    await against([nothing, counting, again], async ({ issuer }) => {
      expect(await caught(issuer.listCards("w1", {}, {}))).toMatchObject({ code: "protocol_error" });
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
      issuer.createWallet("p", call),
      issuer.fundCard(ref, "1", call),
    ]) {
      expect((await caught(attempt)).code).toBe("cancelled");
    }
    expect(seen).toEqual([]);
  });
});

const OLD = "11111111-1111-4111-8111-111111111111";
const NEW = "22222222-2222-4222-8222-222222222222";

it("a creation that is answered with a known id has an unknown outcome, and says which request it was", async () => {
  const isKnown = (id: string) => id === OLD;
  const card = { name: "n", holderId: "h", cardType: "virtual", limits: {} };
  await against([data({ id: OLD }, 201)], async ({ issuer, seen }) => {
    const issued = await caught(issuer.issueCard("w1", card, { isKnown }));
    expect(issued.code).toBe("outcome_unknown");
    expect(issued.request).toEqual({ method: "POST", path: `${ROOT}/wallets/w1/instruments` });
    expect((await caught(issuer.createWallet("p", { isKnown }))).code).toBe("outcome_unknown");
    expect(seen).toHaveLength(2);
  });
  await against([data({ id: NEW }, 201)], async ({ issuer }) => {
    expect(await issuer.issueCard("w1", card, { isKnown })).toEqual({ id: NEW });
  });
});
