/** The last look at everything that leaves for the engine: foreign values with a secret or a card number in them leave without it. */
import { hideCardNumbers, secretHider } from "../model/redact";
import { Secret } from "../model/secret";
import { isUnknown } from "../model/unknown";
import type { Raw } from "../model/validate";

/** A shorter text is found in words of ours; it is hidden only in what the API says. */
const SHORTEST = 8;

export interface Veil {
  /** For errors, notes and progress. */
  text(text: string): string;
  /** For state. What was declared or recorded before stays as it is: it is the user's own, and encrypted where it is secret. */
  values(values: Raw): Raw;
}

/** `known` is what was declared or recorded. */
export function veil(secrets: readonly Secret[], known: Raw): Veil {
  const unmistakable = secrets.filter((secret) => secret.reveal().length >= SHORTEST);
  const own = textsIn(known, new Set());
  const withoutSecrets = secretHider(unmistakable);
  const text = (shown: string) => hideCardNumbers(withoutSecrets(shown));
  return {
    text,
    values: (values) => veiled(values, (value) => (own.has(value) ? value : text(value))) as Raw,
  };
}

/** These inputs, where they are given, as secrets. */
export function secretsIn(names: readonly string[], ...inputs: readonly Raw[]): Secret[] {
  const given = inputs.flatMap((values) => names.map((name) => values[name]));
  return given.flatMap((value) => (typeof value === "string" && value !== "" ? [new Secret(value)] : []));
}

function textsIn(value: unknown, found: Set<string>): Set<string> {
  if (typeof value === "string") found.add(value);
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) textsIn(inner, found);
  return found;
}

function veiled(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item) => veiled(item, text));
  if (typeof value !== "object" || value === null || isUnknown(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, veiled(inner, text)]));
}
