import { describe, expect, it } from "vitest";
import { type FetchPage, fromItem, readItems, untilEnough } from "../../../provider/api/pages";
import { readAllStable } from "../../../provider/api/stable";
import { caught, collect } from "./support/caught";

interface Item {
  readonly id: string;
}
const idOf = (item: Item) => item.id;
const items = (count: number, from = 1): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));
const ids = (list: readonly Item[]) => list.map(idOf);
const all = (fetchPage: FetchPage<Item>) => collect(readItems(fetchPage, idOf, "thing"));
const stable = (fetchPage: FetchPage<Item>, growing = true) =>
  readAllStable(fetchPage, idOf, { name: "thing", growing });

/** An honest server over a list that may change before each page; counts the pages asked for. */
function server(list: () => Item[], maxQuantity = 100) {
  const asked: [number, number][] = [];
  const fetchPage: FetchPage<Item> = (page, quantity) => {
    asked.push([page, quantity]);
    const now = list();
    const size = Math.min(quantity, maxQuantity);
    const data = now.slice((page - 1) * size, page * size);
    const pages = Math.ceil(now.length / size);
    return Promise.resolve({
      data,
      pagination: { currentPage: page, pages, quantity: size, totalQuantity: now.length },
    });
  };
  return { fetchPage, asked };
}

describe("items of all pages", () => {
  it.each([0, 1, 99, 100, 101, 250])("%d of them", async (count) => {
    const { fetchPage, asked } = server(() => items(count));
    expect(await all(fetchPage)).toEqual(items(count));
    expect(asked).toHaveLength(Math.max(1, Math.ceil(count / 100)));
    expect(asked[0]).toEqual([1, 100]);
  });

  it("no further than is enough", async () => {
    const { fetchPage, asked } = server(() => items(500));
    const read = untilEnough(readItems(fetchPage, idOf, "thing"), ({ id }) => id === "150");
    expect(await collect(read)).toEqual(items(150));
    expect(asked).toHaveLength(2);
  });

  it("where the server gives smaller pages than asked for", async () => {
    expect(await all(server(() => items(60), 25).fetchPage)).toEqual(items(60));
  });

  it("each id once, when pages shift in between", async () => {
    let calls = 0;
    const { fetchPage } = server(() => (calls++ === 0 ? items(150) : [{ id: "new" }, ...items(150)]));
    const found = ids(await all(fetchPage));
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(150);
  });

  it("are read only as they are consumed", async () => {
    const { fetchPage, asked } = server(() => items(500));
    for await (const _item of readItems(fetchPage, idOf, "thing")) break;
    expect(asked).toHaveLength(1);
  });

  it("without pagination: all that comes at once, or pages until one is not full", async () => {
    expect(await all(() => Promise.resolve({ data: items(130) }))).toHaveLength(130);
    expect(await all((page) => Promise.resolve({ data: page === 1 ? items(100) : items(30, 101) }))).toHaveLength(130);
  });

  it("with totals only", async () => {
    const fetchPage: FetchPage<Item> = (page) =>
      Promise.resolve({ data: items(50, page * 50), pagination: { quantity: 50, totalQuantity: 150 } as never });
    expect(await all(fetchPage)).toHaveLength(150);
  });

  it("by offset, with nothing but a total, whatever the size of the pages", async () => {
    const asked: number[] = [];
    const fetchPage: FetchPage<Item> = (_page, _quantity, offset) => {
      asked.push(offset);
      return Promise.resolve({ data: items(60).slice(offset, offset + 25), pagination: { totalQuantity: 60 } });
    };
    expect(await all(fetchPage)).toEqual(items(60));
    expect(asked).toEqual([0, 25, 50]);
  });

  it("a list that shrinks below the page asked for just ends", async () => {
    let calls = 0;
    const { fetchPage } = server(() => (calls++ === 0 ? items(101) : items(100)));
    expect(await all(fetchPage)).toEqual(items(100));
  });
});

describe("lists that cannot be trusted", () => {
  const page = (number: number, data: Item[], pages: number) => ({
    data,
    pagination: { currentPage: number, pages, quantity: 100, totalQuantity: undefined },
  });

  it.each<[string, FetchPage<Item>]>([
    ["always the first page", () => Promise.resolve(page(1, items(100), 3))],
    ["the same items as another page", (number) => Promise.resolve(page(number, items(100), 3))],
    ["a full page again and again, without pagination", () => Promise.resolve({ data: items(100) })],
    ["empty pages for ever", (number) => Promise.resolve(page(number, [], number + 1))],
    ["new pages for ever", (number) => Promise.resolve(page(number, items(1, number), number + 1))],
  ])("%s", async (_name, fetchPage) => {
    expect((await caught(all(fetchPage))).code).toBe("protocol_error");
  });

  it("and the error says which request it was", async () => {
    const request = { method: "GET", path: "/things" };
    const repeating = Object.assign(() => Promise.resolve(page(1, items(100), 3)), { request });
    expect((await caught(all(repeating))).request).toEqual(request);
    expect((await caught(stable(repeating))).request).toEqual(request);
  });
});

