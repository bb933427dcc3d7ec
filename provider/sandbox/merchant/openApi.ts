// The OpenAPI document of this dialect, made from the schemas its endpoints check requests with.
import { z } from "zod";
import { documentation, documented } from "./documentation";
import type { Endpoint } from "./endpoint";

type Json = Record<string, unknown>;

interface Drawn {
  schemas: Json;
  components: Json;
}

const problem = documented(
  z.object({
    detail: z.union([
      z.string(),
      z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string(), type: z.string() })),
    ]),
  }),
  { id: "Problem" },
);

const reasons: Record<number, string> = {
  400: "Not enough money",
  401: "Missing or unknown credential",
  403: "Insufficient permissions",
  404: "Not found, or not this merchant's",
  422: "Validation error",
  502: "Upstream provider failure",
};

/** All schemas are drawn together, so that named ones become one component each. */
function draw(schemas: Record<string, z.ZodType>, io: "input" | "output"): Drawn {
  const drawn = z.toJSONSchema(z.object(schemas), {
    io,
    metadata: documentation,
    unrepresentable: "any",
    override({ jsonSchema }) {
      delete jsonSchema.id;
      // Answers may carry more fields than documented.
      if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  const text = JSON.stringify(drawn).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { properties = {}, $defs = {} } = JSON.parse(text) as { properties?: Json; $defs?: Json };
  return { schemas: properties, components: $defs };
}

const operationId = ({ method, template }: Endpoint) =>
  [method.toLowerCase(), ...template.split(/[^A-Za-z]+/).filter((word) => word !== "" && word !== "uuid")].join("_");

const content = (schema: unknown) => ({ "application/json": { schema } });

function parameters(drawn: unknown, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = (drawn ?? {}) as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema,
  }));
}

function refusals({ template, body, query, params, refusals: own = [] }: Endpoint): number[] {
  const hasIds = Object.keys(params.shape).length > 0;
  const validates = hasIds || body !== undefined || query !== undefined;
  // Only webhooks are the merchant service's own; everything else comes from the provider behind it.
  const upstream = !template.startsWith("/webhooks");
  const all = [401, 403, ...(hasIds ? [404] : []), ...(validates ? [422] : []), ...(upstream ? [502] : []), ...own];
  return [...new Set(all)].sort((a, b) => a - b);
}

export function openApiDocument(prefix: string, endpoints: readonly Endpoint[]): Json {
  const requests: Record<string, z.ZodType> = {};
  const answers: Record<string, z.ZodType> = { problem };
  for (const one of endpoints) {
    const id = operationId(one);
    requests[`path ${id}`] = one.params;
    if (one.query) requests[`query ${id}`] = one.query;
    if (one.body) requests[`body ${id}`] = one.body;
    if (one.answer) answers[id] = one.answer;
  }
  const [input, output] = [draw(requests, "input"), draw(answers, "output")];

  const paths: Record<string, Json> = {};
  for (const one of endpoints) {
    const id = operationId(one);
    const failures = refusals(one).map((status) => [
      status,
      { description: reasons[status] ?? "Refused", content: content(output.schemas.problem) },
    ]);
    const success = { description: one.summary, ...(one.answer && { content: content(output.schemas[id]) }) };
    const path = prefix + one.template;
    paths[path] = {
      ...paths[path],
      [one.method.toLowerCase()]: {
        operationId: id,
        summary: one.summary,
        tags: [one.template.split("/")[1] ?? ""],
        ...(one.deprecated && { deprecated: true }),
        parameters: [
          ...parameters(input.schemas[`path ${id}`], "path"),
          ...parameters(input.schemas[`query ${id}`], "query"),
        ],
        ...(one.body && { requestBody: { required: true, content: content(input.schemas[`body ${id}`]) } }),
        responses: Object.fromEntries([[one.status, success], ...failures]),
      },
    };
  }

  return {
    openapi: "3.1.0",
    info: { title: "Merchant API of the sandbox", version: "2" },
    security: [{ token: [] }, { jwt: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "apiKey", in: "header", name: "X-API-Token" },
        jwt: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      },
      schemas: { ...input.components, ...output.components },
    },
  };
}
