/** The steps of a wallet after it exists: wait until it is settled, name and fees, active or not. What fails is carried to the next update. */
import type { WalletChange } from "../../api/port";
import { defined } from "../../model/defined";
import type { Fee, Fees, Wallet } from "../../model/entities";
import { FourpayError, isFourpayError } from "../../model/errors";
import { FEE_KINDS } from "../../model/fees";
import { sameMoney } from "../../model/money";
import { isFailedWallet } from "../../model/status";
import type { Raw } from "../../model/validate";
import { DONE, pending, walletReaches } from "../../wait/conditions";
import { pollUntil } from "../../wait/poll";
import { applyChange, orAbsent, SETTLE_MS, windowIsOver, writing } from "../apply";
import { isMarked } from "../naming";
import { type Operation, PartialFailure, type State } from "../operation";
import { type DeclaredWallet, walletState } from "./inputs";

export const WALLET_ASPECTS = ["created", "name", "fees", "binDirections", "active"] as const;
export type WalletAspect = (typeof WALLET_ASPECTS)[number];

export interface WalletPlan {
  readonly id: string;
  readonly declared: DeclaredWallet;
  readonly inputs: Raw;
  readonly aspects: ReadonlySet<WalletAspect>;
  /** What the wallet should end as; absent leaves it as it is. */
  readonly active?: boolean;
  /** Made just now: `inactive` is then a stage on its way, not a state of rest. */
  readonly fresh: boolean;
  /** Name, fees and BIN directions were already accepted: only verify. */
  readonly detailsSent: boolean;
  readonly before?: State;
}

export async function runWalletSteps(operation: Operation, plan: WalletPlan): Promise<State> {
  const reached: { wallet: Wallet | undefined; settled: boolean } = { wallet: undefined, settled: false };
  try {
    reached.wallet = await settleWallet(operation, plan.id, plan.fresh);
    reached.settled = true;
    reached.wallet = await details(operation, plan, reached.wallet);
    reached.wallet = await activity(operation, plan, reached.wallet);
  } catch (error) {
    if (!reached.settled && plan.before === undefined && isFourpayError(error, "failed_state")) throw error;
    if (plan.fresh && isFourpayError(error, "ambiguous")) throw error;
    const facts = { wallet: reached.wallet, before: plan.before, unfinished: [...plan.aspects] };
    throw new PartialFailure(plan.id, walletState(operation, plan.before ?? plan.inputs, facts), error);
  }
  return walletState(operation, plan.inputs, { wallet: reached.wallet, before: plan.before });
}

/** Until the wallet rests. Everything in between is a change in flight. */
export async function settleWallet(operation: Operation, id: string, fresh: boolean): Promise<Wallet> {
  const wallet = await pollUntil<Wallet | undefined>({
    ...operation,
    what: "the wallet to be ready",
    observe: () => orAbsent(operation.issuer.getWallet(id, operation)),
    judge: (seen) => (!fresh && isAtRest(seen?.status) ? DONE : walletReaches("active")(seen)),
    timeoutHint:
      "The wallet exists and may still become active. Run `pulumi up` again to go on waiting, or raise `customTimeouts`.",
  });
  return wallet as Wallet;
}

/** Not on its way to anything: inactive, or left where a failed change found it. */
function isAtRest(status: string | undefined): boolean {
  return status === "inactive" || status === "active_changing_failed";
}

async function details(operation: Operation, plan: WalletPlan, wallet: Wallet): Promise<Wallet> {
  if (plan.fresh && !plan.detailsSent) assertStillOurs(plan, wallet);
  const change = neededChange(plan, wallet);
  if (change === undefined) return wallet;
  operation.progress(plan.detailsSent ? "waiting for name and fees to show" : "setting name and fees");
  try {
    return await applyChange<Wallet>(operation, {
      what: "the change to show on the wallet",
      send: () =>
        plan.detailsSent ? Promise.resolve() : operation.issuer.updateWallet(plan.id, change, writing(operation)),
      observe: (signal) => operation.issuer.getWallet(plan.id, { signal }),
      judge: (seen) => {
        if (seen.status.endsWith("changing_failed")) return { kind: "failed", error: notApplied(change, seen) };
        return shows(seen, change) ? DONE : pending("old values");
      },
      withinMs: SETTLE_MS,
    });
  } catch (error) {
    if (!windowIsOver(operation, error)) throw error;
    throw notApplied(change, await operation.issuer.getWallet(plan.id, operation), error);
  }
}