describe("the complete, stable list", () => {
  it("needs one reading when nothing changes", async () => {
    const { fetchPage, asked } = server(() => items(250));
    expect(await stable(fetchPage)).toEqual(items(250));
    expect(asked).toHaveLength(3);
  });

  it("is read again when the total changes in between", async () => {
    let calls = 0;
    const { fetchPage, asked } = server(() => items(calls++ === 0 ? 150 : 151));
    expect(await stable(fetchPage)).toEqual(items(151));
    expect(asked).toHaveLength(4);
  });

  it("is read again when something new in front hides behind a shift", async () => {
    let calls = 0;
    const { fetchPage } = server(() => (calls++ === 0 ? items(150) : [{ id: "new" }, ...items(150)]));
    expect(ids(await stable(fetchPage, false))).toContain("new");
  });

  it("a list in creation order that keeps growing is complete up to the last reading", async () => {
    let count = 150;
    const { fetchPage } = server(() => items(count++));
    const found = await stable(fetchPage);
    expect(found).toEqual(items(found.length));
    expect(found.length).toBe(count - 1);
  });

  it("one that never comes to rest otherwise is an error", async () => {
    let count = 400;
    expect((await caught(stable(server(() => items(count--)).fetchPage))).code).toBe("protocol_error");
    let growing = 150;
    expect((await caught(stable(server(() => items(growing++)).fetchPage, false))).code).toBe("protocol_error");
  });

  it("without a total needs two readings that agree, unless it fits on one page", async () => {
    let asked = 0;
    const fetchPage = (list: () => Item[]): FetchPage<Item> => {
      return (_page, quantity, offset) => {
        asked += 1;
        return Promise.resolve({ data: list().slice(offset, offset + quantity) });
      };
    };
    expect(await stable(fetchPage(() => items(99)))).toHaveLength(99);
    expect(asked).toBe(1);
    expect(await stable(fetchPage(() => items(151)))).toHaveLength(151);
    expect(asked).toBe(5);
    const changing = fetchPage(() => items(asked < 7 ? 151 : 152));
    expect(await stable(changing)).toHaveLength(152);
    const first = asked;
    // The second reading has as many as the first one, and misses the one between its pages.
    const moving = fetchPage(() => items(151, asked < first + 4 ? 1 : 2));
    expect(await stable(moving)).toEqual(items(151, 2));
  });

  it("fewer items than announced is an error, never a shorter list", async () => {
    const fetchPage: FetchPage<Item> = (page) =>
      Promise.resolve({
        data: items(25, page * 25),
        pagination: { currentPage: page, pages: 3, quantity: 100, totalQuantity: 250 },
      });
    expect((await caught(stable(fetchPage))).code).toBe("protocol_error");
  });
});

describe("from an item on", () => {
  const ids = Array.from({ length: 250 }, (_, index) => ({ id: String(index) }));
  /** An honest server with pages of at most so many. */
  const server = (maximum: number, asked: number[]) => (page: number, quantity: number) => {
    asked.push(page);
    const granted = Math.min(quantity, maximum);
    const data = ids.slice((page - 1) * granted, page * granted);
    const pages = Math.ceil(ids.length / granted);
    return Promise.resolve({
      data,
      pagination: { currentPage: page, pages, quantity: granted, totalQuantity: ids.length },
    });
  };
  const read = async (maximum: number, item: number) => {
    const asked: number[] = [];
    const found = await collect(readItems(fromItem(server(maximum, asked), item), ({ id }) => id, "card"));
    return { asked, first: found[0]?.id, last: found.at(-1)?.id };
  };

  it.each([
    [100, 0, [1, 2, 3], "0"],
    [100, 199, [2, 3], "100"],
    [100, 200, [3], "200"],
    [50, 200, [3, 4, 5], "100"],
  ])("pages of %i, item %i", async (maximum, item, pages, first) => {
    expect(await read(maximum, item)).toEqual({ asked: pages, first, last: "249" });
  });

  it("beyond the end there is nothing", async () => {
    expect((await read(100, 400)).first).toBeUndefined();
  });
});
