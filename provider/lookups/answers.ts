/** How each lookup is answered by what a dialect can be asked. */
import type { CardReader } from "../api/readPort";
import type { Card, CardSummary, Operation, Wallet, WalletSummary } from "../model/entities";
import { FourpayError } from "../model/errors";
import { isLiveCard } from "../model/status";
import { sameText } from "../model/text";
import type { LookupName, ResultOf } from "./args";
import { canonicalStatus } from "./canonical";
import { choose } from "./choose";
import type { Given } from "./schemas";

type Answers = { readonly [N in LookupName]: (reader: CardReader, args: Given<N>) => Promise<ResultOf<N>> };

export const answers: Answers = {
  getWallet: findWallet,
  async getWallets(reader, { nameContains, statuses }) {
    const found = (await reader.wallets()).filter(
      (wallet) => named(wallet, nameContains) && inStatus(wallet, statuses),
    );
    return found.sort(oldestFirst);
  },
  getWalletProviders: (reader) => reader.walletProviders(),
  getWalletRules: (reader, { walletId }) => reader.walletRules(walletId),
  getWalletBalance: (reader, { walletId }) => reader.walletBalance(walletId),
  getWalletRestrictions: (reader, { walletId }) => reader.walletRestrictions(walletId),
  getTransferDestinations: (reader, { walletId }) => reader.transferDestinations(walletId),
  getBinOptions: (reader, args) => reader.binOptions(args),
  async getHolder(reader, { id, email }) {
    if (id !== undefined) return reader.holder(id);
    return choose(await reader.holders(undefined), {
      what: "holder",
      by: "e-mail",
      wanted: email ?? "",
      shown: (holder) => holder.email,
      prefer: () => true,
      hint: "getHolders lists all of them.",
    });
  },
  getHolders: (reader, { walletId }) => reader.holders(walletId),
  getCard: findCard,
  async getCards(reader, { walletId, holderId, nameContains, statuses }) {
    if (nameContains !== undefined && holderId === undefined) namesAreShown(reader);
    const found = holderId === undefined ? await cardsIn(reader, walletId) : await reader.cardsOfHolder(holderId);
    return found.filter(
      (card) =>
        (walletId === undefined || sameText(card.walletId, walletId)) &&
        named(card, nameContains) &&
        inStatus(card, statuses),
    );
  },
  getCardOperations: async (reader, args) => (await reader.cardOperations(spelled(args))).filter(keeping(args)),
  getWalletOperations: async (reader, args) => (await reader.walletOperations(spelled(args))).filter(keeping(args)),
  getDeposit: (reader, { id }) => reader.deposit(id),
  async getDeposits(reader, { statuses }) {
    return (await reader.deposits()).filter((deposit) => inStatus(deposit, statuses));
  },
  getWebhookEvents: (reader) => reader.webhookEvents(),
};

async function findWallet(reader: CardReader, { id, name }: Given<"getWallet">): Promise<Wallet> {
  if (id !== undefined) return reader.wallet(id);
  const found = choose(await reader.wallets(), {
    what: "wallet",
    by: "name",
    wanted: name ?? "",
    shown: (wallet) => wallet.name,
    prefer: ({ status }) => canonicalStatus(status) !== "inactive",
    hint: "getWallets lists all of them.",
  });
  return reader.wallet(found.id);
}

async function findCard(reader: CardReader, args: Given<"getCard">): Promise<Card> {
  const { id, name, walletId, holderId } = args;
  if (id !== undefined) {
    const card = await reader.card({ walletId: walletId ?? (await walletOf(reader, id)), cardId: id });
    if (holderId === undefined || sameText(card.holderId, holderId)) return card;
    throw new FourpayError("not_found", "The card of this id is another holder's.", { hint: "Leave holderId out." });
  }
  const choice = {
    what: "card",
    by: "name",
    wanted: name ?? "",
    shown: (card: CardSummary) => card.name,
    prefer: (card: CardSummary) => isLiveCard(canonicalStatus(card.status)),
    hint: "getCards lists those of a wallet.",
  };
  if (holderId === undefined) namesAreShown(reader);
  const inWallet = await listedCards(reader, walletId ?? "", holderId);
  if (holderId === undefined || reader.dialect === "merchant") return detailsOf(reader, choose(inWallet, choice));
  // Lists do not say whose a card is, so those of the name are looked at.
  const alike = await Promise.all(
    inWallet.filter((card) => sameText(card.name, name)).map((card) => detailsOf(reader, card)),
  );
  return choose(
    alike.filter((card) => sameText(card.holderId, holderId)),
    choice,
  );
}

async function listedCards(reader: CardReader, walletId: string, holderId: string | undefined) {
  if (holderId === undefined || reader.dialect !== "merchant") return reader.cards(walletId);
  return (await reader.cardsOfHolder(holderId)).filter((card) => sameText(card.walletId, walletId));
}

/** Details may lack the name that a list shows. */
async function detailsOf(reader: CardReader, { id, walletId, name }: CardSummary): Promise<Card> {
  const card = await reader.card({ walletId, cardId: id });
  return name === undefined || card.name !== undefined ? card : { ...card, name };
}

async function walletOf(reader: CardReader, cardId: string): Promise<string> {
  const found = (await cardsIn(reader, undefined)).find((card) => sameText(card.id, cardId));
  if (found !== undefined) return found.walletId;
  throw new FourpayError("not_found", "No wallet has a card of this id.", {
    hint: "`fourpay export --list` and getCards show all of them; give the wallet where it is known.",
  });
}

async function cardsIn(reader: CardReader, walletId: string | undefined): Promise<CardSummary[]> {
  if (walletId !== undefined) return reader.cards(walletId);
  const wallets = await reader.wallets();
  return (await Promise.all(wallets.map(({ id }) => reader.cards(id)))).flat();
}

function namesAreShown({ dialect }: CardReader): void {
  if (dialect !== "merchant") return;
  throw new FourpayError("refused", "The merchant API shows the names of cards only in the list of one holder.", {
    hint: "Nothing was requested. Give the holderId too.",
  });
}

/** In one order in every run, whatever order the API has. */
function oldestFirst(a: WalletSummary, b: WalletSummary): number {
  return (a.createdAt ?? "9").localeCompare(b.createdAt ?? "9") || a.id.localeCompare(b.id);
}

/** As the API spells them. */
function spelled<T extends Given<"getWalletOperations">>(args: T): T {
  const { statuses } = args;
  return statuses === undefined ? args : { ...args, statuses: statuses.map(canonicalStatus) };
}

function named({ name }: { readonly name?: string }, part: string | undefined): boolean {
  return part === undefined || (name ?? "").toLowerCase().includes(part.toLowerCase());
}

function inStatus({ status }: { readonly status: string }, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.map(canonicalStatus).includes(canonicalStatus(status));
}

/** Filters of the API are asked for and not relied on. */
function keeping({ types, statuses, from, to }: Given<"getWalletOperations">): (operation: Operation) => boolean {
  const within = (createdAt: string | undefined) => {
    const at = Date.parse(createdAt ?? "");
    return Number.isNaN(at) || (at >= Date.parse(from ?? new Date(0).toISOString()) && !(at > Date.parse(to ?? "")));
  };
  return (operation) =>
    (types === undefined || types.some((type) => sameText(type, operation.type))) &&
    inStatus(operation, statuses) &&
    within(operation.createdAt);
}
