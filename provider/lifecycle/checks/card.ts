/** Whether a wallet lets a card be issued as declared. Facts in, problems out; what is not shown is not held against anybody. Pure. */
import type { BinCategory, CardSummary, Wallet, WalletRules } from "../../model/entities";
import { isPositive } from "../../model/money";
import { isLiveCard } from "../../model/status";
import { sameText } from "../../model/text";
import type { Raw } from "../../model/validate";
import { changedLimits, limitProblems } from "./limits";
import { type Problem, refusal, warning } from "./problem";

/** Asked for, and not there. */
export const ABSENT = "absent";

export interface WalletFacts {
  /** Undefined where it could not be asked for. */
  readonly wallet: Wallet | typeof ABSENT | undefined;
  readonly rules: WalletRules | undefined;
  /** The program itself has a say in which BINs serve this wallet. */
  readonly binsMayChange: boolean;
  /** The catalogue for this wallet, where it had to be asked for; undefined where it could not be. */
  readonly binOptions?: readonly BinCategory[] | undefined;
}

/** A status on the way, or one we do not know, may still become active. */
const NEVER_ISSUES = ["inactive", "creating_failed"];

/** `mayBecomeActive`: this program may activate it. */
export function walletProblems(wallet: WalletFacts["wallet"], mayBecomeActive: boolean): Problem[] {
  if (wallet === undefined) return [];
  if (wallet === ABSENT) return [absentWallet("walletId")];
  if (mayBecomeActive || !NEVER_ISSUES.includes(wallet.status)) return [];
  return [
    refusal(
      "walletId",
      "is a wallet that is not active, where no card can be issued; activate it. If this program does, let the card take the id from the Wallet, so that it comes first",
      "unexpected_state",
    ),
  ];
}

export function absentWallet(path: string): Problem {
  return refusal(path, "is the id of no wallet that these credentials show", "not_found");
}

export function absentHolder(): Problem {
  return refusal(
    "holderId",
    "is the id of no holder; if this program declares it, let the card take the id from the Holder, so that it comes first",
    "not_found",
  );
}

/** For a card that would be issued. */
export function issueProblems(card: Raw, { wallet, rules, binsMayChange, binOptions = [] }: WalletFacts): Problem[] {
  return [
    ...(wallet === undefined || wallet === ABSENT
      ? []
      : [...typeProblems(card, wallet), ...currencyProblems(card, wallet)]),
    ...(rules === undefined || binsMayChange ? [] : binProblems(card, rules, binOptions)),
    ...(rules === undefined ? [] : limitProblems(changedLimits(undefined, card.limits), rules)),
    ...(rules === undefined ? [] : balanceProblems(card, rules)),
  ];
}

function typeProblems({ cardType = "virtual" }: Raw, { allowedCardTypes = [] }: Wallet): Problem[] {
  if (typeof cardType !== "string" || allowedCardTypes.length === 0) return [];
  if (allowedCardTypes.some((allowed) => sameText(allowed, cardType))) return [];
  return [refusal("cardType", "is a type of card this wallet does not allow", "input_invalid")];
}

/** That a card must be in its wallet's currency is documented nowhere, and what is only likely refuses nothing. */
function currencyProblems({ currency }: Raw, wallet: Wallet): Problem[] {
  if (typeof currency !== "string" || wallet.currency === undefined || sameText(currency, wallet.currency)) return [];
  return [warning("currency", "is not the wallet's currency; the API may refuse it")];
}

/** Whether a card of this wallet would be refused for its BIN, as far as the wallet's own list tells. */
export function isForeignBin(card: Raw, { rules, binsMayChange }: WalletFacts): boolean {
  return rules !== undefined && !binsMayChange && binProblems(card, rules, []).length > 0;
}

/** The wallet's own list is not all there is: the documentation has BINs and categories taken from the catalogue as well. */
function binProblems({ binId, binCategoryId }: Raw, { bins }: WalletRules, options: readonly BinCategory[]): Problem[] {
  const problems: Problem[] = [];
  const says = (isOffered: boolean, path: string, reason: string) =>
    problems.push(
      isOffered
        ? warning(path, `${reason}, though it is among the BIN options; the API may refuse it`)
        : refusal(path, reason, "input_invalid"),
    );
  if (typeof binId === "string" && bins.length > 0 && !bins.some(({ id }) => sameText(id, binId)))
    says(
      options.some((option) => option.bins.some(({ id }) => sameText(id, binId))),
      "binId",
      "is not among the BINs of this wallet",
    );
  const categories = bins.flatMap(({ categoryIds }) => categoryIds);
  if (
    typeof binCategoryId === "string" &&
    categories.length > 0 &&
    !categories.some((id) => sameText(id, binCategoryId))
  )
    says(
      options.some(({ id }) => sameText(id, binCategoryId)),
      "binCategoryId",
      "is a category none of this wallet's BINs belongs to",
    );
  return problems;
}

function balanceProblems({ initialBalance }: Raw, { cardsHoldBalance }: WalletRules): Problem[] {
  if (cardsHoldBalance !== false || typeof initialBalance !== "string" || !isPositive(initialBalance)) return [];
  return [
    refusal(
      "initialBalance",
      "cannot be paid in: cards of this wallet hold no balance, they spend from the wallet",
      "refused",
    ),
  ];
}

/** `named`: the cards of that name in the wallet. `isOfThisProgram`: cards that resources of this run stand or stood for. */
export function nameProblems(named: readonly CardSummary[], isOfThisProgram: (id: string) => boolean): Problem[] {
  const [taken] = named.filter(({ id, status }) => isLiveCard(status) && !isOfThisProgram(id));
  if (taken === undefined) return [];
  return [
    refusal(
      "name",
      `is taken: the wallet already has a live card of this name, ${taken.id}; set \`adopt: "${taken.id}"\`, import it, or choose another name. If another resource of this program gives the name up, let this one depend on it, so that it comes first`,
      "name_taken",
    ),
  ];
}

export function adoptionProblems(card: Pick<CardSummary, "status"> | typeof ABSENT | undefined): Problem[] {
  if (card === undefined) return [];
  if (card === ABSENT) return [refusal("adopt", "is the id of no card of this wallet", "not_found")];
  if (isLiveCard(card.status)) return [];
  return [
    refusal(
      "adopt",
      `is a card that cannot be taken over: its status is ${shownStatus(card.status)}`,
      "adoption_mismatch",
    ),
  ];
}

/** Only what is over is refused, so this is one of ours; a status of the API is never repeated as it came. */
function shownStatus(status: string): string {
  return /^[a-z_]{1,20}$/.test(status) ? status : "over";
}
