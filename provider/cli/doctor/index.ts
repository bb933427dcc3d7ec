/** The health check: everything is looked at, whatever went wrong before, and nothing is changed. */
import type { CardIssuer } from "../../api/port";
import { findLeftovers, LEFTOVER, type SweepContext } from "../../lifecycle/sweep";
import { count } from "../text";
import { checkAccess } from "./access";
import { type Check, failedBy, ok, unchecked, warning } from "./check";
import { checkPulse, type Pulse } from "./pulse";
import { checkWallets } from "./wallets";

export interface Patient {
  readonly issuer: CardIssuer;
  readonly pulse: Pulse;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Absent where no state was given: then nobody can say what is owned. */
  readonly sweep?: SweepContext;
}

export async function examine({ issuer, pulse, now, signal, sweep }: Patient): Promise<Check[]> {
  const { checks, wallets } = await checkAccess(issuer, signal);
  const inside =
    wallets === undefined
      ? [unchecked("wallets")]
      : [
          ...(await checkWallets({ issuer, signal, now: now() }, wallets)),
          ...(sweep === undefined ? [] : [await leftovers(sweep, signal)]),
        ];
  return [...checks, ...inside, ...checkPulse(pulse)];
}

async function leftovers(context: SweepContext, signal: AbortSignal): Promise<Check> {
  const name = "leftovers";
  try {
    const { findings, problems } = await findLeftovers(context);
    const [problem] = problems;
    if (problem !== undefined) return failedBy(name, problem.error);
    const ours = findings.filter(({ kind, origin }) => kind !== "holder" && LEFTOVER.includes(origin));
    if (ours.length === 0)
      return ok(name, "every card and wallet these stacks made is in a state, or was let go of on purpose");
    return warning(
      name,
      `${count(ours.length, "object")} made by these stacks and in no state: ${ours
        .map(({ id }) => id)
        .slice(0, 5)
        .join(", ")}`,
      "`pulumi up` takes over what is still declared; `fourpay sweep` shows the rest and closes it.",
    );
  } catch (error) {
    signal.throwIfAborted();
    return failedBy(name, error);
  }
}
