/**
 * Pages of a list, by number (`{data, pagination: {currentPage, pages, quantity, totalQuantity}}`) or by offset, read with distrust: a list decides whether a card is
 * issued again, so a list that may be incomplete is an error, never a shorter list.
 */
import { z } from "zod";
import { FourpayError, type RequestInfo } from "../model/errors";
import { optional, optionalCount } from "./wire";

const PAGE_QUANTITY = 100;
const MAX_PAGES = 10_000;

const pagination = z.looseObject({
  currentPage: optionalCount,
  pages: optionalCount,
  quantity: optionalCount,
  totalQuantity: optionalCount,
});

/** The schema of one page with items of the given schema. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.looseObject({ data: z.array(item), pagination: optional(pagination) });
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly pagination?: Partial<z.output<typeof pagination>> | undefined;
}

/** Reads the page of this number (from 1), asking for `quantity` items; `offset` items were read before. */
export interface FetchPage<T> {
  (page: number, quantity: number, offset: number): Promise<Page<T>>;
  /** What an error about the list as a whole says of the requests behind it. */
  readonly request?: RequestInfo;
}
export type IdOf<T> = (item: T) => string;

/** All pages in order. The page size the server really uses does not matter: its own page count decides when to end. */
export async function* readPages<T>(fetchPage: FetchPage<T>, idOf: IdOf<T>, name: string): AsyncGenerator<Page<T>> {
  let previous = "";
  let offset = 0;
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const page = await fetchPage(number, PAGE_QUANTITY, offset);
    if (number > 1 && number > (page.pagination?.pages ?? number)) {
      // The list became shorter meanwhile. Servers show such a page empty or show their last one again; its total still tells.
      yield { ...page, data: [] };
      return;
    }
    const shown = page.pagination?.currentPage;
    const ids = page.data.map(idOf).join("\n");
    if (shown !== undefined && shown !== number && page.data.length > 0) {
      throw unreliable(name, fetchPage.request, `page ${number} was asked for and page ${shown} given`);
    }
    if (ids !== "" && ids === previous) {
      // Without any announcement that is how a server without pages looks: every page is the whole list.
      if (page.pagination === undefined && page.data.length < PAGE_QUANTITY) return;
      throw unreliable(name, fetchPage.request, `page ${number} repeats the one before`);
    }
    previous = ids;
    yield page;
    offset += page.data.length;
    if (isLast(page, number, offset)) return;
    if (page.data.length === 0)
      throw unreliable(name, fetchPage.request, `page ${number} is empty, but more are announced`);
  }
  throw unreliable(name, fetchPage.request, `more than ${MAX_PAGES} pages`);
}

function isLast({ data, pagination }: Page<unknown>, number: number, read: number): boolean {
  if (pagination?.pages !== undefined) return number >= pagination.pages;
  const { quantity, totalQuantity } = pagination ?? {};
  if (quantity !== undefined && quantity > 0 && totalQuantity !== undefined) {
    return number >= Math.ceil(totalQuantity / quantity);
  }
  if (totalQuantity !== undefined) return read >= totalQuantity;
  // Nothing is announced, and the server may grant fewer items than were asked for: a page that could be full to such a cap is followed by
  // another look. Assumption: caps are multiples of five.
  return data.length === 0 || data.length > PAGE_QUANTITY || data.length % 5 !== 0;
}

/** The items of all pages, each id once, while they are read. */
export async function* readItems<T>(fetchPage: FetchPage<T>, idOf: IdOf<T>, name: string): AsyncGenerator<T> {
  const seen = new Set<string>();
  for await (const { data } of readPages(fetchPage, idOf, name)) {
    for (const item of data) {
      if (seen.has(idOf(item))) continue;
      seen.add(idOf(item));
      yield item;
    }
  }
}

/** The same list from the page on which this item stands; from an earlier one where the server grants smaller pages. */
export function fromItem<T>(fetchPage: FetchPage<T>, item: number): FetchPage<T> {
  const skipped = Math.floor(item / PAGE_QUANTITY);
  const later: FetchPage<T> = async (number, quantity, offset) => {
    const page = await fetchPage(number + skipped, quantity, offset + skipped * quantity);
    const { currentPage, pages, totalQuantity, ...rest } = page.pagination ?? {};
    if (page.pagination === undefined || skipped === 0) return page;
    const pagination = {
      ...rest,
      ...(currentPage === undefined ? {} : { currentPage: currentPage - skipped }),
      ...(pages === undefined ? {} : { pages: Math.max(0, pages - skipped) }),
      ...(totalQuantity === undefined
        ? {}
        : { totalQuantity: Math.max(0, totalQuantity - skipped * (rest.quantity ?? quantity)) }),
    };
    return { ...page, pagination };
  };
  return fetchPage.request === undefined ? later : Object.assign(later, { request: fetchPage.request });
}

/** The items up to the one that is enough; what stands on pages after it is not asked for. */
export async function* untilEnough<T>(
  items: AsyncIterable<T>,
  enough: (item: T) => boolean = () => false,
): AsyncGenerator<T> {
  for await (const item of items) {
    yield item;
    if (enough(item)) return;
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The list says something that cannot be, or never comes to rest. */
export function unreliable(name: string, request: RequestInfo | undefined, what: string): FourpayError {
  return new FourpayError("protocol_error", `The list of ${name}s cannot be read completely: ${what}.`, {
    hint: "It was read several times where that could help. If others are changing it right now, try again later.",
    ...(request === undefined ? {} : { request }),
  });
}
