/** The cards of one declaration, one or thousands, held against what their wallet allows. Asks only for cards that are new or changed. */
import type { CardIssuer } from "../../api/port";
import type { Clock } from "../../model/clock";
import type { CardSummary, Wallet } from "../../model/entities";
import { isLiveCard } from "../../model/status";
import type { Raw } from "../../model/validate";
import { MOST_SHOWN } from "../fleet/check";
import type { Run } from "../run";
import type { Say } from "./asking";
import {
  ABSENT,
  absentHolder,
  absentWallet,
  adoptionProblems,
  issueProblems,
  nameProblems,
  type WalletFacts,
  walletProblems,
} from "./card";
import { Funds, needOf } from "./funds";
import { changedLimits, limitProblems } from "./limits";
import type { Lookups } from "./lookups";
import { type Problem, within } from "./problem";
import type { Program } from "./program";

/** One declared card with what is to be found out about it. */
export interface CardCase {
  /** Where its properties stand in the declaration: empty, or `cards.<key>.` */
  readonly prefix: string;
  readonly urn: string;
  readonly olds: Raw;
  readonly news: Raw;
  /** A card is to be issued or taken over, not changed. */
  readonly isNew: boolean;
  /** The name the card gets, where it is known. Asked for only when it is needed: making thousands takes a while. */
  readonly name: () => string | undefined;
  /** Under a name that only this declaration makes, a card can only be its own. */
  readonly nameIsMade: boolean;
}

export interface CardsContext {
  /** Nobody can tell from the inputs which cards an interrupted update has issued already. */
  readonly mayHaveIssued: boolean;
  /** The resource is deleted before it is replaced: what holds its name now may be itself. */
  readonly deletedFirst: boolean;
  readonly say: Say;
}

export interface CardsTools {
  readonly issuer: Pick<CardIssuer, "capabilities">;
  readonly run: Run;
  readonly lookups: Lookups;
  readonly program: Program;
  readonly clock: Clock;
}

/** The total of a growing programme is said again once nothing was added to it for so long. */
const QUIET_MS = 250;

interface Account {
  readonly funds: Funds;
  /** Not looked for among the wallet's cards yet. */
  readonly unseen: Set<CardCase>;
  said?: string;
}

export class CardChecks {
  readonly #tools: CardsTools;
  readonly #accounts = new Map<string, Account>();

  constructor(tools: CardsTools) {
    this.#tools = tools;
  }

  async problems(walletId: unknown, cases: readonly CardCase[], context: CardsContext): Promise<Problem[]> {
    const news = cases.filter(({ isNew }) => isNew);
    const updates = cases.filter(
      ({ isNew, olds, news: { limits } }) => !isNew && changedLimits(olds.limits, limits).length > 0,
    );
    if (news.length + updates.length === 0) return [];
    const issued = news.filter(({ news: { adopt } }) => adopt === undefined);
    const missing = await this.#missingHolders(issued, context.say);
    const withoutHolder = issued.filter(({ news: { holderId } }) => missing.has(String(holderId)));
    const holderProblems = withoutHolder.map(({ prefix }) => within(prefix, absentHolder()));
    if (typeof walletId !== "string") return holderProblems;

    const facts = await this.#facts(
      walletId,
      { wallet: news.length > 0, rules: issued.length + updates.length > 0 },
      context.say,
    );
    const changes = updates.flatMap(({ prefix, olds, news: { limits } }) =>
      (facts.rules === undefined ? [] : limitProblems(changedLimits(olds.limits, limits), facts.rules)).map((problem) =>
        within(prefix, problem),
      ),
    );
    if (facts.wallet === ABSENT)
      return this.#tools.run.knows(walletId) ? changes : [absentWallet("walletId"), ...changes];
    const adoptions = await Promise.all(news.map((card) => this.#adoption(walletId, card, context.say)));
    const issues = await this.#issues(walletId, issued, { facts, missing }, context);
    if (facts.wallet !== undefined) await this.#costs(facts.wallet, issued, context);
    return [...issues, ...changes, ...adoptions.flat()];
  }

  async #facts(walletId: string, needed: { wallet: boolean; rules: boolean }, say: Say): Promise<WalletFacts> {
    const { lookups, program } = this.#tools;
    const [wallet, rules] = await Promise.all([
      needed.wallet ? lookups.wallet(walletId, say) : undefined,
      needed.rules ? lookups.rules(walletId, say) : undefined,
    ]);
    const known = wallet === undefined || wallet === ABSENT ? { id: walletId } : wallet;
    return { wallet, rules, binsMayChange: program.mayRedirect(known) };
  }

