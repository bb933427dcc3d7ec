/** The card's lifecycle, put together. */
import type { Card } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { compareLimits } from "../../model/limits";
import { knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { sameName } from "../inventory";
import { type Lifecycle, type Operation, PartialFailure, type State, unfinishedSteps } from "../operation";
import { checkCard } from "./check";
import { deleteCard } from "./close";
import { diffCard } from "./diff";
import { type DeclaredCard, declaredCard } from "./inputs";
import { ensureCard } from "./issue";
import { lookAtCard } from "./observe";
import { readCard } from "./read";
import { CARD_ASPECTS, type CardAspect, recordedPayment, removedLimits, runSteps } from "./steps";

export const cardLifecycle: Lifecycle = {
  kind: "card",
  timeoutsSeconds: { create: 600, update: 600, delete: 600 },
  check: checkCard,
  diff: diffCard,
  read: readCard,
  delete: deleteCard,

  async create(operation, inputs) {
    const declared = declaredCard(inputs);
    const found = await ensureCard(operation, declared);
    const ref = { walletId: declared.walletId, cardId: found.id };
    const aspects = new Set<CardAspect>(["issue", "name", "limits", "frozen"]);
    if (found.ours && declared.initialBalance !== undefined) aspects.add("fund");
    const seen = found.card === undefined ? {} : { seen: found.card };
    if (!found.ours && declared.initialBalance !== undefined) {
      operation.note(
        "warning",
        "initialBalance is paid only into cards this declaration issues; nothing was paid into the adopted one.",
      );
    }
    // A card found by its mark was issued by a run that was interrupted, who knows how far on.
    const paymentSent = found.card === undefined ? "never" : "perhaps";
    return { id: found.id, state: await runSteps(operation, { ref, declared, inputs, aspects, paymentSent, ...seen }) };
  },

  async update(operation, id, olds, news) {
    operation.run.own(id, operation.urn);
    const declared = declaredCard(news);
    const ref = { walletId: declared.walletId, cardId: id };
    const aspects = changedAspects(olds, news);
    const seen = await currentCard(operation, id, olds, ref.walletId);
    if (olds.initialBalance !== news.initialBalance && !aspects.has("fund")) {
      operation.note(
        "warning",
        "initialBalance is paid in only when a card is issued; this card's balance was not changed.",
      );
    }
    for (const key of ["binId", "binCategoryId"] as const) {
      if (olds[key] === undefined && news[key] !== undefined) {
        operation.note(
          "warning",
          `${key} takes effect when a card is issued; this card keeps its BIN. To replace it, change \`reissue\`.`,
        );
      }
    }
    if (seen !== undefined) reportDivergence(operation, declared, seen, aspects);
    return runSteps(operation, {
      ref,
      declared,
      inputs: news,
      aspects,
      removedLimits: removedLimits(olds, declared.limits),
      paymentSent: recordedPayment(olds),
      ...(seen === undefined ? {} : { seen }),
      before: olds,
    });
  },
};

/** What the preview showed, and what an earlier run began and did not see through. */
function changedAspects(olds: State, news: Raw): Set<CardAspect> {
  const unfinished = unfinishedSteps(olds);
  const aspects = new Set<CardAspect>(CARD_ASPECTS.filter((aspect) => unfinished.includes(aspect)));
  if (olds.name !== news.name) aspects.add("name");
  if (!knownEqual(olds.limits ?? {}, news.limits ?? {})) aspects.add("limits");
  if (olds.frozen !== news.frozen && news.frozen !== undefined) aspects.add("frozen");
  return aspects;
}

/** The card as it is; `undefined` while a card just issued is not readable yet. */
async function currentCard(operation: Operation, id: string, olds: State, walletId: string): Promise<Card | undefined> {
  try {
    return await lookAtCard(operation, { walletId, cardId: id });
  } catch (error) {
    if (!isFourpayError(error, "not_found")) throw error;
    if (unfinishedSteps(olds).includes("issue")) return undefined;
    const reason = new FourpayError("not_found", `The API does not find the card ${id}. Nothing was changed.`, {
      hint: "Run `pulumi refresh` to find out whether it is gone, then `pulumi up`.",
      cause: error,
    });
    throw new PartialFailure(id, olds, reason);
  }
}

/** Drift that the preview did not show is not overwritten on the way; it is said, and left to refresh. */
function reportDivergence(
  operation: Operation,
  declared: DeclaredCard,
  card: Card,
  aspects: ReadonlySet<CardAspect>,
): void {
  const drifted: string[] = [];
  if (!aspects.has("name") && card.name !== undefined && !sameName(card.name, declared.name)) drifted.push("name");
  if (
    !aspects.has("limits") &&
    card.limits !== undefined &&
    compareLimits(declared.limits, card.limits).wrong.length > 0
  )
    drifted.push("limits");
  const frozen = card.status === "frozen";
  const comparable = frozen || card.status === "active";
  if (!aspects.has("frozen") && declared.frozen !== undefined && comparable && frozen !== declared.frozen)
    drifted.push("frozen");
  if (drifted.length > 0) {
    operation.note(
      "warning",
      `Changed outside of Pulumi and left as it is: ${drifted.join(", ")}. Run \`pulumi refresh\` to see it.`,
    );
  }
}
