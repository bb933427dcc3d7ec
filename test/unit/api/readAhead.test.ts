import { describe, expect, it } from "vitest";
import type { FetchPage } from "../../../provider/api/pages";
import { readItems } from "../../../provider/api/pages";
import { readAhead } from "../../../provider/api/readAhead";
import { readAllStable, readGrowing } from "../../../provider/api/stable";
import { collect } from "./support/caught";

interface Item {
  readonly id: string;
}
const idOf = (item: Item) => item.id;
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: String(at + 1) }));
const turns = async (count: number) => {
  for (let at = 0; at < count; at += 1) await Promise.resolve();
};

type Shape = "pages" | "total by offset";

/** Answers the pages asked for at once in reverse order, and knows how many were under way. */
function server(list: () => Item[], { shape = "pages" as Shape, size = 100, broken = 0 } = {}) {
  const asked: number[] = [];
  let underWay = 0;
  let most = 0;
  const fetchPage: FetchPage<Item> = async (page, _quantity, offset) => {
    asked.push(page);
    underWay += 1;
    most = Math.max(most, underWay);
    await turns(200 - page);
    underWay -= 1;
    if (page === broken) throw new Error(`page ${page} is broken`);
    const now = list();
    const from = shape === "pages" ? (page - 1) * size : offset;
    const data = now.slice(from, from + size);
    const pagination =
      shape === "pages"
        ? { currentPage: page, pages: Math.ceil(now.length / size), quantity: size, totalQuantity: now.length }
        : { totalQuantity: now.length };
    return { data, pagination };
  };
  return { fetchPage, asked, most: () => most };
}

const read = (fetchPage: FetchPage<Item>) => readItems(readAhead(fetchPage), idOf, "thing");

describe.each<Shape>(["pages", "total by offset"])("a list announced by %s", (shape) => {
  it.each([0, 1, 100, 101, 200, 250, 1_999, 2_000])("%d items: each page once, all in order", async (count) => {
    const { fetchPage, asked } = server(() => items(count), { shape });
    expect(await collect(read(fetchPage))).toEqual(items(count));
    const pages = Array.from({ length: Math.max(1, Math.ceil(count / 100)) }, (_, at) => at + 1);
    expect(asked.toSorted((a, b) => a - b)).toEqual(pages);
  });

  it("several at once, but not all", async () => {
    const { fetchPage, most } = server(() => items(5_000), { shape });
    await collect(read(fetchPage));
    expect(most()).toBe(6);
  });

  it("where the server gives smaller pages than asked for", async () => {
    const { fetchPage, asked } = server(() => items(270), { shape, size: 25 });
    expect(await collect(read(fetchPage))).toEqual(items(270));
    expect(asked).toHaveLength(11);
  });
});

it("who needs only the first page asks for no other", async () => {
  const { fetchPage, asked } = server(() => items(1_000));
  for await (const _first of read(fetchPage)) break;
  await turns(500);
  expect(asked).toEqual([1]);
});

it("a page that fails fails the reading when it comes to it, and nothing else", async () => {
  const { fetchPage } = server(() => items(1_000), { broken: 5 });
  const seen: Item[] = [];
  const reading = async () => {
    for await (const item of read(fetchPage)) seen.push(item);
  };
  await expect(reading()).rejects.toThrow("page 5 is broken");
  expect(seen).toEqual(items(400));
});

it("what was asked for at the wrong place is not used: pages that become shorter", async () => {
  const fetchPage: FetchPage<Item> = async (page, _quantity, offset) => ({
    data: items(1_000).slice(offset, offset + (page < 3 ? 100 : 40)),
    pagination: { totalQuantity: 1_000 },
  });
  expect(await collect(read(fetchPage))).toEqual(items(1_000));
});

it("a list that changes while several pages are on their way is read again until it is whole", async () => {
  let calls = 0;
  const grown = items(1_000);
  const { fetchPage, asked } = server(() => {
    calls += 1;
    return calls < 6 ? grown.slice(0, 950) : grown;
  });
  expect(await readAllStable(fetchPage, idOf, { name: "thing", growing: true })).toEqual(grown);
  expect(asked.length).toBe(20);
});

describe("a list that nothing ever leaves", () => {
  it("is read in order once more where somebody came in front while several pages were on their way", async () => {
    const before = items(500);
    const after = [{ id: "new" }, ...before];
    let answered = 0;
    const { fetchPage } = server(() => {
      answered += 1;
      // The pages asked for at once are answered from the last to the first: all but the third before the newcomer.
      return answered < 5 ? before : after;
    });
    const found = await collect(readGrowing(fetchPage, idOf, "thing"));
    expect(found.map(idOf)).toEqual(expect.arrayContaining(before.map(idOf)));
    expect(new Set(found.map(idOf)).size).toBe(found.length);
  });

  it("is read once where nothing changes", async () => {
    const { fetchPage, asked } = server(() => items(500));
    expect(await collect(readGrowing(fetchPage, idOf, "thing"))).toEqual(items(500));
    expect(asked).toHaveLength(5);
  });

  it("is read page by page where no total is announced", async () => {
    const { fetchPage, most } = server(() => items(500));
    const silent: FetchPage<Item> = async (...request) => {
      const { data, pagination } = await fetchPage(...request);
      return { data, pagination: { currentPage: pagination?.currentPage, pages: pagination?.pages } };
    };
    expect(await collect(readGrowing(silent, idOf, "thing"))).toEqual(items(500));
    expect(most()).toBe(1);
  });
});
