import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { complaints, unknownId } from "./client";
import {
  account,
  card,
  issueLive,
  otherAccount,
  startMerchant,
  startMerchantWithAda,
  twoAccounts,
} from "./merchantClient";

describe("accounts", () => {
  it("are listed with nine decimals", async () => {
    const { get } = await startMerchant(twoAccounts);
    const { status, body } = await get("/accounts");
    expect(status).toBe(200);
    expect(body.items.map((item: { name: string }) => item.name)).toEqual(["Travel", "Operations"]);
    expect(body.items[1]).toEqual({
      id: seedIds.wallet,
      name: "Operations",
      balance: "10000.000000000",
      holdedBalance: "0.000000000",
      availableBalance: "10000.000000000",
      currency: "USD",
      status: "active",
      cards: 0,
      allowedCardTypes: ["virtual"],
      isTransferAllowed: true,
      createdAt: "2026-01-15T12:00:00+00:00",
      updatedAt: "2026-01-15T12:00:00+00:00",
    });
  });

  it("show in detail what cards cost, which BINs there are and whether cards hold money", async () => {
    const { get, sandbox } = await startMerchant();
    const { body } = await get(account);
    expect(body).toMatchObject({
      isUsedCardBalance: true,
      fees: {
        cardTransactions: { type: "percent", percent: "0" },
        cardIssuing: { type: "amount", amount: "1.00", currency: "USD" },
        topUpsAllocation: { type: "percent", percent: "0.5" },
      },
    });
    expect(body.binList[0]).toEqual({
      cardProviderBinId: seedIds.visaBin,
      bin: "400000",
      cardNetwork: "visa",
      issuerCountry: "US",
      cardTokenizations: ["apple_pay", "google_pay"],
      categoryIds: [seedIds.advertising],
    });
    const shared = sandbox.control.seedWallet({ providerId: seedIds.sharedProvider });
    expect((await get(`/accounts/${shared}`)).body.isUsedCardBalance).toBe(false);
  });

  it("have a balance page that spells the held money its own way", async () => {
    const merchant = await startMerchantWithAda();
    const path = await issueLive(merchant);
    await merchant.post(`${path}/topup`, { amount: 40 });
    expect((await merchant.get(`${account}/balance`)).body).toEqual({
      balance: "9999.000000000",
      heldBalance: "40.000000000",
      availableBalance: "9959.000000000",
      cards: 1,
      currency: "USD",
    });
  });

  it("have a ceiling of cards that issuing respects", async () => {
    const merchant = await startMerchantWithAda({ behaviour: { merchantMaxCards: 1 } });
    await issueLive(merchant);
    expect((await merchant.get(`${account}/restrictions`)).body).toEqual({
      maxCards: 1,
      currentCards: 1,
      allowedCardTypes: ["virtual"],
      restrictions: [],
    });
    expect((await merchant.post(`${account}/cards`, card)).status).toBe(422);
  });

  it("cannot be created, changed or deleted", async () => {
    const { call } = await startMerchant();
    expect((await call("POST", "/accounts", {})).status).toBe(405);
    expect((await call("PATCH", account, {})).status).toBe(405);
    expect((await call("DELETE", account)).status).toBe(405);
  });
});

