import { describe, expect, it } from "vitest";
import {
  CONTRACT,
  compareContract,
  type Difference,
  describeDifference,
  type Expectation,
} from "../../../../provider/api/merchant/contract";
import { caught, thrown } from "../support/caught";
import { against } from "../support/merchant";
import { json } from "../support/server";

type Json = Record<string, unknown>;

const first = (field: string) => field.split("|")[0] as string;
const schema = (fields: readonly string[], required: readonly string[] = []) => ({
  type: "object",
  properties: Object.fromEntries(fields.map((field) => [first(field), { type: "string" }])),
  required,
});
const content = (body: unknown) => ({ content: { "application/json": { schema: body } } });

function operation({ query = [], sends = [], maySend = [], reads = [], list }: Expectation): Json {
  const item = schema(reads);
  const answer = list === true ? { type: "object", properties: { items: { type: "array", items: item } } } : item;
  return {
    parameters: query.map((name) => ({ name, in: "query" })),
    ...(sends.length > 0 && { requestBody: content(schema([...sends, ...maySend], sends)) }),
    responses: { "200": reads.length > 0 ? content(answer) : {}, "422": content(schema(["detail"])) },
  };
}

/** A document that has exactly what we rely on. */
function perfect(): { openapi: string; paths: Record<string, Record<string, Json>>; [key: string]: unknown } {
  const paths: Record<string, Record<string, Json>> = {};
  for (const expected of CONTRACT) {
    paths[expected.path] = { ...paths[expected.path], [expected.method.toLowerCase()]: operation(expected) };
  }
  return { openapi: "3.1.0", paths };
}

const ACCOUNT = "/api/v2/accounts/{account_uuid}";
const CARD = `${ACCOUNT}/cards/{card_uuid}`;
const only = (change: (document: ReturnType<typeof perfect>) => void): Difference[] => {
  const document = perfect();
  change(document);
  return compareContract(document);
};

it("a document with all we rely on has no differences, whatever its parameters are called", () => {
  expect(compareContract(perfect())).toEqual([]);
  const renamed = JSON.stringify(perfect()).replaceAll("{account_uuid}", "{id}").replaceAll("{card_uuid}", "{cardId}");
  expect(compareContract(JSON.parse(renamed))).toEqual([]);
});

describe("what is not there", () => {
  it("a renamed path, and what stands beside it", () => {
    const found = only((document) => {
      document.paths[`${CARD}/activate`] = document.paths[`${CARD}/unfreeze`] as never;
      delete document.paths[`${CARD}/unfreeze`];
    });
    expect(found).toEqual([
      {
        kind: "missing_path",
        method: "POST",
        path: `${CARD}/unfreeze`,
        assumed: true,
        instead: [`${CARD}/activate`],
      },
    ]);
    expect(describeDifference(found[0] as Difference)).toContain("/activate");
  });

  it("a path that ends in a slash: it would redirect", () => {
    const found = only((document) => {
      document.paths["/api/v2/cardholders/"] = document.paths["/api/v2/cardholders"] as never;
      delete document.paths["/api/v2/cardholders"];
    });
    expect(found).toMatchObject([{ kind: "missing_path", instead: ["/api/v2/cardholders/"] }]);
  });

  it("another method", () => {
    const found = only((document) => {
      document.paths[`${CARD}/topup`] = { patch: document.paths[`${CARD}/topup`]?.post as Json };
    });
    expect(found).toMatchObject([{ kind: "missing_method", method: "POST", instead: ["PATCH"], assumed: false }]);
  });

  it("a query parameter", () => {
    const found = only((document) => {
      const parameters = document.paths["/api/v2/transactions/cards"]?.get?.parameters as Json[];
      parameters.splice(
        parameters.findIndex(({ name }) => name === "cardUuid"),
        1,
      );
    });
    expect(found).toMatchObject([{ kind: "missing_query", field: "cardUuid" }]);
  });

  it("fields we send, and fields that are wanted and not always sent", () => {
    const found = only((document) => {
      const issue = document.paths[`${ACCOUNT}/cards`]?.post as Json;
      issue.requestBody = content(
        schema(
          ["name", "cardOwnerId", "cardType", "limits", "binId", "currency", "binCategoryId"],
          ["limits", "tariff"],
        ),
      );
    });
    expect(found.map(({ kind, field, assumed }) => [kind, field, assumed])).toEqual([
      ["missing_request_field", "cardProviderBinId", true],
      ["required_field", "limits", true],
      ["required_field", "tariff", true],
    ]);
  });

  it("fields we read, of objects and of list items", () => {
    const found = only((document) => {
      const details = document.paths[CARD]?.get as Json;
      details.responses = {
        "200": content(
          schema(["uuid", "state", "cardOwnerId", "cardType", "currency", "availableBalance", "maskedNumber"]),
        ),
      };
      const list = document.paths["/api/v2/cardholders/{card_owner_id}/cards"]?.get as Json;
      list.responses = { "200": content({ type: "array", items: schema(["cardId", "accountUuid", "status"]) }) };
    });
    expect(found.map(({ kind, path, field }) => [kind, path, field])).toEqual([
      ["missing_response_field", "/api/v2/cardholders/{card_owner_id}/cards", "name"],
      ["missing_response_field", CARD, "id|cardId|cardUuid"],
      ["missing_response_field", CARD, "status|cardStatus"],
    ]);
  });

  it("a body that is left open can be neither confirmed nor doubted", () => {
    const found = only((document) => {
      (document.paths[CARD]?.get as Json).responses = { "200": content({}) };
      (document.paths[`${CARD}/topup`]?.post as Json).requestBody = content({ type: "object" });
    });
    expect(found.map(({ kind, path }) => [kind, path])).toEqual([
      ["undescribed", CARD],
      ["undescribed", `${CARD}/topup`],
    ]);
  });
});

