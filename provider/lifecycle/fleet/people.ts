/** Makes sure that the people declared with the cards exist, each once, however many cards they have. */
import { FourpayError } from "../../model/errors";
import { knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { holderLifecycle } from "../holder";
import type { Operation } from "../operation";
import { holdersOf } from "./cards";
import { eachOfCrowd, type Failed } from "./crowd";
import type { Members } from "./members";
import { teller } from "./report";
import { holderUrn } from "./urn";

const BEGINNING = 32;

export interface People {
  readonly inputs: Raw;
  /** The echo of the declaration before. */
  readonly before: Raw;
  /** By id: who is about to get a card, or was not as declared the last time. */
  readonly needed: ReadonlySet<string>;
}

/** Answers, by holder, why a person could not be ensured. Who was declared the same way before and gets no card is not asked for again. */
export async function ensurePeople(
  operation: Operation,
  members: Members,
  { inputs, before, needed }: People,
): Promise<ReadonlyMap<string, FourpayError>> {
  const known = holdersOf(before);
  const due = [...holdersOf(inputs)].filter(([id, holder]) => needed.has(id) || !knownEqual(known.get(id), holder));
  if (due.length === 0) return new Map();
  const { failed, left } = await eachOfCrowd({
    items: due,
    beginning: BEGINNING,
    underWay: BEGINNING,
    keyOf: ([id]) => id,
    signal: operation.signal,
    tell: teller(operation, "people ready:", due.length),
    async work([id, holder]) {
      const urn = holderUrn(operation.urn, String(holder.email));
      await holderLifecycle.create(members.operation(id, urn), { ...holder, resourceUrn: urn });
    },
  });
  return new Map([...failed.map(({ key, error }): [string, FourpayError] => [key, error]), ...unbegun(left, failed)]);
}

function unbegun(left: readonly [string, Raw][], failed: readonly Failed[]): [string, FourpayError][] {
  const cause = failed.at(-1)?.error ?? new FourpayError("cancelled", "Cancelled before it was begun.");
  return left.map(([id]) => [id, cause]);
}
