/** From resources to cards: each card before and after, a fleet's as the fleet itself would deal with them. Pure. */
import { cardsOf, namespaceOf } from "../../lifecycle/fleet/cards";
import { planFleet } from "../../lifecycle/fleet/plan";
import { type CardRecord, type FleetRecords, readRecords } from "../../lifecycle/fleet/records";
import { logicalName } from "../../lifecycle/naming";
import { expanded } from "../../lifecycle/recorded";
import { isFourpayError } from "../../model/errors";
import { isGoneCard } from "../../model/status";
import { UNKNOWN } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { type Declared, fates } from "./fates";
import { insideOf, type Parties } from "./parties";
import type { CardChange } from "./record";
import { ourType, type Recorded, type ResourceChange } from "./steps";
import { isRecord, textOf } from "./values";

export interface Cards {
  readonly changes: readonly CardChange[];
  /** Fleets of which the document does not say which cards they will have. */
  readonly unclear: readonly string[];
}

const NO_CARDS: FleetRecords = { cards: new Map(), leftovers: [], openHolders: [] };

export function cardsIn(resources: readonly ResourceChange[], parties: Parties): Cards {
  const changes: CardChange[] = [];
  const unclear: string[] = [];
  for (const resource of resources) {
    const type = ourType(resource.urn);
    if (type === "Card") changes.push(...single(resource, parties));
    if (type !== "CardFleet") continue;
    if (isUnclear(resource)) unclear.push(logicalName(resource.urn));
    changes.push(...fleet(resource, parties));
  }
  return { changes: moved(changes), unclear };
}

/** Which cards a fleet will have can be unknown before the run, or hidden because a secret went into it: both are no empty fleet. */
function isUnclear({ urn, before, after, kind }: ResourceChange): boolean {
  const { issued } = recordedOf(before, urn);
  if (kind === "delete") return isHidden(issued);
  const { cards } = insideOf(after, "inputs");
  return isHidden(cards) || isHidden(issued);
}

function isHidden(value: unknown): boolean {
  return value !== undefined && !isRecord(value);
}

function single(resource: ResourceChange, parties: Parties): CardChange[] {
  const { urn, kind, before, after, diffs } = resource;
  const recorded = { ...insideOf(before, "inputs"), ...insideOf(before, "outputs") };
  const exists = before !== undefined && !isGone(recorded);
  const id = textOf(before?.id);
  return fates(
    {
      name: logicalName(urn),
      urn,
      kind: kind === "import" ? "takeOver" : kind,
      limitsDiffer: diffs.some((path) => path.startsWith("limits")),
      ...(exists ? { before: { state: recorded, resource: before, ...(id === undefined ? {} : { id }) } } : {}),
      ...(after === undefined ? {} : { after: { state: insideOf(after, "inputs"), resource: after } }),
      retained: before?.retainOnDelete === true,
    },
    parties,
  );
}

