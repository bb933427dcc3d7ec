// Reading query strings: pages, arrays, times and sorting, each checked the strict way.
import { z } from "zod";
import type { Call } from "../dialect";
import type { Behaviour } from "../options";
import { between, type TimeFilter, time, uuid } from "../shared/fields";
import { check } from "../shared/validation";

const wholeNumber = (minimum: number, maximum: number, fallback: number) =>
  z
    .string()
    .superRefine((text, context) => {
      const bad = (message: string, type: string) =>
        context.addIssue({ code: "custom", message, params: { type }, input: text });
      if (!/^[+-]?\d+$/.test(text)) bad("value is not a valid integer", "type_error.integer");
      else if (Number(text) < minimum) {
        bad(`ensure this value is greater than or equal to ${minimum}`, "value_error.number.not_ge");
      } else if (Number(text) > maximum) {
        bad(`ensure this value is less than or equal to ${maximum}`, "value_error.number.not_le");
      }
    })
    .transform(Number)
    .default(fallback);

export interface Page {
  page: number;
  quantity: number;
}

export function readPage({ query }: Call, { pageMaximum }: Behaviour): Page {
  const schema = z.object({
    page: wholeNumber(1, Number.MAX_SAFE_INTEGER, 1),
    quantity: wholeNumber(1, pageMaximum, Math.min(25, pageMaximum)),
  });
  return check("query", schema, { page: query.get("page") ?? undefined, quantity: query.get("quantity") ?? undefined });
}

/** Every value of `name[]`, also in the indexed spelling `name[0]`. Empty means: no filter. */
function readArray<T>({ query }: Call, name: string, item: z.ZodType<T>): ReadonlySet<T> {
  const given: string[] = [];
  for (const [key, value] of query) {
    if (key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length))) given.push(value);
  }
  if (given.length === 0) return new Set();
  const key = `${name}[]`;
  return new Set(check("query", z.object({ [key]: z.array(item) }), { [key]: given })[key]);
}

export const readIds = (call: Call, name: string): ReadonlySet<string> => readArray(call, name, uuid);

export const readChoices = <T extends string>(call: Call, name: string, values: readonly T[]): ReadonlySet<T> =>
  readArray(call, name, z.enum(values));

/** Repeated plain keys without brackets, which only one endpoint uses. */
export function readRepeated<T>({ query }: Call, name: string, item: z.ZodType<T>): ReadonlySet<T> {
  const given = query.getAll(name);
  if (given.length === 0) return new Set();
  return new Set(check("query", z.object({ [name]: z.array(item) }), { [name]: given })[name]);
}

export function readTimes({ query }: Call): TimeFilter {
  const { createdAtFrom: from, createdAtTo: to } = check(
    "query",
    z.object({ createdAtFrom: time, createdAtTo: time }),
    { createdAtFrom: query.get("createdAtFrom") ?? undefined, createdAtTo: query.get("createdAtTo") ?? undefined },
  );
  return between(from, to);
}

export interface Sorting<T extends string> {
  by: T | "createdAt";
  descending: boolean;
}

/** Assumption: without parameters a list starts with the newest. */
export function readSorting<T extends string>({ query }: Call, fields: readonly T[]): Sorting<T> {
  const schema = z.object({
    sortBy: z.enum(["createdAt", ...fields]).optional(),
    sortType: z.enum(["asc", "desc"]).default("desc"),
  });
  const { sortBy, sortType } = check("query", schema, {
    sortBy: query.get("sortBy") ?? undefined,
    sortType: query.get("sortType") ?? undefined,
  });
  return { by: sortBy ?? "createdAt", descending: sortType === "desc" };
}
