// What a random program declares, in plain words, and the inputs its resources are given.
import type { Dialect } from "../../../provider/api/port";
import type { Limits } from "../../../provider/model/limits";
import type { Raw } from "../../../provider/model/validate";
import { seedIds } from "../../../provider/sandbox";

export const HOLDER_KEYS = ["h1", "h2"] as const;
export const WALLET_KEYS = ["w1", "w2"] as const;
export const CARD_KEYS = ["c1", "c2", "c3"] as const;
export type HolderKey = (typeof HOLDER_KEYS)[number];
export type WalletKey = (typeof WALLET_KEYS)[number];
export type CardKey = (typeof CARD_KEYS)[number];

export interface HolderDecl {
  firstName: string;
  email: string;
}

export interface WalletDecl {
  /** Absent: a name is made. */
  name?: string | undefined;
  active?: boolean | undefined;
}

export type DeletionPolicy = "close" | "freeze" | "retain";

export interface CardDecl {
  /** A wallet of the program, or the one that was there before. */
  wallet: WalletKey | "seed";
  /** A holder of the program, or somebody who was there before. */
  holder: HolderKey | "ada" | "grace";
  /** Absent: a name is made. */
  name?: string | undefined;
  limits: Limits;
  frozen?: boolean | undefined;
  initialBalance?: string | undefined;
  reissue?: string | undefined;
  deletionPolicy?: DeletionPolicy | undefined;
}

export interface Program {
  readonly holders: Map<HolderKey, HolderDecl>;
  readonly wallets: Map<WalletKey, WalletDecl>;
  readonly cards: Map<CardKey, CardDecl>;
}

/** Cards of the second wallet spend from the wallet; all others hold their own balance. */
export function holdsBalance({ wallet }: CardDecl): boolean {
  return wallet !== "w2";
}

export function holderInputs({ firstName, email }: HolderDecl, dialect: Dialect): Raw {
  return { firstName, lastName: "Model", email, ...(dialect === "merchant" ? { accountId: seedIds.wallet } : {}) };
}

export function walletInputs(key: WalletKey, { name, active }: WalletDecl): Raw {
  const providerId = key === "w1" ? seedIds.personalProvider : seedIds.sharedProvider;
  return given({ providerId, name, active });
}

export function cardInputs(card: CardDecl, walletId: string, holderId: string): Raw {
  const { name, limits, frozen, initialBalance, reissue, deletionPolicy } = card;
  const paid = holdsBalance(card) ? initialBalance : undefined;
  return given({ walletId, holderId, name, limits, frozen, initialBalance: paid, reissue, deletionPolicy });
}

/** Made names begin with the resource's own name; declared ones, and those given by hand, with a word before it. */
export function keyOfCard(name: string): CardKey | undefined {
  return /^(?:Team |By hand )?(c\d)\b/.exec(name)?.[1] as CardKey | undefined;
}

function given(values: Record<string, unknown>): Raw {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
