/** The sandbox clock: every date and every asynchronous state follows it, so a test can move time instead of waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(ms: number): void;
}

/** Where a manual clock starts; a fixed date keeps expiry months and time filters the same in every run. */
const manualStart = Date.UTC(2026, 0, 15, 12, 0, 0);

export function createClock(kind: "real" | "manual"): Clock {
  let offset = 0;
  const base = kind === "real" ? Date.now : () => manualStart;
  return {
    now: () => base() + offset,
    advance(ms) {
      offset += ms;
    },
  };
}
