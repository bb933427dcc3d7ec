// Cutting a list into the page that was asked for.
import type { Reply } from "../dialect";
import type { Page, Sorting } from "./query";

/** Items arrive oldest first, as the store keeps them; the sort is stable, so equal items keep that order. */
export function sorted<T, F extends string>(
  items: readonly T[],
  { by, descending }: Sorting<F>,
  value: (item: T, field: F) => string,
): readonly T[] {
  const ordered = by === "createdAt" ? [...items] : [...items].sort((a, b) => compare(value(a, by), value(b, by)));
  return descending ? ordered.reverse() : ordered;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

export function newestFirst<T>(items: Iterable<T>): readonly T[] {
  return [...items].reverse();
}

export function paged<T>(items: readonly T[], { page, quantity }: Page, show: (item: T) => unknown): Reply {
  const start = (page - 1) * quantity;
  return {
    status: 200,
    body: {
      data: items.slice(start, start + quantity).map(show),
      pagination: {
        currentPage: page,
        // Assumption: an empty list has one empty page.
        pages: Math.max(1, Math.ceil(items.length / quantity)),
        quantity,
        totalQuantity: items.length,
      },
    },
  };
}

export const data = (value: unknown, status = 200): Reply => ({ status, body: { data: value } });

export const accepted: Reply = { status: 204 };
