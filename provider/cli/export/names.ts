/** Names for what exists: readable, unique, and the same at every export, also when more has come to exist since. Pure. */
import { createHash } from "node:crypto";
import { unmarked } from "../../lifecycle/naming";

const LONGEST = 60;

export interface Named {
  readonly id: string;
  /** What a person calls it; a mark in it is left out. */
  readonly label: string;
  readonly createdAt?: string | undefined;
}

/**
 * Logical names by id. Letters, digits and dashes only, so that they are safe in URNs, file names, shells and as fleet keys. The oldest of
 * those that would have the same name keeps it; the others get some of their id's hash.
 */
export function namesFor(items: readonly Named[], otherwise: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, label } of [...items].sort(byAge)) {
    const name = free(slug(unmarked(label)) || otherwise, id, taken);
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function byAge(a: Named, b: Named): number {
  const [left, right] = [a, b].map(({ createdAt, id }) => `${createdAt ?? "9999"} ${id}`) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}

function free(name: string, id: string, taken: ReadonlySet<string>): string {
  // What every JavaScript object has (`constructor`) is no key.
  if (!taken.has(name) && !(name in {})) return name;
  const hash = createHash("sha256").update(id).digest("hex");
  for (let length = 6; length < hash.length; length += 2) {
    const longer = `${name}-${hash.slice(0, length)}`;
    if (!taken.has(longer)) return longer;
  }
  return `${name}-${hash}`;
}

export function slug(label: string): string {
  return label
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
}
