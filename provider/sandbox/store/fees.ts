// What something costs: a fee is either a percentage of an amount or a fixed sum.
import type { FeeKind, Wallet } from "./entities";
import { type Money, money, percentOf, zero } from "./money";
import { feesOf } from "./wallets";

export function feeFor(wallet: Wallet, kind: FeeKind, amount: Money = zero): Money {
  const fee = feesOf(wallet)[kind];
  return fee.kind === "percent" ? percentOf(amount, fee.percent) : money(fee.amount);
}
