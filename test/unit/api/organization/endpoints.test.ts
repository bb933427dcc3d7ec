/** Every endpoint: the request it makes, and what its documented answer becomes. */
import { describe, expect, it } from "vitest";
import type { OrganizationClient } from "../../../../provider/api/organization/client";
import { collect } from "../support/caught";
import { against, data, list, noContent, ROOT } from "../support/organization";
import { CREATED_ID, type Reply } from "../support/server";

interface Case {
  readonly call: (client: OrganizationClient) => Promise<unknown>;
  readonly reply: Reply;
  /** Method and path below the organization. */
  readonly line: string;
  readonly query?: [string, string][];
  readonly body?: unknown;
  readonly result?: unknown;
}

const PAGE: [string, string][] = [
  ["page", "1"],
  ["quantity", "100"],
];
const SORTED: [string, string][] = [
  ["sortBy", "createdAt"],
  ["sortType", "asc"],
];
const ref = { walletId: "w1", cardId: "c1" };
const at = "2025-06-02T15:38:49+00:00";
const wireHolder = {
  cardOwnerId: "ada",
  firstName: "Ada",
  lastName: "L",
  email: "a@x.com",
  phone: "+1",
  address: { city: "x" },
};
const holder = { id: "ada", firstName: "Ada", lastName: "L", email: "a@x.com", phone: "+1" };
const wireBin = {
  cardProviderBinId: "b1",
  bin: "411111",
  cardNetwork: "Visa",
  country: "US",
  tokenizations: ["Apple pay"],
};
const bin = { id: "b1", bin: "411111", network: "visa", country: "US", tokenizations: ["apple_pay"], categoryIds: [] };
const summary = {
  id: "w1",
  name: "Ads",
  status: "active",
  currency: "USD",
  cards: 2,
  allowedCardTypes: ["virtual"],
  createdAt: at,
  updatedAt: at,
};
const move = data({ fromTransactionId: "t1", toTransactionId: "t2" });
const moved = { fromOperationId: "t1", toOperationId: "t2" };
const wireOperation = {
  id: "o1",
  card: { id: "c1", name: "n", maskedNumber: "4111******1111" },
  amount: "5",
  currency: "USD",
  type: "purchase",
  status: "completed",
  merchantName: "Shop",
  merchantCategory: "5411",
  createdAt: at,
};
const operation = {
  id: "o1",
  cardId: "c1",
  amount: "5.00",
  currency: "USD",
  type: "purchase",
  status: "completed",
  merchantName: "Shop",
  merchantCategory: "5411",
  createdAt: at,
};
const wireDeposit = {
  id: "d1",
  status: "completed",
  currency: "USDTTRC20",
  paymentAddress: "T1",
  amount: "100.00",
  feeCurrency: "USDTTRC20",
  feeAmount: "0.50",
  settlementCurrency: "USD",
  settlementAmount: "99.50",
  txHash: "h",
  createdAt: at,
};

