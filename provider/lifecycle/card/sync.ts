/**
 * Brings single aspects of an existing card in line: name and limits, frozen. Each compares what is observed and writes only a difference.
 *
 * Assumption: a change of limits merges or replaces. Either works, since the full set is sent and read back.
 */
import type { CardChange, CardRef } from "../../api/port";
import type { Card } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { compareLimits, describeLimits, type LimitKey, type Limits } from "../../model/limits";
import { isZero } from "../../model/money";
import { cardReaches, DONE, pending } from "../../wait/conditions";
import { applyChange, SETTLE_MS, windowIsOver, writing } from "../apply";
import { sameName } from "../inventory";
import type { Operation } from "../operation";
import { lookAtCard } from "./observe";

/** The aspects to bring in line; what is absent is left alone. */
export interface Wanted {
  readonly name?: string;
  readonly limits?: Limits;
  /** Limits that were declared before and no longer are. */
  readonly removed?: readonly LimitKey[];
  /** Write even what the API does not show: the declaration changed, so what is there cannot be right. */
  readonly changed: boolean;
}

/** Name and limits travel in one request; limits always as the full declared set. */
export async function syncDetails(operation: Operation, ref: CardRef, wanted: Wanted, card: Card): Promise<Card> {
  const { capabilities } = operation.issuer;
  const change: CardChange = {
    ...(wanted.name !== undefined && capabilities.renamesCards && nameDiffers(wanted, card)
      ? { name: wanted.name }
      : {}),
    ...(wanted.limits !== undefined && capabilities.changesLimits && limitsDiffer(wanted, card)
      ? { limits: wanted.limits }
      : {}),
  };
  if (Object.keys(change).length === 0) return card;
  operation.progress(`changing ${Object.keys(change).join(" and ")}`);
  const verifiable = capabilities.showsLimits && card.limits !== undefined;
  if (change.limits !== undefined && !verifiable) {
    operation.note("warning", "The API does not show this card's limits, so the change cannot be verified.");
  }
  try {
    return await applyChange<Card>(operation, {
      what: "the change to show on the card",
      send: () => operation.issuer.updateCard(ref, change, writing(operation)),
      observe: (signal) => lookAtCard(operation, ref, signal),
      judge: (seen) => {
        if (change.name !== undefined && seen.name !== undefined && !sameName(seen.name, change.name))
          return pending("old name");
        if (change.limits !== undefined && verifiable && limitsDiffer(wanted, seen))
          return pending(`limits ${describeLimits(seen.limits ?? {})}`);
        return DONE;
      },
      withinMs: SETTLE_MS,
    });
  } catch (error) {
    if (windowIsOver(operation, error)) throw notApplied(wanted, await lookAtCard(operation, ref), error);
    throw error;
  }
}

function nameDiffers(wanted: Wanted, card: Card): boolean {
  return card.name === undefined ? wanted.changed : !sameName(card.name, wanted.name);
}

function limitsDiffer(wanted: Wanted, card: Card): boolean {
  if (card.limits === undefined) return wanted.changed;
  return compareLimits(wanted.limits ?? {}, card.limits).wrong.length > 0 || keptLimits(wanted, card.limits).length > 0;
}

/** Removed from the declaration, but still on the card. Some APIs show a limit that is not set as zero. */
function keptLimits({ removed = [] }: Wanted, shown: Limits): LimitKey[] {
  return removed.filter((key) => shown[key] !== undefined && !isZero(shown[key]));
}

function notApplied(wanted: Wanted, card: Card, cause: FourpayError): FourpayError {
  const { wrong } = compareLimits(wanted.limits ?? {}, card.limits ?? {});
  const kept = keptLimits(wanted, card.limits ?? {});
  const now = `The card now shows: ${describeLimits(card.limits ?? {}) || "no limits"}.`;
  if (wanted.limits !== undefined && wrong.length > 0) {
    return new FourpayError(
      "limits_not_applied",
      `The API accepted the limits but the card does not show them (${wrong.join(", ")}). ${now}`,
      {
        hint: "Run `pulumi up` again to try once more; until then the card spends under the limits shown.",
        cause,
      },
    );
  }
  if (kept.length > 0) {
    return new FourpayError(
      "limit_not_removed",
      `The API kept the limit ${kept.join(", ")} that is no longer declared. ${now}`,
      {
        hint: "Declare it again with the value you want, or change `reissue` to replace the card by one without it.",
        cause,
      },
    );
  }
  return new FourpayError("not_applied", "The API accepted the new name but the card does not show it.", {
    hint: "Run `pulumi up` again to try once more.",
    cause,
  });
}

export async function syncFrozen(operation: Operation, ref: CardRef, frozen: boolean, card: Card): Promise<Card> {
  const [from, to] = frozen ? (["active", "frozen"] as const) : (["frozen", "active"] as const);
  if (card.status === to) return card;
  if (card.status !== from) {
    operation.note("warning", `The card is ${card.status}; it was not ${frozen ? "frozen" : "unfrozen"}.`);
    return card;
  }
  operation.progress(frozen ? "freezing the card" : "unfreezing the card");
  const { issuer } = operation;
  return applyChange<Card>(operation, {
    what: `the card to become ${to}`,
    send: () => (frozen ? issuer.freezeCard(ref, writing(operation)) : issuer.unfreezeCard(ref, writing(operation))),
    observe: (signal) => lookAtCard(operation, ref, signal),
    judge: cardReaches(to),
    timeoutHint: `The card still spends as before. Run \`pulumi up\` again, and look at the card in the 4pay dashboard.`,
  });
}
