/** Time and chance as parameters. The real ones are made in one place (`provider/system.ts`); tests bring their own. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after the time, or as soon as the signal aborts (it never rejects: the caller asks the signal). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A number in [0, 1). */
export type Random = () => number;
