/** Money moved between an account and a card, or between accounts: the amount that is sent, and the operations that are answered. */
import { z } from "zod";
import { defined } from "../model/defined";
import type { MoneyMove } from "../model/entities";
import { FourpayError } from "../model/errors";
import { canonicalMoney, isDecimal, isPositive } from "../model/money";
import { optional, optionalText } from "./wire";

/** The amount as it is sent. Anything but a positive decimal is refused before any request. */
export function positiveAmount(amount: string): string {
  if (isDecimal(amount) && isPositive(amount)) return canonicalMoney(amount);
  throw new FourpayError("input_invalid", 'The amount to move is not a positive decimal such as "100.00".');
}

/** Assumption: the operation ids of a money move may be missing; the move was accepted all the same. */
export const wireMoneyMove = optional(
  z.looseObject({ fromTransactionId: optionalText, toTransactionId: optionalText }),
).transform(
  (wire): MoneyMove => defined({ fromOperationId: wire?.fromTransactionId, toOperationId: wire?.toTransactionId }),
);
