/** Pages of a list that is wanted as a whole, asked for before it is their turn, a few at a time. */
import type { FetchPage, Page } from "./pages";

/** Few enough to leave room for everything else that draws on the same budget. */
const MOST_AT_ONCE = 6;

/**
 * The same pages, in one reading from the first to the last. The first page tells how many there are and how long they are; where a later one
 * is of another length, or fails, nothing more is asked ahead. Begins with the second page, so who needs only the first pays for one.
 *
 * Pages are answered out of order: of a list that changes meanwhile, items may be passed over that reading in order would have met. So
 * nothing is asked ahead where no total is announced, and who reads must hold what was read against the totals.
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
    page.catch(() => {
      last = 1;
    });
    return page;
  };
  const read: FetchPage<T> = async (number, quantity, offset) => {
    if (number > 1) {
      for (let next = number; next <= Math.min(last, number + MOST_AT_ONCE - 1); next += 1) {
        void ask(next, quantity, offset + (next - number) * length);
      }
    }
    const page = await ask(number, quantity, offset);
    asked.delete(`${number} ${offset}`);
    if (number === 1) {
      length = page.data.length;
      last = pagesOf(page);
    } else if (page.data.length !== length) last = 1;
    return page;
  };
  return fetchPage.request === undefined ? read : Object.assign(read, { request: fetchPage.request });
}

function pagesOf({ data, pagination }: Page<unknown>): number {
  const { pages, quantity, totalQuantity } = pagination ?? {};
  const size = quantity ?? data.length;
  if (totalQuantity === undefined || size === 0) return 1;
  return pages ?? Math.ceil(totalQuantity / size);
}