/** Where a new wallet could not be named at once, another run may have taken it for a leftover and named it. Then it is that run's. */
function assertStillOurs({ id, declared }: WalletPlan, { name }: Wallet): void {
  if (name === declared.name || !isMarked(name)) return;
  throw new FourpayError(
    "ambiguous",
    `The new wallet ${id} was named ${name} by another run before this one could name it; it was left to that run.`,
    { hint: "Run `pulumi up` again: it creates a wallet for this declaration." },
  );
}

/** Only the aspects asked for; the API wants the name with every change, so an undeclared change of it is kept. */
function neededChange(
  { aspects, declared, before, detailsSent }: WalletPlan,
  wallet: Wallet,
): WalletChange | undefined {
  const name = aspects.has("name") ? declared.name : (wallet.name ?? declared.name);
  const fees = aspects.has("fees") ? declared.fees : undefined;
  const unseen = before !== undefined || !detailsSent;
  const binDirections = aspects.has("binDirections") && unseen ? declared.binDirections : undefined;
  const change = defined({ name, fees, binDirections });
  const hidden = unseen && FEE_KINDS.some((kind) => fees?.[kind] !== undefined && wallet.fees?.[kind] === undefined);
  return shows(wallet, change) && binDirections === undefined && !hidden ? undefined : change;
}

/** BIN directions are not part of what the API shows. */
function shows(wallet: Wallet, { name, fees = {} }: WalletChange): boolean {
  return (wallet.name === undefined || wallet.name === name) && wrongFees(fees, wallet).length === 0;
}

export function wrongFees(fees: Fees, wallet: Wallet): string[] {
  return FEE_KINDS.filter((kind) => {
    const want = fees[kind];
    const seen = wallet.fees?.[kind];
    return want !== undefined && seen !== undefined && !sameFee(want, seen);
  });
}

export function sameFee(a: Fee, b: Fee): boolean {
  if ("percent" in a) return "percent" in b && sameMoney(a.percent, b.percent);
  return "amount" in b && sameMoney(a.amount, b.amount) && a.currency === b.currency;
}

function notApplied(change: WalletChange, wallet: Wallet, cause?: unknown): FourpayError {
  const wrong = [
    ...(wallet.name === change.name ? [] : ["name"]),
    ...wrongFees(change.fees ?? {}, wallet).map((kind) => `fees.${kind}`),
  ];
  return new FourpayError(
    "not_applied",
    `The API accepted the change but the wallet does not show it (${wrong.join(", ") || wallet.status}).`,
    {
      hint: "Run `pulumi up` again to try once more.",
      cause,
    },
  );
}

async function activity(operation: Operation, plan: WalletPlan, wallet: Wallet): Promise<Wallet> {
  if (!plan.aspects.has("active") || plan.active === undefined) return wallet;
  return setActive(operation, plan.id, plan.active, wallet);
}

export async function setActive(operation: Operation, id: string, active: boolean, wallet: Wallet): Promise<Wallet> {
  const target = active ? "active" : "inactive";
  if (wallet.status === target) return wallet;
  if (isFailedWallet(wallet.status))
    operation.note("warning", `The wallet's status is ${wallet.status}; asking for ${target} all the same.`);
  operation.progress(active ? "activating the wallet" : "deactivating the wallet");
  const { issuer } = operation;
  return applyChange<Wallet>(operation, {
    what: `the wallet to become ${target}`,
    send: () =>
      active ? issuer.activateWallet(id, writing(operation)) : issuer.deactivateWallet(id, writing(operation)),
    observe: (signal) => issuer.getWallet(id, { signal }),
    judge: walletReaches(target),
  });
}
