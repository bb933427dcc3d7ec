/** What other stacks stand for already: two stacks that manage one card would both close it. */
import type { Tenant } from "../../api/port";
import { unowned } from "../../lifecycle/sweep/find";
import { readState } from "../../lifecycle/sweep/state";
import type { Card } from "../../model/entities";
import { openStates } from "../sweep/states";
import type { Cli } from "../world";
import type { Existing } from "./look";

export interface Others {
  readonly notInStack: readonly string[];
  readonly notInState: readonly string[];
}

export interface Unmanaged {
  readonly existing: Existing;
  /** The cards that are left to the stacks given. */
  readonly elsewhere: readonly Card[];
}

/** Tells the cards that no given state mentions from those that one does. */
export async function unmanaged(existing: Existing, others: Others, cli: Cli, tenant: Tenant): Promise<Unmanaged> {
  const { notInStack: stacks, notInState: files } = others;
  if (stacks.length + files.length === 0) return { existing, elsewhere: [] };
  const states = (await (await openStates({ stacks, files }, cli))()).map((state) => readState(state, tenant));
  const cards = unowned(existing.cards, states);
  const free = new Set(cards);
  return { existing: { ...existing, cards }, elsewhere: existing.cards.filter((card) => !free.has(card)) };
}
