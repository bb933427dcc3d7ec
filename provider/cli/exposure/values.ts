/** Values as the engine writes them into JSON: unknown ones, and secrets in the two spellings it has for them. */
import { SECRET_SIGNATURE, SIGNATURE } from "../../model/encrypted";
import { canonicalMoney, isDecimal, isSafeNumber } from "../../model/money";
import { isUnknown, UNKNOWN } from "../../model/unknown";
import type { Raw } from "../../model/validate";

/** How previews spell a value that exists only after the run. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET_TEXT = "[secret]";

/** The neutral value: unknowns recognised, a secret opened where the document has it in clear, else left as a text that is no amount. */
export function fromDocument(value: unknown): unknown {
  if (value === UNKNOWN_TEXT) return UNKNOWN;
  if (Array.isArray(value)) return value.map(fromDocument);
  if (!isRecord(value)) return value;
  if (value[SIGNATURE] !== undefined) return opened(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "__provider" && inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, fromDocument(inner)]),
  );
}

function opened(value: Raw): unknown {
  if (value[SIGNATURE] !== SECRET_SIGNATURE || typeof value.plaintext !== "string") return SECRET_TEXT;
  try {
    return fromDocument(JSON.parse(value.plaintext));
  } catch {
    return SECRET_TEXT;
  }
}

/** A text that says which thing is meant; nothing for what is not known or secret. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== SECRET_TEXT ? value : undefined;
}

/** Why a value cannot be told: it does not exist yet, or the document hides it. */
export type Hidden = "later" | "secret";

/** An amount, why it cannot be told, or nothing where none is given. */
export function amountOf(value: unknown): string | { readonly hidden: Hidden } | undefined {
  if (value === undefined) return undefined;
  if (isUnknown(value)) return { hidden: "later" };
  if (typeof value === "string" && isDecimal(value)) return canonicalMoney(value);
  if (typeof value === "number" && isSafeNumber(value)) return canonicalMoney(value);
  return { hidden: "secret" };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !isUnknown(value) && !Array.isArray(value);
}
