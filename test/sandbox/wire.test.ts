import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import fc from "../support/properties";
import { ada, complaints, issue, start, startWithAda, unknownId, wallet } from "./client";

describe("access", () => {
  it("needs the key, as a Bearer token", async () => {
    const { call } = await start();
    for (const authorization of ["", "Bearer wrong", "sandbox-key", "Basic sandbox-key", "Bearer"]) {
      const refused = await call("GET", "/holders", undefined, { authorization });
      expect(refused).toMatchObject({ status: 401, body: { detail: expect.any(String) } });
    }
    expect((await call("POST", "/holders", {}, { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await call("GET", "/holders", undefined, { authorization: "bearer sandbox-key" })).status).toBe(200);
  });

  it("is limited to the own organization", async () => {
    const { sandbox } = await start({ apiKey: "other-key" });
    const at = async (organization: string) => {
      const url = `${sandbox.url}/api/v2/organizations/${organization}/holders`;
      return (await fetch(url, { headers: { authorization: "Bearer other-key" } })).status;
    };
    expect([await at(sandbox.organizationId), await at(unknownId), await at("acme")]).toEqual([200, 403, 422]);
  });

  it("can be rate limited", async () => {
    const { get } = await start({ rateLimit: { requestsPerSecond: 2 } });
    const answers = await Promise.all([1, 2, 3, 4].map(() => get("/holders")));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    const quiet = await start({ rateLimit: { requestsPerSecond: 1, retryAfter: false } });
    await quiet.get("/holders");
    const second = await quiet.get("/holders");
    expect([second.status, second.headers.get("retry-after")]).toEqual([429, null]);
  });

  it("is possible on loopback only, at the address it says", async () => {
    const { sandbox } = await start();
    expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
  });
});

describe("bad requests", () => {
  it("have bodies that are missing, broken, not announced as JSON, or no object", async () => {
    const { call, post } = await start();
    expect(complaints(await post("/holders"))).toEqual(["body value_error.missing"]);
    expect(complaints(await post("/holders", "{"))).toEqual(["body.0 value_error.jsondecode"]);
    expect(complaints(await post("/holders", "[]"))).toEqual(["body type_error.dict"]);
    expect(complaints(await post("/holders", "null"))).toEqual(["body type_error.none.not_allowed"]);
    const text = await call("POST", "/holders", JSON.stringify(ada), { "content-type": "text/plain" });
    expect(complaints(text)).toEqual(["body type_error.dict"]);
    expect((await post("/holders", { ...ada, firstName: "x".repeat(1_100_000) })).status).toBe(413);
  });

  it("echo the input they complain about", async () => {
    const { post } = await start();
    expect((await post("/wallets", { id: "x" })).body.detail).toEqual([
      { loc: ["body", "id"], msg: expect.any(String), type: "type_error.uuid", input: "x" },
    ]);
  });

  it("go to unknown paths or use the wrong method", async () => {
    const { call, get, sandbox } = await start();
    expect(await get("/cards")).toMatchObject({ status: 404, body: { detail: "Not Found" } });
    const wrong = await call("DELETE", "/holders/ada");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
    expect((await fetch(`${sandbox.url}/`)).status).toBe(404);
    expect((await call("PUT", wallet, {})).status).toBe(405);
  });

  it("cannot bring the sandbox down", async () => {
    const client = await startWithAda();
    const method = fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS");
    const segment = fc.oneof(
      fc.constantFrom(
        "holders",
        "wallets",
        "instruments",
        "operations",
        "limits",
        "fund",
        "%",
        "%ZZ",
        "..",
        "__proto__",
      ),
      fc.constantFrom(seedIds.wallet, unknownId),
      fc.string().map(encodeURIComponent),
    );
    const path = fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`);
    const query = fc.oneof(
      fc.constant(""),
      fc.webQueryParameters().map((text) => `?${text}`),
    );
    const body = fc.option(fc.oneof(fc.string(), fc.json()), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(method, path, query, body, async (verb, where, what, content) => {
        const sent = verb === "GET" || verb === "HEAD" ? undefined : content;
        const answer = await client.call(verb, where + what, sent);
        // `..` can lead to a path of another organization.
        expect([200, 204, 400, 403, 404, 405, 422]).toContain(answer.status);
      }),
      { numRuns: 300 },
    );
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(seedIds.wallet, "ada", "virtual", "1.00"));
    const shape = fc.record(
      { name: field, cardOwnerId: field, cardType: field, limits: field, amount: field, fees: field },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(`${wallet}/instruments`, "/holders", "/wallets", "/deposits"),
        shape,
        async (where, content) => {
          expect([200, 201, 400, 422]).toContain((await client.post(where, content)).status);
          expect([204, 404, 405, 422]).toContain((await client.patch(wallet, content)).status);
        },
      ),
      { numRuns: 200 },
    );
    expect(client.sandbox.journal.list().filter((entry) => entry.status === 500)).toEqual([]);
  });

  it("may not even be HTTP", async () => {
    const { get, post, sandbox } = await startWithAda();
    for (const bytes of [
      "\x16\x03\x01\x00\x00",
      "GET\r\n\r\n",
      "GET /%00 HTTP/1.1\r\nHost: [\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 50\r\n\r\nx",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(sandbox.port, "127.0.0.1", () =>
          socket.write(bytes, () => setTimeout(() => socket.destroy(), 20)),
        );
        socket.on("error", () => undefined).on("close", () => resolve());
      });
    }
    expect((await get("/holders")).status).toBe(200);
    expect((await post(`${wallet}/instruments`, issue)).status).toBe(201);
  });
});
