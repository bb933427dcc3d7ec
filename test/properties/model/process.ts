// One provider process: what it knows dies with it. It can be killed, or told to stop, at any of its calls to the API.
import type { CardIssuer, NewCard } from "../../../provider/api/port";
import type { Operation } from "../../../provider/lifecycle/operation";
import { Run } from "../../../provider/lifecycle/run";
import type { Clock } from "../../../provider/model/clock";
import { stop, type World } from "../../support/lifecycleWorld";

/** When during the n-th call (from 1) of the process something happens to it. */
export interface Interruption {
  readonly kind: "kill" | "cancel";
  readonly call: number;
  /** `before` the request leaves, or `after` it was processed. A cancel `after` meets it while it is on its way. */
  readonly moment: "before" | "after";
}

export type IssueWatch = (walletId: string, card: NewCard) => void;

export class Process {
  readonly run: Run;
  readonly killed: Promise<void>;
  readonly #world: World;
  readonly #issuer: CardIssuer;
  readonly #clock: Clock;
  readonly #cancel = new AbortController();
  readonly #onTheirWay = new Set<Promise<unknown>>();
  readonly #interruption: Interruption | undefined;
  readonly #onIssue: IssueWatch;
  #calls = 0;
  #dead = false;
  #die: () => void = () => {};

  constructor(world: World, onIssue: IssueWatch, interruption?: Interruption) {
    this.#world = world;
    this.#onIssue = onIssue;
    this.#interruption = interruption;
    this.killed = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.#issuer = this.#guarded(world.issuer);
    this.#clock = {
      now: () => world.clock.now(),
      sleep: (ms, signal) => (this.#dead ? never() : world.clock.sleep(ms, signal)),
    };
    this.run = new Run(this.#issuer, this.#clock, () => 0.5);
  }

  get dead(): boolean {
    return this.#dead;
  }

  get cancelled(): boolean {
    return this.#cancel.signal.aborted;
  }

  operation(urn: string): Operation {
    const { issuer: _, run: __, clock: ___, ...rest } = this.#world.operation(urn, { cancel: this.#cancel });
    return { ...rest, issuer: this.#issuer, run: this.run, clock: this.#clock };
  }

  /** What a dead process had sent still arrives. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#onTheirWay);
  }

  #guarded(real: CardIssuer): CardIssuer {
    return new Proxy(real, {
      get: (target, key: keyof CardIssuer) => {
        const method = target[key];
        // A list of people comes page by page as an iterable; it is guarded no further.
        if (typeof method !== "function" || key === "listHolders") return method;
        const send = method as (...args: readonly unknown[]) => Promise<unknown>;
        return (...args: readonly unknown[]) => this.#call(key, () => send(...args), args);
      },
    });
  }

  async #call(key: keyof CardIssuer, send: () => Promise<unknown>, args: readonly unknown[]): Promise<unknown> {
    if (this.#dead) return never();
    this.#calls += 1;
    const due = this.#calls === this.#interruption?.call ? this.#interruption : undefined;
    if (due?.moment === "before") {
      if (due.kind === "kill") return this.#kill();
      stop(this.#cancel);
    }
    if (key === "issueCard" && !this.cancelled) this.#onIssue(args[0] as string, args[1] as NewCard);
    const answer = send();
    const tracked = answer.catch(() => undefined).finally(() => this.#onTheirWay.delete(tracked));
    this.#onTheirWay.add(tracked);
    if (due?.moment === "after") {
      if (due.kind === "kill") {
        await tracked;
        return this.#kill();
      }
      stop(this.#cancel);
    }
    const conclude = await answer.then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    // A process that died meanwhile learns nothing any more.
    return this.#dead ? never() : conclude();
  }

  #kill(): Promise<never> {
    this.#dead = true;
    this.#die();
    return never();
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
