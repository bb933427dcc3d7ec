/**
 * What the engine has to be told of an object so that it takes it for one it made itself: checked inputs, and the state that `create` and
 * `read` would have recorded. Both come from the lifecycle's own functions, so they are what the next `up` compares with.
 */
import type { CardIssuer } from "../../api/port";
import { cardLifecycle } from "../../lifecycle/card";
import { cardState } from "../../lifecycle/card/state";
import { fleetId, fleetLifecycle } from "../../lifecycle/fleet";
import { cardsOf, named, namespaceOf } from "../../lifecycle/fleet/cards";
import { type CardRecord, fleetState } from "../../lifecycle/fleet/records";
import { holderLifecycle, holderState } from "../../lifecycle/holder";
import type { Lifecycle } from "../../lifecycle/operation";
import { recordedLike } from "../../lifecycle/recorded";
import { walletLifecycle } from "../../lifecycle/wallet";
import { walletState } from "../../lifecycle/wallet/inputs";
import type { Card, Wallet } from "../../model/entities";
import type { Failure, Raw } from "../../model/validate";
import { type HandlerName, handlerLine, PROVIDER_KEY, typeToken } from "../../recorded";

/** One entry of an import file. */
export interface ImportResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Raw;
  readonly outputs: Raw;
}

export type Recorded = { readonly resource: ImportResource } | { readonly failures: readonly Failure[] };

/** For whom: the stack decides the URNs, which are recorded with everything. */
export interface Home {
  readonly issuer: CardIssuer;
  readonly namespace: string;
  readonly project: string;
  readonly stack: string;
}

export function recordCard(home: Home, name: string, declared: Raw, card: Card): Recorded {
  const state = (inputs: Raw) => ({ id: card.id, state: cardState(home, inputs, { card }) });
  return record(home, { type: "Card", handler: "card", lifecycle: cardLifecycle, name, declared, state });
}

export function recordHolder(home: Home, name: string, declared: Raw): Recorded {
  const state = (inputs: Raw) => ({ id: String(declared.cardOwnerId), state: holderState(home, inputs) });
  return record(home, { type: "Holder", handler: "holder", lifecycle: holderLifecycle, name, declared, state });
}

export function recordWallet(home: Home, name: string, declared: Raw, wallet: Wallet): Recorded {
  const state = (inputs: Raw) => ({ id: wallet.id, state: walletState(home, inputs, { wallet }) });
  return record(home, { type: "Wallet", handler: "wallet", lifecycle: walletLifecycle, name, declared, state });
}

/** `cards` are what exists, by the key they are declared under. */
export function recordFleet(home: Home, name: string, declared: Raw, cards: ReadonlyMap<string, Card>): Recorded {
  const state = (inputs: Raw) => {
    const records = new Map<string, CardRecord>();
    for (const [key, own] of cardsOf(inputs)) {
      const card = cards.get(key);
      if (card === undefined) continue;
      records.set(key, { key, id: card.id, state: cardState(home, named(own, namespaceOf(inputs)), { card }) });
    }
    const complete = { cards: records, leftovers: [], openHolders: [] };
    return { id: fleetId(inputs), state: fleetState(home.issuer.tenant, inputs, complete) };
  };
  return record(home, { type: "CardFleet", handler: "fleet", lifecycle: fleetLifecycle, name, declared, state });
}

interface Made {
  readonly type: string;
  readonly handler: HandlerName;
  readonly lifecycle: Lifecycle;
  readonly name: string;
  readonly declared: Raw;
  readonly state: (inputs: Raw) => { readonly id: string; readonly state: Raw };
}

function record(home: Home, { type, handler, lifecycle, name, declared, state }: Made): Recorded {
  const token = typeToken(type);
  const resourceUrn = `urn:pulumi:${home.stack}::${home.project}::${token}::${name}`;
  const { inputs, failures } = lifecycle.check(home, {}, { ...declared, resourceUrn });
  if (failures.length > 0) return { failures };
  const { id, state: outputs } = state(inputs);
  const line = { [PROVIDER_KEY]: handlerLine(handler) };
  return {
    resource: {
      type: token,
      name,
      id,
      inputs: { ...recordedLike({}, inputs), ...line },
      outputs: { ...recordedLike({}, outputs), ...line },
    },
  };
}
