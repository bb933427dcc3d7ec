// Money put straight into a wallet by a seed or a test, exactly as given and without a fee.
import type { Wallet } from "./entities";
import type { Money } from "./money";
import { recordWalletOperation } from "./operations";
import type { Store } from "./store";

export function creditWallet(store: Store, wallet: Wallet, amount: Money): void {
  if (amount.eq(0)) return;
  store.ledger.move(store.ledger.outside, wallet, amount);
  recordWalletOperation(store, { wallet, type: "payin", amount, status: "completed" });
}
