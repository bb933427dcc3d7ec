/** Carries a plan out: cards are issued, replaced and changed first, all at once under the shared budget; what must go is closed last. */
import { isIssuedCard } from "../../model/status";
import type { Raw } from "../../model/validate";
import type { Operation } from "../operation";
import { change, close, keep, type Ledger } from "./card";
import { eachOfCrowd, type Failed } from "./crowd";
import type { Members } from "./members";
import { ensurePeople } from "./people";
import type { Action, Change } from "./plan";
import { type CardRecord, type FleetRecords, ownDeclaration } from "./records";
import { number, teller } from "./report";
import { verifySamples } from "./sample";

export interface Plan {
  readonly inputs: Raw;
  /** The echo of the declaration before; empty for a new fleet. */
  readonly before: Raw;
  readonly actions: readonly Action[];
  readonly openHolders: readonly string[];
}

export interface Performed {
  readonly records: FleetRecords;
  readonly failed: readonly Failed[];
  /** Keys that were not begun. */
  readonly left: readonly string[];
}

/** Requests that wait in line delay those of the status watch, so only so many cards begin at a time; thousands may be waited for. */
const CROWD = { beginning: 48, underWay: 4_000 };

export async function perform(operation: Operation, members: Members, plan: Plan): Promise<Performed> {
  const ledger = openLedger(plan.actions);
  for (const action of plan.actions) if (action.kind === "keep") keep(operation, ledger, action);
  tellWithoutEffect(operation, plan.actions);
  const changes = plan.actions.filter(isChange);
  const people = await ensurePeople(operation, members, { ...plan, needed: neededPeople(changes, plan.openHolders) });
  // Whose person is not ready gets no card; a card that is there is changed all the same: it may have to be restrained.
  const ready = changes.filter(({ kind, declared }) => kind === "update" || !people.has(String(declared.holderId)));
  const changed = await eachOfCrowd({
    ...CROWD,
    items: ready,
    keyOf: ({ key }) => key,
    signal: operation.signal,
    tell: teller(operation, verb(ready), ready.length),
    work: (action, begun) => change(operation, members, ledger, action, begun),
  });
  const unverified = await verifySamples(operation, members, ledger);
  const failed = [...withoutPerson(changes, people), ...changed.failed, ...unverified];
  const left = changed.left.map(({ key }) => key);
  const missed = new Set([...failed.map(({ key }) => key), ...left]);
  const isClaimed = claims(changes.filter(({ key }) => missed.has(key)));
  const closed = await closeAll(operation, members, ledger, {
    keep: (record) => isAwaited(record, ledger, missed) || isClaimed(record),
    stopped: left.length > 0,
  });
  return {
    records: { cards: ledger.cards, leftovers: [...ledger.leftovers], openHolders: [...people.keys()] },
    failed: [...failed, ...closed.failed],
    left: [...left, ...closed.left],
  };
}

/** Its successor is not there yet. */
function isAwaited({ key }: CardRecord, { cards }: Ledger, missed: ReadonlySet<string>): boolean {
  return missed.has(key) && !isIssuedCard(String(cards.get(key)?.state.status));
}

/** Which cards the keys that could not be dealt with were to take over: by id, or by a name they have. */
function claims(wanted: readonly Change[]): (record: CardRecord) => boolean {
  const ids = new Set(wanted.map(({ declared: { adopt } }) => folded(adopt)));
  const names = new Set(wanted.map(({ declared: { name } }) => folded(name)));
  return ({ id, state }) => ids.has(folded(id)) || (state.name !== undefined && names.has(folded(state.name)));
}

function folded(value: unknown): string {
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}

interface Closings {
  readonly keep?: (record: CardRecord) => boolean;
  readonly stopped?: boolean;
}

/** Closes what no key stands for any more. */
export async function closeAll(
  operation: Operation,
  members: Members,
  ledger: Ledger,
  { keep: kept = () => false, stopped = false }: Closings = {},
): Promise<Omit<Performed, "records">> {
  const due = [...ledger.leftovers].filter((record) => !kept(record));
  if (stopped) return { failed: [], left: due.map(({ key }) => key) };
  const { failed, left } = await eachOfCrowd({
    ...CROWD,
    items: due,
    keyOf: ({ key }) => key,
    signal: operation.signal,
    // A card that cannot be closed must not keep the others open.
    patient: true,
    tell: teller(operation, "closed", due.length),
    work: (record, begun) => close(operation, members, ledger, record, begun),
  });
  return { failed, left: left.map(({ key }) => key) };
}

/** What the records are now; changed as the cards are. */
function openLedger(actions: readonly Action[]): Ledger {
  const cards = new Map<string, CardRecord>();
  const leftovers = new Set<CardRecord>();
  for (const action of actions) {
    if (action.kind === "close") leftovers.add(action.record);
    else if (action.kind !== "issue") cards.set(action.key, action.record);
  }
  const owed = new Map<string, CardRecord[]>();
  for (const record of leftovers) owed.set(record.key, [...(owed.get(record.key) ?? []), record]);
  return { cards, leftovers, owed, fresh: new Map() };
}

/** What only counts when a card is issued changes nothing on those that are there; nobody should believe otherwise. */
function tellWithoutEffect(operation: Operation, actions: readonly Action[]): void {
  for (const name of ["initialBalance", "binId", "binCategoryId"] as const) {
    const passed = actions.filter(
      (action) => action.kind === "keep" && ownDeclaration(action.record)[name] !== action.declared[name],
    );
    if (passed.length === 0) continue;
    operation.note(
      "warning",
      `${name} takes effect when a card is issued; ${number(passed.length)} cards stay as they are.`,
    );
  }
}

function isChange(action: Action): action is Change {
  return action.kind === "issue" || action.kind === "replace" || action.kind === "update";
}

function neededPeople(changes: readonly Change[], open: readonly string[]): Set<string> {
  const issued = changes.filter(({ kind }) => kind !== "update").map(({ declared }) => String(declared.holderId));
  return new Set([...issued, ...open]);
}

function withoutPerson(changes: readonly Change[], people: ReadonlyMap<string, Failed["error"]>): Failed[] {
  const concerned = changes.flatMap(({ key, declared }): Failed[] => {
    const error = people.get(String(declared.holderId));
    return error === undefined ? [] : [{ key, error }];
  });
  const said = new Set(concerned.map(({ error }) => error));
  // A person whose cards need nothing has failed all the same.
  return [...concerned, ...[...people].filter(([, error]) => !said.has(error)).map(([key, error]) => ({ key, error }))];
}

function verb(changes: readonly Change[]): string {
  const kinds = new Set(changes.map(({ kind }) => kind));
  if (kinds.size > 1) return "cards done:";
  return kinds.has("update") ? "changed" : kinds.has("replace") ? "replaced" : "issued";
}
