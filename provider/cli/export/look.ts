/** Reads what exists and was asked for. All of it or nothing: what could not be read would be missing in the program. */
import type { CardIssuer } from "../../api/port";
import { orAbsent } from "../../lifecycle/apply";
import { cardsByHolder } from "../../lifecycle/sweep/look";
import type { Card, CardSummary, Holder, WalletSummary } from "../../model/entities";
import { folded, hasWantedName, hasWantedStatus, type Wanted, wantedHolders, wantedWallets } from "./filter";

export interface Looking {
  readonly issuer: CardIssuer;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

export interface Existing {
  /** Those asked for, whether there are cards in them or not. */
  readonly wallets: readonly WalletSummary[];
  readonly cards: readonly Card[];
  /** By id: everybody, since any of them may hold a card. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** Cards of the wallets that were left out because of their status, by status. */
  readonly otherStatuses: ReadonlyMap<string, number>;
}

/** Requests at the same time; the process's own budget is below. */
const AT_ONCE = 32;
const TELL_EVERY = 250;

export async function look(looking: Looking, wanted: Wanted): Promise<Existing> {
  const { issuer, signal, progress } = looking;
  progress("reading wallets and holders");
  const wallets = wantedWallets(await issuer.listWallets({ signal }), wanted.wallets);
  const everybody: Holder[] = [];
  for await (const holder of issuer.listHolders({ signal })) everybody.push(holder);
  const holderIds = wantedHolders(everybody, wanted.holders);
  const otherStatuses = new Map<string, number>();
  const listed: CardSummary[] = [];
  for (const { id } of wallets) {
    for (const card of await issuer.listCards(id, {}, { signal })) {
      if (!hasWantedStatus(card, wanted.statuses))
        otherStatuses.set(card.status, (otherStatuses.get(card.status) ?? 0) + 1);
      else if (card.name === undefined || hasWantedName(card, wanted.names)) listed.push(card);
    }
  }
  const cards = (await details(looking, listed, everybody)).filter(
    (card) =>
      hasWantedStatus(card, wanted.statuses) &&
      hasWantedName(card, wanted.names) &&
      (holderIds === undefined || holderIds.has(folded(card.holderId ?? ""))),
  );
  return { wallets, cards, holders: new Map(everybody.map((holder) => [folded(holder.id), holder])), otherStatuses };
}

/** Lists show neither holders nor limits, so each card is asked itself. */
async function details(
  { issuer, signal, progress }: Looking,
  cards: readonly CardSummary[],
  everybody: readonly Holder[],
) {
  const named = issuer.capabilities.cardNamesByHolder ? cardsByHolder(issuer, signal) : undefined;
  let done = 0;
  const detail = async (card: CardSummary): Promise<Card | undefined> => {
    const seen = await orAbsent(
      issuer.getCard({ walletId: card.walletId, cardId: card.id }, { signal, mayBeOverdrawn: true }),
    );
    done += 1;
    if (done % TELL_EVERY === 0) progress(`looked at ${done} of ${cards.length} cards`);
    if (seen === undefined) return undefined;
    const full = { ...card, ...seen };
    const complete = full.name !== undefined && full.holderId !== undefined;
    return named === undefined || complete ? full : { ...full, ...(await named(full, everybody)) };
  };
  const found: Card[] = [];
  for (let start = 0; start < cards.length; start += AT_ONCE) {
    const some = await Promise.all(cards.slice(start, start + AT_ONCE).map(detail));
    found.push(...some.flatMap((card) => card ?? []));
  }
  return found;
}
