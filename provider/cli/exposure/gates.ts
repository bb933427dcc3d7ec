/** What a pipeline may ask of a change. A gate that cannot be decided does not hold. Pure. */
import { InvalidArgumentError } from "commander";
import { addMoney, canonicalMoney, compareMoney, isDecimal, isPositive } from "../../model/money";
import { count } from "../text";
import type { Exposure } from "./exposure";
import { sumsOf, type WalletSpend } from "./spend";

export interface MoneyLimit {
  readonly amount: string;
  readonly currency?: string;
}

export interface Gates {
  readonly maxNewCards?: number;
  readonly maxClosures?: number;
  readonly maxMonthlyExposure?: readonly MoneyLimit[];
  readonly maxSpend?: readonly MoneyLimit[];
  /** Each wallet must be able to pay what the change takes out of it. */
  readonly funds?: boolean;
}

export interface Verdict {
  readonly gate: string;
  readonly allowed: string;
  readonly actual: string;
  readonly verdict: "holds" | "exceeded" | "undecided";
  readonly why: readonly string[];
}

/** `10000.00`, or `10000.00EUR` where the amount is of that currency alone. */
export function moneyLimit(text: string): MoneyLimit {
  const [, amount = "", currency] = /^(\d[\d.]*) ?([A-Za-z]{3})?$/.exec(text.trim()) ?? [];
  if (!isDecimal(amount)) throw new InvalidArgumentError("an amount is expected: 10000.00, or 10000.00EUR.");
  return { amount: canonicalMoney(amount), ...(currency === undefined ? {} : { currency: currency.toUpperCase() }) };
}

export function judge(exposure: Exposure, spend: readonly WalletSpend[], gates: Gates): Verdict[] {
  const unclear = exposure.unclear.map(
    (fleet) => `which cards the fleet ${fleet} will have is not known before the run`,
  );
  const { maxNewCards, maxClosures, maxMonthlyExposure = [], maxSpend = [], funds = false } = gates;
  return [
    ...(maxNewCards === undefined ? [] : [counted("--max-new-cards", maxNewCards, exposure.newCards, unclear)]),
    ...(maxClosures === undefined ? [] : [counted("--max-closures", maxClosures, exposure.closures, unclear)]),
    ...ofMoney("--max-monthly-exposure", maxMonthlyExposure, monthly(exposure), [
      ...unclear,
      ...(exposure.hidden === 0
        ? []
        : [
            `${exposure.hidden} unchanged resources are not in the document: add --show-sames to the preview, or give --state`,
          ]),
    ]),
    ...ofMoney("--max-spend", maxSpend, spent(spend), unclear),
    ...(funds ? spend.map(affordable) : []),
  ];
}

function counted(gate: string, allowed: number, actual: number, doubts: readonly string[]): Verdict {
  const verdict = actual > allowed ? "exceeded" : doubts.length > 0 ? "undecided" : "holds";
  return {
    gate,
    allowed: String(allowed),
    actual: String(actual),
    verdict,
    why: verdict === "undecided" ? doubts : [],
  };
}

/** What there is in one currency. */
interface Holding {
  readonly currency?: string;
  readonly sum: string;
  /** Why no amount is enough. */
  readonly boundless: readonly string[];
  readonly doubts: readonly string[];
}

function monthly({ currencies }: Exposure): Holding[] {
  return currencies.flatMap(({ currency, after: { cards, monthly: total } }) => {
    if (cards === 0) return [];
    const { sum, unlimited, unknown } = total;
    return [
      {
        ...(currency === undefined ? {} : { currency }),
        sum,
        boundless:
          unlimited === 0
            ? []
            : [`${unlimited} ${unlimited === 1 ? "card has" : "cards have"} no limit that bounds a month`],
        doubts: unknown === 0 ? [] : [`the limits of ${unknown} ${unknown === 1 ? "card are" : "cards are"} not told`],
      },
    ];
  });
}

function spent(spend: readonly WalletSpend[]): Holding[] {
  const fees = spend.reduce((sum, { unknownFees }) => sum + unknownFees, 0);
  const balances = spend.reduce((sum, { unknownBalances }) => sum + unknownBalances, 0);
  const doubts = [
    ...(fees === 0 ? [] : [`the issuing fee of ${count(fees, "card")} is not told: add --funds to ask the API`]),
    ...(balances === 0 ? [] : [`the initial balance of ${count(balances, "card")} is not told`]),
  ];
  const sums = Object.entries(sumsOf(spend)).map(([currency, sum]) => ({
    ...(currency === "" ? {} : { currency }),
    sum,
    boundless: [],
    doubts,
  }));
  return sums.length === 0 && doubts.length > 0 ? [{ sum: "0.00", boundless: [], doubts }] : sums;
}

