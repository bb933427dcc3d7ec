/** What every endpoint of the `merchant` dialect shares: the transport, the root, and lists in pages by offset. The credential decides the merchant. */
import { z } from "zod";
import { type Parts, read } from "../endpoints";
import type { FetchPage } from "../pages";
import { type EscapedPath, path, type Query } from "../paths";
import type { Call } from "../port";
import type { Transport } from "../transport";
import { optionalCount } from "../wire";

export interface Merchant {
  readonly transport: Transport;
  readonly root: EscapedPath;
}

export function merchantOf(transport: Transport): Merchant {
  return { transport, root: path`/api/v2` };
}

/** A list is `{items}`, with a `total` in some places, or a bare array. */
function listOf<T extends z.ZodType>(item: T) {
  const items = z.array(item);
  return z.union([
    items.transform((found) => ({ items: found as z.output<T>[], total: undefined })),
    z
      .looseObject({ items, total: optionalCount })
      .transform((list) => ({ items: list.items as z.output<T>[], total: list.total })),
  ]);
}

/** A list the API gives at once. */
export async function readList<T extends z.ZodType>(
  { transport }: Merchant,
  parts: Parts,
  item: T,
  call: Call,
): Promise<z.output<T>[]> {
  return (await read(transport, parts, listOf(item), call)).items;
}

/** Fetches the pages of a list by `limit` and `offset`. */
export function pagesOf<T extends z.ZodType>(
  { transport }: Merchant,
  parts: Parts,
  item: T,
  call: Call,
): FetchPage<z.output<T>> {
  const schema = listOf(item);
  const fetchPage = async (_page: number, limit: number, offset: number) => {
    const { items, total } = await read(
      transport,
      { ...parts, query: { ...parts.query, limit, offset } },
      schema,
      call,
    );
    return { data: items, ...(total !== undefined && { pagination: { totalQuantity: total } as const }) };
  };
  const { request } = transport.context({ ...parts, method: "GET", kind: "read" });
  return Object.assign(fetchPage, { request });
}

/** A filter with several values is one parameter, the values separated by commas. */
export function commaSeparated(values: readonly string[] | undefined): Query[string] {
  return values === undefined || values.length === 0 ? undefined : values.join(",");
}
