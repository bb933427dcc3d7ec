/**
 * What is recorded of a fleet: its declaration echoed, and of each card that exists the little that cannot be told from it. A card that is
 * not as declared yet carries its own declaration as long as that holds.
 */
import type { Tenant } from "../../api/port";
import { isRecord, knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { CARD_OUTPUTS } from "../card/state";
import { echoedInputs, recordedTenant, type State, unfinishedSteps } from "../operation";
import { cardsOf, named, namespaceOf } from "./cards";
import { cardUrn } from "./urn";

/** One card that exists, as a single card would be recorded. */
export interface CardRecord {
  readonly key: string;
  readonly id: string;
  readonly state: State;
}

export interface FleetRecords {
  readonly cards: ReadonlyMap<string, CardRecord>;
  /** Cards that no key stands for any more, replaced or removed, and that are still to be closed. */
  readonly leftovers: readonly CardRecord[];
  /** People who are not as declared yet, by id. */
  readonly openHolders: readonly string[];
}

/** Outputs that are not inputs. */
export const FLEET_OUTPUTS = ["issued", "open", "leftovers", "openHolders"] as const;
const SHOWN = ["status", "maskedNumber", "expiry"] as const;

/** Shape of one card in `issued`. */
type Issued = { readonly id: string; readonly holderId?: string } & { readonly [K in (typeof SHOWN)[number]]?: string };

/** Names that are made are left out where nobody asks for them: making ten thousand takes a while. */
export function readRecords(state: State, { names = true } = {}): FleetRecords {
  const declared = cardsOf(state);
  const open = isRecord(state.open) ? state.open : {};
  const namespace = namespaceOf(state);
  const recorded = (key: string, issued: Issued, own: unknown): CardRecord => {
    const { unfinished, declared: stated = declared.get(key) ?? { walletId: state.walletId } } = (own ?? {}) as Open;
    const urn = cardUrn(String(state.resourceUrn ?? ""), key);
    const { id, holderId, ...shown } = issued;
    const whole = { ...(holderId === undefined ? {} : { holderId }), ...stated, resourceUrn: urn };
    const card = names ? named(whole, namespace) : whole;
    return { key, id, state: { ...card, ...shown, ...(unfinished === undefined ? {} : { unfinished }) } };
  };
  const issued = isRecord(state.issued) ? Object.entries(state.issued) : [];
  const cards = issued.map(([key, card]) => recorded(key, card as Issued, open[key]));
  const leftovers = Array.isArray(state.leftovers) ? (state.leftovers as Leftover[]) : [];
  return {
    cards: new Map(cards.map((card) => [card.key, card])),
    leftovers: leftovers.map(({ key, issued: card, ...own }) => recorded(key, card, own)),
    openHolders: Array.isArray(state.openHolders) ? (state.openHolders as string[]) : [],
  };
}

/** How far a card is from the declaration, where it is not there yet. */
interface Open {
  /** What it was last brought in line with; absent: what is declared. */
  readonly declared?: Raw;
  readonly unfinished?: readonly string[];
}

interface Leftover extends Open {
  readonly key: string;
  readonly issued: Issued;
}

/** The other way round. What is not as `inputs` declare it stays open: the next update looks at it again. */
export function fleetState(tenant: Tenant, inputs: Raw, { cards, leftovers, openHolders }: FleetRecords): State {
  const declared = cardsOf(inputs);
  const issued: Record<string, Issued> = {};
  const open: Record<string, Open> = {};
  for (const [key, record] of [...cards].sort(([a], [b]) => (a < b ? -1 : 1))) {
    issued[key] = issuedOf(record);
    const own = openOf(record, declared.get(key));
    if (Object.keys(own).length > 0) open[key] = own;
  }
  return {
    ...inputs,
    ...recordedTenant(tenant),
    issued,
    ...(Object.keys(open).length === 0 ? {} : { open }),
    ...(leftovers.length === 0
      ? {}
      : {
          leftovers: leftovers.map((record) => ({
            key: record.key,
            issued: issuedOf(record),
            ...openOf({ ...record, state: toClose(record.state) }, undefined),
          })),
        }),
    ...(openHolders.length === 0 ? {} : { openHolders: [...openHolders] }),
  };
}

/** What the card was last brought in line with. */
export function ownDeclaration({ state }: CardRecord): Raw {
  return echoedInputs(state, CARD_OUTPUTS);
}

/** Whether everything is as it was declared when this was recorded. */
export function isComplete(state: State): boolean {
  const declared = isRecord(state.cards) ? Object.keys(state.cards) : [];
  const issued = isRecord(state.issued) ? state.issued : {};
  const nothingOpen = [state.open, state.leftovers, state.openHolders].every((value) => value === undefined);
  return nothingOpen && declared.every((key) => issued[key] !== undefined);
}

function issuedOf({ id, state }: CardRecord): Issued {
  const shown = Object.fromEntries(SHOWN.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]]])));
  return { id, ...shown, ...(state.holderId === undefined ? {} : { holderId: state.holderId as string }) };
}

function openOf(record: CardRecord, want: Raw | undefined): Open {
  const unfinished = unfinishedSteps(record.state);
  const { resourceUrn: _, ...own } = ownDeclaration(record);
  // A name that was made is nobody's wish: the card keeps the one it has.
  const same =
    want !== undefined &&
    knownEqual({ ...want, name: want.name ?? own.name }, { ...own, resourceUrn: want.resourceUrn });
  return { ...(same ? {} : { declared: own }), ...(unfinished.length === 0 ? {} : { unfinished }) };
}

/**
 * All that closing asks for; whose card it is stands beside its id. Thousands of old cards may wait for it, and what is recorded after a
 * failure must stay small.
 */
function toClose(state: State): State {
  const needed = ["walletId", "name", "cardType", "deletionPolicy", "waitFor", "initialBalance", "unfinished"];
  return Object.fromEntries(needed.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]]])));
}
