/** Which of the objects that exist are asked for. Pure. */
import type { CardSummary, Holder, WalletSummary } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isLiveCard } from "../../model/status";

export interface Wanted {
  /** Ids or names; none means all. */
  readonly wallets: readonly string[];
  /** Statuses; none means every card that is live and was issued. */
  readonly statuses: readonly string[];
  /** Ids or e-mails; none means everybody. */
  readonly holders: readonly string[];
  /** Parts of names, or patterns with `*` and `?` for the whole name; none means all. */
  readonly names: readonly string[];
}

/** A wallet's name may be that of several. Throws `input_invalid` where something asked for is not there. */
export function wantedWallets(all: readonly WalletSummary[], asked: readonly string[]): readonly WalletSummary[] {
  return chosen(all, asked, "--wallet", "no wallet has this id or name", ({ id, name }) => [id, name]);
}

/** The ids of the people asked for; `undefined` for everybody. */
export function wantedHolders(all: readonly Holder[], asked: readonly string[]): ReadonlySet<string> | undefined {
  if (asked.length === 0) return undefined;
  const found = chosen(all, asked, "--holder", "no holder has this id or e-mail", ({ id, email }) => [id, email]);
  return new Set(found.map(({ id }) => folded(id)));
}

function chosen<T>(
  all: readonly T[],
  asked: readonly string[],
  option: string,
  missing: string,
  keysOf: (item: T) => readonly (string | undefined)[],
): readonly T[] {
  if (asked.length === 0) return all;
  const keys = all.map((item) => keysOf(item).flatMap((key) => (key === undefined ? [] : folded(key))));
  for (const text of asked) {
    if (keys.some((own) => own.includes(folded(text)))) continue;
    throw new FourpayError("input_invalid", `${option}: ${missing}. Nothing was written.`, {
      hint: "`fourpay export --list` shows what there is.",
    });
  }
  const wanted = asked.map(folded);
  return all.filter((_, index) => keys[index]?.some((key) => wanted.includes(key)));
}

/** A card still being issued has not settled what it is, so by default it waits for the next export. */
export function hasWantedStatus({ status }: CardSummary, asked: readonly string[]): boolean {
  return asked.length === 0 ? isLiveCard(status) && status !== "creating" : asked.includes(status);
}

/** Where no name is shown, there is none that could be asked for. */
export function hasWantedName({ name }: CardSummary, asked: readonly string[]): boolean {
  return asked.length === 0 || asked.some((text) => name !== undefined && matches(name, text));
}

function matches(name: string, asked: string): boolean {
  const [text, pattern] = [folded(name), folded(asked)];
  if (!/[*?]/.test(pattern)) return text.includes(pattern);
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "su").test(text);
}

export function folded(text: string): string {
  return text.trim().toLowerCase();
}
