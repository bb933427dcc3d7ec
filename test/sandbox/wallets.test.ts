import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { complaints, issue, start, startWithAda, unknownId, wallet } from "./client";

describe("wallets", () => {
  it("are opened from a provider, empty, and become active later", async () => {
    const { get, post, sandbox } = await start();
    const providers = await get("/wallets/providers");
    expect(providers.body.pagination).toBeUndefined();
    expect(providers.body.data).toContainEqual({
      id: seedIds.sharedProvider,
      currency: "USD",
      type: "virtual",
      supportedBalances: ["shared_account_balance"],
    });
    const opened = await post("/wallets", { id: seedIds.sharedProvider });
    expect(opened.status).toBe(201);
    const path = `/wallets/${opened.body.data.id}`;
    expect((await get(path)).body.data).toMatchObject({
      status: "creating",
      name: "USD wallet 2",
      balance: "0.00",
      availableBalance: "0.00",
      holdedBalance: "0.00",
      cards: 0,
      allowedCardTypes: ["virtual"],
      isTransferAllowed: true,
      createdAt: "2026-01-15T12:00:00+00:00",
    });
    await sandbox.advance(1000);
    expect((await get(path)).body.data.status).toBe("active");
  });

  it("show fewer fields in the list than in the details", async () => {
    const { get } = await start();
    const [item] = (await get("/wallets")).body.data;
    expect(Object.keys(item)).toEqual([
      "id",
      "name",
      "balance",
      "currency",
      "status",
      "cards",
      "allowedCardTypes",
      "createdAt",
      "updatedAt",
    ]);
  });

  it("need a known provider", async () => {
    const { post } = await start();
    expect(complaints(await post("/wallets", {}))).toEqual(["body.id value_error.missing"]);
    expect(complaints(await post("/wallets", { id: "x" }))).toEqual(["body.id type_error.uuid"]);
    expect(complaints(await post("/wallets", { id: unknownId }))).toEqual(["body.id value_error"]);
  });

  it("take a name, fees and BIN directions later", async () => {
    const { get, patch, sandbox } = await start();
    const change = {
      name: "Ads (EU) - 2",
      fees: {
        cardIssuing: { type: "amount", amount: "2.50", currency: "USD" },
        topUpsAllocation: { type: "percent", percent: "2.5" },
      },
      accountBinDirections: [{ categoryId: seedIds.travel, cardProviderBinIds: [seedIds.secondVisaBin] }],
    };
    expect((await patch(wallet, change)).status).toBe(204);
    expect((await get(wallet)).body.data.name).toBe("Operations");
    await sandbox.advance(1000);
    const { name, fees } = (await get(wallet)).body.data;
    expect(name).toBe("Ads (EU) - 2");
    expect(fees).toEqual({
      cardTransactions: { type: "percent", percent: "0", inherited: true },
      cardIssuing: { type: "amount", amount: "2.50", currency: "USD", inherited: false },
      topUpsAllocation: { type: "percent", percent: "2.5", inherited: false },
    });
  });

  it.each([
    [{}, "body.name value_error.missing"],
    [{ name: null }, "body.name type_error.none.not_allowed"],
    [{ name: "x" }, "body.name value_error.any_str.min_length"],
    [{ name: "x".repeat(41) }, "body.name value_error.any_str.max_length"],
    [{ name: "Счёт" }, "body.name value_error.str.regex"],
    [{ name: "ok", fees: [] }, "body.fees type_error.dict"],
    [
      { name: "ok", fees: { cardIssuing: { type: "percent", percent: "1" } } },
      "body.fees.cardIssuing.type type_error.enum",
    ],
    [
      { name: "ok", fees: { topUpsAllocation: { type: "percent", percent: "101" } } },
      "body.fees.topUpsAllocation.percent value_error.decimal",
    ],
    [{ name: "ok", fees: { cardTransactions: { type: "gift" } } }, "body.fees.cardTransactions.type type_error.enum"],
    [
      { name: "ok", fees: { cardIssuing: { type: "amount", amount: "1.00", currency: "EUR" } } },
      "body.fees.cardIssuing.currency value_error",
    ],
    [{ name: "ok", accountBinDirections: {} }, "body.accountBinDirections type_error.list"],
    [
      { name: "ok", accountBinDirections: [{ categoryId: unknownId, cardProviderBinIds: [] }] },
      "body.accountBinDirections.0.categoryId value_error",
    ],
    [
      {
        name: "ok",
        accountBinDirections: [{ categoryId: seedIds.advertising, cardProviderBinIds: [seedIds.travelBin] }],
      },
      "body.accountBinDirections.0.cardProviderBinIds.0 value_error",
    ],
  ])("refuse the change %j", async (change, complaint) => {
    const { patch } = await start();
    expect(complaints(await patch(wallet, change))).toContain(complaint);
  });

  it("can refuse a change while they are being created", async () => {
    const { post, patch, sandbox } = await start({ behaviour: { walletPatchWhileCreating: "reject" } });
    const { body } = await post("/wallets", { id: seedIds.sharedProvider });
    expect((await patch(`/wallets/${body.data.id}`, { name: "Early" })).status).toBe(422);
    await sandbox.advance(1000);
    expect((await patch(`/wallets/${body.data.id}`, { name: "Late" })).status).toBe(204);
  });

  it("are deactivated and activated later, and block issuing in between", async () => {
    const { get, post, sandbox } = await startWithAda();
    expect((await post(`${wallet}/activate`)).status).toBe(422);
    expect((await post(`${wallet}/deactivate`)).status).toBe(204);
    expect((await get(wallet)).body.data.status).toBe("active");
    await sandbox.advance(1000);
    expect((await get(wallet)).body.data.status).toBe("inactive");
    expect((await post(`${wallet}/instruments`, issue)).status).toBe(422);
    expect((await post(`${wallet}/deactivate`)).status).toBe(422);
    expect((await post(`${wallet}/activate`)).status).toBe(204);
    sandbox.control.setWalletStatus(seedIds.wallet, "creating_failed");
    await sandbox.advance(1000);
    expect((await get(wallet)).body.data.status).toBe("creating_failed");
    sandbox.control.setWalletStatus(seedIds.wallet, "inactive");
    expect((await post(`${wallet}/activate`)).status).toBe(204);
    await sandbox.advance(1000);
    expect((await get(wallet)).body.data.status).toBe("active");
  });

  it("tell their limit ranges, BINs and balance mode", async () => {
    const { get } = await start({ behaviour: { networkCase: "lower" } });
    const { limits, binList, cardBalance } = (await get(`${wallet}/limits`)).body.data;
    expect(limits).toContainEqual({ type: "year_limit", amountMin: "1.00", amountMax: "1000000.00" });
    expect(limits).toContainEqual({ type: "lifetime_limit", amountMin: "1.00", amountMax: null });
    expect(binList[0]).toEqual({
      cardProviderBinId: seedIds.visaBin,
      bin: "400000",
      cardNetwork: "visa",
      categoryIds: [seedIds.advertising],
    });
    expect(cardBalance).toBe(true);
  });
});

