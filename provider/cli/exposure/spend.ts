/** What the change takes out of wallets at once: issuing fees and initial balances of the cards that are issued. Pure. */
import { addMoney } from "../../model/money";
import type { WalletFacts } from "./parties";
import { type CardChange, isNew, type Party } from "./record";

export interface WalletSpend {
  readonly wallet: Party;
  /** Absent for a wallet that does not exist yet. */
  readonly walletId?: string;
  readonly cards: number;
  /** By currency; empty text: a currency the document does not tell. */
  readonly fees: Readonly<Record<string, string>>;
  readonly balances: Readonly<Record<string, string>>;
  /** Cards whose issuing fee is not told. */
  readonly unknownFees: number;
  /** Cards whose initial balance is not told. */
  readonly unknownBalances: number;
  /** What can be taken out, where it was read from the API. */
  readonly available?: string;
  /** The wallet's own. */
  readonly currency?: string;
}

export function spendOf(changes: readonly CardChange[], wallets: ReadonlyMap<string, WalletFacts>): WalletSpend[] {
  const byWallet = new Map<string, CardChange[]>();
  for (const change of changes) {
    const key = change.after?.wallet.key;
    if (key === undefined || !isNew(change)) continue;
    const own = byWallet.get(key);
    if (own === undefined) byWallet.set(key, [change]);
    else own.push(change);
  }
  return [...byWallet].map(([key, cards]) => ofWallet(key, cards, wallets.get(key)));
}

function ofWallet(key: string, cards: readonly CardChange[], facts: WalletFacts | undefined): WalletSpend {
  const fee = facts?.issuingFee;
  const fees: Record<string, string> = {};
  const balances: Record<string, string> = {};
  let unknownBalances = 0;
  for (const { initialBalance, after } of cards) {
    if (fee !== undefined) fees[fee.currency] = addMoney(fees[fee.currency] ?? "0", fee.amount);
    if (typeof initialBalance === "object") unknownBalances += 1;
    if (typeof initialBalance !== "string") continue;
    const currency = after?.currency ?? "";
    balances[currency] = addMoney(balances[currency] ?? "0", initialBalance);
  }
  const walletId = facts?.id ?? (facts === undefined && key !== "?" ? key : undefined);
  return {
    wallet: cards[0]?.after?.wallet ?? { key, name: key },
    ...(walletId === undefined ? {} : { walletId }),
    cards: cards.length,
    fees,
    balances,
    unknownFees: fee === undefined ? cards.length : 0,
    unknownBalances,
    ...(facts?.currency === undefined ? {} : { currency: facts.currency.toUpperCase() }),
    ...(facts?.available === undefined ? {} : { available: facts.available }),
  };
}

/** Fees and balances together, by currency. */
export function sumsOf(spend: readonly WalletSpend[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { fees, balances } of spend) {
    for (const [currency, amount] of [...Object.entries(fees), ...Object.entries(balances)])
      sums[currency] = addMoney(sums[currency] ?? "0", amount);
  }
  return sums;
}
