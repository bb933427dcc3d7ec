/** What a fleet declares, card by card, as single cards declare it: defaults applied, holder and name resolved. Pure. */
import { isRecord, isUnknown } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { autoCardName } from "../card/check";
import { cardUrn } from "./urn";

/** The inputs of each card by key, in the order of the keys. Empty while it is not known which cards there are. */
export function cardsOf(fleet: Raw): Map<string, Raw> {
  const { cards } = fleet;
  if (!isRecord(cards)) return new Map();
  return new Map(Object.entries(cards).map(([key, card]) => [key, cardOf(fleet, key, card)]));
}

/** The card without a name of its own gets one that no other has, always the same. */
export function named(card: Raw, namespace: string): Raw {
  if (card.name !== undefined) return card;
  return { ...card, name: autoCardName(namespace, String(card.resourceUrn), card) };
}

/** The people declared with the cards, by their id; who is named by several cards stands here once. */
export function holdersOf(fleet: Raw): Map<string, Raw> {
  const holders = new Map<string, Raw>();
  for (const card of Object.values(isRecord(fleet.cards) ? fleet.cards : {})) {
    const holder = isRecord(card) ? card.holder : undefined;
    if (isRecord(holder) && typeof holder.cardOwnerId === "string") holders.set(holder.cardOwnerId, holder);
  }
  return holders;
}

export function namespaceOf(fleet: Raw): string {
  return typeof fleet.namespace === "string" ? fleet.namespace : "";
}

function cardOf(fleet: Raw, key: string, card: unknown): Raw {
  const defaults = isRecord(fleet.defaults) ? fleet.defaults : {};
  const { holder, ...own } = isRecord(card) ? card : {};
  // Unknown defaults may hold anything; what is asked of every card is its limits.
  const limits = mergedLimits(
    isUnknown(fleet.defaults) ? fleet.defaults : defaults.limits,
    isUnknown(card) ? card : own.limits,
  );
  const holderId = own.holderId ?? (isRecord(holder) ? holder.cardOwnerId : holder);
  const merged: Record<string, unknown> = { walletId: fleet.walletId, ...defaults, ...own };
  if (limits !== undefined) merged.limits = limits;
  if (holderId !== undefined) merged.holderId = holderId;
  merged.resourceUrn = cardUrn(String(fleet.resourceUrn ?? ""), key);
  for (const name of Object.keys(merged)) if (merged[name] === undefined) delete merged[name];
  return merged;
}

/** By key: a limit that a card does not state itself stays as the defaults have it, since it only restrains. */
function mergedLimits(defaults: unknown, own: unknown): unknown {
  if (own === undefined) return defaults;
  return isRecord(defaults) && isRecord(own) ? { ...defaults, ...own } : own;
}
