/** From where the API complains (`body.limits.daily_limit`) to the name the user gave it (`limits.daily`). Each dialect brings its table. */

/** Per object of a request (the noun of its messages): the name users know, by name on the wire. */
export type FieldNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The limits of a card: both dialects spell them alike. */
export const LIMIT_FIELD_NAMES = {
  limits: "limits",
  daily_limit: "daily",
  weekly_limit: "weekly",
  monthly_limit: "monthly",
  year_limit: "yearly",
  lifetime_limit: "lifetime",
  transaction_limit: "perTransaction",
} as const;

/**
 * The location in the user's words. Only a location whose field is in the table is touched; what is below that field is translated as far
 * as the table knows it, list positions stay.
 */
export function userLocation(
  parts: readonly (string | number)[],
  object: string,
  names: FieldNames,
): readonly (string | number)[] {
  const [where, field, ...below] = parts;
  const known = names[object] ?? {};
  if ((where !== "body" && where !== "path") || typeof field !== "string" || !Object.hasOwn(known, field)) return parts;
  return [field, ...below].map((part) => (Object.hasOwn(known, part) ? (known[part] ?? part) : part));
}
