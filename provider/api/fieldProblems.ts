/** What the API says about a refused request, in a form that can be shown: no input values, no raw field messages. */
import type { FieldProblem } from "../model/errors";
import { presentable } from "../model/redact";
import type { Secret } from "../model/secret";

const MAX_PROBLEMS = 20;
const MACHINE_TYPE = /^[A-Za-z][\w.-]{0,79}$/;

export interface Complaint {
  readonly fields: readonly FieldProblem[];
  /** The plain `detail` sentence, made presentable. */
  readonly sentence?: string;
}

/**
 * Reads `{"detail": "…"}` and `{"detail": [{loc, msg, type, input}]}`. Of a list entry only the location and the machine type are
 * used: `input` is what the caller sent, and `msg` may quote it.
 */
export function readComplaint(body: unknown, secrets: readonly Secret[]): Complaint {
  const detail = isRecord(body) ? body.detail : undefined;
  if (typeof detail === "string") {
    const sentence = presentable(detail, secrets);
    return sentence === "" ? { fields: [] } : { fields: [], sentence };
  }
  if (!Array.isArray(detail)) return { fields: [] };
  return { fields: detail.slice(0, MAX_PROBLEMS).flatMap((entry) => fieldProblem(entry, secrets)) };
}

function fieldProblem(entry: unknown, secrets: readonly Secret[]): FieldProblem[] {
  if (!isRecord(entry)) return [];
  const { loc, type } = entry;
  const parts = Array.isArray(loc) ? loc.filter((part) => typeof part === "string" || typeof part === "number") : [];
  const location = presentable(parts.join("."), secrets) || "request";
  const problem = typeof type === "string" && MACHINE_TYPE.test(type) ? presentable(type, secrets) : "invalid";
  return [{ location, problem }];
}

export function describeFields(fields: readonly FieldProblem[]): string {
  return fields.map(({ location, problem }) => `${location} (${problem})`).join(", ");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
