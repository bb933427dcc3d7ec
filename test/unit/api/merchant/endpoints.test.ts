/** Every endpoint: the request it makes, and what its documented answer becomes. */
import { describe, expect, it } from "vitest";
import type { MerchantClient } from "../../../../provider/api/merchant/client";
import { collect } from "../support/caught";
import { against, items, TOKEN, total } from "../support/merchant";
import { CREATED_ID, json, noContent, type Reply } from "../support/server";

interface Case {
  readonly call: (client: MerchantClient) => Promise<unknown>;
  readonly reply: Reply;
  /** Method and path below `/api/v2`. */
  readonly line: string;
  readonly query?: [string, string][];
  readonly body?: unknown;
  readonly result?: unknown;
}

const PAGE: [string, string][] = [
  ["limit", "100"],
  ["offset", "0"],
];
const ref = { walletId: "a1", cardId: "c1" };
const at = "2026-04-02T15:38:49+00:00";
const ok = (body: unknown) => json(200, body);

const wireListed = {
  id: "a1",
  name: "Main",
  balance: "1000.000000000",
  holdedBalance: "0.123456789",
  availableBalance: "999.876543211",
  currency: "USD",
  status: "active",
  cards: 2,
  allowedCardTypes: ["virtual"],
  isTransferAllowed: true,
  createdAt: at,
  updatedAt: at,
  providerThing: { any: 1 },
};
const listed = {
  id: "a1",
  name: "Main",
  balance: "1000.00",
  heldBalance: "0.123456789",
  availableBalance: "999.876543211",
  currency: "USD",
  status: "active",
  cards: 2,
  allowedCardTypes: ["virtual"],
  isTransferAllowed: true,
  createdAt: at,
  updatedAt: at,
};
const wireBin = {
  cardProviderBinId: "b1",
  bin: "411111",
  cardNetwork: "visa",
  issuerCountry: "US",
  cardTokenizations: ["apple_pay"],
  categoryIds: ["k1"],
};
const bin = {
  id: "b1",
  bin: "411111",
  network: "visa",
  country: "US",
  tokenizations: ["apple_pay"],
  categoryIds: ["k1"],
};
const wireHolder = {
  cardOwnerId: "ada",
  firstName: "Ada",
  lastName: "L",
  email: "a@x.com",
  phone: "+1",
  address: null,
};
const holder = { id: "ada", firstName: "Ada", lastName: "L", email: "a@x.com", phone: "+1" };
const wireCard = {
  id: "c1",
  accountUuid: "a1",
  cardOwnerId: "ada",
  status: "active",
  cardType: "virtual",
  lastFour: "0042",
  balance: "12.00",
  availableBalance: "10.5",
  currency: "EUR",
  expiryMonth: 6,
  expiryYear: 2028,
  createdAt: at,
  updatedAt: at,
};
const card = {
  id: "c1",
  walletId: "a1",
  holderId: "ada",
  status: "active",
  cardType: "virtual",
  maskedNumber: "**** **** **** 0042",
  availableBalance: "10.50",
  currency: "EUR",
  expiry: "2028-06",
  createdAt: at,
};
const newCard = { name: "ads", holderId: "ada", cardType: "virtual", limits: {} };
const order = { amount: "100.5", currency: "EUR" };
const moneyAnswer = {
  cardUuid: "c1",
  status: null,
  message: "ok",
  amount: "100.50",
  currency: "EUR",
  transactionId: null,
  fromTransactionId: "t1",
  toTransactionId: "t2",
};
const moved = { fromOperationId: "t1", toOperationId: "t2" };
const wireTransaction = {
  id: "o1",
  cardUuid: "c1",
  accountUuid: "a1",
  amount: "5",
  currency: "USD",
  type: "purchase",
  status: "completed",
  merchantName: "Shop",
  merchantCategory: "5411",
  feeAmount: "0.10",
  settlementAmount: "5.1",
  settlementCurrency: "USD",
  createdAt: at,
  updatedAt: at,
};
const transaction = {
  id: "o1",
  cardId: "c1",
  walletId: "a1",
  amount: "5.00",
  currency: "USD",
  type: "purchase",
  status: "completed",
  merchantName: "Shop",
  merchantCategory: "5411",
  feeAmount: "0.10",
  settlementAmount: "5.10",
  settlementCurrency: "USD",
  createdAt: at,
};
const wireEvent = {
  id: "evt-1",
  event_type: "card_state",
  delivery_status: "failed",
  delivery_attempts: 3,
  delivery_response_code: 500,
  delivery_error: "no",
  payload: { id: "c1", status: "active" },
  created_at: at,
};

