/** One object out of a list: none and several are errors that say what there is. */
import { FourpayError } from "../model/errors";
import { presentable } from "../model/redact";
import { sameText } from "../model/text";

const SHOWN = 5;

export interface Choice<T> {
  /** `wallet` */
  readonly what: string;
  /** `name` */
  readonly by: string;
  readonly wanted: string;
  readonly shown: (item: T) => string | undefined;
  /** Of several that agree, the one this holds for is meant. */
  readonly prefer: (item: T) => boolean;
  readonly hint: string;
}

export function choose<T extends { readonly id: string }>(items: readonly T[], choice: Choice<T>): T {
  const found = candidates(items, choice);
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  const { what, by, wanted, hint } = choice;
  const text = `the ${by} "${presentable(wanted)}"`;
  if (one === undefined) {
    throw new FourpayError("not_found", `There is no ${what} of ${text} among ${items.length}.`, { hint });
  }
  const ids = found.slice(0, SHOWN).map(({ id }) => presentable(id));
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : "";
  throw new FourpayError("ambiguous", `There are ${found.length} ${what}s of ${text}: ${ids.join(", ")}${more}.`, {
    hint: "Give the id of the one that is meant.",
  });
}

/** Without case; the exact text, and what is still in use, decide where several agree. */
function candidates<T>(items: readonly T[], { wanted, shown, prefer }: Choice<T>): readonly T[] {
  const alike = items.filter((item) => sameText(shown(item), wanted));
  const exact = alike.filter((item) => shown(item) === wanted);
  const named = exact.length > 0 ? exact : alike;
  const preferred = named.filter(prefer);
  return preferred.length > 0 ? preferred : named;
}
