// One run of the engine with a kill in it, at a moment counted in requests at the sandbox.
import { setTimeout as delay } from "node:timers/promises";
import type { ExchangeListener } from "pulumi-fourpay/sandbox";
import type { TestStack } from "../stack";
import type { DriveReport, Fleet, FleetVerb } from "./drive";
import type { Moment } from "./plan";
import { killProcesses, processesOf, type Victim } from "./processes";

export interface Strike {
  readonly run: DriveReport;
  /** The request at which it happened; absent when the run ended before that moment came. */
  readonly at?: string;
}

export function runAndKill(fleet: Fleet, verb: FleetVerb, victim: Victim, moment: Moment): Promise<Strike> {
  return strike(fleet, verb, victim, moment, atMoment(moment));
}

export function runAndKillAtRequest(fleet: Fleet, verb: FleetVerb, victim: Victim, request: number): Promise<Strike> {
  let received = 0;
  return strike(fleet, verb, victim, { delayMs: 0 }, (phase) => phase === "received" && ++received === request);
}

type IsIt = (...heard: Parameters<ExchangeListener>) => boolean;

function atMoment({ write, after, phase, route }: Moment): IsIt {
  let writes = 0;
  let since = 0;
  let target: number | undefined;
  return (heard, entry) => {
    const { seq } = entry;
    if (heard === "received" && target === undefined) {
      if (writes === write) since++;
      else if (entry.write && (route === undefined || route === entry.route)) writes++;
      if (writes === write && since === after) target = seq;
    }
    return seq === target && heard === phase;
  };
}

async function strike(
  fleet: Fleet,
  verb: FleetVerb,
  victim: Victim,
  how: Pick<Moment, "delayMs" | "interrupted">,
  isIt: IsIt,
): Promise<Strike> {
  let at: string | undefined;
  let late: Promise<void> | undefined;
  const { stack } = fleet;
  const stop = stack.sandbox.onExchange((phase, entry) => {
    if (at !== undefined || late !== undefined || !isIt(phase, entry)) return;
    const kill = () => {
      if (killProcesses(stack.home, victim) > 0) at = entry.route ?? entry.path;
    };
    if (how.interrupted) killProcesses(stack.home, "engine", "SIGINT");
    if (how.delayMs === 0) kill();
    else late = delay(how.delayMs).then(kill);
  });
  try {
    const run = await fleet.run(verb);
    await late;
    return at === undefined ? { run } : { run, at };
  } finally {
    stop();
  }
}

/** An orphan that asks for nothing any more has come to rest, or has ended. */
export async function untilQuiet(stack: TestStack): Promise<void> {
  const QUIET_MS = 1_500;
  const PATIENCE_MS = 30_000;
  const { journal } = stack.sandbox;
  let count = journal.count();
  let quietMs = 0;
  for (let waitedMs = 0; quietMs < QUIET_MS && waitedMs < PATIENCE_MS; waitedMs += 100) {
    if (processesOf(stack.home).length === 0) return;
    await delay(100);
    quietMs = journal.count() === count ? quietMs + 100 : 0;
    count = journal.count();
  }
}
