/** The report as neutral words and figures, the same for every format: what stands where is decided here, how it looks elsewhere. */
import { compareMoney, isPositive } from "../../model/money";
import { type CurrencyExposure, type Exposure, isUnchanged, type Share } from "./exposure";
import type { Verdict } from "./gates";
import type { CardChange, Kind } from "./record";
import { sumsOf, type WalletSpend } from "./spend";
import type { Standing, Total } from "./sums";
import { amount, count, difference, happening, happenings, money, plain, total } from "./words";

export interface Figure {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly direction: "up" | "down" | "same";
}

export interface Row {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly cards: string;
  /** For a chart. */
  readonly monthly: { readonly before: Total; readonly after: Total };
}

export interface ChangeRow {
  readonly name: string;
  readonly what: string;
  readonly kinds: readonly Kind[];
  readonly wallet: string;
  readonly holder: string;
  readonly before: string;
  readonly after: string;
}

export interface CurrencyView {
  /** `EUR`, or words where it is not told. */
  readonly currency: string;
  readonly figures: readonly Figure[];
  readonly wallets: readonly Row[];
  readonly holders: readonly Row[];
  readonly largest: readonly ChangeRow[];
  /** How many cards change. */
  readonly changed: number;
  /** What no sum holds. */
  readonly warnings: readonly string[];
  /** How sums came about. */
  readonly notes: readonly string[];
}

export interface View {
  readonly form: "preview" | "state";
  readonly title: string;
  readonly happenings: readonly { readonly kind: Kind; readonly text: string }[];
  readonly currencies: readonly CurrencyView[];
  readonly spend: readonly { readonly wallet: string; readonly text: string }[];
  readonly spendTotal: string;
  readonly idle: readonly { readonly name: string; readonly why: string; readonly holder: string }[];
  readonly notes: readonly string[];
  readonly verdicts: readonly Verdict[];
}

export function viewOf(
  exposure: Exposure,
  spend: readonly WalletSpend[],
  verdicts: readonly Verdict[],
  problems: readonly string[],
): View {
  const { form, counts, currencies, idle } = exposure;
  return {
    form,
    title: titleOf(exposure),
    happenings: happenings(counts),
    currencies: currencies.map((one) => currencyView(one, form)),
    spend: spend.map((one) => ({ wallet: one.wallet.name, text: spendText(one) })),
    spendTotal: sumText(sumsOf(spend)),
    idle: idle.map(({ name, after }) => ({ name, why: after?.idle ?? "", holder: after?.holder.name ?? "" })),
    notes: [...notesOf(exposure), ...problems.map((problem) => `Could not be read: ${plain(problem, 200)}`)],
    verdicts: verdicts.map(readable),
  };
}

function readable(verdict: Verdict): Verdict {
  const grouped = (text: string) => text.replace(/\d+\.\d+/g, money);
  return { ...verdict, allowed: grouped(verdict.allowed), actual: grouped(verdict.actual) };
}

function titleOf({ form, changes, currencies }: Exposure): string {
  if (form === "state") return currencies.length === 0 ? "No cards" : "Cards as they stand";
  return changes.length === 0
    ? "No card changes"
    : `${count(changes.length, "card")} ${changes.length === 1 ? "changes" : "change"}`;
}

function currencyView(
  { currency, before, after, wallets, holders, largest, changed }: CurrencyExposure,
  form: string,
): CurrencyView {
  return {
    currency: currency ?? "currency not told",
    figures: [
      figure("monthly limits", before.monthly, after.monthly),
      figure("daily limits", before.daily, after.daily),
      counted("cards that may spend", before.cards, after.cards),
      // More of them is neither worse nor better.
      ...(before.idle + after.idle === 0
        ? []
        : [{ ...counted("cards that spend nothing now", before.idle, after.idle), direction: "same" as const }]),
    ],
    wallets: rows(wallets, form),
    holders: rows(holders, form),
    largest: largest.map(({ change }) => changeRow(change)),
    changed,
    warnings: warningsOf(after),
    notes: boundsOf(after),
  };
}

function figure(label: string, before: Total, after: Total): Figure {
  const open = after.unlimited - before.unlimited;
  const order = open === 0 ? compareMoney(after.sum, before.sum) : open;
  const direction = order > 0 ? "up" : order < 0 ? "down" : "same";
  return { label, before: total(before), after: total(after), change: difference(before, after), direction };
}

function counted(label: string, before: number, after: number): Figure {
  const change = after === before ? "unchanged" : `${after > before ? "+" : "−"}${Math.abs(after - before)}`;
  const direction = after > before ? "up" : after < before ? "down" : "same";
  return { label, before: before.toLocaleString("en-US"), after: after.toLocaleString("en-US"), change, direction };
}

