// A sandbox with things left behind in it, and the states a sweep is held against, as the engine would export them.
import {
  DEFAULT_MIN_AGE_MS,
  type Finding,
  type StackState,
  type SweepContext,
  sweep,
} from "../../provider/lifecycle/sweep";
import type { Raw } from "../../provider/model/validate";
import type { Managed, World } from "./lifecycleWorld";

export interface RecordedLike {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Raw;
  readonly outputs?: Raw;
}

/** A resource as a state records it. */
export function recorded({ urn, recorded: record }: Managed, more: Raw = {}): RecordedLike {
  const type = urn.split("::")[2] ?? "";
  return {
    urn,
    type,
    ...(record === undefined ? {} : { id: record.id, inputs: record.inputs, outputs: record.outputs }),
    ...more,
  };
}

/** A create that was begun, as the engine notes it: the checked inputs, and no id. */
export function begun(managed: Managed, declared: Raw, more: Raw = {}): Raw {
  const resource = {
    urn: managed.urn,
    type: managed.urn.split("::")[2] ?? "",
    inputs: managed.check(declared, {}),
    ...more,
  };
  return { type: "creating", resource };
}

export interface StateParts {
  readonly resources?: readonly RecordedLike[];
  readonly pending?: readonly Raw[];
  readonly time?: string;
}

/** The state of stack `test` of project `app`, idle, and never was anything else recorded in it. */
export function stackState(
  { resources = [], pending = [], time = "2026-01-01T00:00:00Z" }: StateParts = {},
  more: Partial<StackState> = {},
): StackState {
  return {
    label: "test",
    project: "app",
    stack: "test",
    deployment: { version: 3, deployment: { manifest: { time }, resources, pending_operations: pending } },
    current: true,
    activity: "idle",
    wasRecorded: () => Promise.resolve(new Set<string>()),
    ...more,
  };
}

export function sweepContext(w: World, states: readonly StackState[], more: Partial<SweepContext> = {}): SweepContext {
  return {
    issuer: w.issuer,
    clock: w.clock.forTransport(),
    random: () => 0.5,
    signal: new AbortController().signal,
    namespace: "",
    outcomeWindowMs: 60_000,
    states: () => Promise.resolve(states),
    minAgeMs: DEFAULT_MIN_AGE_MS,
    also: [],
    progress: () => {},
    ...more,
  };
}

export function agree(): Promise<boolean> {
  return Promise.resolve(true);
}

/** A sweep that is told to close what may be closed: ids by what became of them. */
export async function swept(context: SweepContext) {
  const { findings, closings, problems } = await sweep(context, agree);
  return {
    findings,
    problems,
    closings,
    kept: findings.filter(({ keep, kind }) => keep !== undefined && kind !== "holder").map(({ id }) => id),
    closed: closings.filter(({ outcome }) => outcome === "closed").map(({ finding }) => finding.id),
  };
}

export function only(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings.filter(({ kind }) => kind !== "holder");
  if (first === undefined || others.length > 0) throw new Error(`One finding was expected, not ${findings.length}.`);
  return first;
}
