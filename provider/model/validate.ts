/** Runs a schema over inputs that may hold unknown values, and words the complaints: the path, what was given, what is allowed. */
import type { z } from "zod";
import { containsUnknown, isUnknown } from "./unknown";

/** One refused property. The text carries the path; values appear only when they cannot be a secret. */
export interface Failure {
  readonly path: string;
  readonly reason: string;
}

export type Raw = Readonly<Record<string, unknown>>;

export function validate(schema: z.ZodType, inputs: Raw): Failure[] {
  const result = schema.safeParse(inputs);
  if (result.success) return [];
  return result.error.issues
    .filter(({ code, path }) => ABOUT_KEYS.has(code) || !containsUnknown(at(inputs, path)))
    .filter(({ path }) => !passesUnknown(inputs, path))
    .map((issue) => failure(issue.path, worded(issue, at(inputs, issue.path))));
}

/** What a property is called is known, whatever its value will be. */
const ABOUT_KEYS: ReadonlySet<unknown> = new Set(["unrecognized_keys", "invalid_key"]);

export function failure(path: readonly PropertyKey[] | string, reason: string): Failure {
  return { path: typeof path === "string" ? path : path.map(String).join("."), reason };
}

function worded(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === "unrecognized_keys")
    return `has no ${issue.keys.map(shownKey).join(" and no ")}; ${issue.message}`;
  if (given === undefined) return `is required: ${issue.message}`;
  const hidden = issue.path.some((key) => PRIVATE.has(String(key)));
  return `${describeGiven(given, hidden)} is not allowed: ${issue.message}`;
}

/** Secret or personal by their nature: not even digits of them are shown. */
const PRIVATE = new Set(["secret", "phone"]);
const HARMLESS = /^[-+0-9.,eE ]{1,20}$/;

function isHarmless(text: string): boolean {
  return HARMLESS.test(text) && text.replace(/\D/g, "").length < 12;
}

/** What was given, shown only when it is short and made of number characters; everything else is described, never echoed. */
function describeGiven(value: unknown, hidden: boolean): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return !hidden && isHarmless(String(value)) ? String(value) : "a number";
  if (typeof value === "string") {
    if (value === "") return "an empty text";
    return !hidden && isHarmless(value) ? JSON.stringify(value) : `a text of ${value.length} characters`;
  }
  return Array.isArray(value) ? `a list of ${value.length}` : `a value of type ${typeof value}`;
}

function shownKey(key: string): string {
  return /^[A-Za-z_][\w-]{0,39}$/.test(key) ? `"${key}"` : "property of that name";
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || isUnknown(current)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

function passesUnknown(value: unknown, path: readonly PropertyKey[]): boolean {
  return path.some((_, index) => isUnknown(at(value, path.slice(0, index))));
}
