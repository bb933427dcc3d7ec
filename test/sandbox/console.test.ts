import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { cardId, issue, liveCard, start, startWithAda, wallet } from "./client";
import { listen } from "./consoleClient";

describe("the console's page", () => {
  it.each([
    ["", "text/html"],
    ["/main.mjs", "text/javascript"],
    ["/console.css", "text/css"],
    ["/icon.svg", "image/svg+xml"],
  ])("is served as files of the right type: /console%s", async (path, type) => {
    const { sandbox } = await start();
    const answer = await fetch(`${sandbox.url}/console${path}`);
    expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([200, type]);
  });

  it("may load nothing from elsewhere, run nothing inline and stand in no frame", async () => {
    const { sandbox } = await start();
    const { headers } = await fetch(`${sandbox.url}/console`);
    const policy = headers.get("content-security-policy")?.split("; ");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("has no other files, whatever the address says", async () => {
    const { sandbox } = await start();
    const paths = ["/routes.ts", "/..%2froutes.ts", "/%2e%2e%2f%2e%2e%2fserver.ts", "/page/main.mjs", "/nothing.css"];
    const answers = await Promise.all(paths.map((path) => fetch(`${sandbox.url}/console${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it("leaves no trace among the requests", async () => {
    const { sandbox } = await start();
    await (await fetch(`${sandbox.url}/console`)).text();
    const stream = await listen(sandbox);
    await stream.next("state");
    expect(sandbox.journal.count()).toBe(0);
  });
});

describe("who may use the console and the control routes", () => {
  const places = ["/console", "/console/main.mjs", "/console/events", "/_sandbox/state"];

  async function status(port: number, method: string, path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
        answer.destroy();
        resolve(answer.statusCode ?? 0);
      });
      asked.on("error", reject).end();
    });
  }

  it.each(places)("nobody under another host's name: %s", async (path) => {
    const { sandbox } = await start();
    expect(await status(sandbox.port, "GET", path, { host: "rebound.example" })).toBe(403);
    expect(await status(sandbox.port, "GET", path, { host: `127.0.0.1.evil.example:${sandbox.port}` })).toBe(403);
    expect(await status(sandbox.port, "GET", path, { host: `localhost:${sandbox.port}` })).toBe(200);
  });

  it.each(places)("no page of another origin, not even one of this machine: %s", async (path) => {
    const { sandbox } = await start();
    const host = `127.0.0.1:${sandbox.port}`;
    for (const origin of ["https://evil.example", "http://127.0.0.1:1", "http://localhost:3000", "null"]) {
      expect(await status(sandbox.port, "GET", path, { host, origin })).toBe(403);
    }
    expect(await status(sandbox.port, "GET", path, { host, origin: `http://${host}` })).toBe(200);
  });

  it("no page that embeds an address; a link to the page may be followed", async () => {
    const { sandbox } = await start();
    const host = `127.0.0.1:${sandbox.port}`;
    for (const site of ["cross-site", "same-site"]) {
      const embedded = { host, "sec-fetch-site": site, "sec-fetch-mode": "no-cors" };
      for (const path of places) expect(await status(sandbox.port, "GET", path, embedded)).toBe(403);
      const followed = { host, "sec-fetch-site": site, "sec-fetch-mode": "navigate" };
      expect(await status(sandbox.port, "GET", "/console", followed)).toBe(200);
      expect(await status(sandbox.port, "GET", "/_sandbox/state", followed)).toBe(403);
      expect(await status(sandbox.port, "GET", "/console/events", followed)).toBe(403);
    }
  });

  it("whoever types the address", async () => {
    const { sandbox } = await start();
    const typed = { host: `127.0.0.1:${sandbox.port}`, "sec-fetch-site": "none" };
    for (const path of places) expect(await status(sandbox.port, "GET", path, typed)).toBe(200);
  });

  it("and a refused request changes nothing", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    const foreign = { origin: "https://evil.example", "content-type": "text/plain" };
    const answers = [
      await client.control("POST", `/cards/${cardId(path)}`, { status: "closed" }, foreign),
      await client.control("POST", "/faults", { kind: "rate-limit" }, foreign),
      await client.control("POST", "/reset", {}, foreign),
      await client.control("DELETE", "/journal", undefined, foreign),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(client.sandbox.control.snapshot().cards).toMatchObject([{ status: "active" }]);
    expect(client.sandbox.faults.list()).toEqual([]);
    expect(client.sandbox.journal.count()).toBeGreaterThan(0);
  });
});

describe("what the console is told", () => {
  it("never holds a card number or security code, wherever somebody wrote it", async () => {
    const client = await startWithAda();
    const { sandbox, get, post } = client;
    const path = await liveCard(client);
    const { data } = (await get(`${path}/credentials`)).body;
    const pan = /\d{16}/.exec(JSON.stringify(data))?.[0] ?? "missing";
    const cvv: string = data.cvv;
    expect(cvv).toMatch(/^\d{3}$/);
    const spaced = pan.replace(/(.{4})(?=.)/g, "$1 ");
    sandbox.control.renameCard(cardId(path), `card ${pan}`);
    sandbox.control.seedHolder({ id: "eve", firstName: spaced, lastName: "E", email: `${pan}@example.com` });
    sandbox.control.seedWallet({ name: `wallet ${spaced}` });
    sandbox.control.seedWallet({ name: "order 4111111111111112" });
    sandbox.faults.add({ kind: "stuck", match: { name: pan } });
    await get(`/holders?cardNumber=${pan}&cvv=${cvv}`);
    await get(`/holders/${pan}`);
    await get(`/holders/${encodeURIComponent(spaced)}?q=${spaced.replaceAll(" ", "+")}`);
    await post(`${wallet}/instruments`, { ...issue, name: `again ${pan}`, cvv });

    const cards = await listen(sandbox, "?text=card");
    const holders = await listen(sandbox, "?list=holders");
    const told = [await cards.next("state"), await cards.next("requests"), await holders.next("state")];
    const text = JSON.stringify(told) + cards.text() + holders.text();
    expect(text).not.toContain(pan);
    expect(text).not.toContain(spaced);
    expect(text).toContain(`card •••• ${pan.slice(-4)}`);
    expect(text).toContain("/holders?cardNumber=…&cvv=…");
    expect(text.replaceAll(/[ +]|%20/g, "")).not.toContain(pan);
    expect(text).toContain(cardId(path));
    // Without a valid check digit it is no card number.
    expect(text).toContain("order 4111111111111112");
  });

  it("holds credentials only where everybody knows them", async () => {
    const known = await (await listen((await start()).sandbox)).next("hello");
    expect(known).toMatchObject({ apiKey: "sandbox-key", apiToken: "sandbox-token" });
    const { sandbox } = await start({ apiKey: "planted-1", apiToken: "planted-2", jwt: "planted.3.jwt" });
    const stream = await listen(sandbox);
    expect(await stream.next("hello")).toMatchObject({ baseUrl: sandbox.url, apiKey: null, apiToken: null });
    await stream.next("state");
    expect(stream.text()).not.toContain("planted");
  });

  it("is one page of a list, with the numbers of the whole", async () => {
    const { sandbox } = await startWithAda();
    for (let at = 1; at <= 60; at++) {
      sandbox.control.seedCard({
        walletId: seedIds.wallet,
        holderId: "ada",
        name: `card ${at}`,
        status: at > 50 ? "closed" : "active",
      });
    }
    const page = async (query: string) => (await listen(sandbox, query)).next("state");
    expect(await page("")).toMatchObject({
      totals: { cards: 60, live: 50, holders: 1, wallets: 1 },
      byStatus: { active: 50, closed: 10 },
      cards: { matching: 60, page: 1, pages: 3, first: 1, rows: { length: 25, 0: { name: "card 60" } } },
      holders: null,
    });
    expect(await page("?page=3")).toMatchObject({ cards: { first: 51, rows: { length: 10, 9: { name: "card 1" } } } });
    expect(await page("?page=99&status=live")).toMatchObject({
      cards: { matching: 50, page: 2, rows: { length: 25 } },
    });
    expect(await page("?status=closed&text=card%206")).toMatchObject({
      cards: { matching: 1 },
      byStatus: { active: 1, closed: 1 },
    });
    expect(await page("?list=holders&text=lovelace")).toMatchObject({
      cards: null,
      holders: { rows: [{ liveCards: 50 }] },
    });
    expect(await page("?status=odd&page=-1&list=odd")).toMatchObject({ cards: { matching: 60, page: 1 } });
  });

  it("tells of requests from arrival to answer, and what a fault made of them", async () => {
    const { sandbox, get, post } = await startWithAda();
    sandbox.faults.add({ kind: "drop-after-commit", match: { method: "POST" } });
    await expect(post(`${wallet}/instruments`, issue)).rejects.toThrow();
    await get("/holders");
    const { requests, total } = await (await listen(sandbox)).next("requests");
    expect(total).toBe(2);
    expect(requests).toMatchObject([
      {
        method: "POST",
        path: `${wallet}/instruments`,
        subject: "Ads",
        status: null,
        open: false,
        committed: true,
        fault: "drop-after-commit",
        dialect: "organization",
      },
      { method: "GET", path: "/holders", status: 200, open: false, write: false, fault: null },
    ]);
    expect(JSON.stringify(requests)).not.toContain("daily_limit");
  });

  it("tells what was changed by hand, in its place among the requests", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    await client.control("POST", `/cards/${cardId(path)}`, { status: "frozen" });
    await client.control("POST", `/cards/${cardId(path)}`, { status: "odd" });
    await client.control("POST", "/reset", {}, { origin: "https://evil.example" });
    await client.control("GET", "/state");
    await client.get("/holders");
    const { requests, total } = await (await listen(client.sandbox)).next("requests");
    expect(total).toBe(2);
    expect(requests).toMatchObject([
      { order: 1, method: "POST", dialect: "organization" },
      { order: 2, dialect: "hand", path: `/cards/${cardId(path)}`, subject: "Ads", status: 200, committed: true },
      { order: 3, dialect: "hand", status: 400, committed: false },
      { order: 4, method: "GET", path: "/holders" },
    ]);
  });

  it("goes on where a page left off, and begins anew after a restart", async () => {
    const { sandbox, get } = await start();
    await get("/holders");
    const first = await listen(sandbox);
    await first.next("requests");
    await get("/wallets");
    const again = await listen(sandbox, "", { "last-event-id": first.lastId() });
    expect((await again.next("requests")).requests).toMatchObject([{ path: "/wallets" }]);
    const other = await listen(sandbox, "", { "last-event-id": `another-sandbox:${99}` });
    expect((await other.next("requests")).requests).toHaveLength(2);
  });
});
