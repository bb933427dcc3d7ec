// One life of a stack: issued, changed, renewed, destroyed, and killed in each. After every kill the same command is run until it
// succeeds, and then the truth is audited at the sandbox.
import { type Sandbox, seedIds } from "pulumi-fourpay/sandbox";
import { expect, onTestFinished } from "vitest";
import { openStack, type TestStack } from "../stack";
import { sweepAway } from "../sweeps";
import { auditDeclared, auditDestroyed, auditLeft, leftovers, liveCards } from "./audit";
import { type DriveReport, Fleet, type FleetVerb } from "./drive";
import { type DialectName, FLEET_SEED, type Stage, TREASURY } from "./fleet";
import { type Kill, type Life, OPERATIONS, type OperationName } from "./plan";
import { killProcesses, type Victim } from "./processes";
import { runAndKill, runAndKillAtRequest, untilQuiet } from "./strike";

/** How a kill was made good. */
interface Repair {
  /** Runs it took, the successful one included; 0 when the run that was to do it was killed as well. */
  readonly runs: number;
  /** What the runs before that one said, if there were any. */
  readonly complaints: readonly string[];
}

/** What came of one kill. */
export interface KillReport extends Repair {
  readonly life: Life;
  readonly operation: OperationName;
  readonly victim: Victim;
  readonly phase: string;
  /** The request at which it happened. */
  readonly at: string;
}

/** Closes what a kill before `destroy` left behind. */
export type Sweep = (fleet: Fleet) => Promise<void>;

const STAGES: Readonly<Record<OperationName, Stage>> = {
  up: "issued",
  update: "changed",
  replace: "renewed",
  destroy: "renewed",
};
export const LATENCY = { issueMs: 100, walletMs: 80, statusChangeMs: 60, updateMs: 60, moneyMs: 60 };
const MOST_RUNS = 4;

export async function live(
  life: Life,
  tell: (report: KillReport) => void,
  sweep: Sweep = life.number % 2 === 0 ? ({ stack }) => sweepAway(stack) : declareAndDestroy,
): Promise<void> {
  const fleet = await openFleet(life.dialect);
  const { stack } = fleet;
  for (const operation of OPERATIONS) {
    const verb: FleetVerb = operation === "destroy" ? "destroy" : "up";
    fleet.stage = STAGES[operation];
    const { victim, moment, orphan, again } = life.kills[operation];
    const { at, run } = await runAndKill(fleet, verb, victim, moment);
    expect(at, `the moment never came:\n${run.output}`).toBeDefined();
    await afterKill(stack, victim, orphan);
    let last: Omit<KillReport, keyof Repair> = { life, operation, victim, phase: moment.phase, at: at ?? "" };
    if (life.abandoned && operation === "up") {
      tell({ ...last, ...(await destroyKnown(fleet)) });
      await sweepAndAudit(fleet, sweep);
      return;
    }
    const complaints: string[] = [];
    if (again !== undefined) {
      const second = await runAndKillAtRequest(fleet, verb, again.victim, again.request);
      if (second.at === undefined) {
        if (second.run.failed) complaints.push(second.run.output);
      } else {
        tell({ ...last, runs: 0, complaints });
        last = { ...last, victim: again.victim, phase: "received", at: second.at };
        await afterKill(stack, again.victim, orphan);
      }
    }
    tell({ ...last, ...(await converge(fleet, verb, complaints)) });
    if (verb === "destroy") await auditDestroyed(fleet);
    else await auditInForce(fleet);
  }
  if (life.reborn) await rebirth(fleet);
}

/** A stack with a sandbox of its own, where a treasurer pays into the wallet as soon as it has its name; or beside another fleet. */
export async function openFleet(dialect: DialectName, beside?: { name: string; sandbox: Sandbox }): Promise<Fleet> {
  const stack = await openStack(beside ?? { sandbox: { seed: FLEET_SEED, latency: LATENCY } });
  onTestFinished(() => void killProcesses(stack.home, "both"));
  // A file backend keeps a second file of attributes beside each state file and does not replace it in one step: an engine killed in
  // that moment leaves a state that no command can open. Without attributes there is no such moment.
  stack.setEnv({ PULUMI_BACKEND_URL: `${stack.engine.workspace.envVars.PULUMI_BACKEND_URL}?metadata=skip` });
  if (dialect === "merchant") stack.setEnv(merchantEnv(stack.sandbox));
  else if (beside === undefined) payInOnceNamed(stack.sandbox);
  return new Fleet(stack, dialect, beside !== undefined);
}

