import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { cardId, complaints, unknownId } from "./client";
import { account, issueLive, type Merchant, startMerchantWithAda } from "./merchantClient";

/** A card that was loaded, spent a little, and was refused once. */
async function startWithHistory(): Promise<Merchant & { cardId: string }> {
  const merchant = await startMerchantWithAda();
  const path = await issueLive(merchant);
  await merchant.post(`${path}/topup`, { amount: 20 });
  await merchant.sandbox.advance(60_000);
  const id = cardId(path);
  merchant.sandbox.control.spend(id, "15.00", "Books");
  merchant.sandbox.control.spend(id, "15.00", "Books");
  return { ...merchant, cardId: id };
}

const kinds = (answer: { body: { items: { type: string; status: string }[] } }) =>
  answer.body.items.map(({ type, status }) => `${type} ${status}`);

describe("transactions", () => {
  it("of cards are listed newest first and have more in detail", async () => {
    const { get, cardId } = await startWithHistory();
    const list = await get("/transactions/cards");
    expect(kinds(list)).toEqual(["purchase declined", "purchase completed", "top_up completed"]);
    const [, purchase] = list.body.items;
    expect(purchase).toEqual({
      id: expect.any(String),
      cardUuid: cardId,
      accountUuid: seedIds.wallet,
      amount: "15.00",
      currency: "USD",
      type: "purchase",
      status: "completed",
      merchantName: "Books",
      merchantCategory: "5734",
      createdAt: "2026-01-15T12:01:01+00:00",
      updatedAt: "2026-01-15T12:01:01+00:00",
    });
    expect((await get(`/transactions/cards/${purchase.id}`)).body).toEqual({
      ...purchase,
      feeAmount: "0.00",
      settlementAmount: "15.00",
      settlementCurrency: "USD",
    });
  });

  it("of accounts have the documented shape", async () => {
    const { get } = await startWithHistory();
    const list = await get("/transactions/accounts");
    expect(kinds(list)).toEqual(["withdrawal completed", "card_issuing completed", "payin completed"]);
    const fee = list.body.items[1];
    expect(fee).toEqual({
      id: expect.any(String),
      accountUuid: seedIds.wallet,
      amount: "1.00",
      currency: "USD",
      type: "card_issuing",
      status: "completed",
      createdAt: "2026-01-15T12:00:00+00:00",
      updatedAt: "2026-01-15T12:00:00+00:00",
    });
    expect((await get(`/transactions/accounts/${fee.id}`)).body).toEqual(fee);
  });

  it("are filtered by card, account, types, statuses and time, in pages", async () => {
    const { get, cardId } = await startWithHistory();
    expect(kinds(await get(`/transactions/cards?cardUuid=${cardId}&types=top_up,refund`))).toEqual([
      "top_up completed",
    ]);
    expect(kinds(await get(`/transactions/cards?cardUuid=${unknownId}`))).toEqual([]);
    expect(kinds(await get("/transactions/cards?statuses=declined"))).toEqual(["purchase declined"]);
    expect(kinds(await get("/transactions/cards?dateTo=2026-01-15T12:00:30Z"))).toEqual(["top_up completed"]);
    expect(kinds(await get("/transactions/cards?limit=1&offset=1"))).toEqual(["purchase completed"]);
    expect(kinds(await get(`/transactions/accounts?accountUuid=${unknownId}`))).toEqual([]);
    expect(kinds(await get("/transactions/accounts?types=payin&dateFrom=2026-01-15"))).toEqual(["payin completed"]);
  });

  it("are also in one deprecated list", async () => {
    const { get } = await startWithHistory();
    const { body } = await get("/transactions");
    expect(body.items).toHaveLength(6);
    expect(body.items[0]).toMatchObject({ type: "purchase", cardUuid: expect.any(String) });
    expect(body.items.at(-1)).toMatchObject({ type: "payin", accountUuid: seedIds.wallet });
    expect(kinds(await get("/transactions?types=card_issuing,top_up"))).toEqual([
      "top_up completed",
      "card_issuing completed",
    ]);
  });

  it.each([
    ["/transactions/cards?cardUuid=x", "query.cardUuid type_error.uuid"],
    ["/transactions/cards?types=payin", "query.types.0 type_error.enum"],
    ["/transactions/accounts?statuses=lost", "query.statuses.0 type_error.enum"],
    ["/transactions/accounts?dateFrom=yesterday", "query.dateFrom value_error.datetime"],
    ["/transactions/cards/x", "path.transaction_uuid type_error.uuid"],
  ])("are refused for %s", async (path, complaint) => {
    const { get } = await startMerchantWithAda();
    expect(complaints(await get(path))).toEqual([complaint]);
  });

  it("that do not exist are 404, on their own side only", async () => {
    const { get } = await startWithHistory();
    const { id } = (await get("/transactions/accounts")).body.items[0];
    expect((await get(`/transactions/cards/${id}`)).status).toBe(404);
    expect((await get(`/transactions/accounts/${unknownId}`)).status).toBe(404);
    expect((await get(`${account}/transactions`)).status).toBe(404);
  });
});
