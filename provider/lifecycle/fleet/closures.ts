/** The guard over closures: a bad file must not close a programme's cards. Pure. */
import type { Action } from "./plan";
import type { CardRecord } from "./records";
import { tooManyClosures } from "./report";

/** The cards that would be closed for good. */
function closures(actions: readonly Action[]): CardRecord[] {
  return actions.flatMap((action) => {
    if (action.kind !== "close" && action.kind !== "replace") return [];
    const { deletionPolicy = "close" } = action.record.state;
    return deletionPolicy === "close" ? [action.record] : [];
  });
}

/** `allowed` as it is configured or declared; anything but a number allows any number. */
export function assertFewClosures(allowed: unknown, actions: readonly Action[]): void {
  const closing = closures(actions);
  if (typeof allowed !== "number" || closing.length <= allowed) return;
  throw tooManyClosures(
    closing.length,
    allowed,
    closing.map(({ key }) => key),
  );
}