const cases: Record<string, Case> = {
  "accounts.list": {
    call: (c) => c.accounts.list(),
    reply: items(wireListed),
    line: "GET /accounts",
    query: [],
    result: [listed],
  },
  "accounts.get": {
    call: (c) => c.accounts.get("a1"),
    reply: ok({
      ...wireListed,
      isUsedCardBalance: false,
      fees: { cardIssuing: { type: "amount", amount: "5.00", currency: "USD" } },
      binList: [wireBin],
    }),
    line: "GET /accounts/a1",
    result: {
      ...listed,
      cardsHoldBalance: false,
      fees: { cardIssuing: { amount: "5.00", currency: "USD" } },
      bins: [bin],
    },
  },
  "accounts.balance": {
    call: (c) => c.accounts.balance("a1"),
    reply: ok({
      balance: "1.000000001",
      heldBalance: "0.000000000",
      availableBalance: "1.000000001",
      cards: 3,
      currency: "USD",
    }),
    line: "GET /accounts/a1/balance",
    result: { balance: "1.000000001", heldBalance: "0.00", availableBalance: "1.000000001", cards: 3, currency: "USD" },
  },
  "accounts.restrictions": {
    call: (c) => c.accounts.restrictions("a1"),
    reply: ok({ maxCards: 100, currentCards: 5, allowedCardTypes: ["virtual"], restrictions: [] }),
    line: "GET /accounts/a1/restrictions",
    result: { maxCards: 100, currentCards: 5, allowedCardTypes: ["virtual"], ranges: [] },
  },
  "accounts.transferDestinations": {
    call: (c) => c.accounts.transferDestinations("a1"),
    reply: items({ id: "a2", name: "Other", currency: "USD" }),
    line: "GET /accounts/a1/transfer-destinations",
    result: [{ id: "a2", name: "Other", currency: "USD" }],
  },
  "accounts.transfer, later": {
    call: (c) => c.accounts.transfer("a1", { destinationAccountId: "a2", ...order, description: "rent" }),
    reply: json(202, {
      status: "accepted",
      message: "m",
      sourceAccountUuid: "a1",
      destinationAccountUuid: "a2",
      amount: "100.50",
      currency: "EUR",
    }),
    line: "POST /accounts/a1/transfer",
    body: { destinationAccountUuid: "a2", amount: "100.50", currency: "EUR", description: "rent" },
    result: { state: "accepted" },
  },
  "accounts.transfer, at once": {
    call: (c) => c.accounts.transfer("a1", { destinationAccountId: "a2", ...order }),
    reply: ok({ fromTransactionId: "t1", toTransactionId: "t2" }),
    line: "POST /accounts/a1/transfer",
    body: { destinationAccountUuid: "a2", amount: "100.50", currency: "EUR" },
    result: { state: "done", ...moved },
  },
  "cardholders.create": {
    call: (c) => c.cardholders.create({ ...holder, accountId: "a1" }),
    reply: json(201, { anything: true }),
    line: "POST /accounts/a1/cardholders",
    body: { cardOwnerId: "ada", first_name: "Ada", last_name: "L", email: "a@x.com", phone: "+1" },
  },
  "cardholders.list": {
    call: (c) => collect(c.cardholders.list()),
    reply: total(wireHolder),
    line: "GET /cardholders",
    query: PAGE,
    result: [holder],
  },
  "cardholders.list of an account": {
    call: (c) => collect(c.cardholders.list({ accountId: "a1" })),
    reply: total(wireHolder),
    line: "GET /accounts/a1/cardholders",
    query: PAGE,
    result: [holder],
  },
  "cardholders.get": {
    call: (c) => c.cardholders.get("ada"),
    reply: ok(wireHolder),
    line: "GET /cardholders/ada",
    result: holder,
  },
  "cardholders.cards": {
    call: (c) => collect(c.cardholders.cards("ada")),
    reply: items({
      cardId: "c1",
      accountUuid: "a1",
      name: "ads",
      status: "active",
      maskedNumber: "411111******0042",
      availableBalance: "10.50",
      currency: "USD",
    }),
    line: "GET /cardholders/ada/cards",
    query: PAGE,
    result: [
      {
        id: "c1",
        walletId: "a1",
        name: "ads",
        status: "active",
        maskedNumber: "**** **** **** 0042",
        availableBalance: "10.50",
        currency: "USD",
      },
    ],
  },
  "cards.issue": {
    call: (c) =>
      c.cards.issue("a1", {
        ...newCard,
        limits: { daily: "5", yearly: "100" },
        binId: "b1",
        binCategoryId: "k1",
        currency: "USD",
      }),
    reply: json(201, { id: CREATED_ID }),
    line: "POST /accounts/a1/cards",
    body: {
      name: "ads",
      cardOwnerId: "ada",
      cardType: "virtual",
      limits: { daily_limit: "5.00", year_limit: "100.00" },
      cardProviderBinId: "b1",
      binCategoryId: "k1",
      currency: "USD",
    },
    result: { id: CREATED_ID },
  },
  "cards.issue without limits": {
    call: (c) => c.cards.issue("a1", newCard),
    reply: json(201, { cardUuid: CREATED_ID }),
    line: "POST /accounts/a1/cards",
    body: { name: "ads", cardOwnerId: "ada", cardType: "virtual" },
    result: { id: CREATED_ID },
  },
  "cards.list": {
    call: (c) => collect(c.cards.list("a1")),
    reply: items({ cardId: "c1", cardStatus: "active" }),
    line: "GET /accounts/a1/cards",
    query: PAGE,
    result: [{ id: "c1", walletId: "a1", status: "active" }],
  },
  "cards.get": {
    call: (c) => c.cards.get(ref),
    reply: ok(wireCard),
    line: "GET /accounts/a1/cards/c1",
    result: card,
  },
  "cards.sensitive": {
    call: async (c) => {
      const { cardNumber, cvv, ...rest } = await c.cards.sensitive(ref);
      return [cardNumber.reveal(), cvv.reveal(), rest];
    },
    reply: ok({ cardNumber: "5500000000000004", cvv: "123", expiryMonth: 6, expiryYear: 2028 }),
    line: "GET /accounts/a1/cards/c1/sensitive",
    result: ["5500000000000004", "123", { expiry: "2028-06" }],
  },
  "cards.topUp": {
    call: (c) => c.cards.topUp(ref, order),
    reply: ok(moneyAnswer),
    line: "POST /accounts/a1/cards/c1/topup",
    body: { amount: "100.50", currency: "EUR" },
    result: moved,
  },
  "cards.withdraw": {
    call: (c) => c.cards.withdraw(ref, { ...order, description: "back" }),
    reply: ok(moneyAnswer),
    line: "POST /accounts/a1/cards/c1/withdraw",
    body: { amount: "100.50", currency: "EUR", description: "back" },
    result: moved,
  },
  "cards.freeze": { call: (c) => c.cards.freeze(ref), reply: noContent, line: "POST /accounts/a1/cards/c1/freeze" },
  "cards.unfreeze": {
    call: (c) => c.cards.unfreeze(ref),
    reply: ok({ status: "x" }),
    line: "POST /accounts/a1/cards/c1/unfreeze",
  },
  "cards.close": { call: (c) => c.cards.close(ref), reply: noContent, line: "POST /accounts/a1/cards/c1/close" },
  "transactions.cards": {
    call: (c) =>
      collect(
        c.transactions.cards({
          cardId: "c1",
          types: ["top_up", "fee"],
          statuses: ["completed"],
          from: "2026-01-01T00:00:00Z",
          to: "2026-02-01T00:00:00Z",
        }),
      ),
    reply: items(wireTransaction),
    line: "GET /transactions/cards",
    query: [
      ["cardUuid", "c1"],
      ["types", "top_up,fee"],
      ["statuses", "completed"],
      ["dateFrom", "2026-01-01T00:00:00Z"],
      ["dateTo", "2026-02-01T00:00:00Z"],
      ...PAGE,
    ],
    result: [transaction],
  },
  "transactions.cards without a filter": {
    call: (c) => collect(c.transactions.cards({ types: [] })),
    reply: items(),
    line: "GET /transactions/cards",
    query: PAGE,
    result: [],
  },
  "transactions.card": {
    call: (c) => c.transactions.card("o1"),
    reply: ok(wireTransaction),
    line: "GET /transactions/cards/o1",
    result: transaction,
  },
  "transactions.accounts": {
    call: (c) => collect(c.transactions.accounts({ accountId: "a1", statuses: ["pending", "completed"] })),
    reply: items({ id: "o2", accountUuid: "a1", amount: 7, currency: "USD", type: "payin", status: "pending" }),
    line: "GET /transactions/accounts",
    query: [["accountUuid", "a1"], ["statuses", "pending,completed"], ...PAGE],
    result: [{ id: "o2", walletId: "a1", amount: "7.00", currency: "USD", type: "payin", status: "pending" }],
  },
  "transactions.account": {
    call: (c) => c.transactions.account("o1"),
    reply: ok(wireTransaction),
    line: "GET /transactions/accounts/o1",
    result: transaction,
  },
  "webhooks.get": {
    call: (c) => c.webhooks.get(),
    reply: ok({ url: "https://x.example", secret_set: true, event_types: ["card_state"], is_active: false }),
    line: "GET /webhooks/config",
    result: { url: "https://x.example", secretSet: true, eventTypes: ["card_state"], active: false },
  },
  "webhooks.get, all events": {
    call: (c) => c.webhooks.get(),
    reply: ok({ url: "https://x.example", secret_set: false, event_types: null, is_active: true }),
    line: "GET /webhooks/config",
    result: { url: "https://x.example", secretSet: false, active: true },
  },
  "webhooks.get where none is set": {
    call: (c) => c.webhooks.get(),
    reply: json(404, { detail: "not configured" }),
    line: "GET /webhooks/config",
    result: undefined,
  },
  "webhooks.put": {
    call: (c) => c.webhooks.put({ url: "https://x.example", secret: "s", eventTypes: ["card_state"], active: false }),
    reply: ok({}),
    line: "PUT /webhooks/config",
    body: { url: "https://x.example", secret: "s", event_types: ["card_state"], is_active: false },
  },
  "webhooks.put, shortest": {
    call: (c) => c.webhooks.put({ url: "https://x.example" }),
    reply: ok({}),
    line: "PUT /webhooks/config",
    body: { url: "https://x.example", event_types: null, is_active: true },
  },
  "webhooks.delete": { call: (c) => c.webhooks.delete(), reply: noContent, line: "DELETE /webhooks/config" },
  "webhooks.events": {
    call: (c) => collect(c.webhooks.events()),
    reply: ok([
      wireEvent,
      { ...wireEvent, id: "evt-2", delivery_status: "pending", delivery_response_code: null, delivery_error: null },
    ]),
    line: "GET /webhooks/events",
    query: PAGE,
    result: [
      {
        id: "evt-1",
        type: "card_state",
        deliveryStatus: "failed",
        attempts: 3,
        responseCode: 500,
        error: "no",
        payload: { id: "c1", status: "active" },
        createdAt: at,
      },
      {
        id: "evt-2",
        type: "card_state",
        deliveryStatus: "pending",
        attempts: 3,
        payload: { id: "c1", status: "active" },
        createdAt: at,
      },
    ],
  },
};

describe("every endpoint", () => {
  it.each(Object.entries(cases))("%s", async (_name, { call, reply, line, query, body, result }) => {
    await against([reply], async ({ client, seen }) => {
      expect(await call(client)).toEqual(result);
      expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([line.replace(" ", " /api/v2")]);
      expect(seen[0]?.query).toEqual(query ?? []);
      expect(seen[0]?.body).toEqual(body);
    });
  });
});

it.each([
  ["apiToken", { "x-api-token": TOKEN }, "authorization"],
  ["bearer", { authorization: `Bearer ${TOKEN}` }, "x-api-token"],
] as const)("the credential travels as %s, and only so", async (scheme, header, other) => {
  await against(
    [items()],
    async ({ client, seen }) => {
      await client.accounts.list();
      expect(seen[0]?.headers).toMatchObject(header);
      expect(seen[0]?.headers).not.toHaveProperty(other);
    },
    scheme,
  );
});
