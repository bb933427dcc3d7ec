// In-place updates of a wallet: name, fees and activity, without replacement and with the needed writes only.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { openStack, ROUTES, updatesInPlace } from "../support/stack";

test("a wallet's name, fees and activity", async () => {
  const stack = await openStack();
  const ads: fourpay.WalletArgs = {
    providerId: seedIds.personalProvider,
    name: "Ads",
    fees: { cardIssuing: { amount: "2.00", currency: "USD" } },
  };
  stack.declare(() => {
    new fourpay.Wallet("ads", { ...ads });
  });
  await stack.up();

  ads.name = "Ads (EU)";
  await updatesInPlace(stack, "ads", [ROUTES.updateWallet]);
  expect((await stack.wallet("ads")).name).toBe("Ads (EU)");

  ads.fees = { cardIssuing: { amount: "0.25", currency: "USD" }, cardTransactions: { percent: "1.5" } };
  await updatesInPlace(stack, "ads", [ROUTES.updateWallet]);
  // The fee is what the sandbox now charges.
  stack.sandbox.control.fundWallet(await stack.id("ads"), "10.00");
  stack.sandbox.control.seedHolder({ id: "bob", firstName: "Bob", lastName: "B", email: "bob@example.com" });
  stack.declare(() => {
    const wallet = new fourpay.Wallet("ads", { ...ads });
    new fourpay.Card("probe", { walletId: wallet.id, holderId: "bob", limits: { daily: 1 } });
  });
  await stack.up();
  expect((await stack.wallet("ads")).balance).toBe("9.75");

  stack.declare(() => {
    new fourpay.Wallet("ads", { ...ads });
  });
  await stack.up();
  ads.active = false;
  await updatesInPlace(stack, "ads", [ROUTES.deactivate]);
  expect((await stack.wallet("ads")).status).toBe("inactive");
  ads.active = true;
  await updatesInPlace(stack, "ads", [ROUTES.activate]);
  expect((await stack.wallet("ads")).status).toBe("active");
  ads.fees = { cardTransactions: { percent: "1.50" } };
  await stack.expectRefused("fees.cardIssuing: cannot be removed");

  // Written differently, the same in value: nothing to do at all.
  ads.fees = { cardTransactions: { percent: 1.5 }, cardIssuing: { amount: 0.25, currency: "USD" } };
  expect((await stack.up()).requests).toEqual([]);
});
