/** A value that is not known yet (a preview before its source exists). It may stand at any depth of the inputs. */

class UnknownValue {
  toJSON(): string {
    return "(not known yet)";
  }
}

export const UNKNOWN = Object.freeze(new UnknownValue());

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** A plain object that is known; what is in it need not be. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !isUnknown(value) && !Array.isArray(value);
}

export function containsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(containsUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}

/** Whether two plain values are known and equal; an unknown equals nothing, not even itself. */
export function knownEqual(a: unknown, b: unknown): boolean {
  if (isUnknown(a) || isUnknown(b)) return false;
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && knownEqual(value, right.get(key)))
  );
}
