/** When a card must be replaced. Everything else is the engine's own property diff. */
import { isGoneCard } from "../../model/status";
import { sameText } from "../../model/text";
import { isUnknown } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { type Differences, type State, unfinishedChange } from "../operation";
import type { Run } from "../run";

export function diffCard(run: Run, id: string, olds: State, news: Raw): Differences {
  const replaces = replacedBy(olds, news);
  const urn = String(news.resourceUrn ?? "");
  if (replaces.length > 0) run.replacing(id, urn);
  else run.own(id, urn);
  return { replaces, ...unfinishedChange(olds) };
}

/** The properties whose change needs another card. */
export function replacedBy(olds: State, news: Raw): string[] {
  const replaces = (["walletId", "holderId", "binId", "binCategoryId"] as const).filter((key) =>
    differs(olds[key], news[key]),
  );
  const others: string[] = [];
  if (differs(olds.cardType ?? "virtual", news.cardType ?? "virtual")) others.push("cardType");
  if (news.currency !== undefined && differs(olds.currency, news.currency)) others.push("currency");
  if (news.reissue !== undefined && news.reissue !== olds.reissue) others.push("reissue");
  if (typeof olds.status === "string" && isGoneCard(olds.status)) others.push("status");
  return [...replaces, ...others];
}

/** Only a recorded value can differ: what was never recorded (an imported card's BIN) is no reason to close a live card. */
function differs(recorded: unknown, declared: unknown): boolean {
  if (recorded === undefined || recorded === null) return false;
  return isUnknown(declared) || !sameText(recorded, declared);
}
