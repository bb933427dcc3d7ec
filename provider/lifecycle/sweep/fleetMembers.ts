/** A fleet in a state as what it stands for: its cards and people, as if each were a resource of its own. */
import { isRecord } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { cardsOf, holdersOf, named, namespaceOf } from "../fleet/cards";
import { holderUrn } from "../fleet/urn";
import { TYPES } from "./urns";

export const FLEET = "pulumi-nodejs:dynamic/fourpay:CardFleet";

/** A resource as the engine records it. */
export interface RecordedResource extends Raw {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Raw;
  readonly outputs?: Raw;
}

export interface Members {
  /** Whom a card was, or is to be, issued for. */
  readonly all: readonly RecordedResource[];
  /** Cards that no state knows yet: a run that was interrupted may have issued them. */
  readonly unissued: readonly RecordedResource[];
}

/** None for any other resource. */
export function fleetMembers(resource: RecordedResource): Members {
  if (resource.type !== FLEET) return { all: [], unissued: [] };
  const { urn, inputs: stated = {}, outputs = {}, ...options } = resource;
  const inputs = { ...stated, resourceUrn: stated.resourceUrn ?? urn };
  const issued = isRecord(outputs.issued) ? outputs.issued : {};
  const namespace = namespaceOf(inputs);
  const timeouts = stated.timeoutsSeconds === undefined ? {} : { timeoutsSeconds: stated.timeoutsSeconds };
  const cards = [...cardsOf(inputs)].map(([key, card]) => {
    const own = isRecord(stated.cards) ? stated.cards[key] : undefined;
    const explicit = isRecord(own) && own.name !== undefined;
    const member = { ...card, ...timeouts, ...(explicit ? {} : { name: named(card, namespace).name }) };
    return { key, recorded: { ...options, type: TYPES.card, urn: String(card.resourceUrn), inputs: member } };
  });
  const people = [...holdersOf(inputs).values()].map((holder) => ({
    type: TYPES.holder,
    urn: holderUrn(String(inputs.resourceUrn), String(holder.email)),
    inputs: holder,
  }));
  return {
    all: [...cards.map(({ recorded }) => recorded), ...people],
    unissued: cards.filter(({ key }) => issued[key] === undefined).map(({ recorded }) => recorded),
  };
}
