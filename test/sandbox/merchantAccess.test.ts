import { describe, expect, it } from "vitest";
import fc from "../support/properties";
import { ada, complaints, unknownId } from "./client";
import { account, card, issueLive, person, startMerchant, startMerchantWithAda } from "./merchantClient";

describe("access to the merchant dialect", () => {
  it("needs the API token or the JWT", async () => {
    const { call, sandbox } = await startMerchant();
    const as = async (headers: Record<string, string>) => (await call("GET", "/accounts", undefined, headers)).status;
    expect(await as({ "x-api-token": "sandbox-token" })).toBe(200);
    expect(await as({ authorization: `Bearer ${sandbox.jwt}` })).toBe(200);
    expect(await as({ authorization: `bearer ${sandbox.jwt}` })).toBe(200);
    expect(await as({})).toBe(401);
    expect(await as({ "x-api-token": "wrong" })).toBe(401);
    expect(await as({ authorization: sandbox.jwt })).toBe(401);
    expect(await as({ authorization: `Bearer ${sandbox.apiToken}` })).toBe(401);
    expect(await as({ "x-api-token": sandbox.jwt })).toBe(401);
    // With both, the token decides.
    expect(await as({ "x-api-token": "wrong", authorization: `Bearer ${sandbox.jwt}` })).toBe(401);
  });

  it("has credentials of its own choice", async () => {
    const { call, sandbox } = await startMerchant({ apiToken: "mine", jwt: "a.b.c" });
    expect([sandbox.apiToken, sandbox.jwt]).toEqual(["mine", "a.b.c"]);
    expect((await call("GET", "/accounts", undefined, { "x-api-token": "mine" })).status).toBe(200);
    expect((await call("GET", "/accounts", undefined, { authorization: "Bearer a.b.c" })).status).toBe(200);
    expect((await call("GET", "/accounts", undefined, { "x-api-token": "sandbox-token" })).status).toBe(401);
  });

  it("is forbidden to the organization's key, which keeps working on its own paths", async () => {
    const { call, organization, sandbox } = await startMerchant();
    const key = { authorization: `Bearer ${sandbox.apiKey}` };
    expect(await call("GET", "/accounts", undefined, key)).toMatchObject({
      status: 403,
      body: { detail: expect.any(String) },
    });
    expect((await organization.get("/wallets")).status).toBe(200);
    const jwt = { authorization: `Bearer ${sandbox.jwt}` };
    expect((await organization.call("GET", "/wallets", undefined, jwt)).status).toBe(401);
  });
});

