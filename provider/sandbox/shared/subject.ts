// Which card a call is about, so that faults can be aimed at one card by its name.
import type { ParsedBody } from "../dialect";
import type { Store } from "../store/store";

/** The name of the card in the path, or in the body of an issue. */
export function subject(store: Store, cardId: string | undefined, body: ParsedBody): string | undefined {
  const addressed = store.cards.get((cardId ?? "").toLowerCase());
  if (addressed) return addressed.name;
  if (body.kind !== "json" || typeof body.value !== "object" || body.value === null) return undefined;
  const name: unknown = Reflect.get(body.value, "name");
  return typeof name === "string" ? name : undefined;
}
