/** The wallets or accounts an action is about: as a person names them, and as they are shown to one. */
import { choose } from "../../lookups/choose";
import type { WalletSummary } from "../../model/entities";
import { presentable } from "../../model/redact";
import { sameText } from "../../model/text";

/** The id of the one that is named by its id or name. Throws `not_found` or `ambiguous`; `option` is where it was named. */
export function idOfNamed(
  all: readonly WalletSummary[],
  wanted: string,
  { what, option }: { readonly what: "wallet" | "account"; readonly option: string },
): string {
  const byId = all.find(({ id }) => sameText(id, wanted));
  if (byId !== undefined) return byId.id;
  return choose(all, {
    what,
    by: "id or name",
    wanted,
    shown: ({ name }) => name,
    prefer: ({ status }) => status !== "inactive",
    hint: `Nothing was sent. Give the id with ${option}.`,
  }).id;
}

export function shownName({ id, name }: WalletSummary): string {
  return name === undefined ? id : `"${presentable(name)}" (${id})`;
}
