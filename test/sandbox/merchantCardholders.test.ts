import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { cardId, complaints } from "./client";
import {
  account,
  card,
  issueLive,
  otherAccount,
  person,
  startMerchant,
  startMerchantWithAda,
  twoAccounts,
} from "./merchantClient";

const ids = (answer: { body: { items: { cardOwnerId: string }[] } }) =>
  answer.body.items.map((item) => item.cardOwnerId);

describe("cardholders", () => {
  it("are created with mixed names and read in camel case", async () => {
    const { get, post } = await startMerchant();
    const created = await post(`${account}/cardholders`, { ...person, phone: "+1-202-555-0147" });
    const shown = {
      cardOwnerId: "ada",
      firstName: "Ada",
      lastName: "Lovelace",
      email: "ada@example.com",
      phone: "+1-202-555-0147",
      address: null,
    };
    expect(created).toMatchObject({ status: 201, body: shown });
    expect((await get("/cardholders/ada")).body).toEqual(shown);
  });

  it.each([
    [{ cardOwnerId: "ada lovelace" }, "body.cardOwnerId value_error.str.regex"],
    [{ cardOwnerId: "" }, "body.cardOwnerId value_error.any_str.min_length"],
    [{ cardOwnerId: undefined }, "body.cardOwnerId value_error.missing"],
    [{ first_name: "" }, "body.first_name value_error.any_str.min_length"],
    [{ first_name: undefined, firstName: "Ada" }, "body.first_name value_error.missing"],
    [{ last_name: "x".repeat(256) }, "body.last_name value_error.any_str.max_length"],
    [{ email: "nobody" }, "body.email value_error.email"],
    [{ phone: "1".repeat(51) }, "body.phone value_error.any_str.max_length"],
  ])("are refused with %j", async (wrong, complaint) => {
    const { post } = await startMerchant();
    expect(complaints(await post(`${account}/cardholders`, { ...person, ...wrong }))).toContain(complaint);
  });

  it("have an id and an e-mail that nobody else of the merchant has", async () => {
    const { post } = await startMerchantWithAda(twoAccounts);
    const sameId = await post(`${otherAccount}/cardholders`, { ...person, email: "other@example.com" });
    expect(complaints(sameId)).toEqual(["body.cardOwnerId value_error"]);
    const sameMail = await post(`${otherAccount}/cardholders`, {
      ...person,
      cardOwnerId: "b",
      email: "ADA@example.com",
    });
    expect(complaints(sameMail)).toEqual(["body.email value_error"]);
    const strict = await startMerchantWithAda({ behaviour: { clashStatus: 409 } });
    expect((await strict.post(`${account}/cardholders`, person)).status).toBe(409);
  });

  it("are listed in pages, per account and all together", async () => {
    const merchant = await startMerchant(twoAccounts);
    const { get, post, organization } = merchant;
    for (const name of ["a", "b", "c"]) {
      await post(`${account}/cardholders`, { ...person, cardOwnerId: name, email: `${name}@example.com` });
    }
    await post(`${otherAccount}/cardholders`, { ...person, cardOwnerId: "d", email: "d@example.com" });
    const outside = { cardOwnerId: "e", firstName: "E", lastName: "E", email: "e@example.com" };
    await organization.post("/holders", outside);
    const all = await get("/cardholders");
    expect([ids(all), all.body.total]).toEqual([["e", "d", "c", "b", "a"], 5]);
    const second = await get("/cardholders?limit=2&offset=2");
    expect([ids(second), second.body.total]).toEqual([["c", "b"], 5]);
    expect((await get("/cardholders?offset=9")).body).toEqual({ items: [], total: 5 });
    expect(ids(await get(`${account}/cardholders`))).toEqual(["c", "b", "a"]);
    expect(ids(await get(`${otherAccount}/cardholders?limit=1`))).toEqual(["d"]);
    await issueLive(merchant, { ...card, cardOwnerId: "e" }, otherAccount);
    expect((await get(`${otherAccount}/cardholders`)).body).toMatchObject({
      total: 2,
      items: [{ cardOwnerId: "e" }, {}],
    });
  });

  it.each([
    ["limit=0", "query.limit value_error.number.not_ge"],
    ["limit=1001", "query.limit value_error.number.not_le"],
    ["limit=many", "query.limit type_error.integer"],
    ["limit=1.5", "query.limit type_error.integer"],
    ["offset=-1", "query.offset value_error.number.not_ge"],
    ["offset=", "query.offset type_error.integer"],
  ])("are not listed with %s", async (query, complaint) => {
    const { get } = await startMerchant();
    expect(complaints(await get(`/cardholders?${query}`))).toEqual([complaint]);
  });

  it("have cards in all accounts, listed with names and without details", async () => {
    const merchant = await startMerchantWithAda(twoAccounts);
    const first = await issueLive(merchant, { ...card, name: "Ads" });
    await merchant.post(`${otherAccount}/cards`, { ...card, name: "Trips" });
    const { body } = await merchant.get("/cardholders/ada/cards");
    expect(body).toEqual({
      items: [
        {
          cardId: expect.any(String),
          accountUuid: seedIds.demoWallet,
          name: "Trips",
          status: "creating",
          maskedNumber: null,
          availableBalance: null,
          currency: "USD",
        },
        {
          cardId: cardId(first),
          accountUuid: seedIds.wallet,
          name: "Ads",
          status: "active",
          maskedNumber: expect.stringMatching(/^400000\*{6}\d{4}$/),
          availableBalance: "0.00",
          currency: "USD",
        },
      ],
    });
    expect((await merchant.get("/cardholders/ada/cards?limit=1&offset=1")).body.items).toHaveLength(1);
    expect((await merchant.get("/cardholders/bob/cards")).status).toBe(404);
  });

  it("may become visible only after a while", async () => {
    const { get, sandbox } = await startMerchantWithAda({ latency: { holderMs: 500 } });
    expect((await get("/cardholders/ada")).status).toBe(404);
    expect((await get("/cardholders")).body.total).toBe(0);
    await sandbox.advance(500);
    expect((await get("/cardholders/ada")).status).toBe(200);
  });
});
