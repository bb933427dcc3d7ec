/** A callback after some time, made of the clock's one primitive. */
import type { Clock } from "./clock";

/** Runs the action once after `ms` milliseconds; the returned function calls it off. */
export function after(clock: Clock, ms: number, action: () => void): () => void {
  const off = new AbortController();
  void clock.sleep(ms, off.signal).then(() => {
    if (!off.signal.aborted) action();
  });
  return () => off.abort();
}
