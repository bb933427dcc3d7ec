/** What a card must keep to. Each rule is a plain function: a card and settings in, what is wrong out, nothing if all is well. */
import Big from "big.js";
import type { DeclaredCard } from "./cards";

type Amounts = Readonly<Record<string, string>>;

/** The limits that bound what can be spent in a period. A week lies across two months at times, so a monthly limit does not bound it. */
const BOUNDED_BY: Readonly<Record<string, readonly string[]>> = {
  perTransaction: ["perTransaction", "daily", "weekly", "monthly", "yearly", "lifetime"],
  daily: ["daily", "weekly", "monthly", "yearly", "lifetime"],
  weekly: ["weekly", "lifetime"],
  monthly: ["monthly", "yearly", "lifetime"],
  yearly: ["yearly", "lifetime"],
  lifetime: ["lifetime"],
};

export const PERIODS = Object.keys(BOUNDED_BY);

export interface MaximumLimitSettings {
  /** The most a card may spend, by period. */
  readonly maximum: Amounts;
  /** Other maxima for the cards of a wallet, by its id. */
  readonly wallets: Readonly<Record<string, Amounts>>;
}

export function maximumLimit(card: DeclaredCard, { maximum, wallets }: MaximumLimitSettings): string[] {
  const limits = card.limits();
  return Object.entries({ ...maximum, ...ofWallet(card, wallets) }).flatMap(([period, allowed]) => {
    const reach = smallest((BOUNDED_BY[period] ?? []).map((by) => limits[by]));
    if (reach === undefined)
      return [`nothing bounds its ${period} spending; state limits.${period}, at most ${allowed}.`];
    if (new Big(reach).lte(allowed)) return [];
    return [`its ${period} spending may reach ${reach}; at most ${allowed} is allowed (limits.${period}).`];
  });
}

/** Where no wallet has maxima of its own, the card's is not asked for: in a preview it may be one that does not exist yet. */
function ofWallet(card: DeclaredCard, wallets: MaximumLimitSettings["wallets"]): Amounts {
  const byId = Object.entries(wallets).map(([id, amounts]) => [id.toLowerCase(), amounts] as const);
  return byId.length === 0 ? {} : (new Map(byId).get(card.walletId()) ?? {});
}

/** The documentation does not say whether a limit of zero blocks a card or lifts the limit, so it counts as none. */
function smallest(limits: readonly (string | undefined)[]): string | undefined {
  const stated = limits.filter((limit): limit is string => limit !== undefined && new Big(limit).gt(0));
  return stated.sort((a, b) => new Big(a).cmp(b))[0];
}

export function dailyLimit(card: DeclaredCard): string[] {
  return smallest([card.limits().daily]) === undefined ? ["it has no daily limit above zero; state limits.daily."] : [];
}

export interface PhysicalCardsSettings {
  /** A regular expression: the stacks that get virtual cards only. */
  readonly stacks: string;
}

export function noPhysicalCards(card: DeclaredCard, { stacks }: PhysicalCardsSettings, stack: string): string[] {
  if (card.stated("cardType") !== "physical" || !new RegExp(stacks).test(stack)) return [];
  return [`it is physical, and stack ${stack} gets virtual cards only.`];
}

export interface CloseOnDestroySettings {
  /** The deletion policies a card may have. */
  readonly allowed: readonly string[];
}

/** A card that states nothing is closed: that is the provider's default. */
export function closeOnDestroy(card: DeclaredCard, { allowed }: CloseOnDestroySettings): string[] {
  const policy = String(card.stated("deletionPolicy") ?? "close");
  if (allowed.includes(policy)) return [];
  return [`its deletionPolicy is ${policy}: destroy would leave it behind. Allowed: ${allowed.join(", ")}.`];
}
