/** Looks at everything the API holds that may carry a mark. What cannot be read is reported, and the rest goes on. */
import type { CardIssuer } from "../../api/port";
import type { Card, CardSummary, Holder, WalletProvider, WalletSummary } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { isLiveCard } from "../../model/status";
import { orAbsent } from "../apply";
import { eachOf, type Settled } from "./parallel";

export interface Problem {
  /** What could not be read: `the cards of wallet …`. */
  readonly what: string;
  readonly error: unknown;
}

export interface Looked {
  readonly wallets: readonly WalletSummary[];
  readonly providers: readonly WalletProvider[];
  /** Live ones only. Names may be missing where the API shows them per holder. */
  readonly cards: readonly CardSummary[];
  readonly holders: readonly Holder[];
  readonly problems: readonly Problem[];
}

export interface Looking {
  readonly issuer: CardIssuer;
  readonly signal: AbortSignal;
}

/** Requests at the same time; the process's own budget is below. */
const AT_ONCE = 8;

export async function lookAround({ issuer, signal }: Looking): Promise<Looked> {
  const problems: Problem[] = [];
  const call = { signal };
  const wallets = await attempt(problems, signal, "the wallets", () => issuer.listWallets(call), []);
  const holders = await attempt(problems, signal, "the holders", () => everyHolder(issuer, signal), []);
  const providers = await attempt(problems, signal, "the wallet providers", () => issuer.listWalletProviders(call), []);
  const lists = await eachOf(wallets, AT_ONCE, (wallet) => issuer.listCards(wallet.id, {}, call));
  const cards = lists.flatMap((list, index) =>
    valueOr(problems, signal, `the cards of wallet ${wallets[index]?.id}`, list, []).filter((card) =>
      isLiveCard(card.status),
    ),
  );
  return { wallets, holders, providers, cards, problems };
}

/** The cards in full, with name and holder found where only the holder's own list shows them; without those that are gone by now. */
export async function lookCloser(
  { issuer, signal }: Looking,
  cards: readonly CardSummary[],
  holders: readonly Holder[],
): Promise<{ details: Card[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const named = issuer.capabilities.cardNamesByHolder ? cardsByHolder(issuer, signal) : undefined;
  const looked = await eachOf(cards, AT_ONCE, async (card): Promise<Card | undefined> => {
    const seen = await orAbsent(issuer.getCard({ walletId: card.walletId, cardId: card.id }, { signal }));
    if (seen === undefined || !isLiveCard(seen.status)) return undefined;
    const full = { ...card, ...seen };
    return named === undefined || full.name !== undefined ? full : { ...full, ...(await named(full, holders)) };
  });
  const details = looked.flatMap((result, index) => {
    const card = valueOr(problems, signal, `the card ${cards[index]?.id}`, result, undefined);
    return card === undefined ? [] : [card];
  });
  return { details, problems };
}

/** Finds the holder and the name of a card where only the holder's own list shows them; each list is read once. */
export function cardsByHolder(issuer: CardIssuer, signal: AbortSignal) {
  const lists = new Map<string, Promise<CardSummary[]>>();
  const listOf = (walletId: string, holderId: string) => {
    const key = JSON.stringify([walletId, holderId]);
    const list = lists.get(key) ?? issuer.listCards(walletId, { holderId }, { signal });
    lists.set(key, list);
    return list;
  };
  return async ({ id, walletId, holderId }: Card, holders: readonly Holder[]): Promise<Partial<Card>> => {
    for (const one of holderId === undefined ? holders.map((holder) => holder.id) : [holderId]) {
      const found = (await listOf(walletId, one)).find((card) => card.id === id);
      if (found !== undefined) return { holderId: one, ...(found.name === undefined ? {} : { name: found.name }) };
    }
    return {};
  };
}

async function everyHolder(issuer: CardIssuer, signal: AbortSignal): Promise<Holder[]> {
  const holders: Holder[] = [];
  for await (const holder of issuer.listHolders({ signal })) holders.push(holder);
  return holders;
}

async function attempt<T>(
  problems: Problem[],
  signal: AbortSignal,
  what: string,
  read: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  const [result] = await eachOf([what], 1, read);
  return result === undefined ? otherwise : valueOr(problems, signal, what, result, otherwise);
}

/** A cancel is no problem of one object: it ends the whole. */
function valueOr<T>(problems: Problem[], signal: AbortSignal, what: string, result: Settled<T>, otherwise: T): T {
  if ("value" in result) return result.value;
  signal.throwIfAborted();
  if (!(result.error instanceof FourpayError)) throw result.error;
  problems.push({ what, error: result.error });
  return otherwise;
}
