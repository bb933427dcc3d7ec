/** One card of a fleet, by the very functions that serve a single card; what becomes of it is written into the fleet's ledger at once. */
import type { CardIssuer } from "../../api/port";
import { isIssuedCard } from "../../model/status";
import type { Raw } from "../../model/validate";
import { cardLifecycle } from "../card";
import { deleteCard } from "../card/close";
import { CARD_OUTPUTS } from "../card/state";
import { type Operation, PartialFailure, type State, unfinishedSteps } from "../operation";
import type { Members } from "./members";
import type { Action, Change } from "./plan";
import type { CardRecord } from "./records";
import { cardUrn } from "./urn";

export interface Ledger {
  /** The cards that stand for their keys. */
  readonly cards: Map<string, CardRecord>;
  /** Those to be closed. */
  readonly leftovers: Set<CardRecord>;
  /** Those that were to be closed when this began, by key. */
  readonly owed: ReadonlyMap<string, readonly CardRecord[]>;
  /** What was issued just now, and whose limits were not looked at: key and declaration. */
  readonly fresh: Map<string, Raw>;
}

/** Records today's declaration of a card that needs nothing over there. */
export function keep(operation: Operation, ledger: Ledger, { key, declared, record }: Action & { kind: "keep" }): void {
  operation.run.own(record.id, cardUrn(operation.urn, key));
  const shown = CARD_OUTPUTS.filter((name) => record.state[name] !== undefined);
  const state = { ...declared, ...Object.fromEntries(shown.map((name) => [name, record.state[name]])) };
  ledger.cards.set(key, { ...record, state });
}

/** Called once a card no longer needs a place among those that begin. */
type Begun = (accepted: boolean) => void;

export async function change(
  operation: Operation,
  members: Members,
  ledger: Ledger,
  action: Change,
  begun: Begun,
): Promise<void> {
  const urn = cardUrn(operation.urn, action.key);
  const own = members.operation(action.key, urn);
  if (action.kind === "update") {
    const { id, state } = action.record;
    await recorded(ledger, action.key, id, () => cardLifecycle.update(own, id, state, action.declared));
    return;
  }
  // Cards that this key had before may still have its name.
  for (const { id } of ledger.owed.get(action.key) ?? []) operation.run.replacing(id, urn);
  if (action.kind === "replace") operation.run.replacing(action.record.id, urn);
  const issuing = { ...own, listsSuffice: true, issuer: telling(own.issuer, begun) };
  try {
    const { id, state } = await cardLifecycle.create(issuing, action.declared);
    // Until a sample of its limits was looked at, the card is not finished.
    const unverified = operation.issuer.capabilities.showsLimits && isIssuedCard(String(state.status));
    const unfinished = [...unfinishedSteps(state), ...(unverified ? ["limits"] : [])];
    const shown = unfinished.length === 0 ? state : { ...state, unfinished };
    ledger.cards.set(action.key, { key: action.key, id, state: shown });
    if (unverified) ledger.fresh.set(action.key, action.declared);
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    ledger.cards.set(action.key, { key: action.key, id: error.objectId, state: error.state });
    if (action.kind === "replace") ledger.leftovers.add(action.record);
    throw error;
  }
  if (action.kind === "replace") ledger.leftovers.add(action.record);
}

/** Runs what changes a card that exists; also what fails half-way is known. */
export async function recorded(ledger: Ledger, key: string, id: string, work: () => Promise<State>): Promise<void> {
  try {
    ledger.cards.set(key, { key, id, state: await work() });
  } catch (error) {
    if (error instanceof PartialFailure) ledger.cards.set(key, { key, id, state: error.state });
    throw error;
  }
}

export async function close(
  operation: Operation,
  members: Members,
  ledger: Ledger,
  record: CardRecord,
  begun: Begun,
): Promise<void> {
  const own = members.operation(record.key, cardUrn(operation.urn, record.key));
  await deleteCard({ ...own, listsSuffice: true, issuer: telling(own.issuer, begun) }, record.id, record.state);
  ledger.leftovers.delete(record);
}

/** Tells when what the card is here for, to be issued or to be closed, is answered; all that follows is waiting. */
function telling(issuer: CardIssuer, begun: Begun): CardIssuer {
  const told = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      const accepted = await answer;
      begun(true);
      return accepted;
    } catch (error) {
      begun(false);
      throw error;
    }
  };
  return {
    ...issuer,
    issueCard: (...request) => told(issuer.issueCard(...request)),
    closeCard: (...request) => told(issuer.closeCard(...request)),
  };
}
