/** What the API says about a refused request, in a form that can be shown: no input values, no raw field messages. */
import type { FieldProblem } from "../model/errors";
import { presentable } from "../model/redact";
import type { Secret } from "../model/secret";
import { isRecord } from "../model/unknown";
import { type FieldNames, userLocation } from "./fieldNames";

const MAX_PROBLEMS = 20;
const MACHINE_TYPE = /^[A-Za-z][\w.-]{0,79}$/;

export interface Complaint {
  readonly fields: readonly FieldProblem[];
  /** The plain `detail` sentence, made presentable. */
  readonly sentence?: string;
}

/** Whose complaint is read: what must stay hidden, what the request was about, and what its fields are called. */
export interface ComplaintContext {
  readonly secrets: readonly Secret[];
  readonly object: string;
  readonly fieldNames: FieldNames;
}

/**
 * Reads `{"detail": "…"}` and `{"detail": [{loc, msg, type, input, ctx}]}`. Of a list entry only the location, the machine type and
 * numeric bounds are used: `input` is what the caller sent, and `msg` may quote it.
 */
export function readComplaint(body: unknown, context: ComplaintContext): Complaint {
  const detail = isRecord(body) ? (body.detail ?? body.message ?? body.error) : undefined;
  if (typeof detail === "string") {
    const sentence = presentable(detail, context.secrets);
    return sentence === "" ? { fields: [] } : { fields: [], sentence };
  }
  if (!Array.isArray(detail)) return { fields: [] };
  return { fields: detail.slice(0, MAX_PROBLEMS).flatMap((entry) => fieldProblem(entry, context)) };
}

function fieldProblem(entry: unknown, { secrets, object, fieldNames }: ComplaintContext): FieldProblem[] {
  if (!isRecord(entry)) return [];
  const { loc, type, ctx } = entry;
  const parts = Array.isArray(loc) ? loc.filter((part) => typeof part === "string" || typeof part === "number") : [];
  const location = presentable(userLocation(parts, object, fieldNames).join("."), secrets) || "request";
  const problem = typeof type === "string" && MACHINE_TYPE.test(type) ? presentable(type, secrets) : "invalid";
  return [{ location, problem: [problem, ...bounds(ctx)].join(", ") }];
}

/** What the API itself sets as bounds, in the words of both generations of its validator. */
const BOUNDS = [
  ...["ge", "gt", "le", "lt", "limit_value", "multiple_of", "min_length", "max_length", "min_items", "max_items"],
  ...["max_digits", "max_decimal_places", "decimal_places"],
];
const HARMLESS_NUMBER = /^-?\d{1,9}(\.\d{1,9})?$/;

function bounds(ctx: unknown): string[] {
  if (!isRecord(ctx)) return [];
  return BOUNDS.flatMap((key) => {
    const value = ctx[key];
    const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
    return HARMLESS_NUMBER.test(text) ? [`${key} ${text}`] : [];
  });
}

export function describeFields(fields: readonly FieldProblem[]): string {
  return fields.map(({ location, problem }) => `${location} (${problem})`).join(", ");
}