describe("requests of the merchant dialect", () => {
  it("are refused with 404, 405 and 422", async () => {
    const { call, get, post } = await startMerchantWithAda();
    expect(await get(`/accounts/${unknownId}`)).toMatchObject({ status: 404, body: { detail: "Account not found" } });
    expect((await get(`/accounts/${unknownId}/cards/${unknownId}`)).status).toBe(404);
    expect((await get("/cardholders/nobody")).status).toBe(404);
    expect((await get("/nothing")).status).toBe(404);
    expect(complaints(await get("/accounts/mine"))).toEqual(["path.account_uuid type_error.uuid"]);
    expect(complaints(await post(`${account}/cards`, {}))).toEqual([
      "body.name value_error.missing",
      "body.cardOwnerId value_error.missing",
      "body.cardType value_error.missing",
    ]);
    expect(complaints(await post(`${account}/cards`))).toEqual(["body value_error.missing"]);
    const wrong = await call("DELETE", "/cardholders/ada");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET"]);
  });

  it("name fields as this dialect does when the store refuses", async () => {
    const { post } = await startMerchantWithAda();
    const refused = await post(`${account}/cards`, { ...card, cardOwnerId: "nobody" });
    expect(refused.body.detail).toEqual([
      { loc: ["body", "cardOwnerId"], msg: "unknown cardholder", type: "value_error", input: "nobody" },
    ]);
  });

  it("can meet a failing upstream and every other fault", async () => {
    const { get, post, sandbox } = await startMerchantWithAda();
    const route = "GET /accounts/{account_uuid}";
    sandbox.faults.add({ kind: "status-before", status: 502, match: { route } });
    expect((await get(account)).status).toBe(502);
    expect((await get(account)).status).toBe(200);
    sandbox.faults.add({ kind: "creating-failed", match: { name: "Ads" } });
    const { id } = (await post(`${account}/cards`, card)).body;
    await sandbox.advance(1000);
    expect((await get(`${account}/cards/${id}`)).body.status).toBe("creating_failed");
    sandbox.faults.add({ kind: "drop-after-commit", match: { route: "POST /accounts/{account_uuid}/cards" } });
    await expect(post(`${account}/cards`, card)).rejects.toThrow();
    expect(sandbox.control.snapshot().cards).toHaveLength(2);
  });

  it("are in the journal, with writes told from reads", async () => {
    const { get, post, put, remove, sandbox } = await startMerchantWithAda();
    sandbox.journal.clear();
    await get("/cardholders?limit=1");
    await post(`${account}/transfer`, {});
    await put("/webhooks/config", { url: "https://hooks.example.com/", secret: "hush" });
    await remove("/webhooks/config");
    expect(sandbox.journal.list()).toMatchObject([
      { route: "GET /cardholders", write: false, committed: false },
      { route: "POST /accounts/{account_uuid}/transfer", write: true, committed: false, status: 422 },
      {
        route: "PUT /webhooks/config",
        write: true,
        committed: true,
        requestBody: { url: "https://hooks.example.com/" },
      },
      { route: "DELETE /webhooks/config", write: true, committed: true, status: 204 },
    ]);
    expect(JSON.stringify(sandbox.journal.list())).not.toMatch(/hush|sandbox-token/);
  });
});

describe("the merchant dialect under nonsense", () => {
  it("never fails by itself", async () => {
    const merchant = await startMerchantWithAda({ behaviour: { merchantCardUpdate: "patch" } });
    const path = await issueLive(merchant);
    const fromIssue = merchant.sandbox.journal.count();
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(account, "ada", "virtual", "1.00", "card_state"));
    const names = ["name", "cardOwnerId", "cardType", "limits", "amount", "currency", "url", "event_types", "email"];
    const shape = fc.dictionary(fc.constantFrom(...names), field);
    const where = fc.constantFrom(
      ...["", "/topup", "/withdraw"].map((action) => path + action),
      ...["/cards", "/cardholders", "/transfer"].map((action) => account + action),
      "/webhooks/config",
      "/cardholders/%",
      "/cardholders/%00",
    );
    const query = fc.webQueryParameters();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "POST", "PUT", "PATCH"),
        where,
        query,
        shape,
        async (verb, at, what, body) => {
          await merchant.call(verb, `${at}?${what}`, verb === "GET" ? undefined : body);
        },
      ),
      { numRuns: 300 },
    );
    const statuses = new Set(
      merchant.sandbox.journal
        .list()
        .slice(fromIssue)
        .map((entry) => entry.status),
    );
    expect([...statuses].filter((status) => status === null || status >= 500)).toEqual([]);
  });
});

describe("both dialects", () => {
  it("show one and the same world", async () => {
    const merchant = await startMerchant();
    const { organization, get, post, sandbox } = merchant;
    await organization.post("/holders", { ...ada, phone: "+1-202-555-0147" });
    expect((await get("/cardholders/ada")).body).toMatchObject({ firstName: "Ada", phone: "+1-202-555-0147" });
    const { id } = (await post(`${account}/cards`, { ...card, limits: { daily_limit: 25 } })).body;
    await sandbox.advance(1000);
    const path = `${account.replace("accounts", "wallets")}/instruments/${id}`;
    expect((await organization.get(path)).body.data.card).toMatchObject({
      name: "Ads",
      status: "active",
      limits: { daily_limit: "25.00" },
    });
    await organization.post(`${path}/suspend`);
    await sandbox.advance(1000);
    expect((await get(`${account}/cards/${id}`)).body.status).toBe("frozen");
    expect((await post(`${account}/cardholders`, person)).status).toBe(422);
  });
});
