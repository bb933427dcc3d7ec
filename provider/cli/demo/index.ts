/** The demo: the repository's own Pulumi project on the real engine against the embedded sandbox, each step checked at the sandbox. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CommandError } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { environment, forgetSettings } from "../../config";
import { type Engine, ensureEngine } from "../engine";
import { untilStopped } from "../untilStopped";
import { afterwards } from "./afterwards";
import { type Check, holds } from "./checks";
import { type EngineRun, STEPS, type Step } from "./steps";
import { openWorld, type World } from "./world";

export interface DemoOptions {
  readonly packageRoot: string;
  /** Cards are issued in a blink instead of about 2 s. */
  readonly fast: boolean;
  /** Says where the sandbox's console is, and keeps the sandbox after the last step until somebody ends it. */
  readonly watch: boolean;
  readonly write: (text: string) => void;
  readonly interactive: boolean;
  readonly now: () => number;
}

interface Outcome {
  readonly step: Step;
  readonly checks: readonly Check[];
  readonly seconds: number;
  readonly reads: number;
  readonly writes: number;
}

/** Answers whether every step ended as it should. */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  // The demo must never touch a real account, whatever the caller's environment holds.
  const removed = forgetSettings();
  const { write, packageRoot } = options;
  if (removed.length > 0) write(pc.dim(`Ignoring ${removed.join(", ")}: the demo talks to its own sandbox only.\n`));
  // The handler line of each resource is resolved from the working folder.
  process.chdir(packageRoot);
  const engine = await ensureEngine({
    env: environment(),
    report: (line) => write(pc.dim(`${line}\n`)),
    interactive: options.interactive,
  });
  write(pc.dim(`Pulumi ${engine.version} (${engine.source})\n`));
  const world = await openWorld({ engine, packageRoot, issueMs: options.fast ? 200 : 2000 });
  try {
    write(pc.dim(`Sandbox on ${world.sandbox.url}; ${world.table.cards().length} cards in the table\n`));
    if (options.watch) write(`Watch it in a browser: ${pc.bold(pc.cyan(`${world.sandbox.url}/console`))}\n`);
    const outcomes: Outcome[] = [];
    for (const [index, step] of STEPS.entries()) outcomes.push(await runStep(options, world, step, index + 1));
    write(summary(outcomes));
    write(afterwards(engine, hasLanguageHost(engine)));
    if (options.watch) {
      write(`\nThe sandbox and its console (${world.sandbox.url}/console) stay until Ctrl-C.\n`);
      await untilStopped();
    }
    return outcomes.every(({ checks }) => checks.every(holds));
  } finally {
    await world.close();
  }
}

/** Whether the CLI came with what starts a program of Node. */
function hasLanguageHost({ path }: Engine): boolean {
  return existsSync(join(dirname(path), basename(path).replace("pulumi", "pulumi-language-nodejs")));
}

async function runStep({ write, now }: DemoOptions, world: World, step: Step, number: number): Promise<Outcome> {
  write(`\n${pc.bold(pc.cyan(`Step ${number} of ${STEPS.length}: ${step.title}`))}\n${step.explanation}\n\n`);
  world.sandbox.journal.clear();
  const started = now();
  const checks = await step.act(world, engineRun(world, write));
  const seconds = (now() - started) / 1000;
  for (const fact of checks) write(`${factLine(fact)}\n`);
  const { journal } = world.sandbox;
  return { step, checks, seconds, reads: journal.count({ write: false }), writes: journal.count({ write: true }) };
}

function engineRun(world: World, write: (text: string) => void): EngineRun {
  return async (verb, dialect) => {
    const stack = dialect === "merchant" ? world.merchantStack : world.stack;
    write(pc.bold(`$ pulumi ${verb}\n`));
    const options = {
      onOutput: write,
      onError: write,
      color: pc.isColorSupported ? ("always" as const) : ("never" as const),
      parallel: 16,
      suppressProgress: true,
      ...(verb === "preview" && { diff: true }),
    };
    try {
      await stack[verb](options);
      return true;
    } catch (error) {
      // The engine has shown what went wrong; whether it should have is for the step's checks to say.
      if (!(error instanceof CommandError)) throw error;
      return false;
    }
  };
}

function factLine(fact: Check): string {
  return holds(fact)
    ? `  ${pc.green("✓")} ${fact.what}: ${fact.seen}`
    : `  ${pc.red("✗")} ${fact.what}: ${fact.seen}, expected ${fact.expected}`;
}

function summary(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ step, checks, seconds, reads, writes }, index) => {
    const good = checks.filter(holds).length;
    const verdict = good === checks.length ? pc.green("ok    ") : pc.red("FAILED");
    return `${index + 1}  ${verdict}  ${`${good}/${checks.length}`.padStart(6)}  ${seconds.toFixed(1).padStart(6)}  ${String(reads).padStart(5)}  ${String(writes).padStart(6)}  ${step.title}`;
  });
  const failed = outcomes.some(({ checks }) => !checks.every(holds));
  const end = failed
    ? pc.red("Something differs from what it should be; see the marked lines above.")
    : pc.green("All of it checked at the sandbox, not taken from the engine's word.");
  return `\n${pc.bold("#  result  checks    time  reads  writes  step")}\n${rows.join("\n")}\n\n${end}\n`;
}
