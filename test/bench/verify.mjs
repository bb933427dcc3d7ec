// Whether a job did what it stands for: the sandbox's cards against the declared ones. A job that did not is no measurement.
import { setTimeout as sleep } from "node:timers/promises";
import { cardsOf } from "./fleet.mjs";

/** Changes are accepted first and seen a moment later; not every contestant waits for that. */
const SETTLE_MS = 5_000;
const LOOK_EVERY_MS = 100;

/** Throws unless the cards are as they must be after the job. Answers the cards' ids by holder. */
export async function verify({ job, count, readCards, known }) {
  const declared = job === "destroy" ? [] : cardsOf(count, known.edited);
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const found = await readCards();
    const complaint = complaintOf(found, declared, count, known.ids);
    if (complaint === undefined) return new Map(found.map(({ holderId, id }) => [holderId, id]));
    if (waited >= SETTLE_MS) throw new Error(`After ${job}: ${complaint}.`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** What is wrong with the cards found, in words; undefined when nothing is. `ids` are those of before, by holder. */
export function complaintOf(found, declared, count, ids) {
  if (found.length !== count) return `${found.length} cards were ever issued, ${count} were declared`;
  const live = found.filter(({ status }) => status !== "closed");
  if (live.length !== declared.length) return `${live.length} cards are not closed, ${declared.length} are declared`;
  const byHolder = new Map(live.map((card) => [card.holderId, card]));
  for (const { key, holderId, limits } of declared) {
    const card = byHolder.get(holderId);
    if (card === undefined) return `${key} does not exist`;
    if (card.status !== "active") return `${key} is ${card.status}`;
    if (ids !== undefined && ids.get(holderId) !== card.id) return `${key} is another card than before`;
    if (!isSame(card.limits, limits)) return `${key} has the limits ${JSON.stringify(card.limits)}`;
  }
  return undefined;
}

function isSame(left, right) {
  return JSON.stringify(Object.entries(left).sort()) === JSON.stringify(Object.entries(right).sort());
}
