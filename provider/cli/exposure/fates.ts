/** What becomes of one card: the words for it, and how it stands before and after. Pure. */
import { LIMIT_KEYS } from "../../model/limits";
import { compareMoney } from "../../model/money";
import { isUnknown } from "../../model/unknown";
import type { Raw } from "../../model/validate";
import { allowedBy } from "./amounts";
import type { Parties } from "./parties";
import type { CardChange, CardSide, Kind } from "./record";
import type { Recorded } from "./steps";
import { amountOf, isRecord, textOf } from "./values";

/** A card as it is recorded, or as it is declared. */
export interface Declared {
  readonly id?: string;
  readonly state: Raw;
  /** The resource it stands in: says where values that are not known yet come from. */
  readonly resource: Recorded;
}

export interface Course {
  readonly name: string;
  readonly urn: string;
  readonly kind: "same" | "create" | "update" | "replace" | "delete" | "takeOver";
  readonly before?: Declared;
  readonly after?: Declared;
  /** The engine sees a difference in the limits, shown or not. */
  readonly limitsDiffer: boolean;
  /** By a resource option: deletion leaves the card alone. */
  readonly retained: boolean;
}

export function fates(course: Course, parties: Parties): CardChange[] {
  const { kind, before, after } = course;
  switch (kind) {
    case "same":
      return before === undefined ? [] : [unchanged(course, before, parties)];
    case "delete":
      return before === undefined ? [] : [gone(course, before, parties)];
    case "update":
      return before === undefined || after === undefined
        ? made(course, parties)
        : [changed(course, before, after, parties)];
    default:
      return made(course, parties);
  }
}

function unchanged(course: Course, before: Declared, parties: Parties): CardChange {
  const side = recordedSide(before, parties);
  return { ...named(course, before), before: side, after: side, kinds: [], closes: false };
}

/** By its deletion policy: closed for good, or left as it is, or left frozen. */
function gone(course: Course, before: Declared, parties: Parties): CardChange {
  const side = recordedSide(before, parties);
  const policy = course.retained ? "retain" : (textOf(before.state.deletionPolicy) ?? "close");
  const card = { ...named(course, before), before: side };
  if (policy === "retain") return { ...card, after: side, kinds: ["letGo"], closes: false };
  if (policy === "freeze")
    return { ...card, after: { ...side, idle: side.idle ?? "frozen" }, kinds: ["letGo"], closes: false };
  return { ...card, kinds: ["closed"], closes: true };
}

function changed(course: Course, before: Declared, after: Declared, parties: Parties): CardChange {
  const was = recordedSide(before, parties);
  const idle = idleAfter(after.state.frozen, was.idle);
  const { idle: _, ...declared } = declaredSide(after, parties);
  const side: CardSide = { ...declared, ...(idle === undefined ? {} : { idle }) };
  const kinds: Kind[] = [
    ...(was.idle === undefined && idle === "frozen" ? ["frozen" as const] : []),
    ...(was.idle === "frozen" && idle === undefined ? ["unfrozen" as const] : []),
    ...limitKinds(before.state.limits, after.state.limits, course.limitsDiffer),
  ];
  return { ...named(course, before), before: was, after: side, kinds, closes: false };
}

/** A new card, and what becomes of the one it replaces. */
function made(course: Course, parties: Parties): CardChange[] {
  const { before, after, kind } = course;
  if (after === undefined) return before === undefined ? [] : [gone(course, before, parties)];
  const adopted = textOf(after.state.adopt)?.toLowerCase();
  // `adopt: true` issues where no card of that name exists; only an id is sure to take one over.
  const takesOver = kind === "takeOver" || (adopted !== undefined && adopted !== before?.id?.toLowerCase());
  const side = declaredSide(after, parties);
  const initial = amountOf(after.state.initialBalance);
  const fresh: CardChange = {
    ...named(course),
    after: side,
    kinds: [takesOver ? "takenOver" : "issued"],
    closes: false,
    ...(takesOver && adopted !== undefined ? { takes: adopted } : {}),
    ...(initial === undefined || takesOver ? {} : { initialBalance: initial }),
  };
  if (before === undefined) return [fresh];
  const old = gone(course, before, parties);
  if (takesOver || !old.closes) return [old, fresh];
  return [
    { ...old, ...fresh, kinds: ["reissued"], closes: true, ...(before.id === undefined ? {} : { id: before.id }) },
  ];
}

function named({ name, urn }: Course, card?: Declared): Pick<CardChange, "name" | "urn" | "id"> {
  return { name, urn, ...(card?.id === undefined ? {} : { id: card.id }) };
}

function recordedSide(card: Declared, parties: Parties): CardSide {
  const { status, frozen } = card.state;
  const shown = textOf(status);
  const idle =
    shown === "frozen" || shown === "blocked" || shown === "expired" ? shown : frozen === true ? "frozen" : undefined;
  const { idle: _, ...side } = declaredSide(card, parties);
  return { ...side, ...(idle === undefined ? {} : { idle }) };
}

function declaredSide({ state, resource }: Declared, parties: Parties): CardSide {
  const wallet = parties.wallet(state.walletId, resource);
  const currency = textOf(state.currency) ?? wallet.currency ?? parties.currency;
  return {
    wallet: { key: wallet.key, name: wallet.name },
    holder: parties.holder(state.holderId, resource, state.person),
    ...allowedBy(state.limits),
    ...(currency === undefined ? {} : { currency: currency.toUpperCase() }),
    ...(state.frozen === true ? { idle: "frozen" } : {}),
  };
}

/** What is not declared stays as it is. Frozen or not is undone by a declaration, blocked and expired are not. */
function idleAfter(frozen: unknown, before: string | undefined): string | undefined {
  if (frozen === undefined || (before !== undefined && before !== "frozen")) return before;
  if (isUnknown(frozen)) return undefined;
  return frozen === true ? "frozen" : undefined;
}

function limitKinds(before: unknown, after: unknown, differ: boolean): Kind[] {
  const kinds = new Set<Kind>();
  for (const key of LIMIT_KEYS) {
    const [was, is] = [before, after].map((limits) =>
      isRecord(limits) || limits === undefined ? amountOf(limits?.[key]) : amountOf(limits),
    );
    if (typeof was === "object" || typeof is === "object") {
      if (differ) kinds.add("changed");
    } else if (was === undefined || is === undefined) {
      if (was !== is) kinds.add(was === undefined ? "lowered" : "raised");
    } else {
      const order = compareMoney(is, was);
      if (order !== 0) kinds.add(order > 0 ? "raised" : "lowered");
    }
  }
  return [...kinds];
}
