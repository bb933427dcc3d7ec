/** The real clock and real chance. The only place that reaches for either. */
import { setTimeout as delay } from "node:timers/promises";
import type { Clock, Random } from "./model/clock";

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

export const systemRandom: Random = Math.random;
