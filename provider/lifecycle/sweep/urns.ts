/** The URNs of a state, found by the name they give to an object: thousands of objects are held against thousands of URNs. */
import { CARD_NAME_MAX } from "../card/check";
import { HOLDER_ID_MAX } from "../holder/check";
import { logicalName, prefix } from "../naming";
import { WALLET_NAME_MAX } from "../wallet/check";

export type Kind = "card" | "wallet" | "holder";

/** The last part of a URN's type, and what we call it. */
export const TYPES: Readonly<Record<Kind, string>> = {
  card: "pulumi-nodejs:dynamic/fourpay:Card",
  wallet: "pulumi-nodejs:dynamic/fourpay:Wallet",
  holder: "pulumi-nodejs:dynamic/fourpay:Holder",
};

const MAX_LENGTH: Readonly<Record<Kind, number>> = {
  card: CARD_NAME_MAX,
  wallet: WALLET_NAME_MAX,
  holder: HOLDER_ID_MAX,
};

const KINDS: readonly Kind[] = ["card", "wallet", "holder"];
const NONE: ReadonlySet<string> = new Set();

/** A card or person of a fleet as well. */
export function isOfKind(urn: string, kind: Kind): boolean {
  const type = qualifiedType(urn);
  return type === TYPES[kind] || type.endsWith(`$${TYPES[kind]}`) || FLEET_MEMBER.exec(type)?.[1] === kind;
}

const FLEET_MEMBER = /(?:^|\$)pulumi-nodejs:dynamic\/fourpay:CardFleet\/[^/]+\/(card|holder)$/;

export class UrnIndex {
  readonly #known = new Map<string, Set<string>>();
  readonly #logical = new Map<string, Set<string>>();
  readonly #types = new Map<Kind, Set<string>>(KINDS.map((kind) => [kind, new Set([TYPES[kind]])]));

  constructor(urns: readonly string[]) {
    for (const urn of new Set(urns)) for (const kind of KINDS) this.#add(kind, urn);
  }

  /** The resources of this kind whose auto-names begin so. */
  known(kind: Kind, beginning: string): ReadonlySet<string> {
    return this.#known.get(keyOf(kind, beginning)) ?? NONE;
  }

  /** The names in the program, of anything, that would make auto-names of this kind begin so. */
  logical(kind: Kind, beginning: string): ReadonlySet<string> {
    return this.#logical.get(keyOf(kind, beginning)) ?? NONE;
  }

  /** The qualified types that resources of this kind have here, or would have below what is here. */
  types(kind: Kind): ReadonlySet<string> {
    return this.#types.get(kind) ?? NONE;
  }

  #add(kind: Kind, urn: string): void {
    const key = keyOf(kind, prefix(urn, MAX_LENGTH[kind]));
    addTo(this.#logical, key, logicalName(urn));
    if (isOfKind(urn, kind)) addTo(this.#known, key, urn);
    const type = qualifiedType(urn);
    if (!type.startsWith("pulumi:")) addTo(this.#types, kind, isOfKind(urn, kind) ? type : `${type}$${TYPES[kind]}`);
  }
}

/** Names are compared without case, as everywhere. */
function keyOf(kind: Kind, beginning: string): string {
  return `${kind} ${beginning.trim().toLowerCase()}`;
}

function addTo<K>(sets: Map<K, Set<string>>, key: K, value: string): void {
  const set = sets.get(key) ?? new Set<string>();
  set.add(value);
  sets.set(key, set);
}

/** The types of all parents and its own, joined by `$`. */
function qualifiedType(urn: string): string {
  return urn.split("::")[2] ?? "";
}
