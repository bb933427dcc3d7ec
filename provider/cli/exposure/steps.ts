/** The engine's steps, put together by resource: what was recorded before, what is declared after. */
import type { Raw } from "../../model/validate";
import { isRecord } from "./values";

/** A resource as a step shows it: inputs, outputs, id and options. */
export type Recorded = Raw;

export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly before?: Recorded;
  readonly after?: Recorded;
  /** Paths of what differs. */
  readonly diffs: readonly string[];
}

/** What a run said. */
export interface Printed {
  readonly steps: readonly Step[];
  readonly errors: readonly string[];
  /** How many unchanged resources the engine counted; it does not show them unless it is asked to. */
  readonly counted: number;
}

export interface ResourceChange {
  readonly urn: string;
  readonly kind: "same" | "create" | "update" | "replace" | "delete" | "import";
  readonly before?: Recorded;
  readonly after?: Recorded;
  readonly diffs: readonly string[];
}

/** A step in the words of either form. What differs stands in `detailedDiff`, or else among the `reasons`. */
export function stepOf(
  { op, urn }: Pick<Step, "op" | "urn">,
  { before, after, detailedDiff, reasons }: Readonly<Record<"before" | "after" | "detailedDiff" | "reasons", unknown>>,
): Step {
  const paths = isRecord(detailedDiff) ? Object.keys(detailedDiff) : [];
  return {
    op,
    urn,
    diffs: paths.length > 0 || !Array.isArray(reasons) ? paths : reasons.map(String),
    ...(isRecord(before) ? { before } : {}),
    ...(isRecord(after) ? { after } : {}),
  };
}

/** How many resources a summary of changes calls unchanged. */
export function samesIn(summary: unknown): number {
  return isRecord(summary) && typeof summary.same === "number" ? summary.same : 0;
}

const REPLACING = new Set(["replace", "create-replacement", "delete-replaced", "import-replacement"]);
const PLAIN = new Set(["same", "create", "update", "delete", "import"]);
/**
 * Of resources that somebody else owns, or about the state alone. A refresh is shown before it has read anything; what it found stands in
 * the step that follows.
 */
const NOTHING = new Set([
  "read",
  "read-replacement",
  "read-discard",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
  "refresh",
]);

const OURS = /(?:^|\$)pulumi-nodejs:dynamic\/fourpay:(?:Holder|Wallet|Card|CardFleet)$/;

/** `Card`, `Wallet`, …; nothing for what is not ours. Below a component the URN names its type as well. */
export function ourType(urn: string): string | undefined {
  const type = urn.split("::")[2] ?? "";
  return OURS.test(type) ? type.slice(type.lastIndexOf(":") + 1) : undefined;
}

export function together(steps: readonly Step[], refused: (what: string) => Error): ResourceChange[] {
  const byUrn = new Map<string, Step[]>();
  for (const step of steps) {
    const known = PLAIN.has(step.op) || REPLACING.has(step.op) || NOTHING.has(step.op);
    if (!known && ourType(step.urn) !== undefined)
      throw refused(`the operation "${step.op.slice(0, 40)}" is not known to this version`);
    if (!NOTHING.has(step.op)) byUrn.set(step.urn, [...(byUrn.get(step.urn) ?? []), step]);
  }
  return [...byUrn].flatMap(([urn, own]) => changesOf(urn, own));
}

function changesOf(urn: string, steps: readonly Step[]): ResourceChange[] {
  const all = steps.filter(({ op }) => REPLACING.has(op));
  const current = all.find(({ op, before }) => op !== "delete-replaced" && before !== undefined)?.before;
  // An earlier run may have left an older object behind, which goes along with the one that is replaced now.
  const isOlder = ({ op, before }: Step) => op === "delete-replaced" && isOther(current, before);
  const older = all.filter(isOlder);
  const replacing = all.filter((step) => !isOlder(step));
  const plain = steps.filter(({ op }) => PLAIN.has(op));
  // A deletion beside another step is of an older object that an earlier run has replaced and not deleted yet.
  const changes = [...plain, ...older].map((step): ResourceChange => changeOf(urn, step));
  const before = replacing.find((step) => step.before !== undefined)?.before;
  const after = replacing.find((step) => step.op !== "delete-replaced" && step.after !== undefined)?.after;
  if (replacing.length > 0) {
    changes.push({
      urn,
      kind: after === undefined ? "delete" : before === undefined ? "create" : "replace",
      diffs: replacing.flatMap(({ diffs }) => [...diffs]),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  return changes;
}

function isOther(one: Recorded | undefined, other: Recorded | undefined): boolean {
  return one?.id !== undefined && other?.id !== undefined && one.id !== other.id;
}

function changeOf(urn: string, { op, before, after, diffs }: Step): ResourceChange {
  const kind = op === "delete-replaced" ? "delete" : (op as ResourceChange["kind"]);
  const old = kind === "create" || kind === "import" ? undefined : before;
  const now = kind === "delete" ? undefined : (after ?? before);
  return {
    urn,
    kind,
    diffs,
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
  };
}
