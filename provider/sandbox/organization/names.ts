// The words this dialect uses on the wire for what the store calls differently.
import type { BinDirection, Fee, LimitKey } from "../store/entities";

export const wireLimits: Record<LimitKey, string> = {
  daily: "daily_limit",
  weekly: "weekly_limit",
  monthly: "monthly_limit",
  yearly: "year_limit",
  lifetime: "lifetime_limit",
  perTransaction: "transaction_limit",
};

const fields: Record<string, string> = {
  ...wireLimits,
  holderId: "cardOwnerId",
  providerId: "id",
  walletId: "accountId",
  type: "cardType",
  binId: "cardProviderBinId",
  binDirections: "accountBinDirections",
  binIds: "cardProviderBinIds",
};

/** The place of a neutral field in a request body. */
export function wirePath(path: readonly (string | number)[]): (string | number)[] {
  return path.map((part) => (typeof part === "string" ? (fields[part] ?? part) : part));
}

type WireFee = { type: "percent"; percent: string } | { type: "amount"; amount: string; currency: string };

export function showFee(fee: Fee): WireFee {
  return fee.kind === "percent"
    ? { type: "percent", percent: fee.percent }
    : { type: "amount", amount: fee.amount, currency: fee.currency };
}

export function readFee(fee: WireFee): Fee {
  return fee.type === "percent"
    ? { kind: "percent", percent: fee.percent }
    : { kind: "amount", amount: fee.amount, currency: fee.currency };
}

export function readDirection(direction: { categoryId: string; cardProviderBinIds: string[] }): BinDirection {
  return { categoryId: direction.categoryId, binIds: direction.cardProviderBinIds };
}
