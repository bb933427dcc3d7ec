/** The cards of one declaration, one or thousands, held against what their wallet allows. Asks only for cards that are new or changed. */
import { isLiveCard } from "../../model/status";
import { MOST_SHOWN } from "../fleet/check";
import type { Say } from "./asking";
import {
  ABSENT,
  absentHolder,
  absentWallet,
  adoptionProblems,
  isForeignBin,
  issueProblems,
  nameProblems,
  type WalletFacts,
  walletProblems,
} from "./card";
import { type CardCase, type CardsContext, type CardsTools, namedAlike } from "./cardCase";
import { changedLimits, limitProblems } from "./limits";
import { Money } from "./money";
import { type Problem, within } from "./problem";

export class CardChecks {
  readonly #tools: CardsTools;
  readonly #money: Money;

  constructor(tools: CardsTools) {
    this.#tools = tools;
    this.#money = new Money(tools);
  }

  async problems(walletId: unknown, cases: readonly CardCase[], context: CardsContext): Promise<Problem[]> {
    const { say } = context;
    const news = cases.filter(({ isNew }) => isNew);
    const updates = cases.filter(
      ({ isNew, olds, news: { limits } }) => !isNew && changedLimits(olds.limits, limits).length > 0,
    );
    if (news.length + updates.length === 0) return [];
    const issued = news.filter(({ news: { adopt } }) => adopt === undefined);
    const holders = await this.#missingHolders(issued, say);
    if (typeof walletId !== "string") return holders;

    const needed = { wallet: news.length > 0, rules: issued.length + updates.length > 0 };
    const facts = await this.#facts(walletId, needed, say);
    const changes = updates.flatMap((card) => changeProblems(card, facts));
    if (facts.wallet === ABSENT) {
      const absent = this.#tools.run.knows(walletId) ? [] : [absentWallet("walletId")];
      return [...absent, ...holders, ...changes];
    }
    const issues = await this.#issues(walletId, issued, await this.#withBins(walletId, issued, facts, say), context);
    // Without a word about the wallet, no answer about one of its cards is believed.
    const adoptions = facts.wallet === undefined ? [] : news.map((card) => this.#adoption(walletId, card, say));
    const adopted = (await Promise.all(adoptions)).flat();
    if (facts.wallet !== undefined) await this.#money.need(facts.wallet, issued, say);
    return [...issues, ...holders, ...adopted, ...changes];
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

  /** The catalogue is asked for only where the wallet's own list lacks a BIN; without an answer nothing is held against any. */
  async #withBins(walletId: string, cards: readonly CardCase[], facts: WalletFacts, say: Say): Promise<WalletFacts> {
    if (!cards.some(({ news }) => isForeignBin(news, facts))) return facts;
    const binOptions = await this.#tools.lookups.binOptions(walletId, say);
    return binOptions === undefined ? { ...facts, binsMayChange: true } : { ...facts, binOptions };
  }

  /** Of holders a card had before nothing is asked, nor of people this program declares: whether they are there yet is a matter of order. */
  async #missingHolders(cards: readonly CardCase[], say: Say): Promise<Problem[]> {
    const { program, lookups, run } = this.#tools;
    const others = cards.filter(({ olds, news: { holderId } }) => olds.holderId !== holderId);
    const ids = new Set(others.map(({ news: { holderId } }) => holderId));
    const literal = [...ids].filter(
      (id): id is string => typeof id === "string" && !program.declaresHolder(id) && !run.knows(id),
    );
    if (literal.length === 0) return [];
    const missing = await lookups.missingHolders(literal, say);
    const theirs = others.filter(({ news: { holderId } }) => missing.has(String(holderId)));
    return theirs.map(({ prefix }) => within(prefix, absentHolder()));
  }

  /** A card that was adopted once is not adopted again when it is replaced. */
  async #adoption(walletId: string, { prefix, olds, news: { adopt } }: CardCase, say: Say): Promise<Problem[]> {
    const { run, lookups } = this.#tools;
    if (typeof adopt !== "string" || olds.adopt === adopt || run.knows(adopt)) return [];
    return adoptionProblems(await lookups.adoptable(walletId, adopt, say)).map((problem) => within(prefix, problem));
  }

  async #issues(
    walletId: string,
    cards: readonly CardCase[],
    facts: WalletFacts,
    context: CardsContext,
  ): Promise<Problem[]> {
    const { wallet } = facts;
    const mayActivate = wallet === undefined || wallet === ABSENT || this.#tools.program.mayActivate(wallet);
    const ofWallet = walletProblems(wallet, mayActivate);
    const found = cards.map((card) => ({ card, problems: issueProblems(card.news, facts) }));
    const isSuspect = (problems: readonly Problem[]) =>
      [...ofWallet, ...problems].some(({ severity }) => severity === "refusal");
    const suspects = found.filter(({ problems }) => isSuspect(problems)).map(({ card }) => card);
    const excused = await this.#alreadyThere(walletId, suspects, context);
    const counted = found.filter(({ card }) => !excused.has(card));
    return [
      ...(counted.length > 0 ? ofWallet : []),
      ...counted.flatMap(({ card, problems }) => problems.map((problem) => within(card.prefix, problem))),
      ...(await this.#names(
        walletId,
        counted.map(({ card }) => card),
        context,
      )),
    ];
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

  async #isThere(walletId: string, card: CardCase, { mayHaveIssued, say }: CardsContext): Promise<boolean> {
    if (!card.nameIsMade && !mayHaveIssued) return false;
    const named = await namedAlike(this.#tools, walletId, card, say);
    return named === undefined || named.some(({ status }) => isLiveCard(status));
  }

  async #names(walletId: string, cards: readonly CardCase[], context: CardsContext): Promise<Problem[]> {
    const { deletedFirst, mayHaveIssued, say } = context;
    if (deletedFirst) return [];
    const { run, issuer } = this.#tools;
    const problems: Problem[] = [];
    const named = cards.filter(({ nameIsMade, olds, news: { name } }) => !nameIsMade && olds.name !== name);
    // Where names are shown per holder only, each holder is a request.
    const holders = new Set<unknown>();
    for (const card of named) {
      if (issuer.capabilities.cardNamesByHolder && holders.add(card.news.holderId).size > MOST_SHOWN) {
        say(
          "warning",
          `The names of ${named.length} new cards were checked in part: this API shows names holder by holder.`,
        );
        break;
      }
      const others = (await namedAlike(this.#tools, walletId, card, say)) ?? [];
      for (const problem of nameProblems(others, (id) => run.knows(id))) {
        const severity = mayHaveIssued ? "warning" : problem.severity;
        problems.push(within(card.prefix, { ...problem, severity }));
      }
    }
    return problems;
  }
}

function changeProblems({ prefix, olds, news }: CardCase, { rules }: WalletFacts): Problem[] {
  if (rules === undefined) return [];
  const changes = changedLimits(olds.limits ?? {}, news.limits);
  return limitProblems(changes, rules).map((problem) => within(prefix, problem));
}
