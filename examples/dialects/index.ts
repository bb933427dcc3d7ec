/** The same person and card through either API; which one is the stack's business, not the program's. */
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

/** A wallet of the organization, or an account of the merchant: where the money is. */
const walletId = new pulumi.Config().require("walletId");

/** The one thing the merchant's API wants to know in addition: the account a person belongs to. */
const onMerchant = new pulumi.Config("fourpay").get("dialect") === "merchant";
const account = onMerchant ? { accountId: walletId } : {};

const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", ...account });

const card = new fourpay.Card("ada-ads", {
  walletId,
  holderId: ada.id,
  limits: { daily: "100.00" },
  initialBalance: "5.00",
  frozen: new pulumi.Config().getBoolean("frozen") ?? false,
});

export const masked = card.maskedNumber;
export const status = card.status;
