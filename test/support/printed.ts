// Everything anybody could print of a value: every field at every depth, enumerable or not, causes included, and what the usual tools make of it.
import { format, inspect } from "node:util";

const DEEP = { depth: 20, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null } as const;

export function printed(value: unknown): string {
  const found: string[] = [inspect(value, DEEP), inspect(value, { ...DEEP, customInspect: false })];
  found.push(format("%s %o %O %j", value, value, value, value), JSON.stringify([value]) ?? "");
  walk(value, found, new Set());
  return found.join("\n");
}

function walk(value: unknown, found: string[], seen: Set<unknown>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== "object" && typeof value !== "function") return void found.push(String(value));
  if (seen.has(value)) return;
  seen.add(value);
  if (value instanceof Error) found.push(`${value}`, value.stack ?? "");
  if (value instanceof Uint8Array) found.push(Buffer.from(value).toString());
  if (value instanceof Map || value instanceof Set) for (const item of value) walk(item, found, seen);
  for (const key of Reflect.ownKeys(value)) {
    found.push(String(key));
    const property = Object.getOwnPropertyDescriptor(value, key);
    walk(property?.get === undefined ? property?.value : Reflect.get(value, key), found, seen);
  }
}
