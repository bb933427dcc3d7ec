// Time for lifecycle tests: whoever sleeps moves the sandbox's clock instead of waiting, so a test takes no time and always the same way.
import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../provider/model/clock";
import type { Sandbox } from "../../provider/sandbox";

interface Planned {
  readonly at: number;
  readonly action: () => unknown;
}

export class SandboxClock implements Clock {
  readonly #sandbox: Sandbox;
  readonly #planned = new Set<Planned>();
  #now: number;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#now = Date.parse(sandbox.control.snapshot().at);
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted !== true) await this.advance(ms);
    await turn();
  }

  /** Moves on, and does what was planned for the time between at its own moment. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [due] = [...this.#planned].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#planned.delete(due);
      await this.#moveTo(due.at);
      await due.action();
    }
    await this.#moveTo(end);
  }

  /** Something happens out there while an operation runs. The returned function calls it off. */
  after(ms: number, action: () => unknown): () => void {
    const planned = { at: this.#now + ms, action };
    this.#planned.add(planned);
    return () => this.#planned.delete(planned);
  }

  /** For the transport: its own backoff moves time as well, but the deadline of an attempt never comes. */
  forTransport(): Clock {
    return {
      now: () => this.now(),
      sleep: async (ms, signal) => {
        if (ms < ATTEMPT_MS) return this.sleep(ms, signal);
        if (signal?.aborted === true) return;
        await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
      },
    };
  }

  async #moveTo(time: number): Promise<void> {
    if (time <= this.#now) return;
    await this.#sandbox.advance(time - this.#now);
    this.#now = time;
  }
}

const ATTEMPT_MS = 30_000;
