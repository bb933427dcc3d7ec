/**
 * Whether a fleet's cards are written down as they are. The engine keeps as secret what a program hands over as secret, value by value, and
 * tells no provider which values these are. So what is recorded in a form of our own must hold none: an output, a promise or something else
 * that is not there yet could be one, and so could anything that a transformation or an option may still make one.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Raw } from "../model/validate";

/** `args` are a fleet's. */
export function isWrittenPlainly(args: object, options: pulumi.CustomResourceOptions = {}): boolean {
  const { cards, defaults } = args as Raw;
  return isPlain(cards) && isPlain(defaults) && !mayTurnSecret(options);
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (Array.isArray(value)) return value.every(isPlain);
  const kind: unknown = Object.getPrototypeOf(value);
  return (kind === Object.prototype || kind === null) && Object.values(value).every(isPlain);
}

function mayTurnSecret({ additionalSecretOutputs, transformations, transforms, parent }: pulumi.CustomResourceOptions) {
  const inherited = (parent ?? pulumi.runtime.getStackResource()) as
    | { __transformations?: readonly unknown[] }
    | undefined;
  return [additionalSecretOutputs, transformations, transforms, inherited?.__transformations].some(
    (list) => list !== undefined && list.length > 0,
  );
}