const cases: Record<string, Case> = {
  "holders.get": {
    call: (c) => c.holders.get("ada"),
    reply: data(wireHolder),
    line: "GET /holders/ada",
    result: holder,
  },
  "holders.list": {
    call: (c) => collect(c.holders.list()),
    reply: list(wireHolder),
    line: "GET /holders",
    query: PAGE,
    result: [holder],
  },
  "holders.create": {
    call: (c) => c.holders.create(holder),
    reply: data(wireHolder, 201),
    line: "POST /holders",
    body: { cardOwnerId: "ada", firstName: "Ada", lastName: "L", email: "a@x.com", phone: "+1" },
  },
  "holders.create without phone": {
    call: (c) => c.holders.create({ id: "ada", firstName: "Ada", lastName: "L", email: "a@x.com" }),
    reply: noContent,
    line: "POST /holders",
    body: { cardOwnerId: "ada", firstName: "Ada", lastName: "L", email: "a@x.com" },
  },
  "holders.update": {
    call: (c) => c.holders.update("ada", { email: "b@x.com" }),
    reply: noContent,
    line: "PATCH /holders/ada",
    body: { email: "b@x.com" },
  },
  "wallets.providers": {
    call: (c) => c.wallets.providers(),
    reply: data([
      { id: "p1", currency: "USD", type: "virtual", supportedBalances: ["personal_card_balance"] },
      { id: "p2" },
    ]),
    line: "GET /wallets/providers",
    result: [
      { id: "p1", currency: "USD", cardType: "virtual", supportedBalances: ["personal_card_balance"] },
      { id: "p2", supportedBalances: [] },
    ],
  },
  "wallets.create": {
    call: (c) => c.wallets.create("p1"),
    reply: data({ id: CREATED_ID }, 201),
    line: "POST /wallets",
    body: { id: "p1" },
    result: { id: CREATED_ID },
  },
  "wallets.list": {
    call: (c) => collect(c.wallets.list()),
    reply: list({ ...summary, balance: "1000.000000000" }),
    line: "GET /wallets",
    query: PAGE,
    result: [{ ...summary, balance: "1000.00" }],
  },
  "wallets.get": {
    call: (c) => c.wallets.get("w1"),
    reply: data({
      ...summary,
      balance: "10.00",
      availableBalance: "9.00",
      holdedBalance: "1.00",
      isTransferAllowed: true,
      fees: {
        cardTransactions: { type: "percent", percent: "2.50", inherited: true },
        cardIssuing: { type: "amount", amount: "5", currency: "EUR", inherited: false },
      },
    }),
    line: "GET /wallets/w1",
    result: {
      ...summary,
      balance: "10.00",
      availableBalance: "9.00",
      heldBalance: "1.00",
      isTransferAllowed: true,
      fees: {
        cardTransactions: { percent: "2.5", inherited: true },
        cardIssuing: { amount: "5.00", currency: "EUR", inherited: false },
      },
    },
  },
  "wallets.update": {
    call: (c) =>
      c.wallets.update("w1", {
        name: "Ads",
        fees: { cardTransactions: { percent: "2.50" }, cardIssuing: { amount: "5", currency: "USD" } },
        binDirections: [{ categoryId: "k1", binIds: ["b1"] }],
      }),
    reply: noContent,
    line: "PATCH /wallets/w1",
    body: {
      name: "Ads",
      fees: {
        cardTransactions: { type: "percent", percent: "2.5" },
        cardIssuing: { type: "amount", amount: "5.00", currency: "USD" },
      },
      accountBinDirections: [{ categoryId: "k1", cardProviderBinIds: ["b1"] }],
    },
  },
  "wallets.update of the name": {
    call: (c) => c.wallets.update("w1", { name: "Ads" }),
    reply: noContent,
    line: "PATCH /wallets/w1",
    body: { name: "Ads" },
  },
  "wallets.activate": { call: (c) => c.wallets.activate("w1"), reply: noContent, line: "POST /wallets/w1/activate" },
  "wallets.deactivate": {
    call: (c) => c.wallets.deactivate("w1"),
    reply: noContent,
    line: "POST /wallets/w1/deactivate",
  },
  "wallets.rules": {
    call: (c) => c.wallets.rules("w1"),
    reply: data({
      limits: [
        { type: "daily_limit", amountMin: "1.00", amountMax: "500.00" },
        { type: "year_limit", amountMin: null, amountMax: null },
        { type: "hourly_limit", amountMin: "1.00" },
      ],
      binList: [
        {
          cardProviderBinId: "b1",
          bin: "411111",
          cardNetwork: "visa",
          issuerCountry: "US",
          cardTokenizations: ["apple_pay"],
          categoryIds: ["k1"],
          tags: [],
        },
      ],
      cardBalance: true,
    }),
    line: "GET /wallets/w1/limits",
    result: {
      ranges: [{ key: "daily", min: "1.00", max: "500.00" }, { key: "yearly" }],
      bins: [{ ...bin, categoryIds: ["k1"] }],
      cardsHoldBalance: true,
    },
  },
  "binOptions.list": {
    call: (c) =>
      collect(c.binOptions.list({ walletIds: ["w1"], providerIds: ["p1"], categories: ["travel", "advertising"] })),
    reply: list({ id: "k1", type: "travel", name: "Travel", description: null, bins: [wireBin] }),
    line: "POST /bin-options",
    query: [
      ["accountIds", "w1"],
      ["companyProviderIds", "p1"],
      ["binCategories", "travel"],
      ["binCategories", "advertising"],
      ...PAGE,
    ],
    result: [{ id: "k1", type: "travel", name: "Travel", bins: [bin] }],
  },
  "deposits.create": {
    call: (c) => c.deposits.create({ currency: "USDTTRC20", walletId: "w1" }),
    reply: data({ id: "d1", paymentAddress: "T1" }),
    line: "POST /deposits",
    body: { currency: "USDTTRC20", accountId: "w1" },
    result: { id: "d1", paymentAddress: "T1" },
  },
  "deposits.create for the organization": {
    call: (c) => c.deposits.create({ currency: "USDCTRC20" }),
    reply: data({ id: "d1", paymentAddress: null }),
    line: "POST /deposits",
    body: { currency: "USDCTRC20" },
    result: { id: "d1" },
  },
  "deposits.get": {
    call: (c) => c.deposits.get("d1"),
    reply: data(wireDeposit),
    line: "GET /deposits/d1",
    result: wireDeposit,
  },
  "deposits.list": {
    call: (c) => collect(c.deposits.list()),
    reply: list({
      id: "d2",
      status: "readyForAllocation",
      currency: "USDTTRC20",
      amount: "0.00",
      settlementAmount: null,
    }),
    line: "GET /deposits",
    query: PAGE,
    result: [{ id: "d2", status: "readyForAllocation", currency: "USDTTRC20", amount: "0.00" }],
  },
  "cards.issue": {
    call: (c) =>
      c.cards.issue("w1", {
        name: "Ada",
        holderId: "ada",
        cardType: "virtual",
        limits: { daily: "500", yearly: "5000.5", perTransaction: "1" },
        binId: "b1",
        currency: "USD",
      }),
    reply: data({ id: CREATED_ID }, 201),
    line: "POST /wallets/w1/instruments",
    body: {
      name: "Ada",
      cardOwnerId: "ada",
      cardType: "virtual",
      limits: { daily_limit: "500.00", year_limit: "5000.50", transaction_limit: "1.00" },
      cardProviderBinId: "b1",
      currency: "USD",
    },
    result: { id: CREATED_ID },
  },
  "cards.issue in a category": {
    call: (c) =>
      c.cards.issue("w1", {
        name: "A",
        holderId: "h",
        cardType: "physical",
        limits: { lifetime: "1" },
        binCategoryId: "k1",
      }),
    reply: data({ id: CREATED_ID }, 201),
    line: "POST /wallets/w1/instruments",
    body: {
      name: "A",
      cardOwnerId: "h",
      cardType: "physical",
      limits: { lifetime_limit: "1.00" },
      binCategoryId: "k1",
    },
    result: { id: CREATED_ID },
  },
  "cards.get": {
    call: (c) => c.cards.get(ref),
    reply: data({
      account: { id: "w1", name: "Ads" },
      card: {
        id: "c1",
        name: "Ada",
        currency: "USD",
        availableBalance: "1.00",
        cardType: "virtual",
        status: "active",
        maskedNumber: "4111******1234",
        paymentSystem: "Visa",
        expiredAt: "06.2028",
        limits: { daily_limit: "100.00", weekly_limit: null, monthly_limit: "0.00", hourly_limit: "1.00" },
        cardOwner: { cardOwnerId: "ada", firstName: "Ada", lastName: "L", email: "a@x.com" },
        createdAt: at,
      },
    }),
    line: "GET /wallets/w1/instruments/c1",
    result: {
      id: "c1",
      walletId: "w1",
      name: "Ada",
      currency: "USD",
      availableBalance: "1.00",
      cardType: "virtual",
      status: "active",
      maskedNumber: "**** **** **** 1234",
      paymentSystem: "visa",
      expiry: "2028-06",
      limits: { daily: "100.00", monthly: "0.00" },
      holderId: "ada",
      createdAt: at,
    },
  },
  "cards.list": {
    call: (c) => collect(c.cards.list("w1", { statuses: ["creating", "active"] })),
    reply: list({
      cardId: "c1",
      cardStatus: "active",
      holder: "Ada L",
      name: "Ada",
      currency: "USD",
      maskedNumber: "4111******1234",
      paymentSystem: "Mastercard",
      expiredAt: "06.2028",
    }),
    line: "GET /wallets/w1/instruments",
    query: [["statuses[]", "creating"], ["statuses[]", "active"], ...SORTED, ...PAGE],
    result: [
      {
        id: "c1",
        walletId: "w1",
        status: "active",
        name: "Ada",
        currency: "USD",
        maskedNumber: "**** **** **** 1234",
        paymentSystem: "mastercard",
        expiry: "2028-06",
      },
    ],
  },
  "cards.update": {
    call: (c) => c.cards.update(ref, { name: "New", limits: { weekly: "7" } }),
    reply: noContent,
    line: "PATCH /wallets/w1/instruments/c1",
    body: { name: "New", limits: { weekly_limit: "7.00" } },
  },
  "cards.fund": {
    call: (c) => c.cards.fund(ref, "100"),
    reply: move,
    line: "PATCH /wallets/w1/instruments/c1/fund",
    body: { amount: "100.00" },
    result: moved,
  },
  "cards.defund": {
    call: (c) => c.cards.defund(ref, "0.1"),
    reply: move,
    line: "PATCH /wallets/w1/instruments/c1/defund",
    body: { amount: "0.10" },
    result: moved,
  },
  "cards.freeze": {
    call: (c) => c.cards.freeze(ref),
    reply: noContent,
    line: "POST /wallets/w1/instruments/c1/suspend",
  },
  "cards.unfreeze": {
    call: (c) => c.cards.unfreeze(ref),
    reply: noContent,
    line: "POST /wallets/w1/instruments/c1/resume",
  },
  "cards.close": {
    call: (c) => c.cards.close(ref),
    reply: noContent,
    line: "POST /wallets/w1/instruments/c1/terminate",
  },
  "operations.cards": {
    call: (c) =>
      collect(
        c.operations.cards({
          ids: ["o1"],
          cardIds: ["c1", "c2"],
          walletIds: ["w1"],
          types: ["purchase"],
          statuses: ["completed"],
          createdFrom: at,
          createdTo: at,
        }),
      ),
    reply: list(wireOperation),
    line: "GET /instruments/operations",
    query: [
      ["ids[]", "o1"],
      ["cardIds[]", "c1"],
      ["cardIds[]", "c2"],
      ["accountIds[]", "w1"],
      ["types[]", "purchase"],
      ["statuses[]", "completed"],
      ["createdAtFrom", at],
      ["createdAtTo", at],
      ...SORTED,
      ...PAGE,
    ],
    result: [operation],
  },
  "operations.card": {
    call: (c) => c.operations.card("o1"),
    reply: data({ ...wireOperation, feeAmount: "0.1", feeCurrency: "USD" }),
    line: "GET /instruments/operations/o1",
    result: { ...operation, feeAmount: "0.10", feeCurrency: "USD" },
  },
  "operations.wallets": {
    call: (c) => collect(c.operations.wallets({ walletIds: ["w1"] })),
    reply: list({
      id: "o2",
      account: { id: "w1", name: "Ads" },
      amount: "5.00",
      currency: "USD",
      type: "card_issuing",
      status: "pending",
      createdAt: at,
    }),
    line: "GET /wallets/operations",
    query: [["accountIds[]", "w1"], ...SORTED, ...PAGE],
    result: [
      {
        id: "o2",
        walletId: "w1",
        amount: "5.00",
        currency: "USD",
        type: "card_issuing",
        status: "pending",
        createdAt: at,
      },
    ],
  },
  "operations.wallet": {
    call: (c) => c.operations.wallet("o2"),
    reply: data({
      id: "o2",
      account: { id: "w1" },
      amount: "5.00",
      currency: "USD",
      status: "completed",
      transactionDetails: { type: "payin" },
    }),
    line: "GET /wallets/operations/o2",
    result: { id: "o2", walletId: "w1", amount: "5.00", currency: "USD", type: "payin", status: "completed" },
  },
};

