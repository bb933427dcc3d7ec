/**
 * Whose mark is this? A mark cannot be decoded, but it can be made again: from the stack's own coordinates, from the URNs its state still
 * holds (interrupted creates stay there, a destroy included), and from what the object itself shows. Equal marks are proof: ten characters
 * are fifty bits.
 */
import type { Raw } from "../../model/validate";
import { autoCardName } from "../card/check";
import { autoHolderId } from "../holder/check";
import { sameName } from "../inventory";
import { unmarked } from "../naming";
import { autoWalletName } from "../wallet/check";
import type { ReadState } from "./state";
import type { Kind } from "./urns";

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
  const logical = new Set([wanted, ...urns.logical(kind, wanted)]);
  const possible = new Set(urns.known(kind, wanted));
  for (const { project, stack } of places) {
    for (const type of urns.types(kind)) {
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
