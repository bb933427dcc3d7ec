/**
 * What is recorded of a fleet: its declaration echoed, and of each card that exists the little that cannot be told from it. A card that is
 * not as declared yet carries its own declaration as long as that holds.
 */
import type { Tenant } from "../../api/port";
import { knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { CARD_OUTPUTS } from "../card/state";
import { echoedInputs, recordedTenant, type State, unfinishedSteps } from "../operation";
import { cardsOf, isRecord, named, namespaceOf } from "./cards";
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
    const { unfinished, ...stated } = isRecord(own) ? own : (declared.get(key) ?? { walletId: state.walletId });
    const urn = cardUrn(String(state.resourceUrn ?? ""), key);
    const { id, holderId, ...shown } = issued;
    const whole = { ...(holderId === undefined ? {} : { holderId }), ...stated, resourceUrn: urn };
    const state_ = { ...(names ? named(whole, namespace) : whole), ...shown };
    return { key, id, state: { ...state_, ...(unfinished === undefined ? {} : { unfinished }) } };
  };
  const issued = isRecord(state.issued) ? Object.entries(state.issued) : [];
  const cards = issued.map(([key, card]) => recorded(key, card as Issued, open[key]));
  const leftovers = Array.isArray(state.leftovers) ? (state.leftovers as Leftover[]) : [];
  return {
    cards: new Map(cards.map((card) => [card.key, card])),
    leftovers: leftovers.map(({ key, issued: card, declared: own }) => recorded(key, card, own)),
    openHolders: Array.isArray(state.openHolders) ? (state.openHolders as string[]) : [],
  };
}

interface Leftover {
  readonly key: string;
  readonly issued: Issued;
  readonly declared: Raw;
}

/** The other way round. What is not as `inputs` declare it stays open: the next update looks at it again. */
export function fleetState(tenant: Tenant, inputs: Raw, { cards, leftovers, openHolders }: FleetRecords): State {
  const declared = cardsOf(inputs);
  const namespace = namespaceOf(inputs);
  const issued: Record<string, Issued> = {};
  const open: Record<string, Raw> = {};
  for (const [key, record] of [...cards].sort(([a], [b]) => (a < b ? -1 : 1))) {
    issued[key] = issuedOf(record);
    const want = declared.get(key);
    const unfinished = unfinishedSteps(record.state);
    const own = ownDeclaration(record);
    if (want === undefined || unfinished.length > 0 || !knownEqual(named(want, namespace), own))
      open[key] = { ...stored(own), ...(unfinished.length === 0 ? {} : { unfinished }) };
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
            declared: stored(ownDeclaration(record)),
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

/** Who asks is told by the key. */
function stored({ resourceUrn: _, ...declared }: Raw): Raw {
  return declared;
}
