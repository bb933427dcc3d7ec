/** Card inputs: validated, rules between properties applied, texts normalised, the auto-name made or kept. No requests. */

import { cardInputs } from "../../model/inputs/card";
import { canonicalMoney, currencyDecimals, decimalsOf, isAmount } from "../../model/money";
import { containsUnknown, isRecord, isUnknown } from "../../model/unknown";
import { type Failure, failure, type Raw, validate } from "../../model/validate";
import { autoName, isAutoName } from "../naming";
import type { CheckContext, Checked } from "../operation";
import { replacedBy } from "./diff";

/** The API does not say how long a name may be; a mark that is cut off would be lost, so names we make are short. */
export const CARD_NAME_MAX = 32;

export function checkCard(context: CheckContext, olds: Raw, news: Raw): Checked {
  const failures = [...validate(cardInputs, news), ...declarationFailures(context, olds, news)];
  return failures.length > 0 ? { inputs: news, failures } : { inputs: normalised(context, olds, news), failures };
}

/** The rules between properties, and between what is and what is declared. */
export function declarationFailures(context: CheckContext, olds: Raw, news: Raw): Failure[] {
  return [...ruleFailures(context, news), ...changeFailures(context, olds, news)];
}

function ruleFailures({ issuer }: CheckContext, news: Raw): Failure[] {
  const failures: Failure[] = [];
  if (news.binId !== undefined && news.binCategoryId !== undefined) {
    failures.push(failure("binId", "and binCategoryId are both given; one of them selects the BIN"));
  }
  const limits = news.limits;
  const none =
    limits === undefined || (isRecord(limits) && Object.values(limits).every((value) => value === undefined));
  if (issuer.capabilities.needsLimits && none) {
    failures.push(failure("limits", 'is required: at least one limit, for example { daily: "500.00" }'));
  }
  if (news.adopt === true && news.name === undefined) {
    failures.push(failure("adopt", "true needs a name to look for; give the name, or the id of the card to adopt"));
  }
  return [...failures, ...decimalFailures(news)];
}

/** What this dialect cannot do to a card that exists. A replacement is not asked: the new card gets what is declared. */
function changeFailures({ issuer }: CheckContext, olds: Raw, news: Raw): Failure[] {
  const { dialect, renamesCards, changesLimits } = issuer.capabilities;
  if (olds.walletId === undefined || replacedBy(olds, news).length > 0) return [];
  const failures: Failure[] = [];
  if (!renamesCards && news.name !== undefined && !isUnknown(news.name) && olds.name !== news.name) {
    failures.push(
      failure(
        "name",
        `cannot be changed: the ${dialect} API cannot rename a card; keep the name, or change \`reissue\` to replace the card`,
      ),
    );
  }
  if (!changesLimits && !containsUnknown(news.limits) && !sameLimits(olds.limits, news.limits)) {
    failures.push(
      failure(
        "limits",
        `cannot be changed: the ${dialect} API has no way to change a card's limits; keep them, or change \`reissue\` to replace the card`,
      ),
    );
  }
  return failures;
}

function sameLimits(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((limits) =>
    isRecord(limits) ? Object.entries(limits).filter(([, value]) => value !== undefined) : [],
  );
  const texts = (entries: [string, unknown][] = []) =>
    entries.map(([key, value]) => `${key} ${isAmount(value) ? canonicalMoney(value) : ""}`).sort();
  return texts(left).join() === texts(right).join();
}

function decimalFailures(news: Raw): Failure[] {
  if (isUnknown(news.currency)) return [];
  const currency = typeof news.currency === "string" ? news.currency : undefined;
  const allowed = currencyDecimals(currency);
  const amounts: [string, unknown][] = [
    ["initialBalance", news.initialBalance],
    ...(isRecord(news.limits)
      ? Object.entries(news.limits).map(([key, value]): [string, unknown] => [`limits.${key}`, value])
      : []),
  ];
  return amounts
    .filter(([, value]) => isAmount(value) && decimalsOf(String(value)) > allowed)
    .map(([path]) =>
      failure(
        path,
        `has more decimals than ${currency ?? "the currency"} allows (${allowed})${currency === undefined ? "; declare `currency` if the card is in another one" : ""}`,
      ),
    );
}

function normalised(context: CheckContext, olds: Raw, news: Raw): Raw {
  const inputs = withCanonicalAmounts(news);
  const urn = olds.resourceUrn ?? news.resourceUrn;
  if (urn !== undefined) inputs.resourceUrn = urn;
  inputs.name =
    news.name ??
    (isAutoName(olds.name, olds.resourceUrn, CARD_NAME_MAX)
      ? olds.name
      : autoCardName(context.namespace, inputs.resourceUrn as string, inputs));
  return inputs;
}

/** The card with its amounts as we record them; a limit that is not given is left out. */
export function withCanonicalAmounts(card: Raw): Record<string, unknown> {
  const canonical: Record<string, unknown> = { ...card };
  if (isRecord(card.limits)) {
    const given = Object.entries(card.limits).filter(([, value]) => value !== undefined);
    canonical.limits = Object.fromEntries(given.map(([key, value]) => [key, moneyText(value)]));
  }
  if (card.initialBalance !== undefined) canonical.initialBalance = moneyText(card.initialBalance);
  return canonical;
}

/** The name a card of this declaration gets. `fourpay sweep` makes it again to tell whose a card is. */
export function autoCardName(namespace: string, urn: string, inputs: Raw): ReturnType<typeof autoName> {
  const { walletId, holderId, cardType = "virtual", binId, binCategoryId, currency, reissue } = inputs;
  const identity = { walletId, holderId, cardType, binId, binCategoryId, currency, reissue };
  return autoName({ namespace, urn, identity }, CARD_NAME_MAX);
}

function moneyText(value: unknown): unknown {
  return isAmount(value) ? canonicalMoney(value) : value;
}
