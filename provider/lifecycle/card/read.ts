/** Refresh: what is true of the card now, as state and as inputs, so that the engine can show drift property by property. */
import type { Card } from "../../model/entities";
import { type Limits, observedFor } from "../../model/limits";
import { isGoneCard } from "../../model/status";
import { sameText } from "../../model/text";
import type { Raw } from "../../model/validate";
import { sameName } from "../inventory";
import { echoedInputs, type Operation, type ReadResult, type State, unfinishedSteps } from "../operation";
import { declaredCard } from "./inputs";
import { observeCard } from "./observe";
import { CARD_OUTPUTS, cardState } from "./state";

export async function readCard(operation: Operation, id: string, state: State): Promise<ReadResult> {
  const card = await observeCard(operation, { walletId: declaredCard(state).walletId, cardId: id });
  if (card === undefined || isGoneCard(card.status)) return { gone: true };
  if (card.status === "expired" || card.status === "blocked") {
    operation.note("warning", `The card ${id} is ${card.status}. To renew it, change \`reissue\`.`);
  }
  const inputs = liveInputs(echoedInputs(state, CARD_OUTPUTS), card);
  const unfinished = unfinishedSteps(state);
  return { gone: false, inputs, state: cardState(operation, inputs, { card, before: state, unfinished }) };
}

/** Only declared properties, and never a recorded value blanked because the API does not show it. */
export function liveInputs(declared: Raw, card: Card): Raw {
  const inputs: Record<string, unknown> = { ...declared };
  const take = (key: string, live: unknown) => {
    if (declared[key] !== undefined && live !== undefined && !sameText(declared[key], live)) inputs[key] = live;
  };
  if (!sameName(card.name, String(declared.name))) take("name", card.name);
  take("holderId", card.holderId);
  take("cardType", card.cardType);
  take("currency", card.currency);
  if (card.status === "frozen" || card.status === "active") take("frozen", card.status === "frozen");
  if (card.limits !== undefined) take("limits", observedFor((declared.limits ?? {}) as Limits, card.limits));
  return inputs;
}
