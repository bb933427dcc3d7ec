import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createClient, FourpayError, Secret } from "../../../provider/client";
import { thrown } from "./support/caught";
import { json, serve } from "./support/server";

const settings = { organizationId: "org/1", apiKey: "sk_test_planted_key" };

describe("createClient", () => {
  it("makes a working client from a plain key or a secret", async () => {
    const server = await serve(json(200, { data: { id: "w1", status: "active" } }));
    for (const apiKey of ["plain", new Secret("wrapped")]) {
      const client = createClient({ ...settings, apiKey, baseUrl: server.url });
      await client.wallets.get("w1");
      await client.close();
    }
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer plain", "Bearer wrapped"]);
    expect(server.seen[0]?.path).toBe("/api/v2/organizations/org%2F1/wallets/w1");
    await server.close();
  });

  it.each<[string, object]>([
    ["no organization", { organizationId: " " }],
    ["no key", { apiKey: undefined }],
    ["an empty key", { apiKey: "" }],
    ["plain http", { baseUrl: "http://api.4pay.cc" }],
    ["no slots", { maxConcurrency: 0 }],
    ["half a slot", { maxConcurrency: 1.5 }],
    ["no rate", { maxRequestsPerSecond: 0 }],
    ["no time", { requestTimeoutMs: Number.NaN }],
    ["a dialect it does not speak", { dialect: "other" }],
    ["a merchant without its own credential", { dialect: "merchant" }],
    ["a merchant with two credentials", { dialect: "merchant", apiToken: "planted", jwt: "planted" }],
    ["a merchant with an empty token", { dialect: "merchant", apiToken: "" }],
    ["a merchant over plain http", { dialect: "merchant", jwt: "planted", baseUrl: "http://api.4pay.cc" }],
  ])("refuses %s", (_name, change) => {
    const error = thrown(() => createClient({ ...settings, ...change } as typeof settings));
    expect(error).toBeInstanceOf(FourpayError);
    expect(error.code).toBe("config_invalid");
    expect(inspect(error) + JSON.stringify(error)).not.toContain("planted");
  });

  it("makes a client for a merchant, by token or by JWT", async () => {
    const server = await serve(json(200, { items: [] }));
    for (const credential of [{ apiToken: "t0k" }, { apiToken: new Secret("t1k") }, { jwt: "j" }]) {
      const client = createClient({ dialect: "merchant", ...credential, baseUrl: server.url });
      expect(await client.accounts.list()).toEqual([]);
      await client.close();
    }
    expect(server.seen.map(({ headers }) => headers["x-api-token"] ?? headers.authorization)).toEqual([
      "t0k",
      "t1k",
      "Bearer j",
    ]);
    await server.close();
  });

  it("does not show the key", async () => {
    for (const client of [createClient(settings), createClient({ dialect: "merchant", apiToken: "tok_planted" })]) {
      expect(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client)).not.toContain("planted");
      await client.close();
    }
  });
});
