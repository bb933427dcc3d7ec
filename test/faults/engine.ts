// Cells of the fault matrix on the real engine: the same rows and columns, the same proof, another engine in front of the provider.
import { Card, Holder, type ResourceOptions, Wallet, WebhookConfig } from "pulumi-fourpay";
import { afterAll, inject, test } from "vitest";
import { note } from "../support/faultTable";
import { type Codes, Hosts, type Program } from "../support/hostStack";
import { openStack, type TestStack } from "../support/stack";
import { type Field, reference, runCell, sandboxOptions, windowMs } from "./cell";
import { COLUMNS, type Column } from "./columns";
import type { Row } from "./rows";

/** The columns each write is tried under, by their names. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

export function onEngine(rows: readonly Row[], chosen: Chosen): void {
  const hosts = new Hosts();
  afterAll(() => hosts.close());

  for (const [write, columns] of Object.entries(chosen)) {
    const row = named(rows, ({ write: known }) => known === write, write);
    for (const name of columns) {
      const column = named(COLUMNS, ({ name: known }) => known === name, name);
      test(`${row.dialect}: ${write} > ${name}`, async () => {
        const { ups } = await runCell(await fieldOf(row, column), row, column, await reference(hosts, row));
        note(inject("faultTable"), { row: `engine, ${row.dialect}: ${write}`, column: name, result: String(ups) });
      });
    }
  }
}

function named<T>(all: readonly T[], matches: (item: T) => boolean, name: string): T {
  const found = all.find(matches);
  if (found === undefined) throw new Error(`The matrix has no ${name}.`);
  return found;
}

async function fieldOf(row: Row, { deadlineSeconds }: Column): Promise<Field> {
  const stack = await openStack({ sandbox: sandboxOptions(row) });
  const { sandbox } = stack;
  row.seed?.(sandbox);
  stack.setEnv({
    FOURPAY_OUTCOME_WINDOW_SECONDS: String(windowMs(row) / 1000),
    FOURPAY_DIALECT: row.dialect,
    FOURPAY_API_KEY: row.dialect === "merchant" ? sandbox.apiToken : sandbox.apiKey,
  });
  const limit = deadlineSeconds === undefined ? undefined : `${deadlineSeconds}s`;
  const opts = limit === undefined ? {} : { customTimeouts: { create: limit, update: limit, delete: limit } };
  return { sandbox, up: (program) => up(stack, program, opts) };
}

const CLASSES = { Card, Holder, Wallet, WebhookConfig };

async function up(stack: TestStack, program: Program, opts: ResourceOptions): Promise<Codes> {
  stack.declare(() => {
    for (const [name, { kind, inputs }] of Object.entries(program)) new CLASSES[kind](name, inputs as never, opts);
  });
  const { failed, output } = await stack.attempt();
  if (!failed) return [];
  const codes = [...output.matchAll(/\[([a-z]+(?:_[a-z]+)+)\]/g)].map(([, code]) => code ?? "");
  return codes.length > 0 ? [...new Set(codes)] : [output];
}
