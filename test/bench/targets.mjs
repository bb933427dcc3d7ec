// What must be reached, held against the figures of one run. Nothing is taken from elsewhere: what was not measured is said to be so.
import { JOBS } from "./settings.mjs";

/**
 * `figure(contestant, count, job)` answers a summary or undefined, `empty(job)` that of the empty program, `issueSeconds` how long the
 * sandbox takes for a card, `inputBytes` the size of one card's inputs.
 */
export function judge({ figure, empty, issueSeconds, inputBytes }) {
  const secondsOf = (contestant, count, job) => figure(contestant, count, job)?.seconds;
  const perCard = (contestant, count) => ratio(figure(contestant, count, "up")?.stateBytes, count);
  const atMost = (what, measured, limit, unit) => ({
    what,
    target: limit === undefined ? "" : `at most ${show(limit)}${unit}`,
    measured: measured === undefined ? undefined : `${show(measured)}${unit}`,
    met: measured === undefined || limit === undefined ? undefined : measured <= limit,
  });
  const nearFloor = (count) =>
    atMost(
      `(b) ${amount(count)} cards, first \`up\`: at most 1.15 × (e) plus an empty \`up\``,
      secondsOf("b", count, "up"),
      sum(times(1.15, secondsOf("e", count, "up")), empty("up")?.seconds),
      " s",
    );
  const faster = ratio(secondsOf("c", 1_000, "up"), secondsOf("b", 1_000, "up"));
  const memory = worstOf(JOBS.map((job) => figure("b", 10_000, job)?.peakMb.provider));
  const growth = worstOf(JOBS.map((job) => growthOf(figure, empty, job)));
  const fleetState = worstOf([1_000, 10_000].map((count) => perCard("b", count)));
  const cardState = worstOf([1_000].map((count) => perCard("a", count)));
  const writes = figure("b", 10_000, "same")?.requests.writes;
  return [
    nearFloor(1_000),
    nearFloor(10_000),
    atMost("(b) 10,000 cards: provider under 400 MB in every job", memory, 400, " MB"),
    atMost("(b) 10,000 cards: ten times the cards, at most 11.5 times the time over an empty `up`", growth, 11.5, " ×"),
    {
      what: "(b) against (c), 1,000 cards, first `up`: at least 25 × faster",
      target: "at least 25 ×",
      measured: faster === undefined ? undefined : `${show(faster)} ×`,
      met: faster === undefined ? undefined : faster >= 25,
    },
    atMost(
      "(a) 100 cards, first `up`: at most (d) + 1.15 × the issuance time",
      secondsOf("a", 100, "up"),
      sum(secondsOf("d", 100, "up"), 1.15 * issueSeconds),
      " s",
    ),
    atMost(
      "(b) 1,000 cards, first `up`: requests per card",
      ratio(figure("b", 1_000, "up")?.requests.total, 1_000),
      1.2,
      "",
    ),
    atMost(
      "(b) 10,000 cards, unchanged `up`: at most 2 × an empty `up`",
      secondsOf("b", 10_000, "same"),
      times(2, empty("same")?.seconds),
      " s",
    ),
    atMost(
      "(b) 10,000 cards, unchanged `up`: at most 2 × (f), the same inputs in a resource that does nothing",
      secondsOf("b", 10_000, "same"),
      times(2, secondsOf("f", 10_000, "same")),
      " s",
    ),
    atMost("(b) 10,000 cards, unchanged `up`: no write", writes, 0, ""),
    atMost("(b) state per card, 1,000 and more", fleetState, 600, " B"),
    atMost(
      "(a) state per card, 1,000: at most (d) + 2 × its inputs + 400 B",
      cardState,
      sum(perCard("d", 1_000), 2 * inputBytes + 400),
      " B",
    ),
    refusals(figure, "a", [100, 1_000]),
    refusals(figure, "b", [100, 1_000, 10_000]),
  ];
}

/** The worst job at any size, in percent of the requests after the first second. */
function refusals(figure, contestant, counts) {
  const shares = counts.flatMap((count) =>
    JOBS.map((job) => {
      const later = figure(contestant, count, job)?.requests.later;
      return later === undefined ? undefined : later.total === 0 ? 0 : (100 * later.refused) / later.total;
    }),
  );
  const worst = worstOf(shares);
  return {
    what: `(${contestant}) 429s after the first second, in the worst job`,
    target: "under 1 %",
    measured: worst === undefined ? undefined : `${show(worst)} %`,
    met: worst === undefined ? undefined : worst < 1,
  };
}

/** Below this nothing is left over an empty `up` that could be compared. */
const SHORTEST_SECONDS = 0.2;

function growthOf(figure, empty, job) {
  const [small, large, base] = [figure("b", 1_000, job), figure("b", 10_000, job), empty("same")];
  if (small === undefined || large === undefined || base === undefined) return undefined;
  return (large.seconds - base.seconds) / Math.max(SHORTEST_SECONDS, small.seconds - base.seconds);
}

function worstOf(values) {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

const sum = (left, right) => (left === undefined || right === undefined ? undefined : left + right);
const times = (factor, value) => (value === undefined ? undefined : factor * value);
const ratio = (value, by) => (value === undefined || by === undefined ? undefined : value / by);

function show(value) {
  return Number.isInteger(value) || value >= 100 ? amount(Math.round(value)) : value.toFixed(2);
}

function amount(value) {
  return value.toLocaleString("en-US");
}