describe("ways to write the same", () => {
  const fields = ["cardNumber", "cvv", "expiryMonth", "expiryYear"];
  const sensitive = schema(fields);
  const half = { a: schema(fields.slice(0, 2)), b: schema(fields.slice(2)) };

  it.each<[string, unknown, Json]>([
    ["a reference", { $ref: "#/components/schemas/S" }, { schemas: { S: sensitive } }],
    [
      "a reference to a reference",
      { $ref: "#/components/schemas/T" },
      { schemas: { S: sensitive, T: { $ref: "#/components/schemas/S" } } },
    ],
    ["an escaped reference", { $ref: "#/components/schemas/a~1b%20c" }, { schemas: { "a/b c": sensitive } }],
    ["all of several", { allOf: [{ $ref: "#/components/schemas/A" }, half.b] }, { schemas: { A: half.a } }],
    ["nullable in 3.0", { ...sensitive, nullable: true }, {}],
    ["nullable in 3.1", { ...sensitive, type: ["object", "null"] }, {}],
    [
      "nullable by choice",
      { anyOf: [{ $ref: "#/components/schemas/S" }, { type: "null" }] },
      { schemas: { S: sensitive } },
    ],
    ["one of several", { oneOf: [half.a, half.b] }, {}],
    [
      "a circle",
      { $ref: "#/components/schemas/C" },
      { schemas: { C: { allOf: [{ $ref: "#/components/schemas/C" }, sensitive] } } },
    ],
  ])("%s", (_name, body, components) => {
    const found = only((document) => {
      document.components = components;
      (document.paths[`${CARD}/sensitive`]?.get as Json).responses = { "200": content(body) };
    });
    expect(found).toEqual([]);
  });

  it("paths behind a server's address", () => {
    const found = only((document) => {
      document.openapi = "3.0.3";
      document.servers = [{ url: "https://api.example/api/v2/" }];
      document.paths = Object.fromEntries(
        Object.entries(document.paths).map(([path, item]) => [path.replace("/api/v2", ""), item]),
      );
    });
    expect(found).toEqual([]);
  });

  it("parameters of the path, behind references; answers behind references, under 201 or a vendor's type", () => {
    const found = only((document) => {
      const list = document.paths["/api/v2/cardholders"] as Json;
      list.parameters = [{ $ref: "#/components/parameters/limit" }, { name: "offset", in: "query" }];
      (list.get as Json).parameters = [];
      document.components = {
        parameters: { limit: { name: "limit", in: "query" } },
        responses: { Issued: { content: { "application/vnd.x+json": { schema: schema(["cardId"]) } } } },
      };
      (document.paths[`${ACCOUNT}/cards`]?.post as Json).responses = {
        "201": { $ref: "#/components/responses/Issued" },
      };
    });
    expect(found).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["a reference to nowhere", { $ref: "#/components/schemas/Gone" }],
    ["a reference in a circle", { $ref: "#/components/schemas/Round" }],
    ["a reference to another document", { $ref: "other.json#/S" }],
    ["no schema", "text"],
  ])("%s says nothing", (_name, body) => {
    const found = only((document) => {
      document.components = { schemas: { Round: { $ref: "#/components/schemas/Round" } } };
      (document.paths[CARD]?.get as Json).responses = { "200": content(body) };
    });
    expect(found.map(({ kind }) => kind)).toEqual(["undescribed"]);
  });
});

it.each([
  undefined,
  null,
  "text",
  [],
  {},
  { openapi: "3.1.0" },
  { swagger: "2.0", paths: {} },
  { openapi: "2", paths: {} },
])("%j is no such document", (document) => {
  expect(thrown(() => compareContract(document)).code).toBe("protocol_error");
});

it("an empty document lacks everything", () => {
  const found = compareContract({ openapi: "3.1.0", paths: {} });
  expect(found.map(({ kind }) => kind)).toEqual(CONTRACT.map(() => "missing_path"));
});

describe("the client", () => {
  it("reads the deployment's document", async () => {
    await against([json(200, perfect())], async ({ client, seen }) => {
      expect(await client.contract()).toEqual([]);
      expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/openapi.json"]);
    });
  });

  it("says where there is none", async () => {
    await against([json(404, {})], async ({ client }) => {
      expect((await caught(client.contract())).code).toBe("not_found");
    });
  });
});