function merchantEnv({ apiToken }: Sandbox): Record<string, string | undefined> {
  return { FOURPAY_DIALECT: "merchant", FOURPAY_API_KEY: apiToken, FOURPAY_ORGANIZATION_ID: undefined };
}

function payInOnceNamed(sandbox: Sandbox): void {
  const paid = new Set<string>([seedIds.wallet]);
  sandbox.onExchange((phase) => {
    if (phase !== "received") return;
    for (const { id, name } of sandbox.control.snapshot().wallets) {
      if (paid.has(id) || !name.startsWith("pool-")) continue;
      paid.add(id);
      sandbox.control.fundWallet(id, TREASURY);
    }
  });
}

/** A killed engine leaves its lock on the state; only `pulumi cancel` takes it away. That is the engine's rule, whatever the provider. */
export async function afterKill(stack: TestStack, victim: Victim, orphan: Kill["orphan"]): Promise<void> {
  if (victim === "engine" && orphan === "settles") await untilQuiet(stack);
  if (victim !== "provider") await stack.engine.cancel();
}

/** Runs the command until it succeeds. What earlier runs complained of counts against it. */
export async function converge(fleet: Fleet, verb: FleetVerb, earlier: readonly string[] = []): Promise<Repair> {
  return repeat(fleet, verb, (run) => !run.failed, earlier);
}

/** Destroys without another `up`: everything the state knows goes, but a wallet that holds cards it does not know stays, and says so. */
async function destroyKnown(fleet: Fleet): Promise<Repair> {
  return repeat(fleet, "destroy", (run) => !run.failed || run.output.includes("[live_cards_remain]"));
}

async function repeat(
  fleet: Fleet,
  verb: FleetVerb,
  enough: (run: DriveReport) => boolean,
  earlier: readonly string[] = [],
): Promise<Repair> {
  const complaints = [...earlier];
  for (;;) {
    const run = await fleet.run(verb);
    const runs = complaints.length + 1;
    if (enough(run)) return { runs, complaints };
    complaints.push(run.output);
    expect(runs, `still failing:\n${complaints.join("\n--- next run ---\n")}`).toBeLessThan(MOST_RUNS);
  }
}

export async function auditInForce(fleet: Fleet): Promise<void> {
  await auditDeclared(fleet);
  const unchanged = await succeed(fleet, "up");
  expect(unchanged.writes).toEqual([]);
  expect(unchanged.output).not.toMatch(/^ *\+?[-~+]+ /m);
}

async function sweepAndAudit(fleet: Fleet, sweep: Sweep): Promise<void> {
  await auditLeft(fleet);
  await sweep(fleet);
  expect(await leftovers(fleet.stack)).toEqual([]);
  await converge(fleet, "destroy");
  await auditDestroyed(fleet);
}

/** Without a sweep, the program itself finds its leftovers again: declared once more, it adopts them, and destroy closes them. */
async function declareAndDestroy(fleet: Fleet): Promise<void> {
  const left = await leftovers(fleet.stack);
  await succeed(fleet, "up");
  const declared = liveCards(fleet.stack).map(({ id }) => id);
  expect(declared).toHaveLength(20);
  expect(left.filter(({ id }) => !declared.includes(id))).toEqual([]);
  await succeed(fleet, "destroy");
}

/** Declared again after destroy: the same people, the same wallet, new cards. */
async function rebirth(fleet: Fleet): Promise<void> {
  const { control } = fleet.stack.sandbox;
  const before = control.snapshot();
  await succeed(fleet, "up");
  const after = control.snapshot();
  expect(after.wallets.map(({ id, status }) => [id, status])).toEqual(before.wallets.map(({ id }) => [id, "active"]));
  expect(after.holders).toEqual(before.holders);
  expect(fleet.stack.openCards).toHaveLength(20);
  await succeed(fleet, "destroy");
  await auditDestroyed(fleet);
}

async function succeed(fleet: Fleet, verb: FleetVerb): Promise<DriveReport> {
  const report = await fleet.run(verb);
  expect(report.failed, report.output).toBe(false);
  return report;
}
