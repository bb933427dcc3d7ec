// Every lookup on both dialects: what it answers, and what it asks for that.
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../provider/api/port";
import * as lookups from "../../../provider/lookups";
import { isFourpayError } from "../../../provider/model/errors";
import { type Sandbox, seedIds } from "../../../provider/sandbox";
import { program, seedCards } from "./support";

interface Row {
  readonly name: string;
  readonly look: (sandbox: Sandbox, ids: { live: string; closed: string }) => Promise<unknown>;
  readonly answer: unknown;
  /** The routes in the order they were asked; `refused`: nothing is asked. */
  readonly organization: readonly string[] | "refused";
  readonly merchant: readonly string[] | "refused";
}

const operations = { id: seedIds.wallet, name: "Operations", status: "active", currency: "USD" };
const ada = { id: "ada-lovelace", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
const some = expect.anything();
const text = expect.any(String);

const A = {
  wallet: "GET /wallets/{wallet_id}",
  wallets: "GET /wallets",
  card: "GET /wallets/{wallet_id}/instruments/{instrument_id}",
  cards: "GET /wallets/{wallet_id}/instruments",
};
const B = {
  wallet: "GET /accounts/{account_uuid}",
  wallets: "GET /accounts",
  card: "GET /accounts/{account_uuid}/cards/{card_uuid}",
  cards: "GET /accounts/{account_uuid}/cards",
  holderCards: "GET /cardholders/{card_owner_id}/cards",
};

const table: readonly Row[] = [
  {
    name: "a wallet by id",
    look: () => lookups.getWallet({ id: seedIds.wallet }),
    answer: { ...operations, availableBalance: "10000.00", fees: some },
    organization: [A.wallet],
    merchant: [B.wallet],
  },
  {
    name: "a wallet by name, without case",
    look: () => lookups.getWallet({ name: "operations" }),
    answer: { ...operations, availableBalance: "10000.00" },
    organization: [A.wallets, A.wallet],
    merchant: [B.wallets, B.wallet],
  },
  {
    name: "all wallets",
    look: () => lookups.getWallets(),
    answer: [{ ...operations, balance: "10000.00" }, { id: seedIds.demoWallet }],
    organization: [A.wallets],
    merchant: [B.wallets],
  },
  {
    name: "wallets by part of their name and by status",
    look: () => lookups.getWallets({ nameContains: "advert", statuses: ["Active"] }),
    answer: [{ id: seedIds.demoWallet, name: "Advertising (US)" }],
    organization: [A.wallets],
    merchant: [B.wallets],
  },
  {
    name: "wallet providers",
    look: () => lookups.getWalletProviders(),
    answer: [{ id: seedIds.sharedProvider, currency: "USD" }, some, some],
    organization: ["GET /wallets/providers"],
    merchant: "refused",
  },
  {
    name: "the rules of a wallet",
    look: async () => {
      const { bins, cardsHoldBalance } = await lookups.getWalletRules({ walletId: seedIds.wallet });
      return { bin: bins.find(({ id }) => id === seedIds.visaBin), cardsHoldBalance };
    },
    answer: {
      bin: { id: seedIds.visaBin, bin: "400000", network: "visa", categoryIds: [seedIds.advertising] },
      cardsHoldBalance: true,
    },
    organization: ["GET /wallets/{wallet_id}/limits"],
    merchant: [B.wallet, "GET /accounts/{account_uuid}/restrictions"],
  },
  {
    name: "the balance of a wallet",
    look: () => lookups.getWalletBalance({ walletId: seedIds.wallet }),
    answer: { walletId: seedIds.wallet, currency: "USD", balance: "10000.00", availableBalance: "10000.00" },
    organization: [A.wallet],
    merchant: ["GET /accounts/{account_uuid}/balance"],
  },
  {
    name: "the restrictions of an account",
    look: () => lookups.getWalletRestrictions({ walletId: seedIds.wallet }),
    answer: { currentCards: 2, allowedCardTypes: ["virtual"] },
    organization: "refused",
    merchant: ["GET /accounts/{account_uuid}/restrictions"],
  },
  {
    name: "where money of an account may go",
    look: () => lookups.getTransferDestinations({ walletId: seedIds.wallet }),
    answer: [{ id: seedIds.demoWallet, name: "Advertising (US)", currency: "USD" }],
    organization: "refused",
    merchant: ["GET /accounts/{account_uuid}/transfer-destinations"],
  },
  {
    name: "BIN options of a category",
    look: () => lookups.getBinOptions({ categories: ["travel"] }),
    answer: [{ id: seedIds.travel, type: "travel", bins: some }],
    organization: ["POST /bin-options"],
    merchant: "refused",
  },
  {
    name: "a holder by id",
    look: () => lookups.getHolder({ id: "ada-lovelace" }),
    answer: ada,
    organization: ["GET /holders/{holder_id}"],
    merchant: ["GET /cardholders/{card_owner_id}"],
  },
  {
    name: "a holder by e-mail address",
    look: () => lookups.getHolder({ email: "ADA@example.com" }),
    answer: ada,
    organization: ["GET /holders"],
    merchant: ["GET /cardholders"],
  },
  {
    name: "all holders",
    look: async () => (await lookups.getHolders()).map(({ id }) => id).sort(),
    answer: ["ada-lovelace", "alan-turing", "grace-hopper"],
    organization: ["GET /holders"],
    merchant: ["GET /cardholders"],
  },
  {
    name: "the holders of an account",
    look: () => lookups.getHolders({ walletId: seedIds.demoWallet }),
    answer: [],
    organization: "refused",
    merchant: ["GET /accounts/{account_uuid}/cardholders"],
  },
  {
    name: "a card by its ids",
    look: (_, { live }) => lookups.getCard({ walletId: seedIds.wallet, id: live }),
    answer: { walletId: seedIds.wallet, holderId: "ada-lovelace", status: "active", availableBalance: "5.00" },
    organization: [A.card],
    merchant: [B.card],
  },
  {
    name: "a card by its id alone, looked for in every wallet",
    look: (_, { live }) => lookups.getCard({ id: live }),
    answer: { walletId: seedIds.wallet, status: "active", maskedNumber: expect.stringMatching(/^(\*{4} ){3}\d{4}$/) },
    // An empty list of cards is believed only with the wallet's own count.
    organization: [A.wallets, A.cards, A.cards, A.wallet, A.card],
    merchant: [B.wallets, B.cards, B.cards, B.card],
  },
  {
    name: "the live one of two cards of a name",
    look: () => lookups.getCard({ walletId: seedIds.wallet, name: "ads", holderId: "ada-lovelace" }),
    answer: { name: "Ads", status: "active" },
    // Lists of organizations do not say whose a card is, so both cards of the name are looked at.
    organization: [A.cards, A.card, A.card],
    merchant: [B.holderCards, B.card],
  },
  {
    name: "a card by name, whoever its holder is",
    look: () => lookups.getCard({ walletId: seedIds.wallet, name: "Ads" }),
    answer: { name: "Ads", status: "active", limits: { daily: "25.00" } },
    organization: [A.cards, A.card],
    merchant: "refused",
  },
  {
    name: "the cards of a wallet in some statuses",
    look: () => lookups.getCards({ walletId: seedIds.wallet, statuses: ["closed", "frozen"] }),
    answer: [{ status: "closed" }],
    organization: [A.cards],
    merchant: [B.cards],
  },
  {
    name: "the cards of one person",
    look: async () =>
      (await lookups.getCards({ holderId: "ada-lovelace", nameContains: "ad" })).map(({ name }) => name),
    answer: ["Ads", "Ads"],
    organization: "refused",
    merchant: [B.holderCards],
  },
  {
    name: "cards by name, in all wallets",
    look: async () => (await lookups.getCards({ nameContains: "AD" })).length,
    answer: 2,
    organization: [A.wallets, A.cards, A.cards, A.wallet],
    merchant: "refused",
  },
  {
    name: "the purchases of a card",
    look: (_, { live }) => lookups.getCardOperations({ cardIds: [live], types: ["purchase"] }),
    answer: [{ type: "purchase", status: text, amount: "2.00", currency: "USD", merchantName: "Shop" }],
    organization: ["GET /instruments/operations"],
    merchant: ["GET /transactions/cards"],
  },
  {
    name: "the card operations of a wallet",
    look: async () =>
      (await lookups.getCardOperations({ walletIds: [seedIds.wallet], statuses: ["Completed"], types: ["purchase"] }))
        .length,
    answer: 1,
    organization: ["GET /instruments/operations"],
    merchant: "refused",
  },
  {
    name: "what came into a wallet",
    look: () =>
      lookups.getWalletOperations({ walletIds: [seedIds.wallet], types: ["payin"], from: "2020-01-01T00:00:00Z" }),
    answer: [{ type: "payin", walletId: seedIds.wallet, amount: "10000.00" }],
    organization: ["GET /wallets/operations"],
    merchant: ["GET /transactions/accounts"],
  },
  {
    name: "deposits",
    look: () => lookups.getDeposits({ statuses: ["completed"] }),
    answer: [],
    organization: ["GET /deposits"],
    merchant: "refused",
  },
  {
    name: "webhook events",
    look: () => lookups.getWebhookEvents(),
    answer: [],
    organization: "refused",
    merchant: ["GET /webhooks/events"],
  },
];

describe.each<Dialect>(["organization", "merchant"])("%s", (dialect) => {
  it.each(table.map((row) => [row.name, row] as const))("%s", async (_, row) => {
    const { sandbox, asked } = await program(dialect);
    const ids = seedCards(sandbox);
    sandbox.control.spend(ids.live, "2.00", "Shop");
    const found = row.look(sandbox, ids);
    const expected = row[dialect];
    if (expected === "refused") {
      await expect(found).rejects.toSatisfy((error: unknown) => isFourpayError(error, "refused"));
      await expect(found).rejects.toThrow(new RegExp(`^get\\w+: The ${dialect} API .*\\[refused\\]$`));
      expect(asked()).toEqual([]);
      return;
    }
    // The merchant API's cards have no limits and its list of wallets has all balances, so only what is stated is compared.
    const answer = dialect === "merchant" ? withoutLimits(row.answer) : row.answer;
    if (typeof answer === "object") expect(await found).toMatchObject(answer as object);
    else expect(await found).toBe(answer);
    expect(asked().sort()).toEqual([...expected].sort());
  });
});

function withoutLimits(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null || !("limits" in answer)) return answer;
  const { limits: _, ...rest } = answer;
  return rest;
}

it("a deposit by its id, as the API shows it when money came", async () => {
  const { sandbox, asked } = await program("organization");
  const answer = await fetch(`${sandbox.url}/api/v2/organizations/${sandbox.organizationId}/deposits`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ currency: "USDTTRC20", accountId: seedIds.wallet }),
  });
  const { data } = (await answer.json()) as { data: { id: string; paymentAddress: string } };
  sandbox.control.settleDeposits();
  asked();

  const deposit = await lookups.getDeposit({ id: data.id });
  expect(deposit).toMatchObject({ ...data, status: "completed", amount: "100.00", feeAmount: "0.50" });
  expect(await lookups.getDeposits({ statuses: ["completed"] })).toMatchObject([{ id: data.id }]);
  expect(asked()).toEqual(["GET /deposits/{deposit_id}", "GET /deposits"]);
});
