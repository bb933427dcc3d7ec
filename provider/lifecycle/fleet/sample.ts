/**
 * Lists do not show limits, and a GET for every new card would double the requests. So one card of each set of limits is looked at; where
 * the API did not apply what was ordered, all cards with these limits are looked at and set right.
 */
import { isFourpayError } from "../../model/errors";
import { isIssuedCard } from "../../model/status";
import type { Raw } from "../../model/validate";
import { cardLifecycle } from "../card";
import type { Operation } from "../operation";
import { type Ledger, recorded } from "./card";
import { eachOfCrowd, type Failed } from "./crowd";
import type { Members } from "./members";
import { teller } from "./report";
import { cardUrn } from "./urn";

/** Where nearly every card has limits of its own, this many are looked at. */
// Assumption: limits that were applied to one card of a batch were applied to all.
const MOST_SAMPLES = 20;
const AT_ONCE = 48;

export async function verifySamples(operation: Operation, members: Members, ledger: Ledger): Promise<Failed[]> {
  if (!operation.issuer.capabilities.showsLimits || operation.signal.aborted) return [];
  const groups = [...groupsOf(ledger).values()].slice(0, MOST_SAMPLES);
  const failed: Failed[] = [];
  for (const [sample, ...others] of groups) {
    if (sample === undefined) continue;
    const first = await look(operation, members, ledger, [sample]);
    failed.push(...first.failed);
    const wrong = first.wrote || first.failed.some(({ error }) => isFourpayError(error, "limits_not_applied"));
    if (!wrong) continue;
    operation.note(
      "warning",
      `The API did not apply the limits of ${sample} as ordered; all cards with these limits are looked at.`,
    );
    failed.push(...(await look(operation, members, ledger, others)).failed);
  }
  return failed;
}

/** By their limits: cards that are there and shown by lists only. */
function groupsOf({ fresh, cards }: Ledger): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, declared] of fresh) {
    if (!isIssuedCard(String(cards.get(key)?.state.status))) continue;
    const limits = JSON.stringify(Object.entries((declared.limits ?? {}) as Raw).sort());
    groups.set(limits, [...(groups.get(limits) ?? []), key]);
  }
  return groups;
}

/** Compares limits with what the card itself shows, and sets them right. */
async function look(operation: Operation, members: Members, ledger: Ledger, keys: readonly string[]) {
  let wrote = false;
  const { failed } = await eachOfCrowd({
    items: keys,
    beginning: AT_ONCE,
    underWay: AT_ONCE,
    keyOf: (key) => key,
    signal: operation.signal,
    tell: teller({ now: () => operation.clock.now(), progress: operation.progress }, "limits verified:", keys.length),
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
  return { wrote, failed };
}
