// What the control routes accept. Everything is checked here, because another process writes it.
import { z } from "zod";
import { cardStatuses, walletStatuses } from "./store/entities";

const amount = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/, "not an amount with at most two decimals");
const limits = z.strictObject({
  daily: amount.optional(),
  weekly: amount.optional(),
  monthly: amount.optional(),
  yearly: amount.optional(),
  lifetime: amount.optional(),
  perTransaction: amount.optional(),
});

export const advanceInput = z.strictObject({ ms: z.number().min(0).max(3.2e11) });

export const settleInput = z.strictObject({ depositId: z.string().optional(), amount: amount.optional() });

export const cardInput = z.strictObject({
  status: z.enum(cardStatuses).optional(),
  limits: limits.optional(),
  name: z.string().min(1).optional(),
  /** Amount of a purchase. */
  spend: amount.optional(),
  remove: z.literal(true).optional(),
});

export const walletInput = z.strictObject({ status: z.enum(walletStatuses).optional(), deposit: amount.optional() });

export const holderInput = z.strictObject({
  firstName: z.string().min(1).optional(),
  lastName: z.string().min(1).optional(),
  email: z.string().min(3).optional(),
  phone: z.string().min(1).optional(),
  remove: z.literal(true).optional(),
});
