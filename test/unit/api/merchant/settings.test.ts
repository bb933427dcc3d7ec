/** From settings to the issuer of this dialect, and the command that holds its contract against a deployment. */
import { describe, expect, it } from "vitest";
import { compareApi } from "../../../../provider/cli/doctorCommand";
import type { Settings } from "../../../../provider/config";
import { createIssuer } from "../../../../provider/issuer";
import { Secret } from "../../../../provider/model/secret";
import { caught, thrown } from "../support/caught";
import { json, serve } from "../support/server";

const settings = (baseUrl: string, change: Partial<Settings> = {}): Settings => ({
  dialect: "merchant",
  baseUrl,
  namespace: "",
  outcomeWindowMs: 1000,
  previewChecks: true,
  refresh: "full",
  ...change,
});
const apiKey = new Secret("the-token");
const jwt = new Secret("the-jwt");

describe("the issuer of a merchant", () => {
  it.each<[string, Partial<Settings>, object]>([
    ["the token", { apiKey }, { "x-api-token": "the-token" }],
    ["the JWT", { jwt }, { authorization: "Bearer the-jwt" }],
    ["the JWT before the token", { apiKey, jwt }, { authorization: "Bearer the-jwt" }],
  ])("uses %s", async (_name, credential, header) => {
    const server = await serve(json(200, { items: [] }));
    await createIssuer(settings(server.url, credential)).listWallets({});
    expect(server.seen[0]?.headers).toMatchObject(header);
    await server.close();
  });

  it("names both settings where neither is there", () => {
    const error = thrown(() => createIssuer(settings("http://127.0.0.1:9")));
    expect(error.code).toBe("config_missing");
    for (const name of ["fourpay:apiKey", "FOURPAY_API_KEY", "fourpay:jwt", "FOURPAY_JWT"]) {
      expect(error.message).toContain(name);
    }
  });

  it("is called by its label, which no rotation changes", () => {
    const tenant = (change: Partial<Settings>) => createIssuer(settings("http://127.0.0.1:9", change)).tenant.id;
    expect(tenant({ apiKey })).toBe("merchant");
    expect(tenant({ jwt })).toBe("merchant");
    expect(tenant({ apiKey, organizationId: "eu" })).toBe("eu");
  });
});

describe("the comparison with a deployment", () => {
  it("prints the differences, and ends with 1", async () => {
    const server = await serve(json(200, { openapi: "3.1.0", paths: {} }));
    const written: string[] = [];
    const write = (text: string) => void written.push(text);
    expect(await compareApi(settings(server.url, { apiKey }), write)).toBe(1);
    expect(written.join("")).toContain("POST /api/v2/accounts/{account_uuid}/cards");
    await server.close();
  });

  it("is for this dialect only", async () => {
    const other = settings("http://127.0.0.1:9", { dialect: "organization", apiKey });
    expect((await caught(compareApi(other, () => {}))).code).toBe("config_invalid");
  });
});
