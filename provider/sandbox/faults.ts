// The faults waiting to happen. A request takes at most one that changes what it creates and one that changes its answer.
import type { Route } from "./dialect";
import { type FaultKind, type FaultMatch, type FaultSpec, faultSpecSchema } from "./faultSpec";

export interface FaultState {
  id: string;
  spec: FaultSpec;
  /** Requests that matched so far. */
  seen: number;
  /** Requests it was applied to. */
  fired: number;
}

export interface Faults {
  add(spec: FaultSpec): string;
  list(): FaultState[];
  clear(): void;
}

/** What the matching looks at. */
export interface FaultCandidate {
  method: string;
  template: string;
  path: string;
  /** What the endpoint brings into being, if anything. */
  creates: Route["creates"];
  /** Name of the card that is issued or addressed, looked up only when a fault asks for it. */
  subject: () => string | undefined;
}

type Armed = FaultState & { matches: (candidate: FaultCandidate) => boolean };

const cardKinds: readonly FaultKind[] = ["creating-failed", "stuck"];
const creationKinds: readonly FaultKind[] = [...cardKinds, "not-found-after-create"];

/** Whether the fault changes what is created, and whether this request creates such a thing. */
const bendsCreation = ({ kind }: FaultSpec): boolean => creationKinds.includes(kind);
const canBend = ({ kind }: FaultSpec, { creates }: FaultCandidate): boolean =>
  cardKinds.includes(kind) ? creates === "card" : creates !== undefined;

function globToRegExp(glob: string): RegExp {
  const escaped = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "s");
}

function matcher({ method, route, path, name }: FaultMatch): (candidate: FaultCandidate) => boolean {
  const pathPattern = path === undefined ? undefined : new RegExp(path);
  const namePattern = name === undefined ? undefined : globToRegExp(name);
  return (candidate) =>
    (method === undefined || method.toUpperCase() === candidate.method) &&
    (route === undefined || route === candidate.template || route === `${candidate.method} ${candidate.template}`) &&
    (pathPattern === undefined || pathPattern.test(candidate.path)) &&
    (namePattern === undefined || namePattern.test(candidate.subject() ?? ""));
}

export class FaultBoard implements Faults {
  private armed: Armed[] = [];
  private counter = 0;

  /** Throws when the fault is not well formed. */
  add(spec: FaultSpec): string {
    const parsed: FaultSpec = faultSpecSchema.parse(spec);
    const id = `fault-${++this.counter}`;
    this.armed.push({ id, spec: parsed, seen: 0, fired: 0, matches: matcher(parsed.match ?? {}) });
    return id;
  }

  list(): FaultState[] {
    return this.armed.map(({ matches: _, ...state }) => state);
  }

  clear(): void {
    this.armed = [];
  }

  /** The first armed fault of the wanted sort that this request is due for. */
  take(candidate: FaultCandidate, wanted: "creation" | "answer"): FaultState | undefined {
    if (this.armed.length === 0) return undefined;
    let due: Armed | undefined;
    for (const fault of this.armed) {
      const forCreation = bendsCreation(fault.spec);
      if (forCreation !== (wanted === "creation") || (forCreation && !canBend(fault.spec, candidate))) continue;
      if (!fault.matches(candidate)) continue;
      fault.seen++;
      const first = fault.spec.match?.nth ?? 1;
      const last = first + (fault.spec.match?.times ?? 1) - 1;
      if (!due && fault.seen >= first && fault.fired < last - first + 1) due = fault;
    }
    if (due) due.fired++;
    return due;
  }
}
