/** The steps of a card after it exists, in order. What fails is carried, with the steps to look at again, so that the next update goes on. */
import type { CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { LIMIT_KEYS, type LimitKey, type Limits, limitEntries } from "../../model/limits";
import { isGoneCard, isIssuedCard } from "../../model/status";
import { sameText } from "../../model/text";
import type { Raw } from "../../model/validate";
import { orAbsent } from "../apply";
import { type Operation, PartialFailure, type State, unfinishedSteps } from "../operation";
import { fundOnce, type PaymentSent } from "./fund";
import type { DeclaredCard } from "./inputs";
import { awaitIssued, WrongCard } from "./issue";
import { cardState } from "./state";
import { syncDetails, syncFrozen } from "./sync";

export const CARD_ASPECTS = ["issue", "name", "limits", "fund", "frozen"] as const;
export type CardAspect = (typeof CARD_ASPECTS)[number];

export interface CardPlan {
  readonly ref: CardRef;
  readonly declared: DeclaredCard;
  readonly inputs: Raw;
  /** What to bring in line; nothing else is written. */
  readonly aspects: ReadonlySet<CardAspect>;
  readonly removedLimits?: readonly LimitKey[];
  /** The card as it was just seen, if it was. */
  readonly seen?: Card;
  /** What is known of the initial balance's payment. */
  readonly paymentSent: PaymentSent;
  /** An update: what was recorded before. On failure its echo stays, since what was not done must not look done. */
  readonly before?: State;
}

/** Returns the state to record. Throws `PartialFailure`, or a plain error where nothing may be recorded (the card never came to be). */
export async function runSteps(operation: Operation, plan: CardPlan): Promise<State> {
  const progress: Progress = {
    card: plan.seen,
    issued: false,
    foreign: false,
    paymentSent: plan.paymentSent,
  };
  try {
    progress.card = await existing(operation, plan);
    progress.issued = true;
    progress.foreign = isForeign(plan, progress.card);
    if (progress.foreign) throw foreignAnswer(plan);
    if (isSettled(progress.card)) {
      for (const step of stepsOf(plan, progress.card))
        progress.card = await step(operation, plan, progress.card, progress);
    } else if (plan.seen !== undefined && progress.card !== undefined) {
      // Found while it is still being created: what it was ordered with may not be what is declared now.
      progress.card = await details(operation, { ...plan, seen: progress.card }, progress.card);
    }
  } catch (error) {
    // Nothing is recorded of a card that is somebody else's: it would be changed, and closed in the end.
    if (progress.foreign) throw error;
    const neverCame =
      error instanceof WrongCard || (!progress.issued && isFourpayError(error, "failed_state", "unexpected_state"));
    if (neverCame && plan.before === undefined) throw error;
    throw new PartialFailure(plan.ref.cardId, partialState(operation, plan, progress, error), error);
  }
  return cardState(operation, plan.inputs, {
    card: progress.card,
    ...(plan.before === undefined ? {} : { before: plan.before }),
  });
}

interface Progress {
  card: Card | undefined;
  issued: boolean;
  /** The API answered the issue with a card of somebody else. */
  foreign: boolean;
  paymentSent: PaymentSent;
}

async function existing(operation: Operation, plan: CardPlan): Promise<Card | undefined> {
  if (isSettled(plan.seen)) return plan.seen;
  if (mustBeIssued(plan)) return awaitIssued(operation, plan.ref, plan.declared);
  if (operation.listsSuffice === true) return undefined;
  return orAbsent(operation.issuer.getCard(plan.ref, operation));
}

/**
 * Where acceptance is enough (physical cards take days) nothing waits, except for what can only be done to an issued card. An update
 * always has something to do, so it never passes over a card that is not ready: a limit must not silently stay as it was.
 */
function mustBeIssued({ declared, aspects, before }: CardPlan): boolean {
  if (declared.waitFor === "active") return true;
  const updates = before !== undefined && [...aspects].some((aspect) => aspect !== "issue");
  return updates || declared.frozen === true || (aspects.has("fund") && declared.initialBalance !== undefined);
}

/** A card that was just issued, and seen for the first time, belongs to whom it was issued for. */
function isForeign({ before, seen, declared }: CardPlan, card: Card | undefined): boolean {
  const justIssued = before === undefined && seen === undefined;
  return justIssued && card?.holderId !== undefined && !sameText(card.holderId, declared.holderId);
}

function foreignAnswer({ ref }: CardPlan): FourpayError {
  return new FourpayError(
    "protocol_error",
    `The API answered the issue of a card with the id ${ref.cardId}, but that card belongs to another holder. It was not touched, and nothing was recorded.`,
    {
      hint: "A card may have been issued under another id: run `pulumi up` again, which looks for it by its name before it issues one.",
    },
  );
}

function isSettled(card: Card | undefined): card is Card {
  return card !== undefined && isIssuedCard(card.status);
}

/**
 * A freeze comes before the change of limits, an unfreeze after it. The initial balance is paid while the card can take it, which a frozen one
 * perhaps cannot; for one that is on its way already no freeze waits.
 */
function stepsOf({ declared, paymentSent }: CardPlan, card: Card) {
  if (declared.frozen === true) return paymentSent === "accepted" ? [frozen, details, fund] : [fund, frozen, details];
  const isUnfrozen = declared.frozen === false && card.status === "frozen";
  return isUnfrozen ? [details, frozen, fund] : [fund, details, frozen];
}

async function details(operation: Operation, plan: CardPlan, card: Card): Promise<Card> {
  const { aspects, declared, ref, removedLimits = [], before, seen } = plan;
  const wanted = {
    ...(aspects.has("name") ? { name: declared.name } : {}),
    ...(aspects.has("limits") ? { limits: declared.limits, removed: removedLimits } : {}),
    // What was just issued carries the declaration; a card that was there before carries who knows what.
    changed: before !== undefined || seen !== undefined,
  };
  return syncDetails(operation, ref, wanted, card);
}

async function fund(operation: Operation, plan: CardPlan, card: Card, progress: Progress): Promise<Card> {
  const { aspects, declared, ref } = plan;
  if (!aspects.has("fund") || declared.initialBalance === undefined) return card;
  const learned = (sent: PaymentSent) => {
    progress.paymentSent = sent;
  };
  const { initialBalance: amount } = declared;
  try {
    return await fundOnce(operation, { ref, amount, sent: progress.paymentSent, learned }, card);
  } catch (error) {
    await frozenUnpaid(operation, plan, progress, error);
    throw error;
  }
}

/**
 * What is declared frozen must not stay live because its payment failed. Only a card that was just issued, and that the API certainly did
 * not pay into, is left as it is: it holds nothing, and once frozen it might never take the payment.
 */
async function frozenUnpaid(operation: Operation, plan: CardPlan, progress: Progress, error: unknown): Promise<void> {
  const { declared, before } = plan;
  if (declared.frozen !== true || (before === undefined && isFourpayError(error, "rejected"))) return;
  try {
    if (progress.card !== undefined) progress.card = await frozen(operation, plan, progress.card);
  } catch (second) {
    const why = second instanceof Error ? second.message : "";
    operation.note("warning", `Nor could the card be frozen after its payment failed. ${why}`);
  }
}

async function frozen(operation: Operation, { aspects, declared, ref }: CardPlan, card: Card): Promise<Card> {
  if (!aspects.has("frozen") || declared.frozen === undefined) return card;
  // Seen in a status that says nothing of whether it spends, the card is looked at again: it must not stay live by chance.
  const known = isIssuedCard(card.status) || isGoneCard(card.status) ? card : await awaitIssued(operation, ref);
  return syncFrozen(operation, ref, declared.frozen, known);
}

/**
 * Every aspect of this plan is noted as unfinished, done ones included: on failure the engine keeps the old inputs, so a declaration that
 * is taken back afterwards must find its way back to the card as well.
 */
function partialState(operation: Operation, plan: CardPlan, { card, paymentSent }: Progress, error: unknown): State {
  const state = cardState(operation, plan.before ?? plan.inputs, {
    card,
    unfinished: [
      ...plan.aspects,
      ...attemptedLimits(plan),
      ...(plan.aspects.has("fund") ? [`fund.${paymentSent}`] : []),
    ],
    ...(plan.before === undefined ? {} : { before: plan.before }),
  });
  if (isFourpayError(error, "failed_state")) return { ...state, status: "creating_failed" };
  return isFourpayError(error, "unexpected_state") ? { ...state, status: "closed" } : state;
}

const ATTEMPTED = "limits.";

/** Limits that may be on the card now although the recorded declaration does not have them: taken back, they must go again. */
function attemptedLimits({ aspects, declared, removedLimits = [], before }: CardPlan): string[] {
  if (before === undefined || !aspects.has("limits")) return [];
  const recorded = (before.limits ?? {}) as Limits;
  const sent = [...limitEntries(declared.limits).map(([key]) => key), ...removedLimits];
  return sent.filter((key) => recorded[key] === undefined).map((key) => ATTEMPTED + key);
}

/** What an earlier run recorded about the initial balance's payment. */
export function recordedPayment(olds: State): PaymentSent {
  const unfinished = unfinishedSteps(olds);
  if (unfinished.includes("fund.accepted")) return "accepted";
  return unfinished.includes("fund.perhaps") ? "perhaps" : "never";
}

/** The limits the declaration no longer has, but the card may: recorded ones, and those an unfinished update tried to set. */
export function removedLimits(olds: State, declared: Limits): LimitKey[] {
  const recorded = (olds.limits ?? {}) as Limits;
  const unfinished = unfinishedSteps(olds);
  return LIMIT_KEYS.filter(
    (key) => declared[key] === undefined && (recorded[key] !== undefined || unfinished.includes(ATTEMPTED + key)),
  );
}
