// The one webhook configuration of the merchant, the events it was told about, and their delivery.
import type { Background } from "../dialect";
import type { Settings } from "../options";
import type { StoreChange } from "../store/changes";
import type { Store } from "../store/store";
import { type Attempt, deliver, isLoopback, notDelivered } from "./webhookDelivery";
import { describeChange, type EventType } from "./webhookEvents";
import { DeliveryQueue } from "./webhookQueue";

export interface WebhookConfig {
  url: string;
  secret?: string | undefined;
  /** Null: all. */
  eventTypes: readonly EventType[] | null;
  active: boolean;
}

export interface WebhookEvent {
  id: string;
  type: EventType;
  status: "pending" | "delivered" | "failed";
  attempts: number;
  last: Attempt;
  payload: Record<string, unknown>;
  createdAt: number;
}

const none: Attempt = { code: null, error: null };

/** Enough for any test; the oldest events go first. */
const capacity = 20_000;

/** How often a real clock looks for changes that became due, so that events come without anybody asking. */
const pulseMs = 50;

export class WebhookBoard implements Background {
  /** Until then the configuration is in force but cannot be seen. */
  visibleAt = 0;
  private stored: WebhookConfig | undefined;
  private log: WebhookEvent[] = [];
  private life = new AbortController();
  private pulse: NodeJS.Timeout | undefined;
  private readonly queue = new DeliveryQueue();

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
  ) {
    store.changes.listen((change) => this.note(change));
  }

  get config(): WebhookConfig | undefined {
    return this.stored;
  }

  configure(config: WebhookConfig | undefined, visibleAt = 0): void {
    this.stored = config;
    this.visibleAt = visibleAt;
    clearInterval(this.pulse);
    if (!config || this.settings.clock !== "real") return;
    this.pulse = setInterval(() => this.store.tick(), pulseMs);
    this.pulse.unref();
  }

  /** Newest first. */
  events(): readonly WebhookEvent[] {
    return [...this.log].reverse();
  }

  settled(): Promise<void> {
    return this.queue.settled();
  }

  reset(): void {
    this.close();
    this.log = [];
    this.life = new AbortController();
  }

  close(): void {
    this.configure(undefined);
    this.queue.clear();
    this.life.abort();
  }

  /** Assumption: what happens while nothing is configured, or is not wanted, is not logged either. */
  private note(change: StoreChange): void {
    const config = this.stored;
    if (!config?.active) return;
    const announcement = describeChange(this.store, change);
    if (!announcement || config.eventTypes?.includes(announcement.type) === false) return;
    const event: WebhookEvent = {
      ...announcement,
      id: `evt-${this.store.newId()}`,
      status: "pending",
      attempts: 0,
      last: none,
      createdAt: this.store.now(),
    };
    this.log.push(event);
    if (this.log.length > capacity) this.log.splice(0, capacity / 10);
    this.send(event);
  }

  private send(event: WebhookEvent): void {
    const { signal } = this.life;
    this.queue.add(() => this.attempt(event, signal));
  }

  private async attempt(event: WebhookEvent, stopped: AbortSignal): Promise<void> {
    const { latency, behaviour } = this.settings;
    const config = this.stored;
    // Assumption: an event whose configuration is gone is given up, and a new configuration takes over what is pending.
    if (!config?.active) return this.giveUp(event, "not sent: webhooks are switched off");
    if (!isLoopback(config.url)) return this.giveUp(event, notDelivered);
    const result = await deliver(config, JSON.stringify(event.payload), latency.webhookTimeoutMs, stopped);
    if (stopped.aborted) return;
    event.attempts++;
    event.last = result;
    if (result.error === null) event.status = "delivered";
    else if (event.attempts >= behaviour.webhookAttempts) event.status = "failed";
    else {
      // Assumption: a failed delivery is repeated a few times, each time after twice as long.
      const pauseMs = latency.webhookRetryMs * 2 ** (event.attempts - 1);
      this.store.later(pauseMs, () => {
        if (!stopped.aborted) this.send(event);
      });
    }
  }

  private giveUp(event: WebhookEvent, error: string): void {
    event.status = "failed";
    event.last = { code: null, error };
  }
}
