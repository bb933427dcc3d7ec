/** Fleet inputs: validated card by card, texts normalised, people given their ids. No requests. */
import { fleetInputs } from "../../model/inputs/fleet";
import { isRecord, isUnknown, knownEqual } from "../../model/unknown";
import { type Failure, failure, type Raw, validate } from "../../model/validate";
import { declarationFailures, withCanonicalAmounts } from "../card/check";
import { autoHolderId, dialectFailures } from "../holder/check";
import type { CheckContext, Checked } from "../operation";
import { cardsOf, holdersOf, namespaceOf } from "./cards";
import { holderUrn } from "./urn";

/** A bad file is bad in many places; more than these are counted. */
export const MOST_SHOWN = 20;

export function checkFleet(context: CheckContext, olds: Raw, news: Raw): Checked {
  const pinned = withPinned(context, olds, news);
  const shape = validate(fleetInputs, pinned);
  if (shape.length > 0) return { inputs: news, failures: few(shape) };
  const inputs = normalised(context, pinned);
  const failures = [...memberFailures(context, olds, inputs), ...holderFailures(context, olds, inputs)];
  return failures.length > 0 ? { inputs: news, failures: few(failures) } : { inputs, failures: [] };
}

/** What enters the marks stays as it was when the fleet was first declared. */
function withPinned({ namespace }: CheckContext, olds: Raw, news: Raw): Raw {
  const urn = olds.resourceUrn ?? news.resourceUrn;
  const first = olds.resourceUrn === undefined ? namespace : olds.namespace;
  return {
    ...news,
    ...(urn === undefined ? {} : { resourceUrn: urn }),
    ...(first === undefined || first === "" ? {} : { namespace: first }),
  };
}

/** The rules of single cards, for each card with the defaults applied; and what only a fleet can get wrong. */
function memberFailures(context: CheckContext, olds: Raw, inputs: Raw): Failure[] {
  const before = cardsOf(olds);
  const failures: Failure[] = [];
  const names = new Map<string, string>();
  const adopted = new Map<string, string>();
  for (const [key, card] of cardsOf(inputs)) {
    const own = (inputs.cards as Raw)[key];
    const at = (path: string) => `cards.${key}.${path}`;
    if (isRecord(own)) {
      if (own.holderId !== undefined && own.holder !== undefined)
        failures.push(failure(at("holder"), "and holderId are both given; one of them says whose card it is"));
      if (own.holderId === undefined && own.holder === undefined)
        failures.push(failure(at("holderId"), "is required: the id of a holder, or `holder` with a person"));
    }
    for (const { path, reason } of declarationFailures(context, before.get(key) ?? {}, card)) {
      failures.push(failure(at(path), reason));
    }
    twice(names, card.name, key, (other) => failures.push(failure(at("name"), `is the name of ${other} as well`)));
    twice(adopted, card.adopt, key, (other) =>
      failures.push(failure(at("adopt"), `is taken over by ${other} as well; each card has one key`)),
    );
  }
  return failures;
}

function twice(seen: Map<string, string>, value: unknown, key: string, report: (other: string) => void): void {
  if (typeof value !== "string") return;
  const folded = value.trim().toLowerCase();
  const other = seen.get(folded);
  if (other === undefined) seen.set(folded, key);
  else report(other);
}

/** One e-mail is one person: whoever is declared with several cards must be declared the same way. */
function holderFailures(context: CheckContext, olds: Raw, inputs: Raw): Failure[] {
  const before = holdersOf(olds);
  const people = new Map<string, { key: string; holder: Raw }>();
  const ids = new Map<string, { key: string; email: string }>();
  const failures: Failure[] = [];
  for (const [key, card] of Object.entries(isRecord(inputs.cards) ? inputs.cards : {})) {
    const holder = isRecord(card) ? card.holder : undefined;
    if (!isRecord(holder) || typeof holder.email !== "string") continue;
    const email = holder.email.toLowerCase();
    const id = String(holder.cardOwnerId).toLowerCase();
    const other = ids.get(id);
    if (other === undefined) ids.set(id, { key, email });
    else if (other.email !== email)
      failures.push(
        failure(`cards.${key}.holder.cardOwnerId`, `is the id of ${other.key}'s holder, who is somebody else`),
      );
    const known = people.get(email);
    if (known === undefined) {
      people.set(email, { key, holder });
      for (const { path, reason } of dialectFailures(context, before.get(String(holder.cardOwnerId)) ?? {}, holder))
        failures.push(failure(`cards.${key}.holder.${path}`, reason));
    } else if (!knownEqual({ ...known.holder, email }, { ...holder, email }))
      failures.push(
        failure(`cards.${key}.holder`, `has the e-mail of ${known.key}'s holder, but not all else the same`),
      );
  }
  return failures;
}

function normalised({ issuer }: CheckContext, inputs: Raw): Raw {
  const { cards, defaults, walletId } = inputs;
  const person = {
    namespace: namespaceOf(inputs),
    fleetUrn: String(inputs.resourceUrn ?? ""),
    // Where people belong to an account, it is the one the cards are issued in.
    ...(issuer.capabilities.holdersNeedAccount ? { accountId: walletId } : {}),
  };
  return {
    ...inputs,
    cards: isRecord(cards)
      ? Object.fromEntries(Object.entries(cards).map(([key, card]) => [key, normalisedCard(card, person)]))
      : cards,
    ...(defaults === undefined ? {} : { defaults: normalisedCard(defaults, person) }),
  };
}

interface PersonContext {
  readonly namespace: string;
  readonly fleetUrn: string;
  readonly accountId?: unknown;
}

function normalisedCard(card: unknown, person: PersonContext): unknown {
  if (!isRecord(card)) return card;
  const { holder } = card;
  return { ...withCanonicalAmounts(card), ...(isRecord(holder) ? { holder: identified(holder, person) } : {}) };
}

/** The id of a person follows from the e-mail, so that one person gets one id, whoever's card comes first. */
function identified(holder: Raw, { namespace, fleetUrn, accountId }: PersonContext): Raw {
  const { email, cardOwnerId } = holder;
  const id = isUnknown(email) ? email : autoHolderId(namespace, holderUrn(fleetUrn, String(email)));
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...holder,
    cardOwnerId: cardOwnerId ?? id,
  };
}

/** The first problems; the rest as a count. */
export function few(failures: readonly Failure[]): Failure[] {
  const more = failures.length - MOST_SHOWN;
  const shown = failures.slice(0, MOST_SHOWN);
  return more <= 0 ? shown : [...shown, failure("cards", `and ${more} more problems like these`)];
}
