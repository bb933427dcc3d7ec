// What the page shows at one moment: totals, wallets, and one page of the list that was asked for. Never the whole list.
import type { FaultBoard, FaultState } from "../faults";
import type { Card, CardStatus, Holder } from "../store/entities";
import type { LedgerCheck } from "../store/ledger";
import { type CardView, type HolderView, viewCard, viewHolder, viewWallet, type WalletView } from "../store/snapshot";
import type { Store } from "../store/store";
import type { ConsoleQuery } from "./query";

export interface CardRow extends CardView {
  holder: string;
  wallet: string;
  currency: string;
  network: string;
}

export interface HolderRow extends HolderView {
  /** Cards that can still be used or come back into use. */
  liveCards: number;
}

export interface Page<Row> {
  rows: Row[];
  /** Rows that fit the filters, on all pages. */
  matching: number;
  page: number;
  pages: number;
  /** Number of the first row among all that match, counted from 1. */
  first: number;
}

export interface ConsoleState {
  /** How far the sandbox is ahead of this machine, or where its clock stands. */
  clock: { kind: "real"; aheadMs: number } | { kind: "manual"; at: number };
  totals: { cards: number; live: number; holders: number; wallets: number };
  ledger: LedgerCheck;
  wallets: WalletView[];
  /** Cards that fit the filters other than the status. */
  byStatus: Partial<Record<CardStatus, number>>;
  cards: Page<CardRow> | null;
  holders: Page<HolderRow> | null;
  faults: FaultState[];
}

export interface Watched {
  store: Store;
  faults: FaultBoard;
  clockKind: "real" | "manual";
}

const rowsPerPage = 25;
const walletsShown = 24;
const ended: readonly CardStatus[] = ["closed", "creating_failed"];

const isLive = ({ status }: Card): boolean => !ended.includes(status);
const fullName = (holder: Holder | undefined): string => (holder ? `${holder.firstName} ${holder.lastName}` : "");

function takePage<T, Row>(matching: readonly T[], wanted: number, view: (item: T) => Row): Page<Row> {
  const pages = Math.max(1, Math.ceil(matching.length / rowsPerPage));
  const page = Math.min(wanted, pages);
  const rows = matching.slice((page - 1) * rowsPerPage, page * rowsPerPage).map(view);
  return { rows, matching: matching.length, page, pages, first: (page - 1) * rowsPerPage + 1 };
}

function clockOf({ store, clockKind }: Watched): ConsoleState["clock"] {
  if (clockKind === "manual") return { kind: "manual", at: store.now() };
  // Rounded, because two looks at the clock are a moment apart and nothing has changed by that.
  return { kind: "real", aheadMs: Math.round((store.now() - Date.now()) / 100) * 100 };
}

export function lookAt(watched: Watched, query: ConsoleQuery): ConsoleState {
  const { store, faults } = watched;
  store.tick();
  const text = query.text.trim().toLowerCase();
  const found = (...texts: string[]) => text === "" || texts.some((one) => one.toLowerCase().includes(text));

  const byStatus: Partial<Record<CardStatus, number>> = {};
  const liveOf = new Map<string, number>();
  const matching: Card[] = [];
  let live = 0;
  for (const card of store.cards.values()) {
    if (isLive(card)) {
      live++;
      liveOf.set(card.holderId, (liveOf.get(card.holderId) ?? 0) + 1);
    }
    if (query.wallet !== undefined && card.wallet.id !== query.wallet) continue;
    if (!found(card.name, fullName(store.holders.get(card.holderId)), card.wallet.name, card.id)) continue;
    byStatus[card.status] = (byStatus[card.status] ?? 0) + 1;
    const wanted = query.status === "live" ? isLive(card) : (query.status ?? card.status) === card.status;
    if (wanted) matching.push(card);
  }
  const wallets = [...store.wallets.values()];
  return {
    clock: clockOf(watched),
    totals: { cards: store.cards.size, live, holders: store.holders.size, wallets: wallets.length },
    ledger: store.ledger.check(wallets, store.cards.values()),
    wallets: wallets.slice(0, walletsShown).map((wallet) => viewWallet(store, wallet)),
    byStatus,
    cards: query.list === "cards" ? takePage(matching.reverse(), query.page, (card) => cardRow(store, card)) : null,
    holders:
      query.list === "holders"
        ? takePage(
            [...store.holders.values()].filter((one) => found(fullName(one), one.email, one.id)).reverse(),
            query.page,
            (holder) => ({ ...viewHolder(holder), liveCards: liveOf.get(holder.id) ?? 0 }),
          )
        : null,
    faults: faults.list(),
  };
}

function cardRow(store: Store, card: Card): CardRow {
  return {
    ...viewCard(card),
    holder: fullName(store.holders.get(card.holderId)) || card.holderId,
    wallet: card.wallet.name,
    currency: card.wallet.provider.currency,
    network: card.bin.network,
  };
}