describe("BIN options", () => {
  it("are asked with POST and filtered with repeated plain keys", async () => {
    const { post, sandbox } = await start();
    const all = await post("/bin-options");
    expect(all.body.data.map((option: { type: string }) => option.type)).toEqual(["advertising", "travel"]);
    expect(all.body.data[0].bins[0]).toEqual({
      cardProviderBinId: seedIds.visaBin,
      bin: "400000",
      cardNetwork: "Visa",
      country: "US",
      tokenizations: ["Apple pay", "Google pay"],
    });
    expect((await post("/bin-options?binCategories=travel&binCategories=none")).body.data).toHaveLength(1);
    const { data } = (await post(`/bin-options?accountIds=${seedIds.wallet}&companyProviderIds=${unknownId}`)).body;
    expect(data[1].bins).toHaveLength(1);
    expect(complaints(await post("/bin-options?accountIds=x"))).toEqual(["query.accountIds.0 type_error.uuid"]);
    expect(sandbox.journal.count({ write: true })).toBe(0);
  });
});

describe("deposits", () => {
  it("get an address with 200 and credit the wallet minus the fee", async () => {
    const { get, post, sandbox } = await start();
    const before = sandbox.control.snapshot().ledger;
    const created = await post("/deposits", { currency: "USDTTRC20", accountId: seedIds.wallet });
    expect(created.status).toBe(200);
    expect(created.body.data.paymentAddress).toMatch(/^T[1-9A-HJ-NP-Za-km-z]{33}$/);
    const { id } = created.body.data;
    expect((await get("/deposits")).body.data).toEqual([
      {
        id,
        status: "in_progress",
        currency: "USDTTRC20",
        amount: "0.00",
        settlementCurrency: "USD",
        settlementAmount: "0.00",
        createdAt: "2026-01-15T12:00:00+00:00",
      },
    ]);
    expect(sandbox.control.settleDeposits({ depositId: id, amount: "100.00" })).toEqual([id]);
    expect(sandbox.control.settleDeposits()).toEqual([]);
    expect((await get(`/deposits/${id}`)).body.data).toMatchObject({
      status: "completed",
      amount: "100.00",
      feeCurrency: "USDTTRC20",
      feeAmount: "0.50",
      settlementAmount: "99.50",
      txHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await get(wallet)).body.data.balance).toBe("10099.50");
    const after = sandbox.control.snapshot().ledger;
    expect([before.fees, after.fees, after.paidIn, after.balanced]).toEqual(["0.00", "0.50", "10100.00", true]);
  });

  it("without a wallet go to the main balance", async () => {
    const { post, sandbox } = await start({ latency: { depositMs: 1000 }, depositAmount: "40.00" });
    await post("/deposits", { currency: "USDCTRC20" });
    await sandbox.advance(1000);
    expect(sandbox.control.snapshot().ledger).toMatchObject({ main: "39.80", balanced: true });
  });

  it("refuse unknown currencies and wallets", async () => {
    const { get, post } = await start();
    expect(complaints(await post("/deposits", { currency: "BTC" }))).toEqual(["body.currency type_error.enum"]);
    expect(complaints(await post("/deposits", { currency: "USDTTRC20", accountId: unknownId }))).toEqual([
      "body.accountId value_error",
    ]);
    expect((await get(`/deposits/${unknownId}`)).status).toBe(404);
    expect(complaints(await get("/deposits/x"))).toEqual(["path.deposit_id type_error.uuid"]);
  });
});
