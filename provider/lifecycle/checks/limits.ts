/** Which declared limits the wallet does not allow. Pure. */
import type { WalletRules } from "../../model/entities";
import { LIMIT_KEYS, type LimitKey } from "../../model/limits";
import { canonicalMoney, compareMoney, isAmount } from "../../model/money";
import { isRecord, isUnknown } from "../../model/unknown";
import { type Problem, refusal, warning } from "./problem";

export interface LimitChange {
  readonly key: LimitKey;
  readonly from?: string;
  readonly to: string;
  /** The card is there, and was not limited in this way. */
  readonly isAdded?: true;
}

/** The limits that are new or other than before, as far as they are known. Without anything before, the card itself is new. */
export function changedLimits(before: unknown, declared: unknown): LimitChange[] {
  return LIMIT_KEYS.flatMap((key) => {
    const [from, to] = [amountAt(before, key), amountAt(declared, key)];
    if (to === undefined || (from !== undefined && compareMoney(from, to) === 0)) return [];
    const isAdded = before !== undefined && !isUnknown(before);
    return [{ key, to, ...(from !== undefined ? { from } : isAdded ? { isAdded } : {}) }];
  });
}

/** What restrains a card that is there is never refused for being too low: that must not wait for the rest of a program to be right. */
export function limitProblems(changes: readonly LimitChange[], { ranges }: WalletRules): Problem[] {
  return changes.flatMap(({ key, from, to, isAdded = false }) => {
    const path = `limits.${key}`;
    const range = ranges.find((known) => known.key === key);
    // Whether a limit without a range can be set is not documented.
    if (range === undefined)
      return ranges.length === 0
        ? []
        : [warning(path, "is not among the limits this wallet lists; the API may refuse it")];
    const wrong = outside(to, range);
    if (wrong === undefined) return [];
    const { min } = range;
    const restrains =
      from !== undefined ? compareMoney(to, from) < 0 : isAdded && min !== undefined && compareMoney(to, min) < 0;
    return [restrains ? warning(path, `${wrong}; the API may refuse it`) : refusal(path, wrong, "input_invalid")];
  });
}

function outside(value: string, { min, max }: { readonly min?: string; readonly max?: string }): string | undefined {
  if (min !== undefined && compareMoney(value, min) < 0)
    return `is below ${canonicalMoney(min)}, the least this wallet allows`;
  if (max !== undefined && compareMoney(value, max) > 0)
    return `is above ${canonicalMoney(max)}, the most this wallet allows`;
  return undefined;
}

function amountAt(limits: unknown, key: LimitKey): string | undefined {
  const value = isRecord(limits) ? limits[key] : undefined;
  return isAmount(value) ? String(value) : undefined;
}
