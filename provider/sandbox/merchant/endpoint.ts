// One endpoint of this dialect: the schemas it checks requests with, the shape of its answer, and what it does.
// The same schemas become the OpenAPI document, so the two cannot drift apart.
import { z } from "zod";
import type { Call, Reply, Route } from "../dialect";
import { uuid } from "../shared/fields";
import { check, readBody } from "../shared/validation";
import type { Fate } from "../store/fate";

export interface Request<B, Q> {
  params: Readonly<Record<string, string>>;
  query: Q;
  body: B;
  fate: Fate;
}

interface Description {
  method: Route["method"];
  template: string;
  summary: string;
  write: boolean;
  creates?: Route["creates"];
  deprecated?: boolean;
  /** Default 200; an endpoint without an answer says 204. */
  status?: number;
  /** Refusals besides the ones every endpoint of its kind has. */
  refusals?: readonly number[];
}

interface Definition<B extends z.ZodType, Q extends z.ZodObject, A extends z.ZodType> extends Description {
  body?: B;
  query?: Q;
  answer?: A;
  handle(request: Request<z.output<B>, z.output<Q>>): z.output<A>;
}

export interface Endpoint extends Description {
  status: number;
  params: z.ZodObject<Record<string, z.ZodType<string>>>;
  body: z.ZodType | undefined;
  query: z.ZodObject | undefined;
  answer: z.ZodType | undefined;
  route: Route;
}

/** A cardholder's id is whatever its creator chose; all other ids are UUIDs. */
function pathSchema(template: string): Endpoint["params"] {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return z.object(Object.fromEntries(names.map((name) => [name, name === "card_owner_id" ? z.string() : uuid])));
}

function readQuery<Q extends z.ZodObject>({ query }: Call, schema: Q): z.output<Q> {
  const given = Object.keys(schema.shape).map((name) => [name, query.get(name) ?? undefined]);
  return check("query", schema as unknown as z.ZodType<z.output<Q>>, Object.fromEntries(given));
}

export function endpoint<
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  A extends z.ZodType = z.ZodVoid,
>({ body, query, answer, handle, ...rest }: Definition<B, Q, A>): Endpoint {
  const params = pathSchema(rest.template);
  const status = rest.status ?? (answer ? 200 : 204);
  const answerCall = (call: Call): Reply => {
    const request = {
      params: check("path", params, call.params),
      query: (query ? readQuery(call, query) : {}) as z.output<Q>,
      body: (body ? readBody(call, body) : undefined) as z.output<B>,
      fate: call.fate,
    };
    const result = handle(request);
    return { status, ...(answer && { body: result }) };
  };
  const { method, template, write, creates } = rest;
  return {
    ...rest,
    status,
    params,
    body,
    query,
    answer,
    route: { method, template, write, ...(creates && { creates }), handle: answerCall },
  };
}
