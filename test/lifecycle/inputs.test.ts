// Bad input is refused in preview with the path, what was given (never a secret) and what is allowed.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card } from "../support/ada";
import { openStack } from "../support/stack";

const wallet: fourpay.WalletArgs = { providerId: seedIds.personalProvider };
const holder: fourpay.HolderArgs = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };

interface BadInput {
  readonly says: string;
  readonly card?: object;
  readonly wallet?: object;
  readonly holder?: object;
  /** Must not be repeated. */
  readonly hides?: string;
}

const AMOUNT = 'a decimal amount such as "500.00", not below zero';

const badInputs: BadInput[] = [
  { card: { limits: { daily: "1,000.00" } }, says: `limits.daily: "1,000.00" is not allowed: ${AMOUNT}` },
  { card: { limits: { daily: "ten" } }, says: `limits.daily: a text of 3 characters is not allowed: ${AMOUNT}` },
  { card: { limits: { weekly: "-5.00" } }, says: `limits.weekly: "-5.00" is not allowed: ${AMOUNT}` },
  { card: { limits: { monthly: 1e21 } }, says: "limits.monthly: 1e+21 is not allowed" },
  { card: { limits: {} }, says: 'limits: is required: at least one limit, for example { daily: "500.00" }' },
  { card: { limits: undefined }, says: "limits: is required: at least one limit" },
  {
    card: { limits: { dayly: "5.00" } },
    says: 'limits: has no "dayly"; daily, weekly, monthly, yearly, lifetime, perTransaction are allowed',
  },
  { card: { limits: { daily: "5.001" } }, says: "limits.daily: has more decimals than the currency allows (2)" },
  {
    card: { currency: "JPY", initialBalance: "5.5" },
    says: "initialBalance: has more decimals than JPY allows (0)",
  },
  { card: { initialBalance: "0.005" }, says: "initialBalance: has more decimals than the currency allows (2)" },
  {
    card: { binId: seedIds.visaBin, binCategoryId: seedIds.travel },
    says: "binId: and binCategoryId are both given; one of them selects the BIN",
  },
  { card: { binId: "visa" }, says: "binId: a text of 4 characters is not allowed: a UUID" },
  { card: { walletId: "my-wallet" }, says: "walletId: a text of 9 characters is not allowed: a UUID" },
  { card: { holderId: "a/../b" }, says: "holderId: a text of 6 characters is not allowed: the id of a holder" },
  { card: { currency: "usd" }, says: "currency: a text of 3 characters is not allowed: an ISO 4217 currency code" },
  {
    card: { cardType: "metal" },
    says: 'cardType: a text of 5 characters is not allowed: one of "virtual", "physical"',
  },
  { card: { deletionPolicy: "burn" }, says: 'one of "close", "freeze", "retain"' },
  { card: { frozen: "yes" }, says: "frozen: a text of 3 characters is not allowed: true or false" },
  { card: { adopt: true }, says: "adopt: true needs a name to look for" },
  { card: { colour: "red" }, says: 'has no "colour"' },
  { card: { name: "" }, says: "name: an empty text is not allowed: a card name of 1 to 100 characters" },
  {
    card: { name: "4000001234567899\u0007" },
    says: "name: a text of 17 characters is not allowed",
    hides: "4000001234567899",
  },
  { wallet: { name: "Ads & Co" }, says: "name: a text of 8 characters is not allowed: 2 to 40 Latin letters" },
  { wallet: { providerId: undefined }, says: "providerId: is required: an id from the wallet providers list" },
  { wallet: { accountId: seedIds.wallet }, says: "accountId: is not allowed" },
  { wallet: { fees: { cardTransactions: { percent: "two" } } }, says: "fees.cardTransactions" },
  { wallet: { fees: { topUpsAllocation: { amount: "1", currency: "USD" } } }, says: "fees.topUpsAllocation" },
  { wallet: { binDirections: [{ categoryId: "ads", binIds: [] }] }, says: "binDirections.0.categoryId" },
  { holder: { email: "ada at example" }, says: "email: a text of 14 characters is not allowed", hides: "ada at" },
  { holder: { firstName: " " }, says: 'firstName: " " is not allowed: a first name of 1 to 255 characters' },
  { holder: { cardOwnerId: "ada lovelace" }, says: "cardOwnerId: a text of 12 characters is not allowed" },
  { holder: { accountId: seedIds.wallet }, says: "accountId: is not allowed" },
];

const kinds = ["card", "wallet", "holder"] as const;

test.each(kinds)("each bad input of a %s has a sentence of its own, and nothing is asked of the API", async (kind) => {
  const cases = badInputs.filter((bad) => bad[kind] !== undefined);
  expect(cases.length).toBeGreaterThan(3);
  const stack = await openStack();
  for (const bad of cases) {
    stack.declare(() => {
      if (bad.card !== undefined) new fourpay.Card("it", { ...card, ...bad.card } as fourpay.CardArgs);
      if (bad.wallet !== undefined) new fourpay.Wallet("it", { ...wallet, ...bad.wallet } as fourpay.WalletArgs);
      if (bad.holder !== undefined) new fourpay.Holder("it", { ...holder, ...bad.holder } as fourpay.HolderArgs);
    });
    const report = await stack.expectRefused(bad.says);
    if (bad.hides !== undefined) expect(report.output).not.toContain(bad.hides);
  }
  expect(stack.sandbox.journal.list()).toEqual([]);
});

test("several mistakes in one resource are told at once", async () => {
  const stack = await openStack();
  stack.declare(() => {
    new fourpay.Card("it", { ...card, walletId: "w", currency: "usd", limits: { daily: "-1" } });
  });
  const report = await stack.expectRefused("walletId: ");
  expect(report.output).toContain("currency: ");
  expect(report.output).toContain("limits.daily: ");
});
