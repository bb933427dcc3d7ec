/** What every endpoint of the `organization` dialect shares: the transport, the tenant's path, the `data` envelope. */
import { z } from "zod";
import * as endpoints from "../endpoints";
import { type FetchPage, pageOf } from "../pages";
import { type EscapedPath, path } from "../paths";
import type { Call, CreateCall } from "../port";
import type { Transport } from "../transport";
import { call, createdId } from "../wire";

export { idOf } from "../endpoints";

type Parts = endpoints.Parts;
type WriteMethod = "POST" | "PATCH";

export interface Organization {
  readonly transport: Transport;
  readonly root: EscapedPath;
}

export function organizationOf(transport: Transport, organizationId: string): Organization {
  return { transport, root: path`/api/v2/organizations/${organizationId}` };
}

const CREATED = z.object({ id: createdId });

export function dataOf<T extends z.ZodType>(schema: T): z.ZodType<z.output<T>> {
  return z.looseObject({ data: schema }).transform((body) => body.data as z.output<T>);
}

export function get<T extends z.ZodType>(
  org: Organization,
  parts: Parts,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  return endpoints.read(org.transport, parts, dataOf(schema), call_);
}

/** Reads one object and makes sure it is the one asked for. */
export function getSame<T extends z.ZodType<{ readonly id: string }>>(
  org: Organization,
  parts: Parts,
  wanted: string,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  return endpoints.readSame(org.transport, parts, wanted, dataOf(schema), call_);
}

/** A write whose answer carries nothing we need. */
export function write(org: Organization, method: WriteMethod, parts: Parts, call_: Call): Promise<void> {
  return endpoints.write(org.transport, method, parts, call_);
}

/** A write whose answer carries data. */
export function writeFor<T extends z.ZodType>(
  org: Organization,
  method: WriteMethod,
  parts: Parts,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  return endpoints.writeFor(org.transport, method, parts, schema, call_);
}

/** A creation whose answer is the new object's id. */
export function create(org: Organization, parts: Parts, call_: CreateCall): Promise<{ id: string }> {
  return endpoints.create(org.transport, parts, dataOf(CREATED), call_);
}

/** Fetches pages of a list. `POST` only for the read that wants it. */
export function pagesOf<T extends z.ZodType>(
  org: Organization,
  parts: Parts,
  item: T,
  call_: Call,
  method: "GET" | "POST" = "GET",
): FetchPage<z.output<T>> {
  const schema = pageOf(item);
  const request = { ...parts, ...call_, method, kind: "read" as const };
  const fetchPage = (page: number, quantity: number) =>
    call(org.transport, { ...request, query: { ...parts.query, page, quantity } }, schema) as ReturnType<
      FetchPage<z.output<T>>
    >;
  return Object.assign(fetchPage, { request: org.transport.context(request).request });
}