describe.each(Object.entries(cases))("%s", (_name, { call, reply, line, query = [], body, result }) => {
  it("asks as documented and understands the answer", async () => {
    await against([reply], async ({ client, seen }) => {
      expect(await call(client)).toEqual(result);
      expect(seen).toHaveLength(1);
      expect(`${seen[0]?.method} ${seen[0]?.path}`).toBe(line.replace(" ", ` ${ROOT}`));
      expect(seen[0]?.query).toEqual(query);
      expect(seen[0]?.body).toEqual(body);
    });
  });
});

it("cards.credentials are secrets", async () => {
  const reply = data({
    cardNumber: "4111 1111 1111 1111",
    cvv: "123",
    expiryMonth: "06",
    expiryYear: "2028",
    cardHolder: null,
  });
  await against([reply], async ({ client, seen }) => {
    const credentials = await client.cards.credentials(ref);
    expect(seen[0]?.path).toBe(`${ROOT}/wallets/w1/instruments/c1/credentials`);
    expect(credentials.cardNumber.reveal()).toBe("4111111111111111");
    expect(credentials.cvv.reveal()).toBe("123");
    expect(JSON.stringify(credentials)).toBe('{"cardNumber":"[secret]","cvv":"[secret]","expiry":"2028-06"}');
  });
});

it("ids cannot leave their segment", async () => {
  await against([data({}), data({})], async ({ client, seen }) => {
    await client.wallets.rules("../../other/wallets/w2?x=");
    expect(seen[0]?.path).toBe(`${ROOT}/wallets/..%2F..%2Fother%2Fwallets%2Fw2%3Fx%3D/limits`);
  });
});
