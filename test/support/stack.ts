// A stack on the real engine against a sandbox of its own. A test declares resources, runs the engine, changes the declaration or the
// sandbox, runs again, and asserts what the sandbox holds and what was asked of it. Everything is cleaned up when the test ends.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EngineEvent, OpType, Stack } from "@pulumi/pulumi/automation";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import {
  type CardView,
  type HolderView,
  type JournalEntry,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
  type WalletView,
} from "pulumi-fourpay/sandbox";
import { expect, inject, onTestFinished } from "vitest";
import type { Dialect } from "../../provider/api/port";
import { engineEnvironment } from "../../provider/cli/engine";
import { defined } from "../../provider/model/defined";
import { printed } from "./printed";

/** What the program declares. It may return stack outputs. */
export type Declaration = () => unknown;
export type Verb = "up" | "preview" | "refresh" | "destroy";

export interface RunOptions {
  /** Forced replacements (`--replace`), by resource name. */
  readonly replace?: readonly string[];
  /** `--diff --debug -v=9`: everything the engine can be made to say. */
  readonly verbose?: boolean;
}

/** What the engine did, or meant to do, with one resource. */
export interface Step {
  readonly name: string;
  readonly type: string;
  readonly op: OpType;
  /** Paths of the properties that differ: `limits.daily`. */
  readonly diffs: readonly string[];
}

export interface RunReport {
  readonly failed: boolean;
  /** Everything the engine printed, standard error included. */
  readonly output: string;
  /** Our resources only, in the order of the run. */
  readonly steps: readonly Step[];
  /** All requests of the run, and the routes of those that change something, answered or not. */
  readonly requests: readonly JournalEntry[];
  readonly writes: readonly string[];
}

export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly initErrors?: readonly string[];
}

export interface StackOptions {
  /** Options of a sandbox of its own, or one that is already open. */
  readonly sandbox?: SandboxOptions | Sandbox;
  /** Default `organization`. */
  readonly dialect?: Dialect;
  /** Default `test`. */
  readonly name?: string;
  /** Added to the environment of the engine; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Short, but long enough for every intermediate status to be seen. */
const LATENCY = { issueMs: 150, walletMs: 150, statusChangeMs: 100, updateMs: 100, moneyMs: 100 };

/** A sandbox that ends with the test. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ ...options, latency: { ...LATENCY, ...options.latency } });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export async function openStack({
  sandbox: given = {},
  dialect = "organization",
  name = STACK,
  env = {},
}: StackOptions = {}): Promise<TestStack> {
  // What the developer has set for real work must not reach a test.
  for (const key of Object.keys(process.env)) if (key.startsWith("FOURPAY_")) delete process.env[key];
  const sandbox = "journal" in given ? given : await openSandbox(given);
  const folder = await mkdtemp(join(tmpdir(), "fourpay-lifecycle-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const engine = inject("engine");
  const envVars = {
    ...engineEnvironment({ home: join(folder, "home"), backendDir: folder, passphrase: "correct horse" }),
    ...engine.env,
    FOURPAY_BASE_URL: sandbox.url,
    ...(dialect === "merchant"
      ? { FOURPAY_DIALECT: dialect, FOURPAY_API_KEY: sandbox.apiToken }
      : { FOURPAY_ORGANIZATION_ID: sandbox.organizationId, FOURPAY_API_KEY: sandbox.apiKey }),
    FOURPAY_OUTCOME_WINDOW_SECONDS: "8",
    ...env,
  };
  const stack = new TestStack(sandbox, folder, name);
  await stack.open(engine.root, defined(envVars));
  return stack;
}

export const PROJECT = "lifecycle";
const STACK = "test";

export class TestStack {
  readonly sandbox: Sandbox;
  /** Holds the state, the engine's home and the stack's settings; nothing else. */
  readonly folder: string;
  readonly name: string;
  #stack: Stack | undefined;
  #declaration: Declaration = () => undefined;
  #transcript = "";

  constructor(sandbox: Sandbox, folder: string, name: string) {
    this.sandbox = sandbox;
    this.folder = folder;
    this.name = name;
  }

