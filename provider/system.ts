/** The real clock and real chance. The only place that reaches for either. */
import { setTimeout as delay } from "node:timers/promises";
import type { Clock, Random } from "./model/clock";

/** The longest a timer of Node can run; a longer one would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(Math.min(ms, LONGEST_MS), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

export const systemRandom: Random = Math.random;
