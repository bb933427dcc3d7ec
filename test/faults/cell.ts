// One cell of the fault matrix: the row's program under the column's fault, run until it succeeds, then held against a run without fault.
import { setTimeout as delay } from "node:timers/promises";
import { expect, vi } from "vitest";
import { type FaultSpec, type Sandbox, type SandboxOptions, startSandbox } from "../../provider/sandbox";
import { type Codes, HostStack, type Hosts, type Program } from "../support/hostStack";
import type { Column } from "./columns";
import { type Remote, remoteOf } from "./remote";
import type { Row, Setting } from "./rows";

const LATENCY = { issueMs: 40, walletMs: 40, statusChangeMs: 30, updateMs: 30, moneyMs: 30 };
/** Longer than anything in the sandbox takes. */
const SETTLED_MS = 100;
const WINDOW_SECONDS = 2;
const MOST_UPS = 4;

/** How a row ends when nothing goes wrong. */
export interface Reference {
  readonly remote: Remote;
  /** The writes that were carried out: route and body. */
  readonly writes: readonly string[];
}

export interface Outcome {
  readonly ups: number;
  readonly codes: Codes;
}

/** A sandbox, and somebody who brings programs up against it: the miniature engine or the real one. */
export interface Field {
  readonly sandbox: Sandbox;
  up(program: Program): Promise<Codes>;
}

export function reference(hosts: Hosts, row: Row): Promise<Reference> {
  return onHost(hosts, row, {}, async ({ sandbox, up }) => {
    if (row.before !== undefined) expect(await up(row.before)).toEqual([]);
    const began = lastRequest(sandbox);
    expect(await up(row.program)).toEqual([]);
    const remote = await remoteOf(sandbox);
    expect(remote).toMatchObject({ ...row.end, balanced: true });
    return { remote, writes: carriedOut(sandbox, began) };
  });
}

export async function runCell({ sandbox, up }: Field, row: Row, column: Column, clean: Reference): Promise<Outcome> {
  if (row.before !== undefined) expect(await up(row.before)).toEqual([]);
  const began = lastRequest(sandbox);
  sandbox.faults.add({ ...column.mishap(windowMs(row)), match: { route: row.route } } as FaultSpec);

  const outcome = await untilItSucceeds(
    () => up(row.program),
    async () => {
      if (column.arrivesBetweenRuns) await arrival(sandbox);
    },
  );
  const asked = sandbox.journal.list().length;
  expect(await up(row.program), "an unchanged up succeeds").toEqual([]);
  expect(sandbox.journal.list().length, "an unchanged up asks for nothing").toBe(asked);

  const fired = sandbox.faults.list().map((fault) => fault.fired);
  expect(fired, "the fault happened, once").toEqual([1]);
  expect(await remoteOf(sandbox), "what is there, balances to the cent").toEqual(clean.remote);

  const { ups, code, sent, processed = 1 } = row.expected?.[column.name] ?? column.expected;
  const [ours = "", ...others] = clean.writes.filter((write) => write.startsWith(`${row.route} `));
  const again = Array.from({ length: processed - 1 }, () => ours);
  expect(carriedOut(sandbox, began), "every write was carried out exactly once").toEqual(
    [...clean.writes, ...again].toSorted(),
  );
  const requests = sandbox.journal.list({ route: row.route }).filter(({ seq }) => seq > began).length;
  const codes = Array.from({ length: ups - 1 }, () => code);
  expect({ ...outcome, sent: requests - others.length }).toEqual({ ups, codes, sent });
  return outcome;
}

async function untilItSucceeds(up: () => Promise<Codes>, between: () => Promise<void>): Promise<Outcome> {
  const codes: string[] = [];
  for (let ups = 1; ; ups += 1) {
    const failed = await up();
    if (failed.length === 0) return { ups, codes };
    codes.push([...new Set(failed)].join(" and "));
    expect(ups, `still failing: ${codes.join()}`).toBeLessThan(MOST_UPS);
    await between();
  }
}

/** Until the request has been carried out and its effect shows; in real time, since the age of what it made matters to the provider. */
async function arrival(sandbox: Sandbox): Promise<void> {
  const arrived = () => {
    sandbox.control.snapshot();
    return sandbox.journal.list({ committed: true }).some(({ faultId }) => faultId !== null);
  };
  await vi.waitUntil(arrived, { timeout: 60_000, interval: SETTLED_MS });
  await delay(SETTLED_MS);
}

function lastRequest(sandbox: Sandbox): number {
  return sandbox.journal.list().at(-1)?.seq ?? 0;
}

function carriedOut(sandbox: Sandbox, since: number): string[] {
  const done = sandbox.journal.list({ write: true, committed: true }).filter(({ seq }) => seq > since);
  return done.map(({ route, requestBody }) => `${route} ${JSON.stringify(requestBody)}`).toSorted();
}

export function windowMs({ windowSeconds = WINDOW_SECONDS }: Setting): number {
  return windowSeconds * 1000;
}

/** The real provider process with the miniature engine in front of it. */
export async function onHost<T>(
  hosts: Hosts,
  setting: Setting,
  { fresh, deadlineSeconds }: Pick<Column, "fresh" | "deadlineSeconds">,
  work: (field: Field) => Promise<T>,
): Promise<T> {
  const sandbox = await startSandbox(sandboxOptions(setting));
  setting.seed?.(sandbox);
  const config = {
    "fourpay:baseUrl": sandbox.url,
    "fourpay:outcomeWindowSeconds": String(windowMs(setting) / 1000),
    "fourpay:dialect": setting.dialect,
    "fourpay:organizationId": sandbox.organizationId,
    "fourpay:apiKey": setting.dialect === "merchant" ? sandbox.apiToken : sandbox.apiKey,
  };
  try {
    return await hosts.lend(fresh === true, (next) => {
      const stack = new HostStack();
      const up = async (program: Program) => stack.up(await next(config), limited(program, deadlineSeconds));
      return work({ sandbox, up });
    });
  } finally {
    await sandbox.close();
  }
}

export function sandboxOptions({ sandbox }: Setting): SandboxOptions {
  return { latency: LATENCY, ...sandbox };
}

function limited(program: Program, seconds: number | undefined): Program {
  if (seconds === undefined) return program;
  const timeoutsSeconds = { create: seconds, update: seconds, delete: seconds };
  return Object.fromEntries(
    Object.entries(program).map(([name, { kind, inputs }]) => [name, { kind, inputs: { ...inputs, timeoutsSeconds } }]),
  );
}
