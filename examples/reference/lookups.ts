/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/lookups.md. */
import * as fourpay from "pulumi-fourpay";

export const found = lookAround();

async function lookAround() {
  // Plain values, for what decides what the program declares.
  const [wallet] = await fourpay.getWallets({ statuses: ["active"] });
  if (wallet === undefined) throw new Error("There is no active wallet.");
  const { name, currency } = await fourpay.getWallet({ id: wallet.id });
  const rules = await fourpay.getWalletRules({ walletId: wallet.id });
  const providers = await fourpay.getWalletProviders();
  const categories = await fourpay.getBinOptions({ walletIds: [wallet.id] });
  const people = await fourpay.getHolders();
  const cards = await fourpay.getCards({ walletId: wallet.id, statuses: ["active", "frozen"] });
  const paid = await fourpay.getCardOperations({ types: ["purchase"], from: "2026-01-01T00:00:00Z" });
  const fees = await fourpay.getWalletOperations({ walletIds: [wallet.id], types: ["card_issuing"] });
  const deposits = await fourpay.getDeposits({ statuses: ["in_progress"] });

  const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
  const card = new fourpay.Card("ada-ads", { walletId: wallet.id, holderId: ada.id, limits: { daily: "50.00" } });

  // Outputs, for what follows from resources: unknown in the preview of a new card.
  const shown = fourpay.getCardOutput({ id: card.id, walletId: wallet.id });
  const holder = fourpay.getHolderOutput({ id: ada.id });
  // `getWalletBalance` and `getDeposit` answer what changes by itself, so they belong into decisions rather than into outputs of the stack.
  const { availableBalance } = await fourpay.getWalletBalance({ walletId: wallet.id });

  return {
    wallet: name,
    currency,
    expiry: shown.expiry,
    email: holder.email,
    dailyRange: rules.ranges.find(({ key }) => key === "daily"),
    counted: [providers, categories, people, cards, paid, fees, deposits].map((list) => list.length > 0),
    canIssue: availableBalance !== "0.00",
  };
}
