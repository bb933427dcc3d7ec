/** An order to move money, as the `merchant` dialect takes it for cards and accounts alike. */

import { defined } from "../../model/defined";
import { FourpayError } from "../../model/errors";
import { positiveAmount } from "../moneyMove";

const MAX_DESCRIPTION = 500;

export interface MoneyOrder {
  /** A positive decimal such as `"100.00"`. */
  readonly amount: string;
  /** ISO 4217. Required here, because the API takes US dollars where it is missing. */
  readonly currency: string;
  /** At most 500 characters. */
  readonly description?: string;
}

export function moneyBody({ amount, currency, description }: MoneyOrder) {
  if (currency.trim() === "") throw new FourpayError("input_invalid", "The currency of the amount to move is empty.");
  if (description !== undefined && description.length > MAX_DESCRIPTION) {
    throw new FourpayError("input_invalid", `The description is longer than ${MAX_DESCRIPTION} characters.`);
  }
  return defined({ amount: positiveAmount(amount), currency, description });
}