describe("transfers", () => {
  it("are accepted first and seen in the balances later", async () => {
    const { get, post, sandbox } = await startMerchant(twoAccounts);
    const { status, body } = await post(`${account}/transfer`, {
      destinationAccountUuid: seedIds.demoWallet,
      amount: "100.500000000",
      description: "for travel",
    });
    expect([status, body]).toEqual([
      200,
      {
        status: "accepted",
        message: expect.any(String),
        sourceAccountUuid: seedIds.wallet,
        destinationAccountUuid: seedIds.demoWallet,
        amount: "100.50",
        currency: "USD",
      },
    ]);
    const balances = async () => [(await get(account)).body.balance, (await get(otherAccount)).body.balance];
    expect((await get(account)).body.holdedBalance).toBe("100.500000000");
    expect(await balances()).toEqual(["10000.000000000", "50.000000000"]);
    await sandbox.advance(1000);
    expect(await balances()).toEqual(["9899.500000000", "150.500000000"]);
    expect((await get(`/transactions/accounts?accountUuid=${seedIds.demoWallet}`)).body.items[0]).toMatchObject({
      type: "payin",
      status: "completed",
      amount: "100.50",
    });
  });

  it("are done at once and answered with ids where the switch says so", async () => {
    const { get, post } = await startMerchant({ ...twoAccounts, behaviour: { merchantTransfer: "ids" } });
    const body = { destinationAccountUuid: seedIds.demoWallet, amount: 10 };
    const moved = await post(`${account}/transfer`, body);
    expect((await get(otherAccount)).body.balance).toBe("60.000000000");
    const debit = await get(`/transactions/accounts/${moved.body.fromTransactionId}`);
    const credit = await get(`/transactions/accounts/${moved.body.toTransactionId}`);
    expect([debit.body.accountUuid, credit.body.accountUuid]).toEqual([seedIds.wallet, seedIds.demoWallet]);
  });

  it("go only to other active accounts of the merchant that take part", async () => {
    const { get, post, sandbox } = await startMerchant(twoAccounts);
    const closed = sandbox.control.seedWallet({ transferAllowed: false, name: "Closed" });
    const asleep = sandbox.control.seedWallet({ status: "inactive" });
    expect((await get(`${account}/transfer-destinations`)).body).toEqual({
      items: [{ id: seedIds.demoWallet, name: "Travel", currency: "USD" }],
    });
    expect((await get(`/accounts/${closed}`)).body.isTransferAllowed).toBe(false);
    for (const destinationAccountUuid of [closed, asleep, seedIds.wallet, unknownId]) {
      const refused = await post(`${account}/transfer`, { destinationAccountUuid, amount: 1 });
      expect(complaints(refused)).toEqual(["body.destinationAccountUuid value_error"]);
    }
    for (const source of [closed, asleep]) {
      const body = { destinationAccountUuid: seedIds.demoWallet, amount: 1 };
      expect((await post(`/accounts/${source}/transfer`, body)).status).toBe(422);
    }
  });

  it.each([
    [{ amount: 0 }, "body.amount value_error.number.not_gt"],
    [{ amount: "-1" }, "body.amount value_error.decimal"],
    [{ amount: 1.005 }, "body.amount value_error.decimal"],
    [{ amount: "1,00" }, "body.amount value_error.decimal"],
    [{ amount: 1e21 }, "body.amount value_error.decimal"],
    [{ amount: true }, "body.amount type_error"],
    [{ amount: undefined }, "body.amount value_error.missing"],
    [{ currency: "EUR" }, "body.currency value_error"],
    [{ currency: "usd" }, "body.currency value_error.str.regex"],
    [{ description: "x".repeat(501) }, "body.description value_error.any_str.max_length"],
    [{ destinationAccountUuid: "x" }, "body.destinationAccountUuid type_error.uuid"],
  ])("are refused with %j", async (wrong, complaint) => {
    const { post } = await startMerchant(twoAccounts);
    const body = { destinationAccountUuid: seedIds.demoWallet, amount: 1, ...wrong };
    expect(complaints(await post(`${account}/transfer`, body))).toEqual([complaint]);
  });

  it("need enough money that is not held", async () => {
    const { post } = await startMerchant(twoAccounts);
    const body = { destinationAccountUuid: seedIds.wallet, amount: "30.00" };
    expect((await post(`${otherAccount}/transfer`, body)).status).toBe(200);
    expect(await post(`${otherAccount}/transfer`, body)).toMatchObject({
      status: 400,
      body: { detail: "Insufficient available balance" },
    });
  });
});