  async open(engineRoot: string, envVars: Record<string, string>): Promise<void> {
    this.#stack = await LocalWorkspace.createOrSelectStack(
      // The program runs in this process, so its outputs must be plain values or outputs.
      {
        stackName: this.name,
        projectName: PROJECT,
        program: async () => this.#declaration() as Record<string, unknown>,
      },
      { workDir: this.folder, envVars, pulumiCommand: await PulumiCommand.get({ root: engineRoot }) },
    );
  }

  /** Replaces the whole program. */
  declare(declaration: Declaration): void {
    this.#declaration = declaration;
  }

  /** Changes the environment of the runs to come. */
  setEnv(env: Readonly<Record<string, string | undefined>>): void {
    const { workspace } = this.engine;
    for (const [key, value] of Object.entries(env)) {
      if (value === undefined) delete workspace.envVars[key];
      else workspace.envVars[key] = value;
    }
  }

  /** PULUMI_HOME of every process of this stack, and of no other. */
  get home(): string {
    return this.engine.workspace.envVars.PULUMI_HOME ?? "";
  }

  get engine(): Stack {
    if (this.#stack === undefined) throw new Error("The stack is not open.");
    return this.#stack;
  }

  /** Everything all runs so far have printed. */
  get transcript(): string {
    return this.#transcript;
  }

  up = (options?: RunOptions): Promise<RunReport> => this.#succeed("up", options);
  preview = (options?: RunOptions): Promise<RunReport> => this.#succeed("preview", options);
  refresh = (options?: RunOptions): Promise<RunReport> => this.#succeed("refresh", options);
  destroy = (options?: RunOptions): Promise<RunReport> => this.#succeed("destroy", options);

  /** An `up` that may succeed or fail. */
  attempt(): Promise<RunReport> {
    return this.#run("up");
  }

  /** The run must fail, and say so with this stable code. */
  async expectFail(verb: Verb, code: string, options?: RunOptions): Promise<RunReport> {
    const report = await this.#run(verb, options);
    expect(report.failed, `${verb} should have failed:\n${report.output}`).toBe(true);
    expect(report.output).toContain(`[${code}]`);
    return report;
  }

  /** The run must fail with a check failure that says this. */
  async expectRefused(reason: string, verb: Verb = "preview"): Promise<RunReport> {
    const report = await this.#run(verb);
    expect(report.failed, `${verb} should have been refused:\n${report.output}`).toBe(true);
    expect(report.output).toContain(reason);
    return report;
  }

  /** However it ends: for runs that are killed. */
  run = (verb: Verb): Promise<RunReport> => this.#run(verb);

  async #succeed(verb: Verb, options?: RunOptions): Promise<RunReport> {
    const report = await this.#run(verb, options);
    expect(report.failed, `${verb} failed:\n${report.output}`).toBe(false);
    return report;
  }

  async #run(verb: Verb, { replace = [], verbose = false }: RunOptions = {}): Promise<RunReport> {
    const events: EngineEvent[] = [];
    let output = "";
    const hear = (text: string) => {
      output += text;
    };
    const options = {
      color: "never" as const,
      onOutput: hear,
      onError: hear,
      onEvent: (event: EngineEvent) => void events.push(event),
      ...(verbose ? { debug: true, logToStdErr: true, logVerbosity: 9, logFlow: true } : {}),
    };
    const before = this.sandbox.journal.list().at(-1)?.seq ?? 0;
    let failed = false;
    try {
      const urns = await Promise.all(replace.map(async (name) => (await this.resource(name)).urn));
      const engine = withoutEpilogue(this.engine);
      if (verb === "up") await engine.up({ ...options, ...(urns.length > 0 ? { replace: urns } : {}) });
      else if (verb === "preview") await engine.preview(options);
      else if (verb === "refresh") await engine.refresh(options);
      else await engine.destroy(options);
    } catch (error) {
      failed = true;
      // The error repeats what was printed; it is of use only where nothing was. No field of it may hold more than that.
      this.#transcript += printed(error);
      if (output === "") output = String(error);
    }
    this.#transcript += output;
    const requests = this.sandbox.journal.list().filter((entry) => entry.seq > before);
    const writes = requests.filter((entry) => entry.write).map((entry) => entry.route ?? entry.path);
    return { failed, output, steps: stepsOf(events), requests, writes };
  }

  /** Runs any other engine command, `state taint` for one, on this stack. */
  async command(...args: string[]): Promise<void> {
    const { workDir, envVars } = this.engine.workspace;
    const env = { ...process.env, ...envVars };
    await promisify(execFile)(inject("engine").path, [...args, "--stack", this.name], { cwd: workDir, env });
  }

  /** As a kill between the remote call and the record would leave it: the object exists, the state knows nothing of it. */
  async forget(...names: readonly string[]): Promise<void> {
    const exported = await this.engine.exportStack();
    const deployment = exported.deployment as { resources: RecordedResource[] };
    const kept = deployment.resources.filter((resource) => !names.includes(nameOf(resource.urn)));
    expect(kept).toHaveLength(deployment.resources.length - names.length);
    await this.engine.importStack({ ...exported, deployment: { ...deployment, resources: kept } });
  }

  /** The state as it lies on disk, secrets encrypted. */
  async stateText(): Promise<string> {
    return readFile(join(this.folder, ".pulumi", "stacks", PROJECT, `${this.name}.json`), "utf8");
  }

  /** Our resources as recorded. */
  async state(): Promise<RecordedResource[]> {
    const file = JSON.parse(await this.stateText()) as {
      checkpoint: { latest: { resources?: RecordedResource[] } | null };
    };
    return (file.checkpoint.latest?.resources ?? []).filter((resource) => resource.type.includes("fourpay:"));
  }

  async resource(name: string): Promise<RecordedResource> {
    const found = (await this.state()).find((resource) => nameOf(resource.urn) === name);
    if (found === undefined) throw new Error(`The state holds no resource named ${name}.`);
    return found;
  }

  async id(name: string): Promise<string> {
    return (await this.resource(name)).id ?? "";
  }

  /** The card a resource stands for, as the sandbox has it. */
  async card(name: string): Promise<CardView> {
    return this.cardById(await this.id(name));
  }

  cardById(id: string): CardView {
    return present(
      this.cards.find((card) => card.id === id),
      `card ${id}`,
    );
  }

  async wallet(name: string): Promise<WalletView> {
    return this.walletById(await this.id(name));
  }

  walletById(id: string): WalletView {
    return present(
      this.sandbox.control.snapshot().wallets.find((wallet) => wallet.id === id),
      `wallet ${id}`,
    );
  }

  async holder(name: string): Promise<HolderView> {
    const id = await this.id(name);
    return present(
      this.sandbox.control.snapshot().holders.find((holder) => holder.id === id),
      `holder ${id}`,
    );
  }

  get cards(): CardView[] {
    return this.sandbox.control.snapshot().cards;
  }

  /** Cards that are not closed: what a leak would show up in. */
  get openCards(): CardView[] {
    return this.cards.filter((card) => card.status !== "closed" && card.status !== "creating_failed");
  }

  /** All files below the folder as one text: state, backups, history, settings, logs. */
  async everythingOnDisk(): Promise<string> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return (await Promise.all(files.map((file) => readFile(file, "latin1")))).join("\n");
  }
}

