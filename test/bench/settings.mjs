// What is the same for every contestant: the API's habits, the fleet, and who takes part.
export const REQUESTS_PER_SECOND = 200;
export const RESPONSE_MS = 20;
export const ISSUE_MS = 2_000;
export const PAGE_MAXIMUM = 100;

export const PROJECT = "bench";
export const STACK = "bench";

/** One life, in this order. `up` always runs, because the others need what it made. */
export const JOBS = ["up", "same", "change", "refresh", "destroy"];
export const SIZES = [100, 1_000, 10_000];

/** `resources`: how many of ours, or of its own, a program declares. `largest`: where one resource per card would take the engine hours, there is nothing to learn. */
export const CONTESTANTS = {
  a: { title: "(a) Card", program: "cards", parallel: 128, resources: "each", largest: 1_000, cards: true },
  b: { title: "(b) CardFleet", program: "fleet", resources: "one", largest: 10_000, cards: true },
  c: { title: "(c) as documented", program: "documented", resources: "each", largest: 1_000, cards: true },
  d: { title: "(d) no-op", program: "noop", parallel: 128, resources: "each", largest: 1_000, cards: false },
  f: { title: "(f) no-op block", program: "block", resources: "one", largest: 10_000, cards: false },
  e: { title: "(e) raw script", script: true, largest: 10_000, cards: true },
};

/** A program without resources: once on a new stack, once on one that holds only the stack itself. */
export const EMPTY = { title: "empty program", program: "empty", resources: "none", cards: false };
