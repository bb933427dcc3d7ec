// The words this dialect uses on the wire for what the store calls differently.
import type { Fee, LimitKey, Limits } from "../store/entities";
import { limitKeys } from "../store/entities";
import { showMoney } from "../store/money";

export const wireLimits = {
  daily: "daily_limit",
  weekly: "weekly_limit",
  monthly: "monthly_limit",
  yearly: "year_limit",
  lifetime: "lifetime_limit",
  perTransaction: "transaction_limit",
} as const satisfies Record<LimitKey, string>;

const fields: Record<string, string> = {
  ...wireLimits,
  holderId: "cardOwnerId",
  type: "cardType",
  binId: "cardProviderBinId",
  destinationId: "destinationAccountUuid",
};

/** How refusals of the store read here. */
export const wording = {
  path: (field: readonly (string | number)[]) =>
    field.map((part) => (typeof part === "string" ? (fields[part] ?? part) : part)),
  message: (text: string) =>
    text
      .replace(/\bwallet\b/g, "account")
      .replace(/\bWallet\b/g, "Account")
      .replace(/\bholder\b/g, "cardholder")
      .replace(/\bHolder\b/g, "Cardholder"),
};

export function showFee(
  fee: Fee,
): { type: "percent"; percent: string } | { type: "amount"; amount: string; currency: string } {
  return fee.kind === "percent"
    ? { type: "percent", percent: fee.percent }
    : { type: "amount", amount: fee.amount, currency: fee.currency };
}

export function showLimits(limits: Limits): Record<string, string> {
  return Object.fromEntries(
    limitKeys.flatMap((key) => {
      const value = limits[key];
      return value === undefined ? [] : [[wireLimits[key], showMoney(value)]];
    }),
  );
}

/** For example `apple_pay`. */
export const showTokenization = (name: string): string => name.toLowerCase().replaceAll(" ", "_");
