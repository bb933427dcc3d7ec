/** One run at a time for one stack. What is told during a run is in the next one; a failed run is tried again after a while. */

export interface QueueOptions {
  /** Brings the stack to where it should be. Is never called while an earlier call is under way. */
  readonly apply: () => Promise<void>;
  readonly retryMs: number;
}

export class Queue {
  /** What the last run failed with. */
  error: string | undefined;
  readonly #options: QueueOptions;
  #wanted = false;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return this.#running === undefined && !this.#wanted && this.#timer === undefined;
  }

  /** There is something to do. Answers at once. */
  request(): void {
    if (this.#closed) return;
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
  }

  /** Waits for the run under way and begins no other. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wanted = false;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      try {
        await this.#options.apply();
        this.error = undefined;
      } catch (error) {
        this.error = error instanceof Error ? error.message : String(error);
        if (!this.#wanted && !this.#closed) this.#timer = setTimeout(() => this.request(), this.#options.retryMs);
      }
    }
  }
}
