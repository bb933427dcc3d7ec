// What part of the sandbox a page wants to see. It comes from a URL, so anything odd falls back to the beginning.
import { z } from "zod";
import { cardStatuses } from "../store/entities";

const querySchema = z.object({
  list: z.enum(["cards", "holders"]).catch("cards"),
  status: z
    .enum([...cardStatuses, "live"])
    .optional()
    .catch(undefined),
  wallet: z.string().optional(),
  text: z.string().max(200).catch("").default(""),
  /** Counted from 1. */
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1).default(1),
});

export type ConsoleQuery = z.infer<typeof querySchema>;

export function readQuery(parameters: Record<string, string>): ConsoleQuery {
  return querySchema.parse(parameters);
}