/** After each run the Automation API asks for outputs and history, which starts the engine three more times; tests read the state. */
export function withoutEpilogue(stack: Stack): Stack {
  return Object.create(stack, {
    outputs: { value: () => Promise.resolve({}) },
    info: { value: () => Promise.resolve(undefined) },
  }) as Stack;
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The sandbox has no ${what}.`);
  return value;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function stepsOf(events: readonly EngineEvent[]): Step[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const step = resourcePreEvent?.metadata;
    if (step === undefined || !step.type.includes("fourpay:")) return [];
    const diffs = Object.keys(step.detailedDiff ?? {});
    return [
      {
        name: nameOf(step.urn),
        type: step.type,
        op: step.op,
        diffs: (diffs.length > 0 ? diffs : (step.diffs ?? [])).sort(),
      },
    ];
  });
}

/** What the run did to one resource, in order: `["create-replacement", "replace", "delete-replaced"]`. */
export function opsOf(report: RunReport, name: string): OpType[] {
  return report.steps.filter((step) => step.name === name).map((step) => step.op);
}

/** The properties the engine shows as different for one resource. */
export function diffsOf(report: RunReport, name: string): string[] {
  return report.steps.filter((step) => step.name === name).flatMap((step) => [...step.diffs]);
}

/** Runs `up`, which must update exactly this resource, in place and with exactly these writes. */
export async function updatesInPlace(stack: TestStack, name: string, writes: readonly string[]): Promise<void> {
  const id = await stack.id(name);
  const report = await stack.up();
  const changed = report.steps.filter((step) => step.op !== "same");
  expect(changed.map((step) => [step.name, step.op])).toEqual([[name, "update"]]);
  expect(report.writes).toEqual(writes);
  expect(await stack.id(name)).toBe(id);
}

/** Routes that change something, in the words of the API. */
export const ROUTES = {
  createHolder: "POST /holders",
  updateHolder: "PATCH /holders/{holder_id}",
  createWallet: "POST /wallets",
  updateWallet: "PATCH /wallets/{wallet_id}",
  activate: "POST /wallets/{wallet_id}/activate",
  deactivate: "POST /wallets/{wallet_id}/deactivate",
  issue: "POST /wallets/{wallet_id}/instruments",
  updateCard: "PATCH /wallets/{wallet_id}/instruments/{instrument_id}",
  fund: "PATCH /wallets/{wallet_id}/instruments/{instrument_id}/fund",
  defund: "PATCH /wallets/{wallet_id}/instruments/{instrument_id}/defund",
  freeze: "POST /wallets/{wallet_id}/instruments/{instrument_id}/suspend",
  unfreeze: "POST /wallets/{wallet_id}/instruments/{instrument_id}/resume",
  close: "POST /wallets/{wallet_id}/instruments/{instrument_id}/terminate",
} as const;
