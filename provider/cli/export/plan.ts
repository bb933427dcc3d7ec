/** What the program will declare, and what the engine will be told: names given, people and wallets sorted out. Pure. */
import type { Card, Holder, Wallet, WalletSummary } from "../../model/entities";
import type { Raw } from "../../model/validate";
import { cardDeclaration, holderDeclaration, walletDeclaration } from "./declare";
import { folded } from "./filter";
import type { Existing } from "./look";
import { namesFor } from "./names";
import { type Home, type ImportResource, recordCard, recordHolder, recordWallet } from "./record";

export interface Choices {
  readonly deletionPolicy?: "freeze" | "retain" | undefined;
  readonly manageHolders: boolean;
  /** In full, by id, and what each was made from; absent: wallets are named by their ids. */
  readonly managedWallets?: ReadonlyMap<string, ManagedWallet> | undefined;
}

export interface ManagedWallet {
  readonly wallet: Wallet;
  readonly providerId?: string | undefined;
}

export interface PlannedWallet {
  readonly name: string;
  readonly wallet: WalletSummary;
  /** Absent: the program names it by its id. */
  readonly managed?: { readonly declared: Raw; readonly resource: ImportResource };
}

export interface PlannedHolder {
  readonly name: string;
  readonly declared: Raw;
  readonly resource: ImportResource;
}

export interface PlannedCard {
  readonly name: string;
  readonly wallet: string;
  readonly card: Card;
  /** Without the wallet and what all have in common. */
  readonly declared: Raw & { readonly holderId: string };
  readonly resource: ImportResource;
}

/** Something that exists and that the program cannot declare, or can only name by its id. */
export interface Left {
  readonly kind: "card" | "holder" | "wallet";
  readonly id: string;
  readonly reason: string;
}

export interface Plan {
  readonly wallets: readonly PlannedWallet[];
  readonly holders: readonly PlannedHolder[];
  readonly cards: readonly PlannedCard[];
  readonly left: readonly Left[];
}

/** What all cards have in common. */
export function policyOf({ deletionPolicy }: Choices): Raw {
  return deletionPolicy === undefined ? {} : { deletionPolicy };
}

export function planExport(home: Home, { wallets, cards: existing, holders }: Existing, choices: Choices): Plan {
  const left: Left[] = [];
  const walletNames = namesFor(
    wallets.map(({ id, name, createdAt }) => ({ id, label: name ?? "", createdAt })),
    "wallet",
  );
  const labelled = existing.map((card) => ({ id: card.id, label: card.name ?? "", createdAt: card.createdAt }));
  const cardNames = namesFor(labelled, "card");
  const cards = existing.flatMap((card): PlannedCard[] => {
    // A card may spell its holder's id in another way than the holder does.
    const declared = cardDeclaration({ ...card, ...spelled(card, holders) });
    const name = cardNames.get(card.id) ?? card.id;
    if (declared === undefined) {
      left.push({ kind: "card", id: card.id, reason: "the API does not show whose card it is" });
      return [];
    }
    // Half a character would arrive as another one, and rename the card.
    if (/\p{Cs}/u.test(String(declared.name))) {
      left.push({ kind: "card", id: card.id, reason: "its name is no well-formed text" });
      return [];
    }
    const whole = { walletId: card.walletId, ...policyOf(choices), ...declared };
    const recorded = recordCard(home, name, whole, card);
    if ("failures" in recorded) {
      left.push({ kind: "card", id: card.id, reason: reasonOf(recorded.failures) });
      return [];
    }
    return [{ name, wallet: walletNames.get(card.walletId) ?? "", card, declared, resource: recorded.resource }];
  });
  cards.sort(byName);
  const inUse = new Set(cards.map(({ card }) => card.walletId));
  return {
    wallets: wallets
      .filter(({ id }) => inUse.has(id))
      .map((wallet) => plannedWallet(home, walletNames.get(wallet.id) ?? "", wallet, choices, left))
      .sort(byName),
    holders: choices.manageHolders ? plannedHolders(home, cards, holders, left) : [],
    cards,
    left,
  };
}

function spelled({ holderId }: Card, everybody: ReadonlyMap<string, Holder>): Partial<Card> {
  const holder = holderId === undefined ? undefined : everybody.get(folded(holderId));
  return holder === undefined ? {} : { holderId: holder.id };
}

function plannedWallet(home: Home, name: string, wallet: WalletSummary, choices: Choices, left: Left[]): PlannedWallet {
  const known = choices.managedWallets?.get(wallet.id);
  if (known === undefined) return { name, wallet };
  const kept = choices.deletionPolicy === undefined ? {} : { deletionPolicy: "retain" };
  const declared = { ...walletDeclaration(known.wallet, known.providerId), ...kept };
  const recorded = recordWallet(home, name, declared, known.wallet);
  // A name that cannot be declared would be replaced by one that is made.
  const nameless = known.providerId !== undefined && known.wallet.name === undefined;
  if ("resource" in recorded && !nameless) return { name, wallet, managed: { declared, resource: recorded.resource } };
  const reason = "failures" in recorded ? reasonOf(recorded.failures) : "the API shows no name of it";
  left.push({ kind: "wallet", id: wallet.id, reason });
  return { name, wallet };
}

/** Everybody who holds one of the cards. */
function plannedHolders(
  home: Home,
  cards: readonly PlannedCard[],
  everybody: ReadonlyMap<string, Holder>,
  left: Left[],
): PlannedHolder[] {
  const { holdersNeedAccount } = home.issuer.capabilities;
  const accounts = new Map<string, string>();
  for (const { card, declared } of cards) {
    const id = folded(declared.holderId);
    if (!accounts.has(id)) accounts.set(id, card.walletId);
  }
  const people = [...accounts.keys()].flatMap((id) => everybody.get(id) ?? []);
  for (const id of accounts.keys())
    if (!everybody.has(id)) left.push({ kind: "holder", id, reason: "the API does not list this person" });
  const labelled = people.map(({ id, firstName, lastName }) => ({ id, label: `${firstName} ${lastName}` }));
  const names = namesFor(labelled, "holder");
  const planned = people.flatMap((holder): PlannedHolder[] => {
    const name = names.get(holder.id) ?? holder.id;
    const declared = holderDeclaration(holder, holdersNeedAccount ? accounts.get(folded(holder.id)) : undefined);
    const recorded = recordHolder(home, name, declared);
    if ("resource" in recorded) return [{ name, declared, resource: recorded.resource }];
    left.push({ kind: "holder", id: holder.id, reason: reasonOf(recorded.failures) });
    return [];
  });
  return planned.sort(byName);
}

function reasonOf(failures: readonly { readonly path: string; readonly reason: string }[]): string {
  return failures.map(({ path, reason }) => `${path} ${reason}`).join("; ");
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
