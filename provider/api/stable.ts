/** Lists that are wanted as a whole: none is passed over because pages were read at the same time. */
import { type FetchPage, type IdOf, readItems, readPages, unreliable } from "./pages";
import { readAhead } from "./readAhead";

const MAX_READS = 5;

/**
 * The complete list: each id once, in the server's order. Pages shift while objects are created, so a list of several pages is read
 * again until one reading shows the same total from its first page to its last and as many items as that total; where no total is
 * announced, until two readings in a row show the same objects.
 *
 * `growing` lists (in creation order, nothing ever leaves them) may have grown during the last reading: what was created meanwhile is at
 * the end, and nothing before it can have been skipped.
 */
export async function readAllStable<T>(
  fetchPage: FetchPage<T>,
  idOf: IdOf<T>,
  { name, growing }: { readonly name: string; readonly growing: boolean },
): Promise<T[]> {
  let before: readonly string[] | undefined;
  for (let reading = 1; ; reading += 1) {
    const items = new Map<string, T>();
    const totals: number[] = [];
    let pages = 0;
    const last = reading === MAX_READS;
    // Totals that may only grow tell something only if the pages were answered in order.
    const fetch = last && growing ? fetchPage : readAhead(fetchPage);
    for await (const { data, pagination } of readPages(fetch, idOf, name)) {
      pages += 1;
      for (const item of data) items.set(idOf(item), item);
      if (pagination?.totalQuantity !== undefined) totals.push(pagination.totalQuantity);
    }
    const total = totals.at(-1);
    const complete = total === undefined ? pages === 1 || agrees(before, items) : items.size === total;
    const steady = totals.every((value) => value === total);
    if (complete && steady) return [...items.values()];
    before = [...items.keys()];
    if (last && growing && complete && totals.every((value, index) => value >= (totals[index - 1] ?? 0))) {
      return [...items.values()];
    }
    if (last)
      throw unreliable(
        name,
        fetchPage.request,
        `${items.size} items were read on ${pages} pages, ${total ?? "no total"} announced`,
      );
  }
}

function agrees(before: readonly string[] | undefined, items: ReadonlyMap<string, unknown>): boolean {
  return before?.length === items.size && before.every((id) => items.has(id));
}

/**
 * The items of a list that nothing ever leaves, each id once, while they are read. Where the totals do not prove that reading ahead met all
 * of them, the list is read once more in order.
 */
export async function* readGrowing<T>(fetchPage: FetchPage<T>, idOf: IdOf<T>, name: string): AsyncGenerator<T> {
  const seen = new Set<string>();
  const isNew = (item: T) => {
    const before = seen.size;
    return seen.add(idOf(item)).size > before;
  };
  const totals: (number | undefined)[] = [];
  for await (const { data, pagination } of readPages(readAhead(fetchPage), idOf, name)) {
    totals.push(pagination?.totalQuantity);
    for (const item of data) if (isNew(item)) yield item;
  }
  const wasInOrder = totals.length <= 2 || totals[0] === undefined;
  if (wasInOrder || totals.every((total) => total === seen.size)) return;
  for await (const item of readItems(fetchPage, idOf, name)) if (isNew(item)) yield item;
}
