/** Finds what carries a mark and is in none of the states, and says of each whose it is and whether it may be closed. Reads only. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { defined } from "../../model/defined";
import type { Card, WalletSummary } from "../../model/entities";
import { sameName } from "../inventory";
import { isMarked } from "../naming";
import type { SweepContext } from "./context";
import { type Candidate, type Evidence, type Judgement, judge } from "./judge";
import { type Looked, lookAround, lookCloser, type Problem } from "./look";
import { type Origin, originOf, type Traits } from "./origin";
import { type Interrupted, type ReadState, readState } from "./state";
import { isOfKind } from "./urns";

export interface Finding extends Candidate, Judgement {
  readonly name?: string;
  readonly walletId?: string;
  readonly holderId?: string;
  readonly cardType?: string;
  readonly money?: string;
  readonly currency?: string;
  /** The stack that made it, and as what. */
  readonly stack?: string;
  readonly urn?: string;
  /** It may take days to come; then its end is not waited for. */
  readonly slow: boolean;
  /** Whether its create was to pay money in, which may still be on its way; absent where the create is not known. */
  readonly pays?: boolean;
}

export interface Found {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly looked: { readonly wallets: number; readonly cards: number; readonly holders: number };
  /** The states as they were after everything had been looked at. */
  readonly states: readonly ReadState[];
}

interface Suspect {
  readonly candidate: Candidate;
  readonly traits: Traits;
  readonly shown: Partial<Finding>;
}

export async function findLeftovers(context: SweepContext): Promise<Found> {
  const { issuer, signal } = context;
  context.progress("looking at wallets, cards and holders");
  const looked = await lookAround(context);
  // After the looking: what a run made meanwhile is in its state by now, or still among its begun creates.
  const states = (await context.states()).map((state) => readState(state, issuer.tenant));
  const begun = states.flatMap(({ interrupted }) => interrupted);
  const suspicious = unowned(looked.cards, states).filter(
    ({ name }) => name === undefined || isMarked(name) || begun.some((create) => sameName(create.name, name)),
  );
  if (suspicious.length > 0) context.progress(`looking closer at ${suspicious.length} cards`);
  const { details, problems } = await lookCloser({ issuer, signal }, suspicious, looked.holders);
  const objects = [
    ...details.flatMap((card) => cardObject(card, looked)),
    // Where accounts are the API's own business, no mark on one can be ours.
    ...(issuer.capabilities.managesWallets ? unowned(looked.wallets, states) : []).flatMap((wallet) =>
      walletObject(wallet, looked),
    ),
    ...unowned(looked.holders, states).flatMap(({ id }) => holderObject(id)),
  ];
  const judged = await judgeAll(context, states, objects);
  const { wallets, cards, holders } = looked;
  return {
    findings: judged,
    problems: [...looked.problems, ...problems],
    looked: { wallets: wallets.length, cards: cards.length, holders: holders.length },
    states,
  };
}

/** What no state mentions anywhere. */
export function unowned<T extends { readonly id: string }>(objects: readonly T[], states: readonly ReadState[]): T[] {
  return objects.filter(({ id }) => !states.some(({ mentioned }) => mentioned.has(id.toLowerCase())));
}

async function judgeAll(context: SweepContext, states: readonly ReadState[], objects: readonly Suspect[]) {
  const policy = {
    now: context.clock.now(),
    minAgeMs: context.minAgeMs,
    also: new Set(context.also.map((id) => id.toLowerCase())),
  };
  const origins = await originsOf(context, states, objects);
  const recorded = await recordedOnce(objects, origins);
  return objects.flatMap(({ candidate, traits, shown }, index): Finding[] => {
    const origin = origins[index];
    const create = createOf(traits, origin, states);
    if (origin === undefined && create === undefined && !isMarked(traits.name)) return [];
    const earlier = recorded(candidate, origin);
    const evidence: Evidence = defined({ origin, create, recorded: earlier });
    const pays = create === undefined ? {} : { pays: create.pays };
    const made = origin === undefined ? {} : { stack: origin.state.source.label, urn: origin.urn };
    const slow = create?.slow ?? shown.cardType?.toLowerCase() === "physical";
    return [{ ...candidate, ...shown, ...made, slow, ...pays, ...judge(candidate, evidence, policy) }];
  });
}

/** Making marks again keeps the process busy; between two turns it hears of a cancel. */
const JUDGED_PER_TURN = 100;

async function originsOf(
  { signal, namespace }: SweepContext,
  states: readonly ReadState[],
  objects: readonly Suspect[],
): Promise<(Origin | undefined)[]> {
  const origins: (Origin | undefined)[] = [];
  for (const { traits } of objects) {
    if (origins.length % JUDGED_PER_TURN === 0) await nextTurn();
    signal.throwIfAborted();
    origins.push(originOf(traits, states, namespace));
  }
  return origins;
}

function createOf(traits: Traits, origin: Origin | undefined, states: readonly ReadState[]): Interrupted | undefined {
  if (origin !== undefined) return origin.state.interrupted.find(({ urn }) => urn === origin.urn);
  return states
    .flatMap(({ interrupted }) => interrupted)
    .find(({ urn, name }) => isOfKind(urn, traits.kind) && sameName(name, traits.name));
}

/** Asks each stack's past once, and only about what it made. */
async function recordedOnce(objects: readonly Suspect[], origins: readonly (Origin | undefined)[]) {
  const known = new Map<ReadState, ReadonlySet<string>>();
  for (const state of new Set(origins.map((origin) => origin?.state))) {
    if (state?.source.wasRecorded === undefined) continue;
    const ids = objects.filter((_, index) => origins[index]?.state === state).map(({ candidate }) => candidate.id);
    known.set(state, await state.source.wasRecorded(ids));
  }
  return ({ id }: Candidate, origin: Origin | undefined) =>
    origin === undefined ? undefined : known.get(origin.state)?.has(id);
}

function cardObject(card: Card, { holders }: Looked): Suspect[] {
  const { id, status, name, walletId, holderId, cardType, availableBalance, currency, createdAt } = card;
  if (name === undefined) return [];
  return [
    {
      candidate: { kind: "card", id, status, ...defined({ createdAt }) },
      traits: {
        kind: "card",
        name,
        walletId,
        holderIds: holderId === undefined ? holders.map((holder) => holder.id) : [holderId],
        cardTypes: cardType === undefined ? ["virtual", "physical"] : [...new Set([cardType, cardType.toLowerCase()])],
        ...defined({ currency }),
      },
      shown: defined({ name, walletId, holderId, cardType, money: availableBalance, currency }),
    },
  ];
}

/** A wallet that is no longer active, or never was, is as closed as the API can make it. */
const OVER = ["inactive", "creating_failed", "activating_failed"];

function walletObject(
  { id, name, status, balance, currency, createdAt }: WalletSummary,
  { providers }: Looked,
): Suspect[] {
  if (name === undefined || !isMarked(name) || OVER.includes(status)) return [];
  return [
    {
      candidate: { kind: "wallet", id, status, ...defined({ createdAt }) },
      traits: { kind: "wallet", name, providerIds: providers.map((provider) => provider.id) },
      shown: defined({ name, money: balance, currency }),
    },
  ];
}

function holderObject(id: string): Suspect[] {
  if (!isMarked(id)) return [];
  return [
    { candidate: { kind: "holder", id, status: "exists" }, traits: { kind: "holder", name: id }, shown: { name: id } },
  ];
}
