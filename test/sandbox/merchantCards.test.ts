import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { cardId, complaints, unknownId } from "./client";
import { account, card, issueLive, otherAccount, startMerchantWithAda, twoAccounts } from "./merchantClient";

describe("a card of a merchant", () => {
  it("is issued without limits, comes to life and shows what is documented", async () => {
    const { get, post, sandbox } = await startMerchantWithAda();
    const issued = await post(`${account}/cards`, card);
    expect(issued).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    const path = `${account}/cards/${issued.body.id}`;
    expect((await get(path)).body).toMatchObject({
      status: "creating",
      lastFour: null,
      balance: null,
      expiryYear: null,
    });
    await sandbox.advance(1000);
    expect((await get(path)).body).toEqual({
      id: issued.body.id,
      accountUuid: seedIds.wallet,
      cardOwnerId: "ada",
      status: "active",
      cardType: "virtual",
      lastFour: expect.stringMatching(/^\d{4}$/),
      balance: "0.00",
      availableBalance: "0.00",
      currency: "USD",
      expiryMonth: 1,
      expiryYear: 2029,
      createdAt: "2026-01-15T12:00:00+00:00",
      updatedAt: "2026-01-15T12:00:00+00:00",
    });
  });

  it("shows name and limits where switches say so", async () => {
    const behaviour = { merchantCardName: "shown", merchantCardLimits: "shown", detailsWhileCreating: "full" } as const;
    const { get, post } = await startMerchantWithAda({ behaviour });
    const limits = { daily_limit: 10, year_limit: "200.5", transaction_limit: "5.00" };
    const { id } = (await post(`${account}/cards`, { ...card, limits })).body;
    expect((await get(`${account}/cards/${id}`)).body).toMatchObject({
      name: "Ads",
      limits: { daily_limit: "10.00", year_limit: "200.50", transaction_limit: "5.00" },
      lastFour: expect.any(String),
    });
  });

  it.each([
    [{ cardType: "metal" }, "body.cardType type_error.enum"],
    [{ cardType: "physical" }, "body.cardType value_error"],
    [{ limits: { daily: 1 } }, "body.limits.daily value_error.extra"],
    [{ limits: { daily_limit: "much" } }, "body.limits.daily_limit value_error.decimal"],
    [{ limits: { daily_limit: 1_000_000 } }, "body.limits.daily_limit value_error"],
    [{ cardProviderBinId: unknownId }, "body.cardProviderBinId value_error"],
    [{ cardProviderBinId: seedIds.visaBin, binCategoryId: seedIds.travel }, "body.binCategoryId value_error"],
    [{ currency: "EUR" }, "body.currency value_error"],
  ])("is not issued with %j", async (wrong, complaint) => {
    const { post, sandbox } = await startMerchantWithAda();
    expect(complaints(await post(`${account}/cards`, { ...card, ...wrong }))).toEqual([complaint]);
    expect(sandbox.control.snapshot().cards).toEqual([]);
  });

  it("is issued from the BIN that was asked for", async () => {
    const merchant = await startMerchantWithAda();
    const path = await issueLive(merchant, { ...card, cardProviderBinId: seedIds.mastercardBin });
    const { body } = await merchant.get(`${path}/sensitive`);
    expect(body).toEqual({
      cardNumber: expect.stringMatching(/^555555\d{10}$/),
      cvv: expect.stringMatching(/^\d{3}$/),
      expiryMonth: "01",
      expiryYear: "2029",
      cardHolder: "Ada Lovelace",
    });
    const fresh = await merchant.post(`${account}/cards`, card);
    expect((await merchant.get(`${account}/cards/${fresh.body.id}/sensitive`)).status).toBe(422);
  });

  it("is listed with its account only, in pages and by status", async () => {
    const merchant = await startMerchantWithAda(twoAccounts);
    const first = await issueLive(merchant);
    await merchant.post(`${account}/cards`, card);
    const statuses = async (query: string) =>
      (await merchant.get(`${account}/cards${query}`)).body.items.map((item: { status: string }) => item.status);
    expect(await statuses("")).toEqual(["creating", "active"]);
    expect(await statuses("?limit=1&offset=1")).toEqual(["active"]);
    expect(await statuses("?statuses=creating,%20frozen")).toEqual(["creating"]);
    expect(await statuses("?statuses=")).toEqual(["creating", "active"]);
    expect(complaints(await merchant.get(`${account}/cards?statuses=active,gone`))).toEqual([
      "query.statuses.1 type_error.enum",
    ]);
    expect((await merchant.get(`${otherAccount}/cards`)).body).toEqual({ items: [] });
    expect((await merchant.get(first.replace(account, otherAccount))).status).toBe(404);
  });

  it("is frozen, unfrozen and closed, each seen later", async () => {
    const merchant = await startMerchantWithAda();
    const path = await issueLive(merchant);
    for (const [action, before, after] of [
      ["freeze", "active", "frozen"],
      ["unfreeze", "frozen", "active"],
      ["close", "active", "closed"],
    ] as const) {
      expect(await merchant.post(`${path}/${action}`)).toMatchObject({ status: 204, body: undefined });
      expect((await merchant.get(path)).body.status).toBe(before);
      await merchant.sandbox.advance(1000);
      expect((await merchant.get(path)).body.status).toBe(after);
    }
    expect((await merchant.post(`${path}/close`)).status).toBe(422);
  });

  it("takes money on and gives it back, each seen later", async () => {
    const merchant = await startMerchantWithAda();
    const { get, post, sandbox } = merchant;
    const path = await issueLive(merchant);
    const loaded = await post(`${path}/topup`, { amount: "100.00", currency: "USD", description: "start" });
    expect([loaded.status, loaded.body]).toEqual([
      200,
      {
        cardUuid: cardId(path),
        status: null,
        message: expect.any(String),
        amount: "100.00",
        currency: "USD",
        transactionId: null,
        fromTransactionId: expect.any(String),
        toTransactionId: expect.any(String),
      },
    ]);
    expect((await get(path)).body.balance).toBe("0.00");
    await sandbox.advance(1000);
    expect((await get(path)).body).toMatchObject({ balance: "100.00", availableBalance: "100.00" });
    expect((await get(`/transactions/cards/${loaded.body.toTransactionId}`)).body).toMatchObject({
      type: "top_up",
      status: "completed",
    });
    await post(`${path}/withdraw`, { amount: 30.25 });
    expect((await get(path)).body).toMatchObject({ balance: "100.00", availableBalance: "69.75" });
    await sandbox.advance(1000);
    expect((await get(path)).body.balance).toBe("69.75");
    expect((await get(account)).body.balance).toBe("9929.250000000");
    expect((await post(`${path}/withdraw`, { amount: 70 })).status).toBe(400);
    expect(complaints(await post(`${path}/topup`, { amount: 1, currency: "EUR" }))).toEqual([
      "body.currency value_error",
    ]);
  });

  it("cannot be changed, unless a switch offers the update", async () => {
    const fixed = await startMerchantWithAda();
    const path = await issueLive(fixed);
    expect((await fixed.call("PATCH", path, { name: "New" })).status).toBe(405);

    const behaviour = { merchantCardUpdate: "patch", merchantCardName: "shown", merchantCardLimits: "shown" } as const;
    const open = await startMerchantWithAda({ behaviour });
    const other = await issueLive(open, { ...card, limits: { daily_limit: 5 } });
    const change = { name: "New", limits: { monthly_limit: 50 } };
    expect((await open.call("PATCH", other, change)).status).toBe(204);
    await open.sandbox.advance(1000);
    expect((await open.get(other)).body).toMatchObject({
      name: "New",
      limits: { daily_limit: "5.00", monthly_limit: "50.00" },
    });
  });
});
