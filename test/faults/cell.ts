// One cell of the fault matrix: the row's program under the column's fault, run until it succeeds, then held against a run without fault.
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { type FaultSpec, type Sandbox, startSandbox } from "../../provider/sandbox";
import { type Codes, HostStack, type Hosts, type Program } from "../support/hostStack";
import type { Column } from "./columns";
import { type Remote, remoteOf } from "./remote";
import type { Row } from "./rows";

const LATENCY = { issueMs: 40, walletMs: 40, statusChangeMs: 30, updateMs: 30, moneyMs: 30 };
/** Longer than anything in the sandbox takes. */
const SETTLED_MS = 100;
const WINDOW_SECONDS = 2;
const MOST_UPS = 4;

/** How a row ends when nothing goes wrong. */
export interface Reference {
  readonly remote: Remote;
  /** The routes of the writes that were carried out. */
  readonly writes: readonly string[];
}

export interface Outcome {
  readonly ups: number;
  readonly codes: Codes;
}

export function reference(hosts: Hosts, row: Row): Promise<Reference> {
  return inSandbox(row, async (sandbox) => {
    const run = runner(row, sandbox, {});
    return hosts.lend(false, async (next) => {
      const stack = new HostStack();
      if (row.before !== undefined) expect(await run(next, stack, row.before)).toEqual([]);
      const began = lastRequest(sandbox);
      expect(await run(next, stack, row.program)).toEqual([]);
      const remote = await remoteOf(sandbox);
      expect(remote).toMatchObject({ ...row.end, balanced: true });
      return { remote, writes: carriedOut(sandbox, began) };
    });
  });
}

export function runCell(hosts: Hosts, row: Row, column: Column, clean: Reference): Promise<Outcome> {
  return inSandbox(row, (sandbox) => {
    const run = runner(row, sandbox, column);
    return hosts.lend(column.fresh === true, async (next) => {
      const stack = new HostStack();
      if (row.before !== undefined) expect(await run(next, stack, row.before)).toEqual([]);
      const began = lastRequest(sandbox);
      sandbox.faults.add({ ...column.mishap(windowMs(row)), match: { route: row.route } } as FaultSpec);

      const outcome = await untilItSucceeds(
        () => run(next, stack, row.program),
        async () => {
          if (column.arrivesBetweenRuns) await arrival(sandbox);
        },
      );
      const asked = sandbox.journal.list().length;
      expect(await run(next, stack, row.program), "an unchanged up succeeds").toEqual([]);
      expect(sandbox.journal.list().length, "an unchanged up asks for nothing").toBe(asked);

      expect(
        sandbox.faults.list().map(({ fired }) => fired),
        "the fault happened, once",
      ).toEqual([1]);
      expect(await remoteOf(sandbox), "what is there, balances to the cent").toEqual(clean.remote);
      const { ups, code, sent, processed = 1 } = row.expected?.[column.name] ?? column.expected;
      const again = Array.from({ length: processed - 1 }, () => row.route);
      expect(carriedOut(sandbox, began), "every write was carried out exactly once").toEqual(
        [...clean.writes, ...again].toSorted(),
      );
      const requests = sandbox.journal.list({ route: row.route }).filter(({ seq }) => seq > began).length;
      const others = clean.writes.filter((route) => route === row.route).length - 1;
      expect({ ...outcome, sent: requests - others }).toEqual({
        ups,
        codes: Array.from({ length: ups - 1 }, () => code),
        sent,
      });
      return outcome;
    });
  });
}

/** Why the column does not concern the row, if it does not. */
export function notConcerned(row: Row, column: Column): string | undefined {
  if (column.creating && row.creates === undefined) return "nothing is created";
  return row.without?.[column.name];
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
  do {
    await delay(SETTLED_MS);
    sandbox.control.snapshot();
  } while (!sandbox.journal.list({ committed: true }).some(({ faultId }) => faultId !== null));
  await delay(SETTLED_MS);
}

function lastRequest(sandbox: Sandbox): number {
  return sandbox.journal.list().at(-1)?.seq ?? 0;
}

function carriedOut(sandbox: Sandbox, since: number): string[] {
  const done = sandbox.journal.list({ write: true, committed: true }).filter(({ seq }) => seq > since);
  return done.map(({ route }) => route ?? "").toSorted();
}

function windowMs({ windowSeconds = WINDOW_SECONDS }: Row): number {
  return windowSeconds * 1000;
}

async function inSandbox<T>(row: Row, work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ latency: LATENCY, ...row.sandbox });
  try {
    row.seed?.(sandbox);
    return await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

type Next = Parameters<Parameters<Hosts["lend"]>[1]>[0];

function runner(row: Row, sandbox: Sandbox, { deadlineSeconds }: Pick<Column, "deadlineSeconds">) {
  const config = {
    "fourpay:baseUrl": sandbox.url,
    "fourpay:outcomeWindowSeconds": String(windowMs(row) / 1000),
    "fourpay:dialect": row.dialect,
    "fourpay:organizationId": sandbox.organizationId,
    "fourpay:apiKey": row.dialect === "merchant" ? sandbox.apiToken : sandbox.apiKey,
  };
  return async (next: Next, stack: HostStack, program: Program): Promise<Codes> =>
    stack.up(await next(config), deadlineSeconds === undefined ? program : limited(program, deadlineSeconds));
}

function limited(program: Program, seconds: number): Program {
  const timeoutsSeconds = { create: seconds, update: seconds, delete: seconds };
  return Object.fromEntries(
    Object.entries(program).map(([name, { kind, inputs }]) => [name, { kind, inputs: { ...inputs, timeoutsSeconds } }]),
  );
}
