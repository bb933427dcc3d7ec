/** Facts the demo compares: what should be true at the sandbox, and what is. */
import type { CardView, Sandbox, WalletView } from "../../sandbox";

export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

export function check(what: string, expected: unknown, seen: unknown): Check {
  return { what, expected: String(expected), seen: String(seen) };
}

export function ran(succeeded: boolean): Check {
  return check("the run", "succeeded", succeeded ? "succeeded" : "failed");
}

export function holds({ expected, seen }: Check): boolean {
  return expected === seen;
}

export function liveCards(sandbox: Sandbox): CardView[] {
  return sandbox.control.snapshot().cards.filter((card) => !["closed", "creating_failed"].includes(card.status));
}

/** The live card a row of the table stands for: its name begins with the row's, followed by a mark. */
export function cardOf(sandbox: Sandbox, key: string): CardView | undefined {
  return liveCards(sandbox).find((card) => card.name.slice(0, card.name.lastIndexOf("-")) === key);
}

export function teamWallet(sandbox: Sandbox): WalletView | undefined {
  return sandbox.control.snapshot().wallets.find((wallet) => wallet.name.startsWith("team-"));
}

/** Writes the API was asked for since the journal was cleared. */
export function writes(sandbox: Sandbox): number {
  return sandbox.journal.count({ write: true });
}

/** Money is conserved: what is on wallets and cards, plus fees, is what came in. */
export function moneyAddsUp(sandbox: Sandbox): Check {
  return check(
    "money in equals money out plus what is held",
    "yes",
    sandbox.control.snapshot().ledger.balanced ? "yes" : "no",
  );
}
