import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cardId } from "./client";
import { account, card, issueLive, type Merchant, person, startMerchant, startMerchantWithAda } from "./merchantClient";

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into freely
type Document = any;

const read = async ({ sandbox }: Merchant): Promise<Document> =>
  (await fetch(`${sandbox.url}/api/openapi.json`)).json();

/** Replaces references by what they point at, so that a schema stands alone. */
function resolved(document: Document, node: unknown): Document {
  if (Array.isArray(node)) return node.map((item) => resolved(document, item));
  if (typeof node !== "object" || node === null) return node;
  if ("$ref" in node) {
    const name = String(node.$ref).replace("#/components/schemas/", "");
    return resolved(document, document.components.schemas[name]);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(document, value)]));
}

const schemaAt = (document: Document, node: Document) =>
  z.fromJSONSchema(resolved(document, node.content["application/json"].schema));

const operations = (document: Document): string[] =>
  Object.entries(document.paths as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace("/api/v2", "")}`),
  );

describe("the OpenAPI document", () => {
  it("is readable without a credential and lists every endpoint once", async () => {
    const document = await read(await startMerchant());
    expect(document.openapi).toBe("3.1.0");
    expect(operations(document).sort()).toEqual([
      "DELETE /webhooks/config",
      "GET /accounts",
      "GET /accounts/{account_uuid}",
      "GET /accounts/{account_uuid}/balance",
      "GET /accounts/{account_uuid}/cardholders",
      "GET /accounts/{account_uuid}/cards",
      "GET /accounts/{account_uuid}/cards/{card_uuid}",
      "GET /accounts/{account_uuid}/cards/{card_uuid}/sensitive",
      "GET /accounts/{account_uuid}/restrictions",
      "GET /accounts/{account_uuid}/transfer-destinations",
      "GET /cardholders",
      "GET /cardholders/{card_owner_id}",
      "GET /cardholders/{card_owner_id}/cards",
      "GET /transactions",
      "GET /transactions/accounts",
      "GET /transactions/accounts/{transaction_uuid}",
      "GET /transactions/cards",
      "GET /transactions/cards/{transaction_uuid}",
      "GET /webhooks/config",
      "GET /webhooks/events",
      "POST /accounts/{account_uuid}/cardholders",
      "POST /accounts/{account_uuid}/cards",
      "POST /accounts/{account_uuid}/cards/{card_uuid}/close",
      "POST /accounts/{account_uuid}/cards/{card_uuid}/freeze",
      "POST /accounts/{account_uuid}/cards/{card_uuid}/topup",
      "POST /accounts/{account_uuid}/cards/{card_uuid}/unfreeze",
      "POST /accounts/{account_uuid}/cards/{card_uuid}/withdraw",
      "POST /accounts/{account_uuid}/transfer",
      "PUT /webhooks/config",
    ]);
    const ids = Object.values(document.paths as Record<string, Document>).flatMap((item) =>
      Object.values(item).map((operation) => (operation as Document).operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.paths["/api/v2/transactions"].get.deprecated).toBe(true);
  });

  it("has the card update only where the switch offers it", async () => {
    const document = await read(await startMerchant({ behaviour: { merchantCardUpdate: "patch" } }));
    expect(operations(document)).toContain("PATCH /accounts/{account_uuid}/cards/{card_uuid}");
  });

  it("describes parameters, bodies and security", async () => {
    const document = await read(await startMerchant());
    const list = document.paths["/api/v2/accounts/{account_uuid}/cardholders"];
    expect(list.get.parameters).toMatchObject([
      { name: "account_uuid", in: "path", required: true, schema: { type: "string", format: "uuid" } },
      {
        name: "limit",
        in: "query",
        required: false,
        schema: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
      },
      { name: "offset", in: "query", required: false, schema: { minimum: 0, default: 0 } },
    ]);
    const body = list.post.requestBody.content["application/json"].schema;
    expect(Object.keys(body.properties)).toEqual(["cardOwnerId", "first_name", "last_name", "email", "phone"]);
    expect(body.required).toEqual(["cardOwnerId", "first_name", "last_name", "email"]);
    expect(Object.keys(list.post.responses)).toEqual(["201", "401", "403", "404", "422", "502"]);
    expect(document.components.securitySchemes).toMatchObject({
      token: { type: "apiKey", in: "header", name: "X-API-Token" },
      jwt: { type: "http", scheme: "bearer" },
    });
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name ?? "");
    }
    expect(text).not.toContain("$defs");
  });

  it("fits what is accepted and answered", async () => {
    const merchant = await startMerchantWithAda();
    const document = await read(merchant);
    const path = await issueLive(merchant, { ...card, limits: { daily_limit: 5 } });
    await merchant.post(`${path}/topup`, { amount: "5.00" });
    await merchant.put("/webhooks/config", { url: "https://hooks.example.com/" });
    await issueLive(merchant);
    const [transaction] = (await merchant.get("/transactions/cards")).body.items;
    const places: Record<string, string> = {
      account_uuid: account.split("/")[2] ?? "",
      card_uuid: cardId(path),
      card_owner_id: "ada",
      transaction_uuid: transaction.id,
    };
    for (const [template, item] of Object.entries(document.paths as Record<string, Document>)) {
      if (!item.get || template.includes("accounts/{transaction")) continue;
      const where = template.replace("/api/v2", "").replace(/\{(\w+)\}/g, (_, name) => places[name] ?? "");
      const { status, body } = await merchant.get(where);
      expect([where, status]).toEqual([where, 200]);
      schemaAt(document, item.get.responses[200]).parse(body);
    }
    const issue = document.paths["/api/v2/accounts/{account_uuid}/cards"].post;
    expect(schemaAt(document, issue.requestBody).safeParse(card).success).toBe(true);
    expect(schemaAt(document, issue.requestBody).safeParse({ ...card, limits: { daily: 1 } }).success).toBe(false);
    const create = document.paths["/api/v2/accounts/{account_uuid}/cardholders"].post;
    expect(schemaAt(document, create.requestBody).safeParse({ ...person, cardOwnerId: "a b" }).success).toBe(false);
    const refused = await merchant.post(`${account}/cards`, {});
    schemaAt(document, issue.responses[422]).parse(refused.body);
  });

  it("is in the journal like everything else", async () => {
    const merchant = await startMerchant();
    await read(merchant);
    expect(merchant.sandbox.journal.list()).toMatchObject([{ route: "GET /openapi.json", status: 200, write: false }]);
  });
});
