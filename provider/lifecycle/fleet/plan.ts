/** What has to be done to which card: recorded against declared. Pure. */
import { knownEqual } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { replacedBy } from "../card/diff";
import { unfinishedSteps } from "../operation";
import { named } from "./cards";
import { type CardRecord, type FleetRecords, ownDeclaration } from "./records";

export type Change =
  | { readonly kind: "issue"; readonly key: string; readonly declared: Raw }
  /** A new card first; the old one is closed once the new one is there. */
  | { readonly kind: "replace"; readonly key: string; readonly declared: Raw; readonly record: CardRecord }
  | { readonly kind: "update"; readonly key: string; readonly declared: Raw; readonly record: CardRecord };

export type Action =
  | Change
  /** Nothing to do over there: at most what is recorded changes. */
  | { readonly kind: "keep"; readonly key: string; readonly declared: Raw; readonly record: CardRecord }
  | { readonly kind: "close"; readonly key: string; readonly record: CardRecord };

/** What the remote side has of a declaration, once a card is issued. All else only says how to deal with it. */
const REMOTE = ["name", "limits", "frozen"] as const;

/** `declared` as it is stated; `namespace` enters the names that are made. */
export function planFleet(
  { cards, leftovers }: FleetRecords,
  declared: ReadonlyMap<string, Raw>,
  namespace: string,
): Action[] {
  const actions: Action[] = [];
  for (const [key, card] of declared) {
    const record = cards.get(key);
    if (record === undefined) {
      actions.push({ kind: "issue", key, declared: named(card, namespace) });
      continue;
    }
    const kind = change(record, card);
    // A card that is there keeps its name unless another one is declared.
    const kept = { ...card, name: card.name ?? ownDeclaration(record).name };
    actions.push({ kind, key, declared: kind === "replace" ? named(card, namespace) : kept, record });
  }
  for (const [key, record] of cards) if (!declared.has(key)) actions.push({ kind: "close", key, record });
  for (const record of leftovers) actions.push({ kind: "close", key: record.key, record });
  return actions;
}

function change(record: CardRecord, declared: Raw): "replace" | "update" | "keep" {
  if (replacedBy(record.state, declared).length > 0) return "replace";
  const before = ownDeclaration(record);
  const differs = REMOTE.some(
    (name) => (name !== "name" || declared.name !== undefined) && !knownEqual(before[name] ?? {}, declared[name] ?? {}),
  );
  return differs || unfinishedSteps(record.state).length > 0 ? "update" : "keep";
}
