/** Pages of a list that is wanted as a whole, asked for before it is their turn: a list of a hundred pages takes as long as a dozen. */
import type { FetchPage, Page } from "./pages";

/** Few enough to leave room for everything else that draws on the same budget. */
const MOST_AHEAD = 8;

/**
 * The same pages, in one reading from the first to the last. The first page tells how many there are and how long they are; where a later one
 * turns out to stand elsewhere, what was asked for is not used. Asks ahead from the second page on, so who needs only the first pays for one.
 */
export function readAhead<T>(fetchPage: FetchPage<T>): FetchPage<T> {
  const asked = new Map<string, Promise<Page<T>>>();
  let last = 1;
  let length = 0;
  const ask = (number: number, quantity: number, offset: number): Promise<Page<T>> => {
    const key = `${number} ${offset}`;
    const before = asked.get(key);
    if (before !== undefined) return before;
    const page = fetchPage(number, quantity, offset);
    asked.set(key, page);
    // Whoever reads that far hears of it; a page that nobody comes to is nobody's failure.
    page.catch(() => undefined);
    return page;
  };
  const read: FetchPage<T> = async (number, quantity, offset) => {
    if (number > 1) {
      for (let next = number; next <= Math.min(last, number + MOST_AHEAD - 1); next += 1) {
        void ask(next, quantity, offset + (next - number) * length);
      }
    }
    const page = await ask(number, quantity, offset);
    asked.delete(`${number} ${offset}`);
    if (number === 1) {
      length = page.data.length;
      last = pagesOf(page);
    }
    return page;
  };
  return fetchPage.request === undefined ? read : Object.assign(read, { request: fetchPage.request });
}

function pagesOf({ data, pagination }: Page<unknown>): number {
  if (pagination?.pages !== undefined) return pagination.pages;
  const size = pagination?.quantity ?? data.length;
  return pagination?.totalQuantity === undefined || size === 0 ? 1 : Math.ceil(pagination.totalQuantity / size);
}
