/**
 * What a preview asks the server. Reads only, and only about facts that no order of steps changes: everything that this program itself may
 * make right is left to the run. What is recorded and did not change is neither asked about nor refused.
 */
import type { CardIssuer } from "../../api/port";
import type { Clock } from "../../model/clock";
import { isFailedWallet } from "../../model/status";
import { isUnknown, knownEqual } from "../../model/unknown";
import type { Failure, Raw } from "../../model/validate";
import { CARD_NAME_MAX } from "../card/check";
import { replacedBy } from "../card/diff";
import { cardsOf, named, namespaceOf } from "../fleet/cards";
import { few } from "../fleet/check";
import { isAutoName } from "../naming";
import type { State } from "../operation";
import type { Run } from "../run";
import { WALLET_NAME_MAX } from "../wallet/check";
import { Asking, type Say } from "./asking";
import { ABSENT, absentWallet } from "./card";
import type { CardCase } from "./cardCase";
import { CardChecks } from "./cards";
import { Lookups } from "./lookups";
import type { Problem } from "./problem";
import { type Kind, Program } from "./program";
import { providerProblems, walletNameProblems } from "./wallet";

export interface PreviewOptions {
  readonly issuer: CardIssuer;
  readonly run: Run;
  readonly clock: Clock;
  /** The engine's Cancel. */
  readonly cancelled?: AbortSignal;
}

/** One resource as the engine has it checked, with inputs that are valid. */
export interface Declared {
  readonly kind: Kind;
  readonly olds: Raw;
  readonly news: Raw;
  /** Its options say that it is deleted before it is replaced. */
  readonly deletedFirst?: boolean;
}

/** One per process and tenant: what was asked is kept. */
export class PreviewChecks {
  readonly #issuer: CardIssuer;
  readonly #run: Run;
  readonly #lookups: Lookups;
  readonly #program = new Program();
  readonly #cards: CardChecks;

  constructor({ issuer, run, clock, ...asking }: PreviewOptions) {
    this.#issuer = issuer;
    this.#run = run;
    this.#lookups = new Lookups(issuer, run, new Asking({ clock, ...asking }));
    this.#cards = new CardChecks({ issuer, run, clock, lookups: this.#lookups, program: this.#program });
  }

  /** What is refused; what is only worth knowing is said. */
  async examine(declared: Declared, say: Say): Promise<readonly Failure[]> {
    const { kind, olds, news } = declared;
    this.#program.declared(kind, olds, news);
    const problems = await this.#problems(declared, say);
    const of = (severity: Problem["severity"]) =>
      problems.filter((problem) => problem.severity === severity).map(({ path, reason }) => ({ path, reason }));
    for (const { path, reason } of few(of("warning"))) say("warning", `${path}: ${reason}`);
    return few(of("refusal"));
  }

  /** A recorded resource was compared with its declaration. */
  compared(kind: Kind, id: string, olds: State, news: Raw): void {
    this.#program.compared(kind, id, olds, news);
  }

  async #problems(declared: Declared, say: Say): Promise<Problem[]> {
    switch (declared.kind) {
      case "card":
        return this.#card(declared, say);
      case "fleet":
        return this.#fleet(declared, say);
      case "wallet":
        return this.#wallet(declared, say);
      case "holder":
        return isFresh(declared.olds) ? this.#existing("accountId", declared.news.accountId, say) : [];
      case "webhook":
        return [];
    }
  }

  #card({ olds, news, deletedFirst = false }: Declared, say: Say): Promise<Problem[]> {
    const urn = String(news.resourceUrn ?? "");
    const { name } = news;
    const card: CardCase = {
      prefix: "",
      urn,
      olds,
      news,
      isNew: isNew(olds, news),
      name: () => text(name),
      // Unknown is only a name that is made.
      nameIsMade: typeof name !== "string" || isAutoName(name, urn, CARD_NAME_MAX),
    };
    return this.#cards.problems(news.walletId, [card], { mayHaveIssued: false, deletedFirst, say });
  }

  #fleet({ olds, news, deletedFirst = false }: Declared, say: Say): Promise<Problem[]> {
    const sameCards = ["walletId", "defaults", "cards"].every(
      (key) => olds[key] === news[key] || knownEqual(olds[key], news[key]),
    );
    if (sameCards) return Promise.resolve([]);
    const before = cardsOf(olds);
    const namespace = namespaceOf(news);
    const cases = [...cardsOf(news)].map(([key, card]): CardCase => {
      const recorded = before.get(key) ?? {};
      return {
        prefix: `cards.${key}.`,
        urn: String(card.resourceUrn),
        olds: recorded,
        news: card,
        isNew: isNew(recorded, card),
        name: () => text(named(card, namespace).name),
        nameIsMade: card.name === undefined,
      };
    });
    return this.#cards.problems(news.walletId, cases, { mayHaveIssued: !isFresh(olds), deletedFirst, say });
  }

  async #wallet({ olds, news, deletedFirst = false }: Declared, say: Say): Promise<Problem[]> {
    if (!isFresh(olds)) return [];
    const { adopt, accountId, providerId, name, resourceUrn } = news;
    if (!this.#issuer.capabilities.managesWallets) return this.#existing("accountId", accountId, say);
    if (typeof adopt === "string") return this.#existing("adopt", adopt, say);
    const problems: Problem[] = [];
    if (typeof providerId === "string") {
      const listed = (await this.#lookups.providers(say)) ?? [];
      const wrong = providerProblems(providerId, listed);
      if (wrong.length > 0 && !(await this.#isMade(name, say))) problems.push(...wrong);
    }
    if (
      typeof name === "string" &&
      adopt === undefined &&
      !deletedFirst &&
      !isAutoName(name, resourceUrn, WALLET_NAME_MAX)
    ) {
      const wallets = (await this.#lookups.wallets(say)) ?? [];
      problems.push(...walletNameProblems(name, wallets, (id) => this.#run.knows(id)));
    }
    return problems;
  }

  /** Whether a wallet of this name is there, or might be: then it is only found again. */
  async #isMade(name: unknown, say: Say): Promise<boolean> {
    const wallets = await this.#lookups.wallets(say);
    return wallets === undefined || wallets.some((wallet) => wallet.name === name && !isFailedWallet(wallet.status));
  }

  async #existing(path: string, id: unknown, say: Say): Promise<Problem[]> {
    if (typeof id !== "string" || this.#run.knows(id)) return [];
    return (await this.#lookups.wallet(id, say)) === ABSENT ? [absentWallet(path)] : [];
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isFresh(olds: Raw): boolean {
  return Object.keys(olds).length === 0;
}

/** A card is to be issued or taken over for this declaration, whatever becomes of what is not known yet: that may turn out as it was. */
function isNew(olds: Raw, news: Raw): boolean {
  if (isFresh(olds)) return true;
  if (replacedBy(olds, news).length === 0) return false;
  const known = Object.entries(news).map(([key, value]) => [key, isUnknown(value) ? olds[key] : value]);
  return replacedBy(olds, Object.fromEntries(known) as Raw).length > 0;
}
