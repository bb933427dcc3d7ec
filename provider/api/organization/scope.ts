/** What every endpoint of the `organization` dialect shares: the transport, the tenant's path, the `data` envelope. */
import { z } from "zod";
import { type FetchPage, pageOf } from "../pages";
import { type EscapedPath, path, type Query } from "../paths";
import type { Call } from "../port";
import type { Transport, TransportRequest } from "../transport";
import { call, id, refuse } from "../wire";

export interface Organization {
  readonly transport: Transport;
  readonly root: EscapedPath;
}

export function organizationOf(transport: Transport, organizationId: string): Organization {
  return { transport, root: path`/api/v2/organizations/${organizationId}` };
}

export const DONE = z.unknown().transform(() => undefined);
const CREATED = z.object({ id });

export function dataOf<T extends z.ZodType>(schema: T) {
  return z.looseObject({ data: schema }).transform((body) => body.data as z.output<T>);
}

type Parts = Pick<TransportRequest, "path" | "name"> & { readonly query?: Query | undefined; readonly body?: unknown };

export function get<T extends z.ZodType>(org: Organization, parts: Parts, schema: T, call_: Call) {
  return call(org.transport, { ...parts, ...call_, method: "GET", kind: "read" }, dataOf(schema));
}

/** Reads one object and makes sure it is the one asked for. */
export async function getSame<T extends z.ZodType<{ readonly id: string }>>(
  org: Organization,
  parts: Parts,
  wanted: string,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  const found = await get(org, parts, schema, call_);
  if (sameId(found.id, wanted)) return found;
  throw refuse(org.transport, { ...parts, method: "GET", kind: "read" }, "another object was answered");
}

/** UUIDs mean the same in either case. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A write whose answer carries nothing we need. */
export async function write(org: Organization, method: "POST" | "PATCH", parts: Parts, call_: Call): Promise<void> {
  await call(org.transport, { ...parts, ...call_, method, kind: "write" }, DONE);
}

/** A write whose answer carries data. */
export function writeFor<T extends z.ZodType>(
  org: Organization,
  method: "POST" | "PATCH",
  parts: Parts,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  return call(org.transport, { ...parts, ...call_, method, kind: "write" }, schema);
}

/** A creation. An answer without a usable id is `outcome_unknown`: something was created that we cannot name. */
export function create(org: Organization, parts: Parts, call_: Call): Promise<{ id: string }> {
  return writeFor(org, "POST", parts, dataOf(CREATED), call_);
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
  return (page, quantity) => {
    const request = { ...parts, ...call_, query: { ...parts.query, page, quantity }, method, kind: "read" as const };
    return call(org.transport, request, schema) as ReturnType<FetchPage<z.output<T>>>;
  };
}

export function idOf(item: { readonly id: string }): string {
  return item.id;
}
