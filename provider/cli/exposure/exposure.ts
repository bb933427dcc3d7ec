/** What a change means: totals before and after by currency, by wallet and by holder, what happens to how many cards, and the largest changes. Pure. */
import Big from "big.js";
import { isZero } from "../../model/money";
import type { Cards } from "./cards";
import type { CardChange, CardSide, Kind, Party } from "./record";
import { minus, NOTHING, plus, type Standing, standingOf } from "./sums";

const MOST_LARGEST = 10;

export interface Share {
  readonly party: Party;
  readonly before: Standing;
  readonly after: Standing;
}

export interface Difference {
  readonly change: CardChange;
  /** Of the currency it stands under. */
  readonly before: Standing;
  readonly after: Standing;
}

/** Amounts in different currencies are never added up. */
export interface CurrencyExposure {
  /** Absent: of cards whose currency the document does not tell. */
  readonly currency?: string;
  readonly before: Standing;
  readonly after: Standing;
  readonly wallets: readonly Share[];
  readonly holders: readonly Share[];
  readonly largest: readonly Difference[];
  /** How many cards change. */
  readonly changed: number;
}

export interface Exposure {
  readonly form: "preview" | "state";
  /** So many unchanged resources are not in the document: the totals are those of the cards that change. */
  readonly hidden: number;
  readonly unclear: readonly string[];
  readonly currencies: readonly CurrencyExposure[];
  readonly counts: Readonly<Record<Kind, number>>;
  /** Cards that change, the largest first. */
  readonly changes: readonly CardChange[];
  /** Cards that spend nothing after the change, as they stand. */
  readonly idle: readonly CardChange[];
  readonly newCards: number;
  readonly closures: number;
}

const NONE: Record<Kind, number> = {
  issued: 0,
  takenOver: 0,
  moved: 0,
  reissued: 0,
  closed: 0,
  letGo: 0,
  frozen: 0,
  unfrozen: 0,
  raised: 0,
  lowered: 0,
  changed: 0,
};

export function exposureOf({ changes, unclear }: Cards, { form, hidden }: Pick<Exposure, "form" | "hidden">): Exposure {
  const counts = { ...NONE };
  for (const { kinds } of changes) for (const kind of kinds) counts[kind] += 1;
  const currencies = [...new Set(changes.flatMap(({ before, after }) => [before, after].flatMap(currencyOf)))];
  const byCurrency = currencies
    .sort((a, b) => (a < b ? -1 : 1))
    .map((currency) => ofCurrency(currency === UNTOLD ? undefined : currency, changes));
  return {
    form,
    hidden,
    unclear,
    currencies: byCurrency,
    counts,
    changes: bySize(changes.filter(({ kinds }) => kinds.length > 0)),
    idle: changes.filter(({ after }) => after?.idle !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1)),
    newCards: counts.issued + counts.reissued,
    closures: changes.filter(({ closes }) => closes).length,
  };
}

/** Sorts last. */
const UNTOLD = "~";

function currencyOf(side: CardSide | undefined): string[] {
  return side === undefined ? [] : [side.currency ?? UNTOLD];
}

function ofCurrency(currency: string | undefined, changes: readonly CardChange[]): CurrencyExposure {
  const wallets = new Map<string, Share>();
  const holders = new Map<string, Share>();
  const differences: Difference[] = [];
  let [before, after] = [NOTHING, NOTHING];
  for (const change of changes) {
    const [was, is] = [change.before, change.after].map((side) => (side?.currency === currency ? side : undefined));
    if (was === undefined && is === undefined) continue;
    const [stood, stands] = [standingOf(was), standingOf(is)];
    before = plus(before, stood);
    after = plus(after, stands);
    for (const [shares, side] of [
      [wallets, "wallet"],
      [holders, "holder"],
    ] as const) {
      add(shares, was?.[side], stood, NOTHING);
      add(shares, is?.[side], NOTHING, stands);
    }
    if (change.kinds.length > 0) differences.push({ change, before: stood, after: stands });
  }
  return {
    ...(currency === undefined ? {} : { currency }),
    before,
    after,
    wallets: sorted(wallets),
    holders: sorted(holders),
    largest: heaviest(differences, difference, ({ change }) => keyOf(change)).slice(0, MOST_LARGEST),
    changed: differences.length,
  };
}

function add(shares: Map<string, Share>, party: Party | undefined, before: Standing, after: Standing): void {
  if (party === undefined) return;
  const share = shares.get(party.key) ?? { party, before: NOTHING, after: NOTHING };
  shares.set(party.key, { party, before: plus(share.before, before), after: plus(share.after, after) });
}

/** What is unlimited weighs more than any sum, and what is not told more than what is. */
interface Weight {
  readonly open: number;
  readonly sum: Big;
}

function weightOf({ daily, monthly }: Standing): Weight {
  const day = new Big(daily.sum).abs().div(1_000_000);
  return {
    open: Math.abs(monthly.unlimited) * 2 + Math.abs(monthly.unknown),
    sum: new Big(monthly.sum).abs().plus(day),
  };
}

/** Weighed once each: comparing is done often. */
function heaviest<T>(items: readonly T[], weigh: (item: T) => Weight, nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, ...weigh(item), name: nameOf(item) }))
    .sort((a, b) => b.open - a.open || b.sum.cmp(a.sum) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ item }) => item);
}

interface Pair {
  readonly before: Standing;
  readonly after: Standing;
}

function difference({ before, after }: Pair): Weight {
  return weightOf(minus(after, before));
}

function keyOf({ name, urn }: CardChange): string {
  return `${name}\n${urn}`;
}

function bySize(changes: readonly CardChange[]): CardChange[] {
  const pair = ({ before, after }: CardChange): Pair => ({ before: standingOf(before), after: standingOf(after) });
  return heaviest(changes, (change) => difference(pair(change)), keyOf);
}

/** The largest after the change first. */
function sorted(shares: ReadonlyMap<string, Share>): Share[] {
  return heaviest(
    [...shares.values()],
    ({ after }) => weightOf(after),
    ({ party }) => `${party.name}\n${party.key}`,
  );
}

/** Nothing changes for what the cards may spend. */
export function isUnchanged({ before, after }: Pair): boolean {
  const { daily, monthly, cards, idle } = minus(after, before);
  const counts = [daily, monthly].flatMap(({ bounded, unlimited, unknown }) => [bounded, unlimited, unknown]);
  return [...counts, cards, idle].every((count) => count === 0) && isZero(daily.sum) && isZero(monthly.sum);
}
