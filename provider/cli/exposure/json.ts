/** The report for machines: everything, amounts as texts. The shape is stable within `version`. */
import type { Exposure, Share } from "./exposure";
import type { Verdict } from "./gates";
import type { CardSide } from "./record";
import { sumsOf, type WalletSpend } from "./spend";

const VERSION = 1;

export function asJson(
  exposure: Exposure,
  spend: readonly WalletSpend[],
  verdicts: readonly Verdict[],
  problems: readonly string[],
): string {
  const { form, hidden, unclear, counts, newCards, closures, currencies, changes, idle } = exposure;
  const share = ({ party: { key, name }, before, after }: Share) => ({ id: key, name, before, after });
  const report = {
    version: VERSION,
    form,
    complete: hidden === 0 && unclear.length === 0,
    hiddenResources: hidden,
    unclearFleets: unclear,
    unreadable: problems,
    counts,
    newCards,
    closures,
    currencies: currencies.map(({ currency, before, after, wallets, holders, largest }) => ({
      currency: currency ?? null,
      before,
      after,
      wallets: wallets.map(share),
      holders: holders.map(share),
      largest: largest.map(({ change: { name, urn } }) => ({ name, urn })),
    })),
    changes: changes.map(({ name, urn, id, kinds, before, after, closes, initialBalance }) => ({
      name,
      urn,
      ...(id === undefined ? {} : { id }),
      kinds,
      closes,
      before: side(before),
      after: side(after),
      ...(initialBalance === undefined ? {} : { initialBalance }),
    })),
    idle: idle.map(({ name, urn, after }) => ({ name, urn, why: after?.idle })),
    spend: { total: sumsOf(spend), wallets: spend },
    gates: verdicts,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function side(of: CardSide | undefined) {
  if (of === undefined) return null;
  const { wallet, holder, currency = null, idle = null, daily, monthly, limits } = of;
  return { wallet, holder, currency, idle, daily, monthly, limits };
}
