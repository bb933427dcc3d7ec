// The small schemas for amounts in requests of this dialect.
import { z } from "zod";

const decimal = /^\d{1,12}(\.\d{1,2})?$/;

export const amount = z.string().superRefine((text, context) => {
  if (!decimal.test(text)) {
    context.addIssue({
      code: "custom",
      message: "value is not a valid decimal with at most two decimal places",
      params: { type: "value_error.decimal" },
      input: text,
    });
  }
});

export const positiveAmount = amount.superRefine((text, context) => {
  if (decimal.test(text) && Number(text) <= 0) {
    context.addIssue({
      code: "custom",
      message: "ensure this value is greater than 0",
      params: { type: "value_error.number.not_gt" },
      input: text,
    });
  }
});
