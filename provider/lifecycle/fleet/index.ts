/** The fleet's lifecycle, put together: one resource, many cards, reconciled inside. */
import { isLiveCard } from "../../model/status";
import { isRecord } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { replacedBy } from "../card/diff";
import { autoName } from "../naming";
import { echoedInputs, type Lifecycle, type Operation, PartialFailure, type State } from "../operation";
import { cardsOf, named, namespaceOf } from "./cards";
import { checkFleet } from "./check";
import { assertFewClosures } from "./closures";
import { membersOf } from "./members";
import { closeAll, perform } from "./perform";
import { type Action, planFleet } from "./plan";
import { readFleet } from "./read";
import { type CardRecord, FLEET_OUTPUTS, type FleetRecords, fleetState, isComplete, readRecords } from "./records";
import { incomplete, stillOpen } from "./report";
import { cardUrn } from "./urn";

/** Thousands of cards take their time, and each has a time limit of its own. */
const LONG_SECONDS = 4 * 3600;
const ID_MAX = 60;
const NOTHING: FleetRecords = { cards: new Map(), leftovers: [], openHolders: [] };

export const fleetLifecycle: Lifecycle = {
  kind: "fleet",
  timeoutsSeconds: { create: LONG_SECONDS, update: LONG_SECONDS, delete: LONG_SECONDS, read: 3600 },
  check: checkFleet,
  read: readFleet,

  diff(run, _id, olds, news) {
    const urn = String(news.resourceUrn ?? "");
    const declared = cardsOf(news);
    const records = readRecords(olds, { names: false });
    for (const { id } of records.leftovers) run.mention(id);
    for (const { key, id, state } of records.cards.values()) {
      const card = declared.get(key);
      if (card === undefined) {
        run.mention(id);
        continue;
      }
      if (replacedBy(state, card).length > 0) run.replacing(id, cardUrn(urn, key));
      else run.own(id, cardUrn(urn, key));
    }
    // The fleet itself is never replaced: what needs another card gets one inside.
    return { replaces: [], ...(isComplete(olds) ? {} : { changes: true }) };
  },

  async create(operation, inputs) {
    const id = fleetId(inputs);
    const state = await reconcile(operation, id, { verb: "create", inputs, before: {}, records: NOTHING });
    return { id, state };
  },

  update(operation, id, olds, news) {
    const before = echoedInputs(olds, FLEET_OUTPUTS);
    return reconcile(operation, id, { verb: "update", inputs: news, before, records: readRecords(olds) });
  },

  async delete(operation, _id, state) {
    const { cards, leftovers } = readRecords(state);
    const due = new Set([...cards.values(), ...leftovers, ...(await unrecorded(operation, state, cards))]);
    const closings = [...due].map((record): Action => ({ kind: "close", key: record.key, record }));
    assertFewClosures(closuresAllowed(operation, state), closings);
    const members = membersOf(operation, statedSeconds(state, "delete"));
    const ledger = { cards: new Map(), leftovers: due, owed: new Map(), fresh: new Map() };
    const { failed, left } = await closeAll(operation, members, ledger);
    members.finish();
    if (failed.length === 0 && left.length === 0) return;
    throw stillOpen(due.size, { failed, left });
  },
};

/** Declared cards that no run recorded: one whose reply was lost may have come to be after all, and is known by its mark. */
async function unrecorded(operation: Operation, state: State, cards: FleetRecords["cards"]): Promise<CardRecord[]> {
  const namespace = namespaceOf(state);
  const found: CardRecord[] = [];
  for (const [key, card] of cardsOf(state)) {
    if (cards.has(key) || card.name !== undefined) continue;
    const { walletId, holderId } = card;
    const marked = named(card, namespace);
    const listed = await operation.run
      .inventory(String(walletId), String(holderId))
      .named(String(marked.name), operation);
    for (const { id, status } of listed) if (isLiveCard(status)) found.push({ key, id, state: marked });
  }
  return found;
}

interface Reconciled {
  readonly verb: "create" | "update";
  readonly inputs: Raw;
  readonly before: Raw;
  readonly records: FleetRecords;
}

async function reconcile(
  operation: Operation,
  id: string,
  { verb, inputs, before, records }: Reconciled,
): Promise<State> {
  const declared = cardsOf(inputs);
  const actions = planFleet(records, declared, namespaceOf(inputs));
  assertFewClosures(closuresAllowed(operation, inputs), actions);
  const members = membersOf(operation, statedSeconds(inputs, verb));
  const { openHolders } = records;
  const done = await perform(operation, members, { inputs, before, actions, openHolders });
  members.finish();
  const state = fleetState(operation.issuer.tenant, inputs, done.records);
  if (done.failed.length === 0 && done.left.length === 0) return state;
  const { cards, leftovers } = done.records;
  const error = incomplete({ ...done, recorded: cards.size, declared: declared.size });
  if (cards.size === 0 && leftovers.length === 0 && records.cards.size === 0) throw error;
  throw new PartialFailure(id, state, error);
}

/** Of `customTimeouts`: what bounds the whole operation may be taken by a single card as well. */
function statedSeconds(inputs: Raw, verb: "create" | "update" | "delete"): number | undefined {
  const seconds = isRecord(inputs.timeoutsSeconds) ? inputs.timeoutsSeconds[verb] : undefined;
  return typeof seconds === "number" ? seconds : undefined;
}

/** What is configured for this run wins over what is declared. */
function closuresAllowed(operation: Operation, declared: Raw): unknown {
  return operation.maxClosures ?? declared.maxClosures;
}

/** What the engine knows the fleet by. The API knows no fleets. */
export function fleetId(inputs: Raw): string {
  const source = { namespace: namespaceOf(inputs), urn: String(inputs.resourceUrn ?? ""), identity: {} };
  return String(autoName(source, ID_MAX));
}
