/**
 * What is to be thought of an object that carries a mark and is in none of the states, and whether it may be closed. The mark proves who
 * made it; that nobody wants it any more is a second question, and a card closed by mistake does not come back.
 */
import type { Origin } from "./origin";
import type { Interrupted } from "./state";
import type { Kind } from "./urns";

/**
 * - `interrupted`: the state still holds the create that made it.
 * - `unrecorded`: made by the stack, and in none of its states that are left.
 * - `released`: made by the stack and recorded once: let go on purpose (`deletionPolicy`, `retainOnDelete`, `pulumi state delete`).
 * - `unclear`: made by the stack; whether it was ever recorded cannot be found out here.
 * - `named`: carries the explicit name of an interrupted create, which proves nothing.
 * - `unknown`: made by no stack that was given, as far as can be told.
 */
export type OriginKind = "interrupted" | "unrecorded" | "released" | "unclear" | "named" | "unknown";

/** What a stack given here made counts as left behind, whether or not it may be closed; what was let go of on purpose, and other stacks' does not. */
export const LEFTOVER: readonly OriginKind[] = ["interrupted", "unrecorded", "unclear"];

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
  /** It is kept out of doubt alone: a person may ask for it by its id. */
  readonly onRequest?: true;
}

export function judge(candidate: Candidate, evidence: Evidence, policy: Policy): Judgement {
  const origin = originKind(evidence);
  const never = candidate.kind === "holder" ? "the API cannot delete people" : held(evidence);
  if (never !== undefined) return { origin, keep: never };
  const doubt = policy.also.has(candidate.id.toLowerCase()) ? undefined : doubtAbout(origin, evidence);
  if (doubt !== undefined) return { origin, keep: doubt, onRequest: true };
  const young = tooYoung(candidate, evidence, policy);
  return young === undefined ? { origin } : { origin, keep: young };
}

function originKind({ origin, create, recorded }: Evidence): OriginKind {
  if (origin === undefined) return create === undefined ? "unknown" : "named";
  if (create !== undefined) return "interrupted";
  if (recorded === undefined) return "unclear";
  return recorded ? "released" : "unrecorded";
}

function held({ origin }: Evidence): string | undefined {
  if (origin?.state.source.activity !== "busy") return undefined;
  return "a run holds the stack, or was killed and left its lock (`pulumi cancel` takes it away)";
}

/**
 * That no state is left which held it does not prove that none ever did: a killed run leaves none behind, a stack that was moved to
 * another backend begins anew, and the next run adopts by the mark, whenever the object was made. So only a create that is still noted
 * is a reason to close, and that alone is not enough either: the engine goes on noting it after a later run took the object over.
 */
const DOUBTS: Readonly<Record<Exclude<OriginKind, "interrupted">, string>> = {
  unrecorded:
    "no state that is left of the stack held it, but a killed run leaves none: it may have been recorded, and kept on purpose",
  released: "the stack held it once and let go of it on purpose",
  unclear: "earlier states of the stack cannot be read here: it may have been recorded, and kept on purpose",
  named: "its name was given in a program, which does not prove whose it is",
  unknown: "it may belong to a stack that was not given",
};

function doubtAbout(kind: OriginKind, { origin, create, recorded }: Evidence): string | undefined {
  if (kind !== "interrupted") return DOUBTS[kind];
  if (origin?.state.foreign === true) return "everything the stack holds is of another tenant than the configured one";
  if (origin?.state.source.current === false) return "the state is a file, and runs since then may have recorded it";
  if (recorded === true) return "a later run took it over, and the stack may have let go of it on purpose since";
  if (recorded === undefined) {
    return "earlier states of the stack cannot be read here: a later run may have taken it over, and let go of it on purpose";
  }
  return create?.keep;
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
