/** What an endpoint of either dialect is made of: one request, its answer read with a schema, and the checks no schema can state. */
import { z } from "zod";
import type { Secret } from "../model/secret";
import type { EscapedPath, Query } from "./paths";
import type { Call, CreateCall } from "./port";
import type { Transport } from "./transport";
import { call, refuse } from "./wire";

/** Address and contents of a request. */
export interface Parts {
  readonly path: EscapedPath;
  /** The object in words for messages: `card`. */
  readonly name: string;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  /** What the body carries and no error may show. */
  readonly secrets?: readonly Secret[] | undefined;
}

export type WriteMethod = "POST" | "PATCH" | "PUT" | "DELETE";

/** An answer that carries nothing we need. */
const DONE = z.unknown().transform(() => undefined);

export function read<T extends z.ZodType>(
  transport: Transport,
  parts: Parts,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  return call(transport, { ...joined(parts, call_), method: "GET", kind: "read" }, schema);
}

/** Reads one object and makes sure it is the one asked for. */
export async function readSame<T extends z.ZodType<{ readonly id: string }>>(
  transport: Transport,
  parts: Parts,
  wanted: string,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  const found = await read(transport, parts, schema, call_);
  if (sameId(found.id, wanted)) return found;
  throw refuse(transport, { ...parts, method: "GET", kind: "read" }, "another object was answered");
}

// Assumption: what is available on a new card, or on one that is paid into, is never below zero.
/** Refuses details of a card with a negative balance. Lists are not held against this: one odd card must not hide all others. */
export function notOverdrawn<T extends { readonly availableBalance?: string }>(
  transport: Transport,
  parts: Parts,
  card: T,
): T {
  if (card.availableBalance?.startsWith("-") !== true) return card;
  throw refuse(transport, { ...parts, method: "GET", kind: "read" }, "a balance below zero");
}

/** A write whose answer carries data. */
export function writeFor<T extends z.ZodType>(
  transport: Transport,
  method: WriteMethod,
  parts: Parts,
  schema: T,
  call_: Call,
): Promise<z.output<T>> {
  return call(transport, { ...joined(parts, call_), method, kind: "write" }, schema);
}

function joined(parts: Parts, call_: Call): Parts & Call {
  return { ...parts, ...call_, secrets: [...(parts.secrets ?? []), ...(call_.secrets ?? [])] };
}

/** A creation. An answer without a usable id is `outcome_unknown`: something was created that we cannot name. */
export async function create<T extends z.ZodType<{ readonly id: string }>>(
  transport: Transport,
  parts: Parts,
  schema: T,
  { isKnown, ...call_ }: CreateCall,
): Promise<z.output<T>> {
  const created = await writeFor(transport, "POST", parts, schema, call_);
  if (isKnown?.(created.id) !== true) return created;
  throw refuse(transport, { ...parts, method: "POST", kind: "write" }, "an object that was there before was answered");
}

/** A write whose answer carries nothing we need. */
export async function write(transport: Transport, method: WriteMethod, parts: Parts, call_: Call): Promise<void> {
  await writeFor(transport, method, parts, DONE, call_);
}

/** UUIDs mean the same in either case. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function idOf(item: { readonly id: string }): string {
  return item.id;
}