/** Each limit against its currency; what no limit speaks of is not decided either. */
function ofMoney(
  gate: string,
  limits: readonly MoneyLimit[],
  holdings: readonly Holding[],
  doubts: readonly string[],
): Verdict[] {
  if (limits.length === 0) return [];
  const verdicts = limits.map((limit) => against(gate, limit, holdings, doubts));
  if (limits.some(({ currency }) => currency === undefined)) return verdicts;
  const named = new Set(limits.map(({ currency }) => currency));
  const others = holdings.filter(
    ({ currency, sum, boundless, doubts: own }) =>
      currency !== undefined && !named.has(currency) && (isPositive(sum) || boundless.length > 0 || own.length > 0),
  );
  return [
    ...verdicts,
    ...others.map(
      ({ currency = "", sum }): Verdict => ({
        gate,
        allowed: "(none given)",
        actual: `${sum} ${currency}`,
        verdict: "undecided",
        why: [`nothing says how much ${currency} is allowed: give ${gate} <amount>${currency} as well`],
      }),
    ),
  ];
}

function against(gate: string, limit: MoneyLimit, holdings: readonly Holding[], doubts: readonly string[]): Verdict {
  const { amount, currency } = limit;
  const meant = currency === undefined ? holdings : holdings.filter((holding) => holding.currency === currency);
  const untold = currency === undefined ? [] : holdings.filter((holding) => holding.currency === undefined);
  const boundless = meant.flatMap((holding) => holding.boundless);
  const above = meant.some(({ sum }) => compareMoney(sum, amount) > 0);
  const why = [
    ...new Set([
      ...meant.flatMap((holding) => holding.doubts),
      ...(untold.length === 0
        ? []
        : ["the currency of some cards is not told: give --currency, or --funds to ask the API"]),
      ...(currency === undefined && meant.length > 1
        ? [`there are several currencies: give ${gate} <amount><currency> for each`]
        : []),
      ...doubts,
    ]),
  ];
  const verdict = boundless.length > 0 || above ? "exceeded" : why.length > 0 ? "undecided" : "holds";
  return {
    gate,
    allowed: [amount, ...(currency === undefined ? [] : [currency])].join(" "),
    actual:
      meant.map(({ sum, currency: of }) => [sum, ...(of === undefined ? [] : [of])].join(" ")).join(", ") || "0.00",
    verdict,
    why: verdict === "exceeded" ? boundless : verdict === "undecided" ? why : [],
  };
}

function affordable(spend: WalletSpend): Verdict {
  const { wallet, walletId, available, currency, fees, balances, unknownFees, unknownBalances } = spend;
  const sums = sumsOf([spend]);
  const own = currency === undefined ? undefined : sums[currency];
  const foreign = Object.keys({ ...fees, ...balances }).filter((other) => other !== currency);
  const unknown = unknownFees + unknownBalances;
  const doubts = [
    ...(walletId === undefined ? ["this wallet does not exist yet, so it is empty until somebody pays in"] : []),
    ...(walletId !== undefined && available === undefined ? ["the API shows no available funds"] : []),
    ...(foreign.length === 0 ? [] : ["some of it is in another currency than the wallet's"]),
    ...(unknown === 0 ? [] : ["some fees or initial balances are not told"]),
  ];
  const short = own !== undefined && available !== undefined && compareMoney(own, available) > 0;
  const nothing = Object.values(sums).every((sum) => !isPositive(sum)) && unknown === 0;
  const verdict = short ? "exceeded" : nothing || doubts.length === 0 ? "holds" : "undecided";
  return {
    gate: `--funds, wallet ${wallet.name}`,
    allowed: available === undefined ? "(not told)" : `${available} ${currency ?? ""}`.trim(),
    actual:
      Object.entries(sums)
        .map(([of, sum]) => `${addMoney(sum)} ${of}`.trim())
        .join(", ") || "0.00",
    verdict,
    why: verdict === "undecided" ? doubts : [],
  };
}
