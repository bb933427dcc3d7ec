// Lets whoever embeds the sandbox act at a known moment of an exchange: kill a client there, change the world there, stop time there.
import type { JournalEntry } from "./journal";

/**
 * `received`: an endpoint's request has arrived whole and nothing was done about it yet. `processed`: the endpoint has done its work and
 * the reply has not left. `answered`: the reply has been handed to the network, or the connection is gone. A request refused beforehand
 * (rate limit, fault) is never `processed`, and one to no endpoint only `answered`.
 */
export type ExchangePhase = "received" | "processed" | "answered";

/** Called in the middle of the exchange, which waits until it returns. The entry is a copy. */
export type ExchangeListener = (phase: ExchangePhase, entry: JournalEntry) => void;

export class Watchers {
  private readonly listeners = new Set<ExchangeListener>();

  /** Answers how to stop listening. */
  add(listener: ExchangeListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(phase: ExchangePhase, entry: JournalEntry): void {
    for (const listener of [...this.listeners]) listener(phase, { ...entry });
  }
}
