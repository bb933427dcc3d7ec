// What a test can ask to go wrong, and for which request.
import { z } from "zod";

const matchSchema = z.strictObject({
  method: z.string().optional(),
  /** A template such as `/wallets/{wallet_id}/instruments`, with or without the method in front. */
  route: z.string().optional(),
  /** A regular expression for the path with query. */
  path: z.string().refine(isRegularExpression, "not a regular expression").optional(),
  /** Starts at the n-th matching request, counted from 1. */
  nth: z.int().min(1).optional(),
  /** How many matching requests in a row. Default 1. */
  times: z.int().min(1).optional(),
  /** Card name; `*` stands for anything. */
  name: z.string().optional(),
});

const match = matchSchema.optional();
const answerStatus = z.int().min(200).max(599);
const duration = z.number().min(0).max(600_000);

export const faultSpecSchema = z.discriminatedUnion("kind", [
  /** The connection is cut before anything is processed. */
  z.strictObject({ kind: z.literal("refuse-before"), match }),
  /** Processed, then the connection is cut without a reply. */
  z.strictObject({ kind: z.literal("drop-after-commit"), match }),
  /** Processed; half of the reply arrives, of one without a body half of its head, and the connection ends. */
  z.strictObject({ kind: z.literal("truncate-body"), match }),
  /** The same, but the connection is reset. */
  z.strictObject({ kind: z.literal("reset-in-body"), match }),
  z.strictObject({
    kind: z.literal("status-before"),
    match,
    status: answerStatus,
    retryAfter: z.number().min(0).optional(),
    body: z.unknown().optional(),
  }),
  z.strictObject({ kind: z.literal("status-after-commit"), match, status: answerStatus }),
  /** Processed; the answer is a success that is not JSON. */
  z.strictObject({ kind: z.literal("garbage-body"), match }),
  /** Processed; the answer comes `ms` later in real time. */
  z.strictObject({ kind: z.literal("slow"), match, ms: duration }),
  /** The connection is cut, or answered with this status, at once; processed only `ms` later on the sandbox clock. */
  z.strictObject({ kind: z.literal("commit-late"), match, ms: duration, status: answerStatus.optional() }),
  z.strictObject({ kind: z.literal("rate-limit"), match, retryAfterSeconds: z.number().min(0).optional() }),
  /** Processed; 201 without a body. */
  z.strictObject({ kind: z.literal("empty-201"), match }),
  /** The card is accepted and ends as a failure. */
  z.strictObject({ kind: z.literal("creating-failed"), match }),
  /** The card is accepted and stays in creation until the control interface sets its status. */
  z.strictObject({ kind: z.literal("stuck"), match }),
  /** What is created, a card, a holder, a wallet or the webhook configuration, cannot be seen for `ms` on the sandbox clock. */
  z.strictObject({ kind: z.literal("not-found-after-create"), match, ms: duration }),
]);

export type FaultSpec = z.input<typeof faultSpecSchema>;
export type FaultKind = FaultSpec["kind"];
export type FaultMatch = z.input<typeof matchSchema>;

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
