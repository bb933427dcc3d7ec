/** The sweep: what interrupted runs left behind and no state stands for is found and, when a person says so, closed. */
import { FourpayError } from "../../model/errors";
import { type Closing, closeAll } from "./close";
import type { SweepContext } from "./context";
import { type Finding, type Found, findLeftovers, unowned } from "./find";
import { Guard } from "./guard";

export type { Closing } from "./close";
export type { SweepContext } from "./context";
export type { Finding, Found } from "./find";
export { LEFTOVER, type OriginKind } from "./judge";
export type { Problem } from "./look";
export type { StackState } from "./state";
export { findLeftovers };

export const DEFAULT_MIN_AGE_MS = 15 * 60_000;

export interface Swept extends Found {
  /** Empty where nothing could be closed, or nobody wanted it. */
  readonly closings: readonly Closing[];
}

export function mayBeClosed({ keep }: Finding): boolean {
  return keep === undefined;
}

/** `confirm` is shown what would be closed. Throws `refused` where no state was given, or a run began meanwhile. */
export async function sweep(
  context: SweepContext,
  confirm: (findings: readonly Finding[], found: Found) => Promise<boolean>,
): Promise<Swept> {
  const found = await findLeftovers(context);
  if (found.states.length === 0) {
    throw new FourpayError(
      "refused",
      "No state was given, so nothing can be told from what is in use. Nothing was closed.",
      {
        hint: "Give every stack that uses this organization: --stack, or --state with an exported state.",
      },
    );
  }
  const chosen = found.findings.filter(mayBeClosed);
  if (chosen.length === 0 || !(await confirm(chosen, found))) return { ...found, closings: [] };
  // The answer may have taken minutes.
  const guard = new Guard(context, found.states);
  const states = await guard.assertUntouched();
  return { ...found, closings: await closeAll(context, guard, unowned(chosen, states)) };
}
