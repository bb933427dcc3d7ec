/** What is recorded of a card: the declaration echoed, the tenant, and what is stable about the card. Never a balance. */
import type { Card } from "../../model/entities";
import type { Raw } from "../../model/validate";
import { type Operation, recordedTenant, type State } from "../operation";

export interface CardFacts {
  readonly card?: Card | undefined;
  /** What was recorded before: kept where the API shows nothing. */
  readonly before?: State;
  readonly unfinished?: readonly string[];
}

/** Outputs that are not inputs. */
export const CARD_OUTPUTS = ["status", "maskedNumber", "paymentSystem", "expiry", "createdAt"] as const;

/** `by` may be an operation, or anything else that knows the tenant. */
export function cardState(
  by: Pick<Operation, "issuer">,
  inputs: Raw,
  { card, before = {}, unfinished = [] }: CardFacts,
): State {
  const state: Record<string, unknown> = { ...inputs, ...recordedTenant(by.issuer.tenant) };
  for (const key of CARD_OUTPUTS) {
    const value = card?.[key] ?? before[key];
    if (value !== undefined) state[key] = value;
  }
  state.status ??= "creating";
  if (unfinished.length > 0) state.unfinished = [...unfinished];
  return state;
}
