// Turning what a validator found into the 422 body this API documents: a list of places, messages and types.
import type { z } from "zod";
import type { Call, Reply } from "../dialect";

interface Detail {
  loc: (string | number)[];
  msg: string;
  type: string;
  input?: unknown;
}

/** A request that does not fit its schema. */
export class InvalidRequest extends Error {
  constructor(readonly details: readonly Detail[]) {
    super("request does not fit its schema");
  }
}

export function unprocessable(details: readonly Detail[]): Reply {
  return { status: 422, body: { detail: details } };
}

const typeErrors: Record<string, [msg: string, type: string]> = {
  string: ["str type expected", "type_error.str"],
  number: ["value is not a valid integer", "type_error.integer"],
  int: ["value is not a valid integer", "type_error.integer"],
  object: ["value is not a valid dict", "type_error.dict"],
  record: ["value is not a valid dict", "type_error.dict"],
  array: ["value is not a valid list", "type_error.list"],
  boolean: ["value could not be parsed to a boolean", "type_error.bool"],
};

const formatErrors: Record<string, [msg: string, type: string]> = {
  guid: ["value is not a valid uuid", "type_error.uuid"],
  email: ["value is not a valid email address", "value_error.email"],
  regex: ["string does not match the expected pattern", "value_error.str.regex"],
};

function explain(issue: z.core.$ZodIssue): [msg: string, type: string] {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return ["field required", "value_error.missing"];
      if (issue.input === null) return ["none is not an allowed value", "type_error.none.not_allowed"];
      return typeErrors[issue.expected] ?? [issue.message, "type_error"];
    case "invalid_value":
      if (issue.input === undefined) return ["field required", "value_error.missing"];
      return [`value is not a valid enumeration member; permitted: ${issue.values.join(", ")}`, "type_error.enum"];
    case "invalid_union":
      if ("discriminator" in issue) return ["value is not a valid enumeration member", "type_error.enum"];
      if (issue.input === undefined) return ["field required", "value_error.missing"];
      return ["value has none of the permitted types", "type_error"];
    case "invalid_format":
      return formatErrors[issue.format] ?? [issue.message, "value_error"];
    case "too_small":
      if (issue.origin === "string") {
        return [`ensure this value has at least ${issue.minimum} characters`, "value_error.any_str.min_length"];
      }
      return [`ensure this value is greater than or equal to ${issue.minimum}`, "value_error.number.not_ge"];
    case "too_big":
      if (issue.origin === "string") {
        return [`ensure this value has at most ${issue.maximum} characters`, "value_error.any_str.max_length"];
      }
      return [`ensure this value is less than or equal to ${issue.maximum}`, "value_error.number.not_le"];
    case "custom":
      return [issue.message, typeof issue.params?.type === "string" ? issue.params.type : "value_error"];
    default:
      return [issue.message, "value_error"];
  }
}

function toDetails(place: string, issues: readonly z.core.$ZodIssue[]): Detail[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        loc: [place, ...path, key],
        msg: "extra fields not permitted",
        type: "value_error.extra",
      }));
    }
    const [msg, type] = explain(issue);
    return [{ loc: [place, ...path], msg, type, ...(issue.input !== undefined && { input: issue.input }) }];
  });
}

export function check<T>(place: "body" | "query" | "path", schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(toDetails(place, parsed.error.issues));
}

export function readBody<T>({ body }: Call, schema: z.ZodType<T>): T {
  switch (body.kind) {
    case "json":
      return check("body", schema, body.value);
    case "empty":
      throw new InvalidRequest([{ loc: ["body"], msg: "field required", type: "value_error.missing" }]);
    case "broken":
      throw new InvalidRequest([{ loc: ["body", 0], msg: "body is not valid JSON", type: "value_error.jsondecode" }]);
    case "not-json":
      // A body that is not announced as JSON stays text, which no schema accepts.
      throw new InvalidRequest([{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }]);
  }
}
