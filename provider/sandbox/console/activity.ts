// The newest requests in the order they last changed, so a page that was away for a moment asks for what it missed.
import { randomUUID } from "node:crypto";
import type { FaultBoard } from "../faults";
import type { Store } from "../store/store";
import type { Watchers } from "../watchers";
import { type ControlRequest, type RequestView, type UnorderedView, viewByHand, viewRequest } from "./requestView";

const kept = 400;

export class Activity {
  /** Tells one run of a sandbox from the next on the same port. */
  readonly instance = randomUUID();
  private readonly latest = new Map<number, { version: number; view: RequestView }>();
  private current = 0;
  private highest = 0;
  private ordered = 0;
  private byHand = 0;

  constructor(
    private readonly store: Store,
    watchers: Watchers,
    faults: FaultBoard,
  ) {
    watchers.add((phase, entry) => {
      const fault = entry.faultId === null ? undefined : faults.list().find(({ id }) => id === entry.faultId);
      const view = viewRequest(
        store,
        phase,
        entry,
        fault?.spec.kind ?? this.latest.get(entry.seq)?.view.fault ?? undefined,
      );
      this.keep(view);
    });
  }

  changedByHand(request: ControlRequest): void {
    this.keep(viewByHand(this.store, --this.byHand, request));
  }

  get version(): number {
    return this.current;
  }

  /** Requests this sandbox has had. */
  get total(): number {
    return this.highest;
  }

  /** What changed after a version, oldest change first. */
  since(version: number): RequestView[] {
    const changed: RequestView[] = [];
    for (const { version: at, view } of this.latest.values()) if (at > version) changed.push(view);
    return changed;
  }

  private keep(view: UnorderedView): void {
    const order = this.latest.get(view.seq)?.view.order ?? ++this.ordered;
    this.highest = Math.max(this.highest, view.seq);
    this.latest.delete(view.seq);
    this.latest.set(view.seq, { version: ++this.current, view: { ...view, order } });
    if (this.latest.size <= kept) return;
    const oldest = this.latest.keys().next().value;
    if (oldest !== undefined) this.latest.delete(oldest);
  }
}
