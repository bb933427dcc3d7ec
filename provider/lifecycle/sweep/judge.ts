/**
 * What is to be thought of an object that carries a mark and is in none of the states, and whether it may be closed. The mark proves who
 * made it; that nobody wants it any more is a second question, and a card closed by mistake does not come back.
 */
import type { Origin } from "./origin";
import type { Interrupted, Kind } from "./state";

/**
 * - `interrupted`: the state still holds the create that made it.
 * - `unrecorded`: made by the stack, and never in any of its states: its create failed or was killed.
 * - `released`: made by the stack and recorded once: let go on purpose (`deletionPolicy`, `retainOnDelete`, `pulumi state delete`).
 * - `unclear`: made by the stack; whether it was ever recorded cannot be found out here.
 * - `named`: carries the explicit name of an interrupted create, which proves nothing.
 * - `unknown`: made by no stack that was given, as far as can be told.
 */
export type OriginKind = "interrupted" | "unrecorded" | "released" | "unclear" | "named" | "unknown";

export interface Candidate {
  readonly kind: Kind;
  readonly id: string;
  readonly status: string;
  readonly createdAt?: string;
}

export interface Evidence {
  readonly origin?: Origin;
  /** The interrupted create of this very resource, or of this very name. */
  readonly create?: Interrupted;
  /** Whether earlier states of the stack held it; absent where that is not known. */
  readonly recorded?: boolean;
}

export interface Policy {
  readonly now: number;
  readonly minAgeMs: number;
  /** Ids a person asked for by name, lower case: whose they are is that person's word. */
  readonly also: ReadonlySet<string>;
}

export interface Judgement {
  readonly origin: OriginKind;
  /** Why it is not closed; absent: it may be. */
  readonly keep?: string;
}

export function judge(candidate: Candidate, evidence: Evidence, policy: Policy): Judgement {
  const origin = originKind(evidence);
  const keep =
    candidate.kind === "holder"
      ? "the API cannot delete people"
      : (reservation(candidate, origin, evidence, policy) ?? tooYoung(candidate, evidence, policy));
  return keep === undefined ? { origin } : { origin, keep };
}

function originKind({ origin, create, recorded }: Evidence): OriginKind {
  if (origin === undefined) return create === undefined ? "unknown" : "named";
  if (create !== undefined) return "interrupted";
  if (recorded === undefined) return "unclear";
  return recorded ? "released" : "unrecorded";
}

const DOUBTS: Readonly<Record<OriginKind, string | undefined>> = {
  interrupted: undefined,
  unrecorded: undefined,
  released: "the stack held it once and let go of it on purpose",
  unclear: "whether the stack let go of it on purpose cannot be told here",
  named: "its name was given in a program, which does not prove whose it is",
  unknown: "it may belong to a stack that was not given",
};

function reservation({ id, status }: Candidate, kind: OriginKind, { origin, create }: Evidence, { also }: Policy) {
  const source = origin?.state.source;
  if (source?.activity === "busy") {
    return "a run holds the stack, or was killed and left its lock (`pulumi cancel` takes it away)";
  }
  if (also.has(id.toLowerCase())) return undefined;
  if (DOUBTS[kind] !== undefined) return DOUBTS[kind];
  if (origin?.state.foreign === true) return "everything the stack holds is of another tenant than the configured one";
  if (source?.current === false) return "the state is a file, and runs since then may have recorded it";
  if (create?.keep !== undefined) return create.keep;
  if (kind === "unrecorded" && status === "frozen") return "somebody froze it";
  return undefined;
}

/** A run that is still going on has made objects that no state holds yet. Where the stack is known to be idle there is none. */
function tooYoung(
  { createdAt }: Candidate,
  { origin, create }: Evidence,
  { now, minAgeMs }: Policy,
): string | undefined {
  if (origin?.state.source.activity === "idle" || minAgeMs === 0) return undefined;
  const age = now - Date.parse(createdAt ?? "");
  if (Number.isNaN(age)) return "the API does not show how old it is, and a run may just be creating it";
  const needed = Math.max(minAgeMs, create?.createTimeoutMs ?? 0);
  if (age >= needed) return undefined;
  const minutes = Math.ceil((needed - age) / 60_000);
  return `it is so young that a run may just be creating it; old enough in ${minutes} min`;
}
