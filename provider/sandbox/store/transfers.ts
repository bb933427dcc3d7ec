// Money from one wallet to another of the same organization.
import type { Wallet } from "./entities";
import type { Movement } from "./funding";
import { available } from "./ledger";
import type { Money } from "./money";
import { finishOperations, recordWalletOperation } from "./operations";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

/** Whether money may go from one wallet to the other. */
export function mayTransfer(source: Wallet, destination: Wallet): boolean {
  return (
    source !== destination &&
    source.transferAllowed &&
    destination.transferAllowed &&
    destination.status === "active" &&
    source.provider.currency === destination.provider.currency
  );
}

function checkTransfer(source: Wallet, destination: Wallet, amount: Money): void {
  // Assumption: both wallets must be active.
  if (source.status !== "active") throw new SandboxRejection("state", `wallet is ${source.status}, not active`);
  if (!source.transferAllowed) throw new SandboxRejection("state", "transfers from this wallet are not allowed");
  if (!mayTransfer(source, destination)) {
    throw new SandboxRejection("invalid", "this wallet cannot receive a transfer", ["destinationId"], destination.id);
  }
  if (available(source).lt(amount)) throw new SandboxRejection("funds", "Insufficient available balance");
}

/**
 * Assumption: a transfer costs nothing and is recorded as a withdrawal on one side and a payin on the other, because no
 * type is documented for the transfer itself.
 */
export function transferMoney(
  store: Store,
  source: Wallet,
  destination: Wallet,
  amount: Money,
  when: "now" | "later",
): Movement {
  checkTransfer(source, destination, amount);
  source.held = source.held.plus(amount);
  const debit = recordWalletOperation(store, { wallet: source, type: "withdrawal", amount, status: "pending" });
  const credit = recordWalletOperation(store, { wallet: destination, type: "payin", amount, status: "pending" });
  const settle = () => {
    source.held = source.held.minus(amount);
    store.ledger.move(source, destination, amount);
    finishOperations(store, "completed", debit, credit);
  };
  if (when === "now") settle();
  else store.later(store.settings.latency.moneyMs, settle);
  return { debitId: debit.id, creditId: credit.id };
}
