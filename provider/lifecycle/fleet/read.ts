/**
 * Refresh of a fleet: the wallet's list tells which cards are there and in which status; limits are shown by the cards themselves, so live
 * ones are looked at one by one, unless only statuses are asked for.
 */
import type { Card, CardSummary } from "../../model/entities";
import { isGoneCard, isLiveCard } from "../../model/status";
import { isRecord, knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { observeCard } from "../card/observe";
import { liveInputs } from "../card/read";
import { CARD_OUTPUTS } from "../card/state";
import { echoedInputs, type Operation, type ReadResult, type State, unfinishedSteps } from "../operation";
import { cardsOf } from "./cards";
import { eachOfCrowd } from "./crowd";
import { type Members, membersOf } from "./members";
import { type CardRecord, FLEET_OUTPUTS, fleetState, ownDeclaration, readRecords } from "./records";
import { keys, teller } from "./report";
import { cardUrn } from "./urn";

const AT_ONCE = 48;

export async function readFleet(operation: Operation, _id: string, state: State): Promise<ReadResult> {
  const records = readRecords(state);
  const everyone = [...records.cards.values(), ...records.leftovers];
  const members = membersOf(operation);
  const seen = await look(operation, members, everyone);
  members.finish();
  const echo = echoedInputs(state, FLEET_OUTPUTS);
  const inputs = { ...(isRecord(echo.cards) ? echo.cards : {}) };
  const cards = new Map<string, CardRecord>();
  const troubled: string[] = [];
  for (const [key, record] of records.cards) {
    const card = seen.get(record.id);
    if (card === undefined || isGoneCard(card.status)) {
      delete inputs[key];
      continue;
    }
    if (card.status === "expired" || card.status === "blocked") troubled.push(`${key} (${card.status})`);
    const live = withLive(record, card, isRecord(echo.cards) ? echo.cards[key] : undefined);
    cards.set(key, live);
    if (inputs[key] !== undefined) inputs[key] = drifted(echo, key, live);
  }
  report(operation, troubled);
  const now = { ...echo, cards: inputs };
  const leftovers = records.leftovers.filter(({ id }) => {
    const card = seen.get(id);
    return card !== undefined && !isGoneCard(card.status);
  });
  return {
    gone: false,
    inputs: now,
    state: fleetState(operation.issuer.tenant, now, { ...records, cards, leftovers }),
  };
}

/** The cards by id, as they are. What is missing here is gone for certain. */
async function look(
  operation: Operation,
  members: Members,
  records: readonly CardRecord[],
): Promise<ReadonlyMap<string, Card>> {
  const seen = new Map<string, Card>();
  const listed = await list(operation, records);
  const { capabilities } = operation.issuer;
  const single: CardRecord[] = [];
  for (const record of records) {
    const card = listed.get(record.id);
    const details = capabilities.showsLimits && operation.refresh !== "status" && isLiveCard(card?.status ?? "closed");
    if (card !== undefined) seen.set(record.id, card);
    // A record goes only on the card's own word, never on a list's.
    if (card === undefined || isGoneCard(card.status) || details) single.push(record);
  }
  const { failed, left } = await eachOfCrowd({
    items: single,
    beginning: AT_ONCE,
    underWay: AT_ONCE,
    keyOf: ({ key }) => key,
    signal: operation.signal,
    tell: teller(operation, "looked at", single.length),
    async work({ key, id, state }) {
      const own = members.operation(key, cardUrn(operation.urn, key));
      const ref = { walletId: String(state.walletId), cardId: id };
      const card = await observeCard(own, ref);
      if (card === undefined) seen.delete(id);
      else seen.set(id, card);
    },
  });
  // Half a refresh would record the old for the new.
  if (failed[0] !== undefined) throw failed[0].error;
  if (left.length > 0) operation.signal.throwIfAborted();
  return seen;
}

async function list(operation: Operation, records: readonly CardRecord[]): Promise<ReadonlyMap<string, CardSummary>> {
  const wallets = new Set(records.map(({ state }) => String(state.walletId)));
  const listed = new Map<string, CardSummary>();
  for (const walletId of wallets) {
    operation.progress("reading the wallet's list of cards");
    for (const card of await operation.issuer.listCards(walletId, {}, operation)) listed.set(card.id, card);
  }
  return listed;
}

/** The record with what is true now in place of what was declared. A name that was made, not declared, is nobody's wish. */
function withLive(record: CardRecord, card: Card, declared: unknown): CardRecord {
  const own = ownDeclaration(record);
  const live = liveInputs(own, card);
  const hasName = isRecord(declared) && declared.name !== undefined;
  const shown = CARD_OUTPUTS.flatMap((name) => {
    const value = card[name] ?? record.state[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const unfinished = unfinishedSteps(record.state);
  return {
    ...record,
    state: {
      ...live,
      ...(hasName ? {} : { name: own.name }),
      ...Object.fromEntries(shown),
      ...(unfinished.length === 0 ? {} : { unfinished }),
    },
  };
}

/** The card's declaration as it would have to be for what is there: the engine shows the difference. */
function drifted(fleet: Raw, key: string, record: CardRecord): unknown {
  const declared = (fleet.cards as Raw)[key];
  const merged = cardsOf({ ...fleet, cards: { [key]: declared } }).get(key);
  if (!isRecord(declared) || merged === undefined) return declared;
  const live = ownDeclaration(record);
  const changed: Record<string, unknown> = { ...declared };
  for (const name of ["name", "cardType", "currency", "frozen"] as const) {
    if (merged[name] !== undefined && live[name] !== undefined && merged[name] !== live[name])
      changed[name] = live[name];
  }
  if (live.holderId !== undefined && live.holderId !== merged.holderId) {
    delete changed.holder;
    changed.holderId = live.holderId;
  }
  if (merged.limits !== undefined && !knownEqual(merged.limits, live.limits)) {
    const before = (merged.limits ?? {}) as Raw;
    const now = (live.limits ?? {}) as Raw;
    const other = Object.entries(now).filter(([name, value]) => before[name] !== value);
    const own = Object.entries((declared.limits ?? {}) as Raw).filter(([name]) => now[name] !== undefined);
    changed.limits = { ...Object.fromEntries(own), ...Object.fromEntries(other) };
  }
  return changed;
}

function report(operation: Operation, troubled: readonly string[]): void {
  if (troubled.length === 0) return;
  operation.note("warning", `No longer usable: ${keys(troubled)}. To renew a card, change its \`reissue\`.`);
}
