// Double entry: money only moves between pots, so all pots together always make zero.
import type { Card, Pot, Wallet } from "./entities";
import { type Money, showMoney, sum, zero } from "./money";

export interface LedgerCheck {
  paidIn: string;
  wallets: string;
  cards: string;
  /** The organization's own balance: deposits made without a wallet. */
  main: string;
  fees: string;
  spent: string;
  /** Money on cards that were removed through the control interface. */
  writtenOff: string;
  /** True when money in equals money out and no pot is overdrawn. */
  balanced: boolean;
}

export class Ledger {
  /** Where deposits come from; its balance is minus everything paid in. */
  readonly outside: Pot = { balance: zero };
  readonly main: Pot = { balance: zero };
  readonly fees: Pot = { balance: zero };
  readonly spent: Pot = { balance: zero };
  readonly writtenOff: Pot = { balance: zero };

  move(from: Pot, to: Pot, amount: Money): void {
    from.balance = from.balance.minus(amount);
    to.balance = to.balance.plus(amount);
  }

  clear(): void {
    for (const pot of [this.outside, this.main, this.fees, this.spent, this.writtenOff]) pot.balance = zero;
  }

  check(wallets: Iterable<Wallet>, cards: Iterable<Card>): LedgerCheck {
    const holding = [...wallets, ...cards];
    const inWallets = sum(holding.filter((pot) => !("wallet" in pot)).map((pot) => pot.balance));
    const inCards = sum(holding.filter((pot) => "wallet" in pot).map((pot) => pot.balance));
    const paidIn = zero.minus(this.outside.balance);
    const out = sum([
      inWallets,
      inCards,
      this.main.balance,
      this.fees.balance,
      this.spent.balance,
      this.writtenOff.balance,
    ]);
    const overdrawn = holding.some((pot) => pot.balance.lt(pot.held) || pot.held.lt(0));
    return {
      paidIn: showMoney(paidIn),
      wallets: showMoney(inWallets),
      cards: showMoney(inCards),
      main: showMoney(this.main.balance),
      fees: showMoney(this.fees.balance),
      spent: showMoney(this.spent.balance),
      writtenOff: showMoney(this.writtenOff.balance),
      balanced: paidIn.eq(out) && !overdrawn,
    };
  }
}

export function available(pot: Wallet | Card): Money {
  return pot.balance.minus(pot.held);
}
