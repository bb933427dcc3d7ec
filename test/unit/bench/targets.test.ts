// The verdicts of the benchmark: a missed target is never a yes, and what was not measured is neither.
import { beforeAll, expect, test } from "vitest";
import type { judge as Judge, Summary, Verdict } from "../../bench/targets.mjs" with { "resolution-mode": "import" };

let judge: typeof Judge;
beforeAll(async () => {
  ({ judge } = await import("../../bench/targets.mjs"));
});

const met = {
  seconds: 8,
  total: 1_150,
  writes: 0,
  later: { total: 900, refused: 8 },
  stateBytes: 590_000,
  provider: 200,
};

function summary(change: Partial<typeof met> = {}): Summary {
  const { seconds, total, writes, later, stateBytes, provider } = { ...met, ...change };
  return { seconds, requests: { total, writes, later }, stateBytes, peakMb: { provider } };
}

/** A run that reaches everything: key is contestant/cards/job. */
const good: Record<string, Summary> = {
  "empty/0/up": summary({ seconds: 1 }),
  "empty/0/same": summary({ seconds: 1 }),
  "a/100/up": summary({ seconds: 6.2 }),
  "a/1000/up": summary({ stateBytes: 2_000_000 }),
  "b/1000/up": summary({ seconds: 9 }),
  "b/10000/up": summary({ seconds: 60, stateBytes: 5_900_000 }),
  "b/10000/same": summary({ seconds: 1.9 }),
  "c/1000/up": summary({ seconds: 300 }),
  "d/100/up": summary({ seconds: 4 }),
  "d/1000/up": summary({ seconds: 60, stateBytes: 1_300_000 }),
  "e/1000/up": summary({ seconds: 7 }),
  "e/10000/up": summary({ seconds: 52 }),
  "f/10000/same": summary({ seconds: 1.2 }),
};

function verdictsOf(change: Record<string, Summary | undefined> = {}): Verdict[] {
  const all = { ...good, ...change };
  return judge({
    figure: (contestant, count, job) => all[`${contestant}/${count}/${job}`],
    empty: (job) => all[`empty/0/${job}`],
    issueSeconds: 2,
    inputBytes: 150,
  });
}

const missed = (change: Record<string, Summary>) =>
  verdictsOf(change)
    .filter(({ met: reached }) => reached === false)
    .map(({ what }) => what);

test("a run that reaches everything has a yes in every row", () => {
  expect(verdictsOf().map(({ what, met: reached }) => [what, reached])).toEqual(
    verdictsOf().map(({ what }) => [what, true]),
  );
});

test.each([
  ["a fleet slower than the floor allows", { "b/1000/up": summary({ seconds: 9.1 }) }, "(b) 1,000 cards, first `up`"],
  ["a large fleet slower than that", { "b/10000/up": summary({ seconds: 60.9 }) }, "(b) 10,000 cards, first `up`"],
  ["a provider that grows too large", { "b/10000/same": summary({ provider: 401 }) }, "(b) 10,000 cards: provider"],
  ["a fleet that is not far ahead", { "c/1000/up": summary({ seconds: 220 }) }, "(b) against (c)"],
  ["cards slower than the engine allows", { "a/100/up": summary({ seconds: 6.4 }) }, "(a) 100 cards"],
  ["more requests than cards need", { "b/1000/up": summary({ total: 1_201 }) }, "requests per card"],
  ["work where nothing changed", { "b/10000/same": summary({ seconds: 2.1 }) }, "at most 2 × an empty"],
  ["more work than its size costs anybody", { "f/10000/same": summary({ seconds: 0.9 }) }, "at most 2 × (f)"],
  ["a write where nothing changed", { "b/10000/same": summary({ seconds: 1.9, writes: 1 }) }, "no write"],
  ["state too large", { "b/10000/up": summary({ seconds: 60, stateBytes: 6_010_000 }) }, "(b) state per card"],
  ["a card's state too large", { "a/1000/up": summary({ stateBytes: 2_001_000 }) }, "(a) state per card"],
  ["refusals", { "b/1000/up": summary({ later: { total: 100, refused: 1 } }) }, "(b) 429s"],
])("%s is a no in its row", (_, change, what) => {
  const [first] = missed(change);
  expect(first).toContain(what);
});

test("time that grows faster than the fleet is a no", () => {
  const change = { "b/1000/refresh": summary({ seconds: 2 }), "b/10000/refresh": summary({ seconds: 12.6 }) };
  expect(missed(change)).toEqual([expect.stringContaining("ten times the cards")]);
});

test("what was not measured is neither yes nor no", () => {
  const verdicts = judge({ figure: () => undefined, empty: () => undefined, issueSeconds: 2, inputBytes: 150 });
  expect(verdicts.filter((verdict) => verdict.met !== undefined || verdict.measured !== undefined)).toEqual([]);
});
