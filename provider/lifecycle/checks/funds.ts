/** What the new cards of a run cost, per wallet: issuing fees and what is paid in at the start. Exact. */
import type { Wallet } from "../../model/entities";
import { addMoney, canonicalMoney, compareMoney, subtractMoney } from "../../model/money";
import { presentable } from "../../model/redact";
import { sameText } from "../../model/text";
import type { Raw } from "../../model/validate";

/** Amounts in another currency than the wallet's are left out: what they come to there is not known. */
export function needOf({ initialBalance, currency }: Raw, wallet: Wallet): string {
  const fee = wallet.fees?.cardIssuing;
  const isOwn = (other: unknown) =>
    other === undefined || wallet.currency === undefined || sameText(other, wallet.currency);
  const issuing = fee !== undefined && "amount" in fee && isOwn(fee.currency) ? fee.amount : "0";
  const paidIn = typeof initialBalance === "string" && isOwn(currency) ? initialBalance : "0";
  return addMoney(issuing, paidIn);
}

/** One wallet's account of what the run will take from it. */
export class Funds {
  readonly #needs = new Map<string, string>();
  #total = "0";

  /** By URN, so a card that is checked again counts once. */
  add(urn: string, need: string): void {
    this.remove(urn);
    this.#needs.set(urn, need);
    this.#total = addMoney(this.#total, need);
  }

  remove(urn: string): void {
    const before = this.#needs.get(urn);
    if (before === undefined) return;
    this.#needs.delete(urn);
    this.#total = subtractMoney(this.#total, before);
  }

  /** The sentence for a wallet that holds less than its new cards need. `mayGrow`: more of them may follow. */
  shortage(wallet: Wallet, mayGrow = false): string | undefined {
    const available = wallet.availableBalance ?? wallet.balance;
    if (available === undefined || compareMoney(this.#total, available) <= 0) return undefined;
    const count = this.#needs.size;
    const cards = count === 1 ? "the new card needs" : `the ${count} new cards${mayGrow ? " up to this one" : ""} need`;
    return `Wallet ${presentable(wallet.name ?? wallet.id)} has ${canonicalMoney(available)}; ${cards} ${this.#total} (issuing fees and initial balances).`;
  }
}
