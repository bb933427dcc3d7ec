// A few deliveries at a time, so that a thousand changes do not open a thousand connections.

const atOnce = 8;

export class DeliveryQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;
  private idle: (() => void)[] = [];

  add(job: () => Promise<void>): void {
    this.waiting.push(job);
    this.next();
  }

  clear(): void {
    this.waiting.length = 0;
  }

  settled(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private next(): void {
    if (this.running >= atOnce) return;
    const job = this.waiting.shift();
    if (job) {
      this.running++;
      // A job reports its own failures; whatever else goes wrong must not stop the queue.
      job()
        .catch(() => undefined)
        .finally(() => {
          this.running--;
          this.next();
        });
      return;
    }
    if (this.running > 0) return;
    const resolved = this.idle;
    this.idle = [];
    for (const resolve of resolved) resolve();
  }
}
