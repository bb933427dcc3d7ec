// How accounts look on this dialect's wire. Balances have nine decimals here, and the money on hold has two spellings.
import { z } from "zod";
import { showTime } from "../shared/fields";
import { cardTypes, type Wallet } from "../store/entities";
import { available } from "../store/ledger";
import type { Money } from "../store/money";
import type { Store } from "../store/store";
import { feesOf } from "../store/wallets";
import { documented } from "./documentation";
import { shown } from "./fields";
import { showFee, showTokenization } from "./names";

const summary = {
  id: shown.id,
  name: z.string(),
  balance: shown.amount,
  holdedBalance: shown.amount,
  availableBalance: shown.amount,
  currency: z.string(),
  status: z.string(),
  cards: z.int(),
  allowedCardTypes: z.array(z.enum(cardTypes)),
  isTransferAllowed: z.boolean(),
  createdAt: shown.moment,
  updatedAt: shown.moment,
};
export const accountSummary = documented(z.object(summary), { id: "AccountSummary" });

const fee = documented(
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("percent"), percent: z.string() }),
    z.object({ type: z.literal("amount"), amount: z.string(), currency: z.string() }),
  ]),
  { id: "Fee" },
);
const bin = z.object({
  cardProviderBinId: shown.id,
  bin: z.string(),
  cardNetwork: z.string(),
  issuerCountry: z.string(),
  cardTokenizations: z.array(z.string()),
  categoryIds: z.array(shown.id),
});
export const account = documented(
  z.object({
    ...summary,
    isUsedCardBalance: z.boolean(),
    fees: z.object({ cardTransactions: fee, cardIssuing: fee, topUpsAllocation: fee }),
    binList: z.array(bin),
  }),
  { id: "Account" },
);

export const accountBalance = documented(
  z.object({
    balance: shown.amount,
    heldBalance: shown.amount,
    availableBalance: shown.amount,
    cards: z.int(),
    currency: z.string(),
  }),
  { id: "AccountBalance" },
);

const showBalance = (amount: Money) => amount.toFixed(9);

/** Assumption: closed and failed cards are counted too. */
export const countCards = (store: Store, { id }: Wallet): number => store.cardsOf.get(id)?.length ?? 0;

export function showAccountSummary(store: Store, wallet: Wallet): z.output<typeof accountSummary> {
  return {
    id: wallet.id,
    name: wallet.name,
    balance: showBalance(wallet.balance),
    holdedBalance: showBalance(wallet.held),
    availableBalance: showBalance(available(wallet)),
    currency: wallet.provider.currency,
    status: wallet.status,
    cards: countCards(store, wallet),
    allowedCardTypes: [...wallet.provider.cardTypes],
    isTransferAllowed: wallet.transferAllowed,
    createdAt: showTime(wallet.createdAt),
    updatedAt: showTime(wallet.updatedAt),
  };
}

export function showAccount(store: Store, wallet: Wallet): z.output<typeof account> {
  const { cardTransactions, cardIssuing, topUpsAllocation } = feesOf(wallet);
  return {
    ...showAccountSummary(store, wallet),
    isUsedCardBalance: wallet.balanceMode === "personal",
    fees: {
      cardTransactions: showFee(cardTransactions),
      cardIssuing: showFee(cardIssuing),
      topUpsAllocation: showFee(topUpsAllocation),
    },
    binList: wallet.provider.binIds.flatMap((id) => {
      const known = store.bins.get(id);
      if (!known) return [];
      return {
        cardProviderBinId: id,
        bin: known.digits,
        cardNetwork: known.network.toLowerCase(),
        issuerCountry: known.country,
        cardTokenizations: known.tokenizations.map(showTokenization),
        categoryIds: [...known.categoryIds],
      };
    }),
  };
}

export function showAccountBalance(store: Store, wallet: Wallet): z.output<typeof accountBalance> {
  return {
    balance: showBalance(wallet.balance),
    heldBalance: showBalance(wallet.held),
    availableBalance: showBalance(available(wallet)),
    cards: countCards(store, wallet),
    currency: wallet.provider.currency,
  };
}
