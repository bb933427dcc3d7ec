// What can go wrong with a write: the columns of the fault matrix, and what must come of it for every endpoint that says nothing else.
import type { Mishap } from "../support/lifecycleWorld";

export interface Expected {
  /** How many times `up` must run until everything is as declared. */
  readonly ups: number;
  /** The stable code of every run that failed. */
  readonly code?: string;
  /** How many times the request may leave: more than once only where the first one was certainly not processed, or never showed. */
  readonly sent: number;
  /** How many times it is carried out. Default: exactly once. */
  readonly processed?: number;
}

export interface Column {
  readonly name: string;
  readonly mishap: (windowMs: number) => Mishap;
  readonly expected: Expected;
  /** Applies to endpoints that create something, and to no other. */
  readonly creating?: true;
  /** It slows its process down, so every run gets a process of its own. */
  readonly fresh?: true;
  /** `customTimeouts` of every resource. */
  readonly deadlineSeconds?: number;
  /** The next run waits until the request has been carried out. */
  readonly arrivesBetweenRuns?: true;
}

const FOUND: Expected = { ups: 1, sent: 1 };
const NOT_PROCESSED: Expected = { ups: 2, code: "outcome_unknown", sent: 2 };
const TURNED_AWAY: Expected = { ups: 1, sent: 2 };

/** The effect was found when the deadline was over; what comes after it is left to the next run. */
export const FOUND_TOO_LATE: Expected = { ups: 2, code: "wait_timeout", sent: 1 };

const DEADLINE_SECONDS = 3;
/** Less than the five seconds a write may take to come home after its deadline. */
const IN_GRACE_MS = 4_500;
const PAST_GRACE_MS = 9_000;
const STATUSES = [500, 502, 503];

export const COLUMNS: readonly Column[] = [
  { name: "refused before", mishap: () => ({ kind: "refuse-before" }), expected: NOT_PROCESSED },
  { name: "reply lost", mishap: () => ({ kind: "drop-after-commit" }), expected: FOUND },
  { name: "reply cut", mishap: () => ({ kind: "truncate-body" }), expected: FOUND },
  { name: "reply reset", mishap: () => ({ kind: "reset-in-body" }), expected: FOUND },
  ...STATUSES.map(
    (status): Column => ({
      name: `${status} before`,
      mishap: () => ({ kind: "status-before", status }),
      expected: NOT_PROCESSED,
    }),
  ),
  ...STATUSES.map(
    (status): Column => ({
      name: `${status} after`,
      mishap: () => ({ kind: "status-after-commit", status }),
      expected: FOUND,
    }),
  ),
  {
    name: "429, Retry-After",
    mishap: () => ({ kind: "rate-limit", retryAfterSeconds: 1 }),
    expected: TURNED_AWAY,
    fresh: true,
  },
  { name: "429", mishap: () => ({ kind: "rate-limit" }), expected: TURNED_AWAY, fresh: true },
  { name: "garbage body", mishap: () => ({ kind: "garbage-body" }), expected: FOUND },
  {
    name: "slow past deadline",
    mishap: () => ({ kind: "slow", ms: IN_GRACE_MS }),
    expected: FOUND_TOO_LATE,
    deadlineSeconds: DEADLINE_SECONDS,
  },
  {
    name: "slow past grace",
    mishap: () => ({ kind: "slow", ms: PAST_GRACE_MS }),
    expected: FOUND,
    deadlineSeconds: DEADLINE_SECONDS,
  },
  {
    name: "404 after create",
    mishap: () => ({ kind: "not-found-after-create", ms: 700 }),
    expected: FOUND,
    creating: true,
  },
  { name: "late, in window", mishap: () => ({ kind: "commit-late", ms: 600 }), expected: FOUND },
  {
    name: "late, after window",
    mishap: (windowMs) => ({ kind: "commit-late", ms: windowMs + 1_500, status: 504 }),
    expected: { ups: 2, code: "outcome_unknown", sent: 1 },
    arrivesBetweenRuns: true,
  },
];
