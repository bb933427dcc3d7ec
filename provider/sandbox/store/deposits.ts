// Deposits: a one-time crypto address; money arrives only when a test, the demo or the configured latency says so.
import { createHash } from "node:crypto";
import type { Deposit } from "./entities";
import { feeFor } from "./fees";
import { type Money, money, percentOf, zero } from "./money";
import { recordWalletOperation } from "./operations";
import { SandboxRejection } from "./rejection";
import type { Store } from "./store";

// Assumption: a deposit to the organization's main balance costs the same as the default of a wallet.
const mainDepositPercent = "0.5";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function tronAddress(seed: string): string {
  const bytes = createHash("sha512").update(seed).digest().subarray(0, 33);
  return `T${[...bytes].map((byte) => base58[byte % base58.length]).join("")}`;
}

export function createDeposit(store: Store, currency: string, walletId: string | undefined): Deposit {
  const wallet = walletId === undefined ? undefined : store.wallets.get(walletId);
  if (walletId !== undefined && !wallet) {
    throw new SandboxRejection("invalid", "unknown wallet", ["walletId"], walletId);
  }
  const id = store.newId();
  const deposit: Deposit = {
    id,
    ...(wallet && { wallet }),
    currency,
    address: tronAddress(id),
    status: "in_progress",
    received: zero,
    fee: zero,
    credited: zero,
    createdAt: store.now(),
  };
  store.deposits.set(id, deposit);
  const { depositMs } = store.settings.latency;
  if (depositMs !== undefined) {
    store.later(depositMs, () => settleDeposit(store, deposit, money(store.settings.depositAmount)));
  }
  return deposit;
}

/** The crypto arrives: the fee is kept and the rest is credited. A deposit settles once. */
export function settleDeposit(store: Store, deposit: Deposit, received: Money): void {
  if (deposit.status !== "in_progress") return;
  const { wallet } = deposit;
  deposit.received = received;
  deposit.fee = wallet ? feeFor(wallet, "topUpsAllocation", received) : percentOf(received, mainDepositPercent);
  deposit.credited = received.minus(deposit.fee);
  deposit.txHash = createHash("sha256").update(deposit.id).digest("hex");
  deposit.status = "completed";
  store.changes.announce({ kind: "deposit", deposit });
  store.ledger.move(store.ledger.outside, wallet ?? store.ledger.main, received);
  store.ledger.move(wallet ?? store.ledger.main, store.ledger.fees, deposit.fee);
  if (wallet) {
    recordWalletOperation(store, {
      wallet,
      type: "payin",
      amount: deposit.credited,
      fee: deposit.fee,
      status: "completed",
    });
  }
}
