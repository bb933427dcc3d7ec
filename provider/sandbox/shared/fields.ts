// The small schemas that both dialects share.
import { z } from "zod";

/** Any UUID, whatever its version; compared in lower case. */
export const uuid = z.guid().transform((id) => id.toLowerCase());

/** Optional fields may also be null, as usual for this kind of API. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const timePattern = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A moment in a query. */
export const time = z
  .string()
  .superRefine((text, context) => {
    if (timePattern.test(text) && !Number.isNaN(Date.parse(text))) return;
    context.addIssue({
      code: "custom",
      message: "invalid datetime format",
      params: { type: "value_error.datetime" },
      input: text,
    });
  })
  // Times on the wire have whole seconds, so a filter compares whole seconds too.
  .transform((text) => Math.floor(Date.parse(text) / 1000))
  .optional();

export type TimeFilter = (createdAt: number) => boolean;

export function between(from: number | undefined, to: number | undefined): TimeFilter {
  return (createdAt) => {
    const second = Math.floor(createdAt / 1000);
    return (from === undefined || second >= from) && (to === undefined || second <= to);
  };
}

/** Times carry whole seconds and a numeric offset. */
export function showTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}

/** A filter without values admits everything. */
export const admits = <T>(filter: ReadonlySet<T>, value: T): boolean => filter.size === 0 || filter.has(value);
