/** What `pulumi preview --json` or `pulumi stack export` wrote, as resources before and after. Everything else is refused in a sentence. */
import { FourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";
import type { Raw } from "../../model/validate";
import { readEvents } from "./events";
import { type Printed, type ResourceChange, type Step, samesIn, stepOf, together } from "./steps";
import { unusable } from "./unusable";
import { isRecord } from "./values";

export interface StackDocument {
  readonly form: "preview" | "state";
  readonly resources: readonly ResourceChange[];
  /** So many unchanged resources the preview counts and does not show. */
  readonly hidden: number;
}

/** Throws `input_invalid` for what is no such document, and `refused` for a preview that failed itself. */
export function readDocument(text: string, label: string): StackDocument {
  const content = text.replace(/^\uFEFF/, "").trim();
  if (content === "") throw unusable(label, "it is empty: the command that should have written it wrote nothing");
  const whole = parsed(content);
  if (isRecord(whole) && whole.sequence === undefined) return ofOne(whole, label);
  return fromSteps(readEvents(content, label), label);
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}

function ofOne(whole: Raw, label: string): StackDocument {
  if (isRecord(whole.deployment)) return ofState(whole.deployment, label);
  if (isRecord(whole.checkpoint)) throw unusable(label, "it is a backend's own file, not an export");
  if (!isRecord(whole.changeSummary)) {
    const has = Object.keys(whole)
      .slice(0, 5)
      .map((key) => presentable(key))
      .join(", ");
    throw unusable(
      label,
      `a preview with "steps" and "changeSummary" or a state with "deployment" is expected, and this has ${has || "nothing"}`,
    );
  }
  const diagnostics = Array.isArray(whole.diagnostics) ? whole.diagnostics.filter(isRecord) : [];
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => String(message));
  const steps = whole.steps ?? [];
  if (!Array.isArray(steps)) throw unusable(label, 'its "steps" are no list');
  return fromSteps(
    { steps: steps.map((step) => checkedStep(step, label)), errors, counted: samesIn(whole.changeSummary) },
    label,
  );
}

function checkedStep(step: unknown, label: string): Step {
  if (!isRecord(step) || typeof step.op !== "string" || typeof step.urn !== "string")
    throw unusable(label, "one of its steps has no operation or no URN");
  const { op, urn, oldState: before, newState: after, detailedDiff, diffReasons: reasons } = step;
  return stepOf({ op, urn }, { before, after, detailedDiff, reasons });
}

function fromSteps({ steps, errors, counted }: Printed, label: string): StackDocument {
  if (errors.length > 0) {
    const first = presentable((errors.at(-1) ?? "").replace(/^error: /, ""));
    throw new FourpayError(
      "refused",
      `${label}: this preview failed, so it does not say what would change. Its ${errors.length === 1 ? "error" : "last error"}: ${first}`,
      { hint: "Run `pulumi preview`, mend what it says, and try again." },
    );
  }
  const shown = new Set(steps.filter(({ op }) => op === "same").map(({ urn }) => urn)).size;
  const resources = together(steps, (what) => unusable(label, what));
  return { form: "preview", resources, hidden: Math.max(0, counted - shown) };
}

/** The preview with the unchanged resources that it does not show, taken from an export of the same moment. */
export function completedBy(preview: StackDocument, state: StackDocument, label: string): StackDocument {
  if (preview.form !== "preview" || state.form !== "state")
    throw unusable(label, "--state completes a preview, and is what `pulumi stack export` wrote");
  const seen = new Set(preview.resources.map(({ urn, before }) => keyOf(urn, before)));
  // What an interrupted run replaced goes in this one. The preview shows that only where it is asked for replacement steps.
  const pending = state.resources.flatMap(({ urn, before }): ResourceChange[] =>
    before?.delete === true && !seen.has(keyOf(urn, before)) ? [{ urn, kind: "delete", diffs: [], before }] : [],
  );
  if (preview.hidden === 0) return { ...preview, resources: [...preview.resources, ...pending] };
  const shown = new Set(preview.resources.map(({ urn }) => urn));
  const rest = state.resources.filter(
    ({ urn, before }) => !shown.has(urn) && !isProvider(urn) && before?.delete !== true,
  );
  const recorded = new Set(state.resources.map(({ urn, before }) => keyOf(urn, before)));
  const strangers = preview.resources.filter(
    ({ urn, before }) => before !== undefined && !recorded.has(keyOf(urn, before)),
  );
  if (rest.length !== preview.hidden || strangers.length > 0)
    throw new FourpayError("refused", `${label}: this is not the state that the preview was made from.`, {
      hint: "Export the state of the same stack right before or after the preview, or add --show-sames to the preview instead.",
    });
  return { ...preview, resources: [...preview.resources, ...rest, ...pending], hidden: 0 };
}

function keyOf(urn: string, recorded: Raw | undefined): string {
  return JSON.stringify([urn, recorded?.id ?? ""]);
}

function isProvider(urn: string): boolean {
  return (urn.split("::")[2] ?? "").split("$").at(-1)?.startsWith("pulumi:providers:") === true;
}

function ofState({ resources = [] }: Raw, label: string): StackDocument {
  if (!Array.isArray(resources)) throw unusable(label, 'its "resources" are no list');
  const all = resources.flatMap((resource): ResourceChange[] => {
    if (!isRecord(resource) || typeof resource.urn !== "string")
      throw unusable(label, "one of its resources has no URN");
    // What is still to be deleted exists all the same.
    return [{ urn: resource.urn, diffs: [], kind: "same", before: resource, after: resource }];
  });
  return { form: "state", resources: all, hidden: 0 };
}
