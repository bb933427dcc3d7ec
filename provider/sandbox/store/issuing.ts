// Issuing a card: every rule that is checked before, the fee that is taken, and how the card comes to life.
import type { Bin, Card, CardType, Limits, Wallet } from "./entities";
import type { Fate } from "./fate";
import { feeFor } from "./fees";
import { isVisible } from "./find";
import { available } from "./ledger";
import { checkLimits } from "./limits";
import { zero } from "./money";
import { cardNumber, expiryAfter } from "./numbers";
import { finishOperations, recordWalletOperation } from "./operations";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

export interface IssueRequest {
  name: string;
  holderId: string;
  type: CardType;
  limits: Limits;
  binId?: string;
  binCategoryId?: string;
  currency?: string;
}

export function issueCard(store: Store, wallet: Wallet, request: IssueRequest, fate: Fate = {}): Card {
  checkIssue(store, wallet, request);
  const bin = chooseBin(store, wallet, request);
  const fee = feeFor(wallet, "cardIssuing");
  if (available(wallet).lt(fee)) throw new SandboxRejection("funds", "Insufficient wallet balance for the issuing fee");
  store.ledger.move(wallet, store.ledger.fees, fee);
  const operation = recordWalletOperation(store, { wallet, type: "card_issuing", amount: fee, status: "completed" });
  const card = addCard(store, wallet, bin, request);
  card.visibleAt += fate.hiddenMs ?? store.settings.behaviour.issueVisibleAfterMs;
  store.changes.announce({ kind: "card", card });
  if (fate.outcome === "stuck") return card;
  store.later(store.settings.latency.issueMs, () => {
    if (card.status !== "creating") return;
    card.updatedAt = store.now();
    const failed = fate.outcome === "creating_failed";
    card.status = failed ? "creating_failed" : "active";
    store.changes.announce({ kind: "card", card });
    if (!failed || !store.settings.behaviour.issueFeeRefundOnFailure) return;
    store.ledger.move(store.ledger.fees, wallet, fee);
    finishOperations(store, "canceled", operation);
  });
  return card;
}

function checkIssue(store: Store, wallet: Wallet, request: IssueRequest): void {
  if (wallet.status !== "active") throw new SandboxRejection("state", `wallet is ${wallet.status}, not active`);
  const holder = store.holders.get(request.holderId);
  if (!holder || !isVisible(store, holder)) {
    throw new SandboxRejection("invalid", "unknown holder", ["holderId"], request.holderId);
  }
  if (!wallet.provider.cardTypes.includes(request.type)) {
    throw new SandboxRejection("invalid", "card type is not allowed in this wallet", ["type"], request.type);
  }
  if (request.currency !== undefined && request.currency !== wallet.provider.currency) {
    throw new SandboxRejection("invalid", "currency differs from the wallet's", ["currency"], request.currency);
  }
  checkLimits(wallet, request.limits);
}

function chooseBin(store: Store, wallet: Wallet, { binId, binCategoryId }: IssueRequest): Bin {
  const find = (id: string | undefined) => (id === undefined ? undefined : store.bins.get(id));
  if (binId !== undefined && binCategoryId !== undefined) {
    throw new SandboxRejection(
      "invalid",
      "a BIN and a BIN category exclude each other",
      ["binCategoryId"],
      binCategoryId,
    );
  }
  if (binId !== undefined) {
    const bin = wallet.provider.binIds.includes(binId) ? find(binId) : undefined;
    if (!bin) throw new SandboxRejection("invalid", "BIN is not available in this wallet", ["binId"], binId);
    return bin;
  }
  // Assumption: a wallet's BIN directions decide which BIN a category stands for, and the first is the wallet's default.
  const ordered = [...wallet.binDirections.flatMap((direction) => direction.binIds), ...wallet.provider.binIds];
  const chosen = ordered.find((id) => binCategoryId === undefined || find(id)?.categoryIds.includes(binCategoryId));
  const bin = find(chosen);
  if (!bin) {
    throw new SandboxRejection(
      "invalid",
      "BIN category is not available in this wallet",
      ["binCategoryId"],
      binCategoryId,
    );
  }
  return bin;
}

/** Puts a card into the store in state `creating`, without a fee; the seed uses it too. */
export function addCard(store: Store, wallet: Wallet, bin: Bin, request: IssueRequest): Card {
  const id = store.newId();
  const now = store.now();
  const card: Card = {
    id,
    wallet,
    holderId: request.holderId,
    name: request.name,
    type: request.type,
    status: "creating",
    limits: request.limits,
    balance: zero,
    held: zero,
    bin,
    number: cardNumber(id, bin.digits),
    createdAt: now,
    updatedAt: now,
    visibleAt: now,
    expiresAt: expiryAfter(now),
    spending: [],
  };
  store.cards.set(id, card);
  store.cardsOf.get(wallet.id)?.push(card);
  store.at(card.expiresAt, () => {
    if (card.status === "active" || card.status === "frozen") card.status = "expired";
  });
  return card;
}

export function defaultBin(store: Store, wallet: Wallet): Bin {
  return chooseBin(store, wallet, { name: "", holderId: "", type: "virtual", limits: {} });
}
