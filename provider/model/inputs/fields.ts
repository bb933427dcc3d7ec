/** The building blocks of the input schemas: texts, ids and amounts with the sentence that says what is allowed. */
import { z } from "zod";
import { isDecimal, isSafeNumber } from "../money";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

export function text(allowed: string, min = 1, max = 255) {
  return z
    .string(allowed)
    .refine((value) => value.trim().length >= min && value.length <= max && !CONTROL.test(value), allowed);
}

export const uuid = z
  .string('a UUID such as "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811"')
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID such as "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811"');

const AMOUNT = 'a decimal amount such as "500.00", not below zero';

function isAmount(value: string | number): boolean {
  const plain = typeof value === "number" ? isSafeNumber(value) : isDecimal(value);
  return plain && !String(value).startsWith("-");
}

/** A decimal text, or a number that means exactly what was typed. Not below zero. */
export const amount = z.custom<string | number>(
  (value) => (typeof value === "string" || typeof value === "number") && isAmount(value),
  AMOUNT,
);

export const currency = z
  .string('an ISO 4217 currency code such as "USD"')
  .regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code such as "USD"');

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, `one of ${values.map((value) => `"${value}"`).join(", ")}`);
}

const seconds = z.number("a number of seconds").positive("a number of seconds above zero");

/** What the resource classes add to the user's inputs: who asks, and the custom timeouts the engine does not pass on. */
export const hostFields = {
  resourceUrn: z.string().optional(),
  timeoutsSeconds: z
    .strictObject({ create: seconds.optional(), update: seconds.optional(), delete: seconds.optional() })
    .optional(),
};
