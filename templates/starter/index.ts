import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";

const config = new pulumi.Config();

/** `pulumi config set walletId <id>` chooses the wallet; without it the only active one is taken. */
const walletId = config.get("walletId") ?? onlyActiveWallet();

const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });

const card = new fourpay.Card("ada-ads", {
  walletId,
  holderId: ada.id,
  limits: { daily: "50.00", monthly: "500.00" },
});

export const masked = card.maskedNumber;
export const status = card.status;

async function onlyActiveWallet(): Promise<string> {
  const [wallet, ...others] = await fourpay.getWallets({ statuses: ["active"] });
  if (wallet === undefined) {
    throw new pulumi.RunError("There is no active wallet: create one in the dashboard, or declare a fourpay.Wallet here.");
  }
  if (others.length === 0) return wallet.id;
  const listed = [wallet, ...others].map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  throw new pulumi.RunError(
    `Several wallets are active. Choose one with \`pulumi config set walletId <id>\`:\n${listed}`,
  );
}
