/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/lookups.md. */
import * as fourpay from "pulumi-fourpay";

export const found = lookAround();

async function lookAround() {
  const [account] = await fourpay.getWallets();
  if (account === undefined) throw new Error("There is no account.");
  const restrictions = await fourpay.getWalletRestrictions({ walletId: account.id });
  const destinations = await fourpay.getTransferDestinations({ walletId: account.id });
  const people = await fourpay.getHolders({ walletId: account.id });
  const deliveries = await fourpay.getWebhookEvents();
  return {
    maxCards: restrictions.maxCards,
    mayPayTo: destinations.map(({ id }) => id),
    people: people.length,
    failedDeliveries: deliveries.filter(({ deliveryStatus }) => deliveryStatus === "failed").length,
  };
}