function fleet(resource: ResourceChange, parties: Parties): CardChange[] {
  const { urn, kind, before, after, diffs } = resource;
  const outputs = recordedOf(before, urn);
  const records = before === undefined ? NO_CARDS : readRecords(outputs, { names: false });
  const old = (record: CardRecord): Declared => ({
    id: record.id,
    state: withPerson(record.state, record.key, outputs),
    resource: before ?? {},
  });
  const common = (key: string) => ({
    name: `${logicalName(urn)}/${key}`,
    urn,
    retained: before?.retainOnDelete === true && kind === "delete",
    limitsDiffer: diffs.some((path) => path.includes("limits") || path.startsWith("defaults")),
  });
  const inputs = withUrn(unhidden(insideOf(after, "inputs")), urn);
  const everyone = [...records.cards.values(), ...records.leftovers].filter(({ state }) => !isGone(state));
  const all = (fate: "delete" | "same") =>
    everyone.flatMap((record) => fates({ ...common(record.key), kind: fate, before: old(record) }, parties));
  if (kind === "delete") return all("delete");
  if (kind === "same" || isHidden(inputs.cards)) return all("same");
  const declared = (key: string, state: Raw): Declared => ({
    state: withPerson(state, key, inputs),
    resource: after as Recorded,
  });
  // A fleet never asks to be replaced. Where the engine is told to (a taint, --replace, an option), that counts as for a single card: all
  // of its cards go, and others come.
  const kept = kind === "replace" ? NO_CARDS : records;
  const closing = kind === "replace" ? all("delete") : [];
  const planned = planFleet(kept, cardsOf(inputs), namespaceOf(inputs)).flatMap((action) => {
    const { key } = action;
    const record = action.kind === "issue" || isGone(action.record.state) ? {} : { before: old(action.record) };
    if (action.kind === "close") return fates({ ...common(key), kind: "delete", ...record }, parties);
    const made = action.kind === "issue" ? "create" : action.kind === "replace" ? "replace" : "update";
    return fates({ ...common(key), kind: made, ...record, after: declared(key, action.declared) }, parties);
  });
  return [...closing, ...planned];
}

/** What is hidden may be anything: to the fleet's own rules it is as good as unknown. */
function unhidden(inputs: Raw): Raw {
  const { cards, defaults } = inputs;
  const one = (card: unknown) => (isHidden(card) ? UNKNOWN : card);
  return {
    ...inputs,
    ...(isRecord(cards)
      ? { cards: Object.fromEntries(Object.entries(cards).map(([key, card]) => [key, one(card)])) }
      : {}),
    ...(isHidden(defaults) ? { defaults: UNKNOWN } : {}),
  };
}

function isGone({ status }: Raw): boolean {
  return typeof status === "string" && isGoneCard(status);
}

/**
 * What is recorded of a fleet. A text is hidden as a whole where one value in it is secret; of the cards the inputs then tell all but that
 * value, and what was issued stays hidden.
 */
function recordedOf(before: Recorded | undefined, urn: string): Raw {
  const values = insideOf(before, "outputs");
  const { cards = {} } = insideOf(before, "inputs");
  return readable(values, urn) ?? readable({ ...values, cards }, urn) ?? { ...values, cards, resourceUrn: urn };
}

function readable(values: Raw, urn: string): Raw | undefined {
  try {
    return withUrn(values, urn);
  } catch (error) {
    if (isFourpayError(error, "input_invalid")) return undefined;
    throw error;
  }
}

function withUrn(values: Raw, urn: string): Raw {
  return expanded({ ...values, resourceUrn: values.resourceUrn ?? urn });
}

/** Whose card it is, where the fleet declares the person. */
function withPerson(state: Raw, key: string, { cards }: Raw): Raw {
  const own = isRecord(cards) ? cards[key] : undefined;
  return isRecord(own) && own.holder !== undefined ? { ...state, person: own.holder } : state;
}

/** A card that one resource lets go and another takes over by its id is not closed: it goes on as what it becomes. */
function moved(changes: readonly CardChange[]): CardChange[] {
  const takers = new Map(changes.flatMap((change) => (change.takes === undefined ? [] : [[change.takes, change]])));
  if (takers.size === 0) return [...changes];
  const givers = new Map(
    changes.flatMap((change) => {
      const taken =
        change.id === undefined || change.after !== undefined ? undefined : takers.get(change.id.toLowerCase());
      return taken === undefined || change.id === undefined ? [] : [[change.id.toLowerCase(), change]];
    }),
  );
  return changes.flatMap((change): CardChange[] => {
    if (change.after === undefined && givers.get(change.id?.toLowerCase() ?? "") === change) return [];
    const giver = change.takes === undefined ? undefined : givers.get(change.takes);
    if (giver === undefined) return [change];
    const { before, id } = giver;
    return [
      { ...change, kinds: ["moved"], ...(before === undefined ? {} : { before }), ...(id === undefined ? {} : { id }) },
    ];
  });
}
