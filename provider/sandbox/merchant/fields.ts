// The small schemas that several requests and answers of this dialect share.
import { z } from "zod";
import { type Money, money } from "../store/money";
import { documented } from "./documentation";

const decimal = /^\d{1,12}(\.\d{1,2}0{0,7})?$/;

/** A number or decimal text. Assumption: at most two decimals count; zeros behind them are tolerated, as on account balances. */
export const positiveAmount = documented(z.union([z.string(), z.number()]), {
  description: "A positive amount with at most two decimals",
}).transform((value, context): Money => {
  const refuse = (message: string, type: string) => {
    context.addIssue({ code: "custom", message, params: { type }, input: value });
    return z.NEVER;
  };
  const text = String(value);
  if (!decimal.test(text)) {
    return refuse("value is not a valid decimal with at most two decimal places", "value_error.decimal");
  }
  const amount = money(text.replace(/(\.\d{1,2})0+$/, "$1"));
  return amount.gt(0) ? amount : refuse("ensure this value is greater than 0", "value_error.number.not_gt");
});

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .nullish()
  .transform((value) => value ?? "USD");

export const description = z.string().max(500).nullish();

const wholeNumber = (minimum: number, maximum: number, fallback: number) =>
  z
    .preprocess(
      (text) => (typeof text === "string" && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : text),
      z.int().min(minimum).max(maximum),
    )
    // Unlike a default, this one also shows in the document.
    .prefault(fallback);

/** The two parameters of a page. */
export const pageOf = (fallback: number, maximum: number) => ({
  limit: wholeNumber(1, maximum, fallback),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
});

export const page = pageOf(100, 1000);

export function cut<T>(items: readonly T[], { limit, offset }: { limit: number; offset: number }): readonly T[] {
  return items.slice(offset, offset + limit);
}

/** Values in one parameter, separated by commas. None of them means: no filter. */
export const commaSeparated = <T extends string>(values: readonly T[]) =>
  documented(z.string(), { description: `Comma-separated: ${values.join(", ")}` })
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(z.enum(values)))
    .optional()
    .transform((chosen): ReadonlySet<string> => new Set(chosen));

/** Fields of answers. */
export const shown = {
  id: z.guid(),
  amount: documented(z.string(), { description: "Decimal text" }),
  moment: documented(z.string(), { format: "date-time" }),
};

export const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
