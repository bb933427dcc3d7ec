/** Building blocks for what comes over the wire, whatever the dialect: money, optional fields, ids. Unknown extra fields are tolerated everywhere. */
import { z } from "zod";
import type { FourpayError } from "../model/errors";
import { canonicalDecimal, canonicalMoney, isDecimal } from "../model/money";
import { misfit } from "./errors";
import type { Transport, TransportRequest } from "./transport";

/** A decimal as string or number, in canonical text. Numbers too long for a double arrive as strings from `parseExact`. */
export const decimal = z.union([z.string(), z.number()]).transform((value, context) => {
  const text = typeof value === "number" ? canonicalDecimal(value) : value.trim();
  if (isDecimal(text)) return canonicalDecimal(text);
  context.addIssue({ code: "custom", message: "not a decimal" });
  return z.NEVER;
});

/** Money text with at least two decimals. */
export const money = decimal.transform((text) => canonicalMoney(text));

/** An id that can be used in a path again. */
export const id = z.string().refine((text) => text.trim() !== "" && text !== "." && text !== "..");

/**
 * The id of something just created. It must look like one: under any other text the object could never be looked at again, while without
 * an id it is looked for.
 *
 * Assumption: ids of new cards and wallets are UUIDs.
 */
export const createdId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "not a UUID");

/** A field that may be missing or null: both mean "not shown". */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Text that may be missing, null or empty. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === null || text?.trim() === "" ? undefined : text));

/** Money that may be missing, null or empty. */
export const optionalMoney = z.union([z.literal("").transform(() => undefined), optional(money)]).optional();

export const optionalCount = optional(z.coerce.number().int().nonnegative());

export const textList = z.array(z.string());

/** Sends the request and reads the answer with the schema. What does not fit is `protocol_error`, or `outcome_unknown` for a write. */
export async function call<T extends z.ZodType>(
  transport: Transport,
  request: TransportRequest,
  schema: T,
): Promise<z.output<T>> {
  const result = schema.safeParse(await transport.request(request));
  if (result.success) return result.data;
  throw misfit(describeIssues(result.error), undefined, transport.context(request));
}

/** For a condition on a decoded answer that no schema can state, such as "it is the object that was asked for". */
export function refuse(transport: Transport, request: TransportRequest, what: string): FourpayError {
  return misfit(what, undefined, transport.context(request));
}

/** Where and how the answer does not fit. Values and zod's own messages stay out: an answer may hold card numbers. */
function describeIssues(error: z.ZodError): string {
  const places = error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.map(placeName).join(".") || "body"}: ${code}`);
  return places.join(", ");
}

/** Field names of ours only: a key of a foreign map could be anything. */
function placeName(part: PropertyKey): string {
  return /^[A-Za-z_]{1,40}$|^\d{1,6}$/.test(String(part)) ? String(part) : "?";
}
