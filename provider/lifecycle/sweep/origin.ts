/**
 * Whose mark is this? A mark cannot be decoded, but it can be made again: from the stack's own coordinates, from the URNs its state still
 * holds (interrupted creates stay there, a destroy included), and from what the object itself shows. Equal marks are proof: ten characters
 * are fifty bits.
 */
import type { Raw } from "../../model/validate";
import { autoCardName, CARD_NAME_MAX } from "../card/check";
import { autoHolderId, HOLDER_ID_MAX } from "../holder/check";
import { sameName } from "../inventory";
import { logicalName, prefix, unmarked } from "../naming";
import { autoWalletName, WALLET_NAME_MAX } from "../wallet/check";
import { isOfKind, type Kind, qualifiedType, type ReadState, TYPES } from "./state";

/** What of an object may have entered its mark. Where one value is not shown, all possible ones are tried. */
export interface Traits {
  readonly kind: Kind;
  /** For holders the id. */
  readonly name: string;
  readonly walletId?: string;
  readonly holderIds?: readonly string[];
  readonly cardTypes?: readonly string[];
  readonly currency?: string;
  readonly providerIds?: readonly string[];
}

export interface Origin {
  readonly state: ReadState;
  readonly urn: string;
}

const MAX_LENGTH: Readonly<Record<Kind, number>> = {
  card: CARD_NAME_MAX,
  wallet: WALLET_NAME_MAX,
  holder: HOLDER_ID_MAX,
};

/** The resource of one of these stacks that gave the object its name. */
export function originOf(traits: Traits, states: readonly ReadState[], namespace: string): Origin | undefined {
  for (const state of states) {
    for (const urn of possibleUrns(traits, state)) {
      if (names(traits, state, namespace, urn).some((name) => sameName(name, traits.name))) return { state, urn };
    }
  }
  return undefined;
}

/** Those the state knows, and those a resource of the same name elsewhere in the program would have. */
function possibleUrns({ kind, name }: Traits, { urns, places }: ReadState): Set<string> {
  const wanted = unmarked(name);
  const fits = (urn: string) => sameName(prefix(urn, MAX_LENGTH[kind]), wanted);
  const known = urns.filter((urn) => isOfKind(urn, kind) && fits(urn));
  const logical = new Set([wanted, ...urns.filter(fits).map(logicalName)]);
  const types = new Set([TYPES[kind]]);
  for (const urn of urns) {
    const type = qualifiedType(urn);
    if (type.startsWith("pulumi:")) continue;
    types.add(isOfKind(urn, kind) ? type : `${type}$${TYPES[kind]}`);
  }
  const possible = new Set(known);
  for (const { project, stack } of places) {
    for (const type of types) {
      for (const one of logical) possible.add(`urn:pulumi:${stack}::${project}::${type}::${one}`);
    }
  }
  return possible;
}

function names(traits: Traits, { shapes }: ReadState, namespace: string, urn: string): string[] {
  switch (traits.kind) {
    case "holder":
      return texts([autoHolderId(namespace, urn)]);
    case "wallet":
      return texts((traits.providerIds ?? []).map((providerId) => autoWalletName(namespace, urn, { providerId })));
    case "card":
      return texts(identities(traits, shapes).map((identity) => autoCardName(namespace, urn, identity)));
  }
}

function identities({ walletId, holderIds = [], cardTypes = [], currency }: Traits, shapes: readonly Raw[]): Raw[] {
  const plain: Raw[] = [{}, ...(currency === undefined ? [] : [{ currency }])];
  return [...plain, ...shapes].flatMap((shape) =>
    holderIds.flatMap((holderId) => cardTypes.map((cardType) => ({ ...shape, walletId, holderId, cardType }))),
  );
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === "string");
}
