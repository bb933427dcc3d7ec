/** Says when a wallet cannot pay for the new cards of a run: single cards add up, a fleet's come at once. */
import type { Wallet } from "../../model/entities";
import { isLiveCard } from "../../model/status";
import type { Say } from "./asking";
import { type CardCase, type CardsTools, namedAlike } from "./cardCase";
import { Funds, needOf } from "./funds";

/** The total of a growing programme is said again once nothing was added to it for so long. */
const QUIET_MS = 100;

interface Account {
  readonly funds: Funds;
  /** Not looked for among the wallet's cards yet. */
  readonly unseen: Set<CardCase>;
  /** The total, once it was said. */
  said?: string;
}

export class Money {
  readonly #tools: CardsTools;
  readonly #accounts = new Map<string, Account>();

  constructor(tools: CardsTools) {
    this.#tools = tools;
  }

  async need(wallet: Wallet, cards: readonly CardCase[], say: Say): Promise<void> {
    const account = this.#accounts.get(wallet.id) ?? { funds: new Funds(), unseen: new Set() };
    this.#accounts.set(wallet.id, account);
    for (const card of cards) {
      account.funds.add(card.urn, needOf(card.news, wallet));
      account.unseen.add(card);
    }
    if (account.funds.shortage(wallet) === undefined) return;
    await this.#leaveOutIssued(wallet.id, account, say);
    this.#tell(wallet, account, cards.length === 1, say);
  }

  /** What an interrupted run has issued and paid for already. Where names are shown holder by holder, that is not worth the requests. */
  async #leaveOutIssued(walletId: string, { funds, unseen }: Account, say: Say): Promise<void> {
    const { run, issuer } = this.#tools;
    if (issuer.capabilities.cardNamesByHolder) return;
    for (const card of unseen) {
      unseen.delete(card);
      const named = (await namedAlike(this.#tools, walletId, card, say)) ?? [];
      if (named.some(({ id, status }) => isLiveCard(status) && !run.knows(id))) funds.remove(card.urn);
    }
  }

  /** At once the first time; what comes on top is said together, when no more comes. */
  #tell(wallet: Wallet, account: Account, mayGrow: boolean, say: Say): void {
    const text = account.funds.shortage(wallet);
    if (text === undefined || text === account.said) return;
    if (account.said === undefined) {
      account.said = text;
      say("warning", account.funds.shortage(wallet, mayGrow) ?? text);
      return;
    }
    void this.#tools.clock.sleep(QUIET_MS).then(() => {
      if (account.funds.shortage(wallet) !== text || account.said === text) return;
      account.said = text;
      say("warning", text);
    });
  }
}