  /** People that this program declares are not asked for: whether they are there yet is a matter of order. */
  async #missingHolders(cards: readonly CardCase[], say: Say): Promise<ReadonlySet<string>> {
    const { program, lookups, run } = this.#tools;
    const ids = new Set(cards.map(({ news: { holderId } }) => holderId));
    const literal = [...ids].filter(
      (id): id is string => typeof id === "string" && !program.declaresHolder(id) && !run.knows(id),
    );
    return literal.length === 0 ? new Set() : lookups.missingHolders(literal, say);
  }

  /** A card that was adopted once is not adopted again when it is replaced. */
  async #adoption(walletId: string, { prefix, olds, news: { adopt } }: CardCase, say: Say): Promise<Problem[]> {
    if (typeof adopt !== "string" || olds.adopt === adopt || this.#tools.run.knows(adopt)) return [];
    return adoptionProblems(await this.#tools.lookups.adoptable(walletId, adopt, say)).map((problem) =>
      within(prefix, problem),
    );
  }

  async #issues(
    walletId: string,
    cards: readonly CardCase[],
    { facts, missing }: { readonly facts: WalletFacts; readonly missing: ReadonlySet<string> },
    context: CardsContext,
  ): Promise<Problem[]> {
    const { wallet } = facts;
    const mayActivate = wallet === undefined || wallet === ABSENT || this.#tools.program.mayActivate(wallet);
    const ofWallet = walletProblems(wallet, mayActivate);
    const found: [CardCase, Problem[]][] = cards.map((card) => [
      card,
      [...issueProblems(card.news, facts), ...(missing.has(String(card.news.holderId)) ? [absentHolder()] : [])],
    ]);
    const suspects = found.filter(([, problems]) =>
      [...ofWallet, ...problems].some(({ severity }) => severity === "refusal"),
    );
    const excused = await this.#alreadyThere(
      walletId,
      suspects.map(([card]) => card),
      context,
    );
    const names = await this.#names(
      walletId,
      cards.filter((card) => !excused.has(card)),
      context,
    );
    const counted = found.filter(([card]) => !excused.has(card));
    const ofCards = counted.flatMap(([{ prefix }, problems]) => problems.map((problem) => within(prefix, problem)));
    return [...(counted.length > 0 ? ofWallet : []), ...ofCards, ...names];
  }

  /** Where the card exists already (an earlier run was interrupted), nothing is issued, so nothing can be wrong with issuing it. */
  async #alreadyThere(
    walletId: string,
    suspects: readonly CardCase[],
    context: CardsContext,
  ): Promise<ReadonlySet<CardCase>> {
    const there = new Set<CardCase>();
    let absent = 0;
    for (const card of suspects) {
      // So many are shown; for those that are only counted nothing more is asked.
      if (absent >= MOST_SHOWN) break;
      if (await this.#isThere(walletId, card, context)) there.add(card);
      else absent += 1;
    }
    return there;
  }

  async #isThere(walletId: string, card: CardCase, context: CardsContext): Promise<boolean> {
    if (!card.nameIsMade && !context.mayHaveIssued) return false;
    const named = await this.#named(walletId, card, context.say);
    return named === undefined || named.some(({ status }) => isLiveCard(status));
  }

  /** Undefined where it is not known. */
  async #named(walletId: string, card: CardCase, say: Say): Promise<readonly CardSummary[] | undefined> {
    const { holderId } = card.news;
    const name = card.name();
    // What could not be named before could not be issued either.
    if (name === undefined || typeof holderId !== "string") return [];
    return this.#tools.lookups.named(walletId, holderId, name, say);
  }

  async #names(walletId: string, cards: readonly CardCase[], context: CardsContext): Promise<Problem[]> {
    if (context.deletedFirst) return [];
    const { run, issuer } = this.#tools;
    const problems: Problem[] = [];
    const named = cards.filter(({ nameIsMade, olds, news: { name } }) => !nameIsMade && olds.name !== name);
    // Where names are shown per holder only, each holder is a request.
    const holders = new Set<unknown>();
    for (const card of named) {
      if (issuer.capabilities.cardNamesByHolder && holders.add(card.news.holderId).size > MOST_SHOWN) {
        context.say(
          "warning",
          `The names of ${named.length} new cards were checked in part: this API shows names holder by holder.`,
        );
        break;
      }
      const others = (await this.#named(walletId, card, context.say)) ?? [];
      for (const problem of nameProblems(others, (id) => run.knows(id))) {
        const severity = context.mayHaveIssued ? "warning" : problem.severity;
        problems.push(within(card.prefix, { ...problem, severity }));
      }
    }
    return problems;
  }

  async #costs(wallet: Wallet, cards: readonly CardCase[], context: CardsContext): Promise<void> {
    const account = this.#accounts.get(wallet.id) ?? { funds: new Funds(), unseen: new Set() };
    this.#accounts.set(wallet.id, account);
    for (const card of cards) {
      account.funds.add(card.urn, needOf(card.news, wallet));
      account.unseen.add(card);
    }
    if (account.funds.shortage(wallet) === undefined) return;
    await this.#leaveOutIssued(wallet.id, account, context);
    this.#tell(wallet, account, context.say);
  }

  /** What an interrupted run has issued and paid for already. */
  async #leaveOutIssued(walletId: string, { funds, unseen }: Account, { say }: CardsContext): Promise<void> {
    const { run, issuer } = this.#tools;
    if (issuer.capabilities.cardNamesByHolder) return;
    for (const card of unseen) {
      unseen.delete(card);
      const named = (await this.#named(walletId, card, say)) ?? [];
      if (named.some(({ id, status }) => isLiveCard(status) && !run.knows(id))) funds.remove(card.urn);
    }
  }

  /** At once the first time; what comes on top is said together, when no more comes. */
  #tell(wallet: Wallet, account: Account, say: Say): void {
    const text = account.funds.shortage(wallet);
    if (text === undefined || text === account.said) return;
    if (account.said === undefined) {
      account.said = text;
      say("warning", text);
      return;
    }
    void this.#tools.clock.sleep(QUIET_MS).then(() => {
      if (account.funds.shortage(wallet) !== text || account.said === text) return;
      account.said = text;
      say("warning", text);
    });
  }
}
