import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { ada, cardId, issue, liveCard, start, startWithAda, unknownId, wallet } from "./client";

describe("the journal", () => {
  it("keeps every request with its route, outcome and body", async () => {
    const { get, post, sandbox } = await startWithAda();
    await post(`${wallet}/instruments`, issue);
    await post(`${wallet}/instruments`, {});
    await get(`${wallet}?x=1`);
    await get("/nowhere");
    const { journal } = sandbox;
    expect(journal.list()).toMatchObject([
      {
        seq: 1,
        method: "POST",
        route: "POST /wallets/{wallet_id}/instruments",
        status: 201,
        write: true,
        committed: true,
        requestBody: issue,
      },
      { seq: 2, status: 422, write: true, committed: false, requestBody: {} },
      {
        seq: 3,
        method: "GET",
        path: expect.stringMatching(/\?x=1$/),
        status: 200,
        write: false,
        requestBody: null,
        faultId: null,
      },
      { seq: 4, route: null, status: 404 },
    ]);
    expect(journal.count({ method: "post", path: /instruments$/ })).toBe(2);
    expect(journal.count({ write: true, committed: true })).toBe(1);
    journal.clear();
    expect(journal.list()).toEqual([]);
  });

  it("never keeps credentials", async () => {
    const { post, sandbox } = await start();
    await post("/holders", { ...ada, secret: "hush", nested: [{ apiToken: "hush" }] });
    expect(JSON.stringify(sandbox.journal.list())).not.toMatch(/hush|sandbox-key|authorization/i);
  });
});

describe("the control helpers", () => {
  it("change the world behind the caller's back", async () => {
    const client = await startWithAda();
    const { control } = client.sandbox;
    const path = await liveCard(client);
    control.renameCard(cardId(path), "Renamed");
    control.setCardLimits(cardId(path), { monthly: "7.00" });
    expect((await client.get(path)).body.data.card).toMatchObject({
      name: "Renamed",
      limits: { monthly_limit: "7.00" },
    });
    control.setWalletStatus(seedIds.wallet, "inactive");
    expect((await client.get(wallet)).body.data.status).toBe("inactive");
    control.removeCard(cardId(path));
    expect((await client.get(path)).status).toBe(404);
    expect((await client.get(`${wallet}/instruments`)).body.data).toEqual([]);
    expect(() => control.renameCard(unknownId, "x")).toThrow("not found");
    expect(() => control.fundWallet(seedIds.wallet, "1.001")).toThrow(RangeError);
  });

  it("reset to the seed", async () => {
    const client = await startWithAda();
    await liveCard(client);
    client.sandbox.faults.add({ kind: "stuck" });
    client.sandbox.reset();
    const { holders, cards, wallets } = client.sandbox.control.snapshot();
    expect({ holders, cards, wallets: wallets.length }).toEqual({ holders: [], cards: [], wallets: 1 });
    expect([client.sandbox.journal.count(), client.sandbox.faults.list()]).toEqual([0, []]);
  });

  it("start from the seed that was chosen", async () => {
    const demo = await start({ seed: "demo" });
    expect(demo.sandbox.control.snapshot()).toMatchObject({ holders: { length: 3 }, wallets: { length: 2 } });
    const empty = await start({ seed: "empty" });
    expect((await empty.get("/wallets")).body.data).toEqual([]);
    expect((await empty.get("/wallets/providers")).body.data).toHaveLength(3);
    const own = await start({ seed: { wallets: [{ name: "Mine", balance: "3.00" }] } });
    expect((await own.get("/wallets")).body.data).toMatchObject([{ name: "Mine", balance: "3.00" }]);
  });
});

describe("the control interface over HTTP", () => {
  it("offers the same helpers to another process", async () => {
    const client = await startWithAda();
    const { control, get, post } = client;
    const path = await liveCard(client);
    const card = `/cards/${cardId(path)}`;
    expect((await control("POST", card, { name: "New", limits: { daily: "9.00" }, status: "frozen" })).status).toBe(
      200,
    );
    expect((await get(path)).body.data.card).toMatchObject({
      name: "New",
      status: "frozen",
      limits: { daily_limit: "9.00" },
    });
    expect((await control("POST", card, { status: "active", spend: "1.00" })).body.purchase.status).toBe("declined");
    await control("POST", `/wallets/${seedIds.wallet}`, { deposit: "1.00", status: "inactive" });
    expect((await get(wallet)).body.data).toMatchObject({ balance: "10000.00", status: "inactive" });
    await control("POST", "/holders/ada", { email: "moved@example.com" });
    expect((await get("/holders/ada")).body.data.email).toBe("moved@example.com");
    await control("POST", "/holders/ada", { remove: true });
    expect((await get("/holders/ada")).status).toBe(404);
    await post("/deposits", { currency: "USDTTRC20", accountId: seedIds.wallet });
    expect((await control("POST", "/deposits/settle", { amount: "10.00" })).body.settled).toHaveLength(1);
    expect((await control("POST", "/clock/advance", { ms: 1000 })).body.at).toBe("2026-01-15T12:00:02.000Z");
    expect(await control("POST", "/faults", { kind: "rate-limit" })).toMatchObject({
      status: 201,
      body: { id: "fault-1" },
    });
    expect((await get("/holders")).status).toBe(429);
    expect((await control("GET", "/faults")).body.faults).toHaveLength(1);
    await control("DELETE", "/faults");
    await control("POST", card, { remove: true });
    const state = (await control("GET", "/state")).body;
    expect(state).toMatchObject({ cards: [], ledger: { balanced: true } });
    const { entries } = (await control("GET", "/journal")).body;
    expect((await control("GET", `/journal?since=${entries.at(-2).seq}`)).body.entries).toHaveLength(1);
    await control("DELETE", "/journal");
    expect((await control("GET", "/journal")).body.entries).toEqual([]);
    await control("POST", "/reset");
    expect((await control("GET", "/state")).body.wallets[0].balance).toBe("10000.00");
  });

  it("answers bad input with 400 and unknown things with 404", async () => {
    const { control } = await start();
    expect((await control("POST", "/clock/advance", { ms: -1 })).status).toBe(400);
    expect((await control("POST", "/clock/advance", "{")).status).toBe(400);
    expect((await control("POST", "/faults", { kind: "earthquake" })).status).toBe(400);
    expect((await control("POST", `/cards/${unknownId}`, { name: "x" })).status).toBe(404);
    expect((await control("POST", `/wallets/${seedIds.wallet}`, { deposit: "much" })).status).toBe(400);
    expect((await control("POST", "/holders/nobody", { remove: true })).status).toBe(404);
    expect((await control("GET", "/nowhere")).status).toBe(404);
  });
});
