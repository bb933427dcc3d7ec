/**
 * What a transfer leaves in the history of its two accounts. The API gives a transfer no id and documents no type for it, so it is known
 * by its amount on both sides: going out of one, coming into the other.
 */
import type { MerchantClient } from "../../api/merchant/client";
import { collect } from "../../api/pages";
import type { Operation } from "../../model/entities";
import { compareMoney, sameMoney } from "../../model/money";

export interface Route {
  readonly fromId: string;
  readonly toId: string;
  readonly amount: string;
}

/** Operations of this amount, newest last, on each side. */
export interface Trace {
  readonly out: readonly Operation[];
  readonly into: readonly Operation[];
}

// Assumption: a transfer shows in both accounts with its amount, not as `payin` at the source nor as `withdrawal` at the destination.

/** Looked back at least this far, so that clocks that differ a little hide nothing. */
const LOOK_BACK_MS = 3_600_000;

export async function traceOf(
  { transactions }: MerchantClient,
  { fromId, toId, amount }: Route,
  since: number,
  signal: AbortSignal,
): Promise<Trace> {
  const from = new Date(since - LOOK_BACK_MS).toISOString();
  const of = async (accountId: string, others: readonly string[]) =>
    (await collect(transactions.accounts({ accountId, from }, { signal })))
      .filter((entry) => !others.includes(entry.type) && sameMoney(unsigned(entry.amount), amount))
      .sort((a, b) => madeAt(a) - madeAt(b));
  const [out, into] = await Promise.all([
    of(fromId, ["payin", "card_issuing", "transfer_fee"]),
    of(toId, ["withdrawal", "card_issuing", "transfer_fee"]),
  ]);
  return { out, into };
}

/** The API does not say in which order it lists. */
function madeAt({ createdAt }: Operation): number {
  return Date.parse(createdAt ?? "") || 0;
}

function unsigned(amount: string): string {
  return compareMoney(amount, "0") < 0 ? amount.slice(1) : amount;
}

/** What came since. */
export function newIn(now: Trace, before: Trace): Trace {
  const known = new Set([...before.out, ...before.into].map(({ id }) => id));
  const fresh = (entries: readonly Operation[]) => entries.filter(({ id }) => !known.has(id));
  return { out: fresh(now.out), into: fresh(now.into) };
}

const OVER = ["declined", "canceled"];

/** Done or declined only where both sides say so: on one side it may be a card's money, of the same amount by chance. */
export function stateOf({ out, into }: Trace): "open" | "done" | "declined" {
  const both = (statuses: readonly string[], how: "some" | "every") =>
    [out, into].every((side) => side.length > 0 && side[how](({ status }) => statuses.includes(status)));
  if (both(["completed"], "some")) return "done";
  return both(OVER, "every") ? "declined" : "open";
}

/** The sides of a transfer that was made, or is being made, if both show. */
export function pairOf({ out, into }: Trace): { readonly from: Operation; readonly to: Operation } | undefined {
  const live = ({ status }: Operation) => !OVER.includes(status);
  const [from, to] = [out.filter(live).at(-1), into.filter(live).at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}
