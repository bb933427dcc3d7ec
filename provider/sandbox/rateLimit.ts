// An optional request budget, counted in real time because it protects a real socket.
import type { RateLimit } from "./options";

export interface Limiter {
  /** Undefined: go ahead. Otherwise the seconds after which a request fits again. */
  refuse(): number | undefined;
}

export function createLimiter(limit: RateLimit | undefined): Limiter {
  if (!limit) return { refuse: () => undefined };
  const capacity = Math.max(1, limit.requestsPerSecond);
  let tokens = capacity;
  let refilledAt = performance.now();
  return {
    refuse() {
      const now = performance.now();
      tokens = Math.min(capacity, tokens + ((now - refilledAt) / 1000) * limit.requestsPerSecond);
      refilledAt = now;
      if (tokens >= 1) {
        tokens -= 1;
        return undefined;
      }
      return Math.max(1, Math.ceil((1 - tokens) / limit.requestsPerSecond));
    },
  };
}
