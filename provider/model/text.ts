/** Ids and enumerations are compared without case: an API that shows them otherwise has not changed them. */
export function sameText(a: unknown, b: unknown): boolean {
  return typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b;
}
