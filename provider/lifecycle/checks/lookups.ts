/** What the API shows, as far as previews need it: each thing asked for once per process, few requests however many cards. */
import type { Call, CardIssuer } from "../../api/port";
import type { BinCategory, CardSummary, Wallet, WalletRules, WalletSummary } from "../../model/entities";
import { isFourpayError } from "../../model/errors";
import { sameText } from "../../model/text";
import type { Run } from "../run";
import type { Asking, Say } from "./asking";
import { ABSENT } from "./card";

/** So many are asked for one by one; for more, the list is read. */
const ONE_BY_ONE = 3;

export class Lookups {
  readonly #issuer: CardIssuer;
  readonly #run: Run;
  readonly #asking: Asking;
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #asked = new Map<string, number>();

  constructor(issuer: CardIssuer, run: Run, asking: Asking) {
    this.#issuer = issuer;
    this.#run = run;
    this.#asking = asking;
  }

  /** Not found counts only when the list of wallets can be read and lacks it: something else may answer 404 to everything. */
  wallet(id: string, say: Say): Promise<Wallet | typeof ABSENT | undefined> {
    return this.#once(`wallet ${id}`, "the wallet", say, async (call) => {
      const wallet = await orAbsent(this.#issuer.getWallet(id, call));
      if (wallet !== ABSENT) return wallet;
      const listed = await this.#issuer.listWallets(call);
      return listed.some((other) => sameText(other.id, id)) ? undefined : ABSENT;
    });
  }

  /** The answer is the one issuing uses. */
  async rules(walletId: string, say: Say): Promise<WalletRules | undefined> {
    const rules = await this.#once(`rules ${walletId}`, "the limits and BINs of the wallet", say, (call) =>
      orAbsent(this.#run.rules(walletId, call)),
    );
    return rules === ABSENT ? undefined : rules;
  }

  /** The catalogue for this wallet; empty where the dialect has none. */
  binOptions(walletId: string, say: Say): Promise<readonly BinCategory[] | undefined> {
    const { listBinOptions } = this.#issuer;
    if (listBinOptions === undefined) return Promise.resolve([]);
    return this.#once(`BIN options ${walletId}`, "the BIN options", say, (call) => listBinOptions(walletId, call));
  }

  wallets(say: Say): Promise<WalletSummary[] | undefined> {
    return this.#once("wallets", "the list of wallets", say, (call) => this.#issuer.listWallets(call));
  }

  providers(say: Say): Promise<readonly { readonly id: string }[] | undefined> {
    return this.#once("providers", "the wallet providers", say, (call) => this.#issuer.listWalletProviders(call));
  }

  /** The list is the one creations use, so it is not read twice. */
  async named(walletId: string, holderId: string, name: string, say: Say): Promise<readonly CardSummary[] | undefined> {
    const inventory = this.#run.inventory(walletId, holderId);
    const named = await this.#asking.ask("the names of the wallet's cards", say, (call) =>
      orAbsent(inventory.named(name, call)),
    );
    return named === ABSENT ? [] : named;
  }

  async adoptable(
    walletId: string,
    cardId: string,
    say: Say,
  ): Promise<Pick<CardSummary, "status"> | typeof ABSENT | undefined> {
    const what = "the card to take over";
    if (this.#mayAsk(`cards ${walletId}`, cardId)) {
      return this.#once(`card ${walletId} ${cardId}`, what, say, (call) =>
        orAbsent(this.#issuer.getCard({ walletId, cardId }, { ...call, mayBeOverdrawn: true })),
      );
    }
    const listed = await this.#once(`cards ${walletId}`, what, say, async (call) => {
      const cards = await this.#issuer.listCards(walletId, {}, call);
      return new Map(cards.map((card) => [card.id.toLowerCase(), card]));
    });
    return listed === undefined ? undefined : (listed.get(cardId.toLowerCase()) ?? ABSENT);
  }

  /** Which of these people do not exist. */
  async missingHolders(ids: readonly string[], say: Say): Promise<ReadonlySet<string>> {
    const single = ids.filter((id) => this.#mayAsk("holders", id));
    const others = ids.filter((id) => !single.includes(id));
    const found = await Promise.all(single.map(async (id) => [id, await this.#holder(id, say)] as const));
    const missing = new Set(found.filter(([, holder]) => holder === ABSENT).map(([id]) => id));
    if (others.length === 0) return missing.size > 0 && (await this.#showsHolders(say)) ? missing : new Set();
    const listed = await this.#once("all holders", "the holders", say, (call) => this.#allHolders(call));
    if (listed === undefined) return new Set();
    const unlisted = others.filter((id) => !listed.has(id.toLowerCase()));
    // A list may be behind; it is believed when it is right about the first few.
    const sample = unlisted.slice(0, ONE_BY_ONE);
    const looked = await Promise.all(sample.map((id) => this.#holder(id, say)));
    if (looked.every((holder) => holder === ABSENT)) for (const id of unlisted) missing.add(id);
    return missing;
  }

  /** Something else may answer 404 to everything: nobody is missing while the list of people cannot be read. */
  #showsHolders(say: Say): Promise<boolean | undefined> {
    return this.#once("holders shown", "the holders", say, async (call) => {
      for await (const _first of this.#issuer.listHolders(call)) break;
      return true;
    });
  }

  #holder(id: string, say: Say): Promise<unknown> {
    return this.#once(`holder ${id}`, "the holder", say, (call) => orAbsent(this.#issuer.getHolder(id, call)));
  }

  async #allHolders(call: Call): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for await (const { id } of this.#issuer.listHolders(call)) ids.add(id.toLowerCase());
    return ids;
  }

  /** Whether this one is among the few that are asked for one by one. */
  #mayAsk(group: string, id: string): boolean {
    const key = `${group} ${id}`;
    const before = this.#asked.get(key);
    if (before !== undefined) return before < ONE_BY_ONE;
    const count = this.#asked.get(group) ?? 0;
    this.#asked.set(group, count + 1);
    this.#asked.set(key, count);
    return count < ONE_BY_ONE;
  }

  #once<T>(key: string, what: string, say: Say, question: (call: Call) => Promise<T>): Promise<T | undefined> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T | undefined>;
    const asked = this.#asking.ask(what, say, question);
    this.#answers.set(key, asked);
    return asked;
  }
}

async function orAbsent<T>(look: Promise<T>): Promise<T | typeof ABSENT> {
  try {
    return await look;
  } catch (error) {
    if (isFourpayError(error, "not_found")) return ABSENT;
    throw error;
  }
}
