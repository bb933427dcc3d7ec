// From a journal to a row, and from several runs to one.
import { beforeAll, expect, test } from "vitest";
import type * as Figures from "../../bench/figures.mjs" with { "resolution-mode": "import" };
import type * as Tallies from "../../bench/tally.mjs" with { "resolution-mode": "import" };

let summarise: typeof Figures.summarise;
let median: typeof Figures.median;
let tallyOf: typeof Tallies.tallyOf;
beforeAll(async () => {
  ({ summarise, median } = await import("../../bench/figures.mjs"));
  ({ tallyOf } = await import("../../bench/tally.mjs"));
});

const CARDS = "/wallets/{wallet_id}/instruments";
const read = (at: number, route: string, status = 200) => ({ at, method: "GET", route, status, write: false });
const write = (at: number, method: string, status = 201) => ({ at, method, route: CARDS, status, write: true });

test("requests are counted by kind, and refusals in all and after the first second", () => {
  const tally = tallyOf([
    write(5_000, "POST"),
    write(5_100, "POST", 429),
    write(5_900, "PATCH", 204),
    read(5_999, `GET ${CARDS}`),
    read(6_000, `GET ${CARDS}/{instrument_id}`, 429),
    read(6_500, "GET /wallets/{wallet_id}"),
  ]);
  expect(tally).toEqual({
    post: 2,
    patch: 1,
    details: 1,
    lists: 1,
    other: 1,
    total: 6,
    writes: 3,
    refused: 2,
    later: { total: 2, refused: 1 },
  });
});

test("the median of an even number of runs lies between the middle two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 1, 2, 4])).toBe(3);
});

test("times are medians; memory, state, writes and refusals are the worst of all runs", () => {
  const none = tallyOf([]);
  const refused = { ...none, writes: 4, refused: 2, later: { total: 9, refused: 2 } };
  const figures = [
    { seconds: 3, requests: none, stateBytes: 10, peakMb: { provider: 90 }, cpuSeconds: { provider: 1 } },
    { seconds: 1, requests: refused, stateBytes: 30, peakMb: { provider: 70 }, cpuSeconds: { provider: 3 } },
    { seconds: 2, requests: none, stateBytes: 20, peakMb: { provider: 80 }, cpuSeconds: { provider: 2 } },
  ];
  expect(summarise(figures)).toMatchObject({
    runs: 3,
    seconds: 2,
    requests: { writes: 4, refused: 2, later: { total: 9, refused: 2 } },
    stateBytes: 30,
    peakMb: { provider: 90 },
    cpuSeconds: { provider: 2 },
  });
});

test("what no run measured stays unknown", () => {
  expect(summarise([])).toBeUndefined();
  expect(summarise([{ seconds: 1, requests: tallyOf([]) }])?.peakMb.provider).toBeUndefined();
});
