/** The fleet's lifecycle, put together: one resource, many cards, reconciled inside. */
import { FourpayError } from "../../model/errors";
import type { Raw } from "../../model/validate";
import { replacedBy } from "../card/diff";
import { autoName } from "../naming";
import { echoedInputs, type Lifecycle, type Operation, PartialFailure, type State } from "../operation";
import { cardsOf, named, namespaceOf } from "./cards";
import { checkFleet } from "./check";
import { membersOf } from "./members";
import { closeAll, perform } from "./perform";
import { type Action, closures, planFleet } from "./plan";
import { readFleet } from "./read";
import { FLEET_OUTPUTS, type FleetRecords, fleetState, isComplete, readRecords } from "./records";
import { incomplete, tooManyClosures } from "./report";
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
    for (const { key, id, state } of readRecords(olds, { names: false }).cards.values()) {
      const card = declared.get(key);
      if (card === undefined) continue;
      if (replacedBy(state, card).length > 0) run.replacing(id, cardUrn(urn, key));
      else run.own(id, cardUrn(urn, key));
    }
    // The fleet itself is never replaced: what needs another card gets one inside.
    return { replaces: [], ...(isComplete(olds) ? {} : { changes: true }) };
  },

  async create(operation, inputs) {
    const id = fleetId(inputs);
    return { id, state: await reconcile(operation, id, { inputs, before: {}, records: NOTHING }) };
  },

  update(operation, id, olds, news) {
    const before = echoedInputs(olds, FLEET_OUTPUTS);
    return reconcile(operation, id, { inputs: news, before, records: readRecords(olds) });
  },

  async delete(operation, _id, state) {
    const { cards, leftovers } = readRecords(state);
    const gone: Action[] = [...cards.values(), ...leftovers].map((record) => ({
      kind: "close",
      key: record.key,
      record,
    }));
    assertFewClosures(operation, state, gone);
    const members = membersOf(operation);
    const due = new Set(gone.flatMap((action) => (action.kind === "close" ? [action.record] : [])));
    const ledger = { cards: new Map(), leftovers: due, fresh: new Map() };
    const { failed, left } = await closeAll(operation, members, ledger);
    members.finish();
    if (failed.length === 0 && left.length === 0) return;
    throw new FourpayError("partial", `${due.size} cards of the fleet are still to be closed.`, {
      hint: "Run the same command again: what is closed already is passed over.",
      cause: incomplete({ failed, left, recorded: due.size, declared: gone.length }),
    });
  },
};

interface Reconciled {
  readonly inputs: Raw;
  readonly before: Raw;
  readonly records: FleetRecords;
}

async function reconcile(operation: Operation, id: string, { inputs, before, records }: Reconciled): Promise<State> {
  const namespace = namespaceOf(inputs);
  const declared = new Map([...cardsOf(inputs)].map(([key, card]) => [key, named(card, namespace)]));
  const actions = planFleet(records, declared);
  assertFewClosures(operation, inputs, actions);
  const members = membersOf(operation);
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

/** A bad file must not close a programme's cards. What is configured for this run wins over what is declared. */
function assertFewClosures(operation: Operation, inputs: Raw, actions: readonly Action[]): void {
  const allowed = operation.maxClosures ?? inputs.maxClosures;
  const closing = closures(actions);
  if (typeof allowed !== "number" || closing.length <= allowed) return;
  throw tooManyClosures(
    closing.length,
    allowed,
    closing.map(({ key }) => key),
  );
}

function fleetId(inputs: Raw): string {
  const source = { namespace: namespaceOf(inputs), urn: String(inputs.resourceUrn ?? ""), identity: {} };
  return String(autoName(source, ID_MAX));
}