/** Those that change first, each part the largest first. */
function rows(shares: readonly Share[], form: string): Row[] {
  const ordered =
    form === "state" ? shares : [...shares.filter((share) => !isUnchanged(share)), ...shares.filter(isUnchanged)];
  return ordered.map(({ party, before, after }) => ({
    name: party.name,
    before: total(before.monthly),
    after: total(after.monthly),
    change: difference(before.monthly, after.monthly),
    cards: before.cards === after.cards ? String(after.cards) : `${before.cards} → ${after.cards}`,
    monthly: { before: before.monthly, after: after.monthly },
  }));
}

function changeRow(change: CardChange): ChangeRow {
  const { name, kinds, before, after } = change;
  const side = after ?? before;
  return {
    name,
    what: happening(change),
    kinds,
    wallet: side?.wallet.name ?? "",
    holder: side?.holder.name ?? "",
    before: amount(before, "monthly"),
    after: amount(after, "monthly"),
  };
}

function have(cards: number): string {
  return cards === 1 ? "1 card has" : `${cards.toLocaleString("en-US")} cards have`;
}

function warningsOf({ daily, monthly }: Standing): string[] {
  return [
    ...(monthly.unlimited === 0
      ? []
      : [`${have(monthly.unlimited)} no limit that bounds a month: unlimited, and in no sum.`]),
    ...(monthly.unknown === 0
      ? []
      : [
          `${have(monthly.unknown)} a limit that the document does not tell (secret, or known only during the run): in no sum.`,
        ]),
    ...(daily.unlimited === monthly.unlimited ? [] : [`${have(daily.unlimited)} no limit that bounds a day.`]),
  ];
}

function boundsOf({ daily, monthly }: Standing): string[] {
  const are = (cards: number) => (cards === 1 ? "is" : "are");
  return [
    ...(monthly.bounded === 0
      ? []
      : [
          `${have(monthly.bounded)} no monthly limit, and ${are(monthly.bounded)} counted with the most that other limits allow (31 × daily, 6 × weekly, yearly or lifetime).`,
        ]),
    ...(daily.bounded === 0
      ? []
      : [`${have(daily.bounded)} no daily limit, and ${are(daily.bounded)} counted with that of a longer period.`]),
  ];
}

function notesOf({ hidden, unclear, changes, counts }: Exposure): string[] {
  const live = changes.filter(({ kinds, after }) => kinds.includes("letGo") && after?.idle === undefined).length;
  return [
    ...(hidden === 0
      ? []
      : [
          `${count(hidden, "unchanged resource")} ${hidden === 1 ? "is" : "are"} not in the document: totals are those of the cards that change. Add --show-sames to the preview, or give --state.`,
        ]),
    ...unclear.map(
      (fleet) =>
        `Which cards the fleet ${plain(fleet)} will have is known only during the run: its cards are counted as they are.`,
    ),
    ...(live === 0
      ? []
      : [
          `${count(live, "card")} ${live === 1 ? "is" : "are"} let go and may still spend; the totals hold ${live === 1 ? "it" : "them"}, but no stack manages ${live === 1 ? "it" : "them"} any more.`,
        ]),
    ...(counts.takenOver === 0
      ? []
      : [
          `${count(counts.takenOver, "card")} ${counts.takenOver === 1 ? "exists" : "exist"} already and ${counts.takenOver === 1 ? "is" : "are"} taken over: no fee, but new in these totals.`,
        ]),
  ];
}

function spendText({ cards, fees, balances, unknownFees, unknownBalances, available, currency }: WalletSpend): string {
  const parts = [
    count(cards, "new card"),
    ...(Object.keys(fees).length === 0 ? [] : [`fees ${sumText(fees)}`]),
    ...(unknownFees === 0 ? [] : [`issuing ${unknownFees === 1 ? "fee" : "fees"} not told`]),
    ...(Object.values(balances).some(isPositive) ? [`initial balances ${sumText(balances)}`] : []),
    ...(unknownBalances === 0
      ? []
      : [`${unknownBalances} initial ${unknownBalances === 1 ? "balance" : "balances"} not told`]),
    ...(available === undefined ? [] : [`available ${money(available)} ${currency ?? ""}`.trim()]),
  ];
  return parts.join(", ");
}

function sumText(sums: Readonly<Record<string, string>>): string {
  return Object.entries(sums)
    .map(([currency, sum]) => `${money(sum)} ${currency === "" ? "(currency not told)" : currency}`)
    .join(" and ");
}
