/** Closes a leftover by the very ladder a destroy uses, after making sure that it still is what was found. */
import { FourpayError } from "../../model/errors";
import { isIssuedCard, isLiveCard } from "../../model/status";
import { deleteCard } from "../card/close";
import { awaitPayment } from "../card/fund";
import { observeCard } from "../card/observe";
import { sameName } from "../inventory";
import type { Operation } from "../operation";
import { Run } from "../run";
import { type TimeLimit, timeLimit } from "../timeLimit";
import { deleteWallet, observeWallet } from "../wallet/delete";
import type { SweepContext } from "./context";
import type { Finding } from "./find";
import type { Guard } from "./guard";
import { eachOf } from "./parallel";

export interface Closing {
  readonly finding: Finding;
  readonly outcome: "closed" | "gone" | "changed" | "failed";
  readonly error?: unknown;
  /** Why it was left alone, and what the ladder had to say: money that stays behind. */
  readonly notes: readonly string[];
}

const TIME_LIMIT_MS = 600_000;
const CARDS_AT_ONCE = 8;

/** Cards first: a wallet with live cards is not deactivated. After a cancel nothing new is begun. */
export async function closeAll(context: SweepContext, guard: Guard, findings: readonly Finding[]): Promise<Closing[]> {
  const run = new Run(context.issuer, context.clock, context.random);
  const closings: Closing[] = [];
  for (const kind of ["card", "wallet"] as const) {
    const mine = findings.filter((finding) => finding.kind === kind);
    const settled = await eachOf(mine, kind === "card" ? CARDS_AT_ONCE : 1, (finding) =>
      closeOne(context, guard, run, finding),
    );
    for (const result of settled) {
      // `closeOne` answers failures; what it throws is a mistake of ours.
      if ("error" in result) throw result.error;
      closings.push(result.value);
    }
  }
  return closings;
}

async function closeOne(context: SweepContext, guard: Guard, run: Run, finding: Finding): Promise<Closing> {
  const notes: string[] = [];
  // A payment gets the whole outcome window to show, however long that is set.
  const limit = timeLimit(context.clock, TIME_LIMIT_MS + context.outcomeWindowMs, context.signal);
  const operation = operationFor(context, run, finding, notes, limit);
  const report = (text: string) => context.progress(`${finding.kind} ${finding.id}: ${text}`);
  try {
    operation.signal.throwIfAborted();
    const now = await stillThere(operation, finding);
    if (now === "gone") return { finding, outcome: now, notes };
    if (now === "there") await paymentArrived(operation, finding);
    const changed = now === "renamed" ? "it was renamed meanwhile" : await guard.touched(finding.id);
    if (changed !== undefined) return { finding, outcome: "changed", notes: [changed] };
    operation.signal.throwIfAborted();
    if (finding.kind === "card") await deleteCard(operation, finding.id, cardState(finding));
    else await deleteWallet(operation, finding.id, { deletionPolicy: "deactivate" });
    report("closed");
    return { finding, outcome: "closed", notes };
  } catch (error) {
    if (!(error instanceof FourpayError)) throw error;
    report(`failed [${error.code}]`);
    return { finding, outcome: "failed", error, notes };
  } finally {
    limit.finish();
  }
}

/** Closed by hand meanwhile, or renamed: then somebody has taken it for theirs. */
async function stillThere(operation: Operation, finding: Finding): Promise<"there" | "gone" | "renamed"> {
  const seen =
    finding.kind === "card"
      ? await observeCard(operation, { walletId: finding.walletId ?? "", cardId: finding.id })
      : await observeWallet(operation, finding.id);
  if (seen === undefined || (finding.kind === "card" && !isLiveCard(seen.status))) return "gone";
  return seen.name === undefined || sameName(seen.name, finding.name) ? "there" : "renamed";
}

/** What was paid in just before the kill must be on the card before it is closed: nobody gets money off a closed card. */
async function paymentArrived(operation: Operation, { kind, id, walletId, status, pays }: Finding): Promise<void> {
  if (kind !== "card" || walletId === undefined || pays === false) return;
  // Nothing is paid into a card that is not issued yet.
  const sent = pays === true && isIssuedCard(status) ? "perhaps" : "never";
  await awaitPayment(operation, { walletId, cardId: id }, sent);
}

function cardState({ walletId, cardType, slow }: Finding) {
  return {
    walletId,
    cardType: cardType?.toLowerCase(),
    deletionPolicy: "close",
    waitFor: slow ? "accepted" : "active",
  };
}

function operationFor(
  context: SweepContext,
  run: Run,
  { kind, id }: Finding,
  notes: string[],
  limit: TimeLimit,
): Operation {
  const { issuer, clock, random, outcomeWindowMs } = context;
  return {
    ...limit,
    issuer,
    run,
    urn: "",
    clock,
    random,
    outcomeWindowMs,
    progress: (text) => context.progress(`${kind} ${id}: ${text}`),
    note: (_, text) => void notes.push(text),
  };
}
