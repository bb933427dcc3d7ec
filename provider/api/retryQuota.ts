/**
 * How many repetitions a process may still afford. Every repetition costs; every success earns a little back. When an API is down, the
 * first calls try again and the rest fail at once, instead of thousands of calls each repeating five times into an outage.
 *
 * A 429 costs nothing: the API is there, and the pacer already slows everybody down.
 */
import type { ErrorCode } from "../model/errors";

const CAPACITY = 500;
const COST = 5;
const EARNED_BY_SUCCESS = 1;

export class RetryQuota {
  #left = CAPACITY;

  /** Pays for one repetition after this failure; false where nothing is left to pay with. */
  afford(code: ErrorCode): boolean {
    if (code === "rate_limited") return true;
    if (this.#left < COST) return false;
    this.#left -= COST;
    return true;
  }

  /** A call succeeded; one that had to be repeated gets back what its last repetition cost. */
  succeeded(repeated: boolean): void {
    this.#left = Math.min(CAPACITY, this.#left + (repeated ? COST : EARNED_BY_SUCCESS));
  }
}
