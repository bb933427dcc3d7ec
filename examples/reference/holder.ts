/** Run by test/lifecycle/reference.test.ts and shown in docs/reference/holder.md. */
import * as fourpay from "pulumi-fourpay";

const ada = new fourpay.Holder("ada", {
  firstName: "Ada",
  lastName: "Lovelace",
  email: "ada@example.com",
  phone: "+4915123456789",
});

/** What cards name her by; the same as `ada.id`. */
export const cardOwnerId = ada.cardOwnerId;
