import type { Clock } from "../../../../provider/model/clock";

interface Timer {
  readonly at: number;
  readonly resolve: () => void;
}

/** A clock that stands still until told to move. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = { at: this.#now + ms, resolve };
      if (signal?.aborted) return resolve();
      signal?.addEventListener("abort", () => {
        this.#timers.delete(timer);
        resolve();
      });
      this.#timers.add(timer);
    });
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on, wakes who is due in order, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.resolve();
      await settle();
    }
    this.#now = end;
    await settle();
  }
}

/** Sleeping takes no time, but is written down. Deadlines of attempts, which a test must not meet, never come. */
export class InstantClock implements Clock {
  static readonly DEADLINE_MS = 20_000;
  readonly slept: number[] = [];
  #now = 1_000_000;

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    if (ms >= InstantClock.DEADLINE_MS) {
      await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
      return;
    }
    this.slept.push(ms);
    await Promise.resolve();
    this.#now += ms;
  }
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
