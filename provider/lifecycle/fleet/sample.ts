/**
 * Lists do not show limits, and a GET for every new card would double the requests. So one card of each set of limits is looked at, up to
 * twenty; where the API did not apply what was ordered, every new card is looked at and set right. Until then none counts as finished.
 */
import { FourpayError, isFourpayError } from "../../model/errors";
import type { Raw } from "../../model/validate";
import { cardLifecycle } from "../card";
import { type Operation, unfinishedSteps } from "../operation";
import { type Ledger, recorded } from "./card";
import { eachOfCrowd, type Failed } from "./crowd";
import type { Members } from "./members";
import { teller } from "./report";
import { cardUrn } from "./urn";

/** Where nearly every card has limits of its own, this many are looked at. */
// Assumption: a list shows a card's status as its details do, and limits that were applied to one card of a batch were applied to all.
const MOST_SAMPLES = 20;
const AT_ONCE = 48;

export async function verifySamples(operation: Operation, members: Members, ledger: Ledger): Promise<Failed[]> {
  const groups = [...groupsOf(ledger).values()];
  const samples = groups.slice(0, MOST_SAMPLES).flatMap(([sample]) => sample ?? []);
  if (samples.length === 0) return [];
  const sampled = await look(operation, members, ledger, samples);
  const wrong = sampled.wrote || sampled.failed.some(({ error }) => isFourpayError(error, "limits_not_applied"));
  if (sampled.failed.length === 0 && !wrong && sampled.left.length === 0) {
    for (const key of ledger.fresh.keys()) finish(ledger, key);
    return [];
  }
  if (!wrong) return [...sampled.failed, ...unverified(operation, sampled.left)];
  operation.note(
    "warning",
    "The API did not apply all limits as ordered (seen on a sample); every card issued in this run is looked at.",
  );
  const others = [...ledger.fresh.keys()].filter((key) => !samples.includes(key));
  const rest = await look(operation, members, ledger, others);
  return [...sampled.failed, ...rest.failed, ...unverified(operation, [...sampled.left, ...rest.left])];
}

/** Its limits are as declared. */
function finish({ cards }: Ledger, key: string): void {
  const record = cards.get(key);
  if (record === undefined) return;
  const unfinished = unfinishedSteps(record.state).filter((step) => step !== "limits");
  const { unfinished: _, ...state } = record.state;
  cards.set(key, { ...record, state: unfinished.length === 0 ? state : { ...state, unfinished } });
}

/** What could not be looked at stays noted as unfinished, and the run must not pass for complete. */
function unverified({ signal }: Operation, left: readonly string[]): Failed[] {
  if (left.length === 0) return [];
  const cause = isFourpayError(signal.reason) ? signal.reason : undefined;
  const error = new FourpayError(cause?.code ?? "not_applied", "The limits of new cards were not verified.", {
    hint: "Run `pulumi up` again: it looks at them.",
  });
  return left.map((key) => ({ key, error }));
}

/** New cards by their limits. */
function groupsOf({ fresh }: Ledger): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, declared] of fresh) {
    const limits = JSON.stringify(Object.entries((declared.limits ?? {}) as Raw).sort());
    const group = groups.get(limits);
    if (group === undefined) groups.set(limits, [key]);
    else group.push(key);
  }
  return groups;
}

/** Compares limits with what the card itself shows, and sets them right. */
async function look(operation: Operation, members: Members, ledger: Ledger, keys: readonly string[]) {
  let wrote = false;
  const { failed, left } = await eachOfCrowd({
    items: keys,
    beginning: AT_ONCE,
    underWay: AT_ONCE,
    keyOf: (key) => key,
    signal: operation.signal,
    tell: teller(operation, "limits verified:", keys.length),
    async work(key) {
      const record = ledger.cards.get(key);
      const declared = ledger.fresh.get(key);
      if (record === undefined || declared === undefined) return;
      const own = members.operation(key, cardUrn(operation.urn, key));
      const issuer = {
        ...own.issuer,
        updateCard(...request: Parameters<typeof own.issuer.updateCard>) {
          wrote = true;
          return own.issuer.updateCard(...request);
        },
      };
      const before = { ...record.state, unfinished: ["limits"] };
      await recorded(ledger, key, record.id, () =>
        cardLifecycle.update({ ...own, issuer }, record.id, before, declared),
      );
    },
  });
  return { wrote, failed, left };
}
