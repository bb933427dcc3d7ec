// One thing for each of many: bounded, each failure its own card's, and an end where something concerns all.
import { describe, expect, it } from "vitest";
import { eachOfCrowd } from "../../../../provider/lifecycle/fleet/crowd";
import { FourpayError } from "../../../../provider/model/errors";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const never = new AbortController().signal;
const options = { keyOf: String, signal: never, tell: () => {} };

it("each is done once, in order, and nothing else is", async () => {
  const stop = new AbortController();
  const worked: unknown[] = [];
  const result = await eachOfCrowd({
    ...options,
    items: numbers(5),
    beginning: 2,
    underWay: 2,
    signal: stop.signal,
    work: async (item: unknown) => {
      worked.push(item);
      if (worked.length > 5) stop.abort();
    },
  });
  expect(worked).toEqual(numbers(5));
  expect(result).toEqual({ failed: [], left: [] });
});

it("so many begin at a time, and as many again as others wait", async () => {
  const finish: (() => void)[] = [];
  let [beginning, most, underWay] = [0, 0, 0];
  const all = eachOfCrowd({
    ...options,
    items: numbers(10),
    beginning: 2,
    underWay: 6,
    async work(_, begun) {
      beginning += 1;
      underWay += 1;
      most = Math.max(most, beginning);
      await Promise.resolve();
      beginning -= 1;
      begun(true);
      await new Promise<void>((resolve) => finish.push(resolve));
      underWay -= 1;
    },
  });
  await new Promise(setImmediate);
  expect(underWay).toBe(6);
  for (const go of finish.splice(0)) go();
  await new Promise(setImmediate);
  for (const go of finish.splice(0)) go();
  expect(await all).toEqual({ failed: [], left: [] });
  expect(most).toBe(2);
});

it("tells how far it is after each", async () => {
  const told: [number, number][] = [];
  await eachOfCrowd({
    ...options,
    items: numbers(3),
    beginning: 1,
    underWay: 1,
    tell: (done, failed) => void told.push([done, failed]),
    work: (item) => (item === 1 ? Promise.reject(new FourpayError("rejected", "")) : Promise.resolve()),
  });
  expect(told).toEqual([
    [1, 0],
    [2, 1],
    [3, 1],
  ]);
});

it.each<[string, unknown, string]>([
  ["a credential that is refused", new FourpayError("unauthorized", ""), "unauthorized"],
  ["an API out of reach", new FourpayError("not_sent", ""), "not_sent"],
  ["a mistake of ours, which is no single card's misfortune", new TypeError("x"), "internal"],
])("nothing is begun after %s", async (_, thrown, code) => {
  const { failed, left } = await eachOfCrowd({
    ...options,
    items: numbers(100),
    beginning: 4,
    underWay: 4,
    work: () => Promise.reject(thrown as Error),
  });
  expect(new Set(failed.map(({ error }) => error.code))).toEqual(new Set([code]));
  expect(failed.length).toBeLessThanOrEqual(4);
  expect(failed.length + left.length).toBe(100);
});

it.each(["rejected", "failed_state", "outcome_unknown"] as const)(
  "failures (%s) end it only in an unbroken row",
  async (code) => {
    const refuse = (every: number) =>
      eachOfCrowd({
        ...options,
        items: numbers(100),
        beginning: 1,
        underWay: 1,
        work: (item) => (item % every === 0 ? Promise.resolve() : Promise.reject(new FourpayError(code, ""))),
      });
    expect((await refuse(10)).left).toEqual([]);
    expect((await refuse(50)).left).toHaveLength(79);
  },
);

describe("what fails from the beginning ends after twenty", () => {
  it.each([
    ["refused", false],
    ["accepted, and broken after that", true],
  ])("%s", async (_, accepted) => {
    const { failed, left } = await eachOfCrowd({
      ...options,
      items: numbers(100),
      beginning: 1,
      underWay: 1,
      async work(_item, begun) {
        if (accepted) begun(true);
        throw new FourpayError("rejected", "");
      },
    });
    expect([failed.length, left.length]).toEqual([20, 80]);
  });
});

it("what is accepted and breaks is a row of its own: refusals between do not lengthen it, nor does acceptance end it", async () => {
  const { failed, left } = await eachOfCrowd({
    ...options,
    items: numbers(100),
    beginning: 1,
    underWay: 1,
    async work(item, begun) {
      if (item % 2 === 0) begun(true);
      throw new FourpayError("failed_state", "");
    },
  });
  expect([failed.length, left.length]).toEqual([39, 61]);
});

it("nothing is begun once it is cancelled", async () => {
  const stop = new AbortController();
  let begun = 0;
  const { left } = await eachOfCrowd({
    ...options,
    items: numbers(10),
    beginning: 1,
    underWay: 1,
    signal: stop.signal,
    work: () => {
      begun += 1;
      if (begun === 3) stop.abort();
      return Promise.resolve();
    },
  });
  expect([begun, left.length]).toEqual([3, 7]);
});
