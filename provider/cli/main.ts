#!/usr/bin/env node
/** The `fourpay` command: arguments in, exit code out. What a command does lives in a file of its own. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { environment, resolveSettings } from "../config";
import { explain, FourpayError } from "../model/errors";
import { CARD_STATUSES } from "../model/status";
import { addActionCommands } from "./actionCommands";
import { runDemo } from "./demo";
import { compareApi, type DoctorOptions, runDoctor } from "./doctorCommand";
import { explainCode } from "./explainCommand";
import { INVENTORY_FORMATS } from "./export/inventory";
import { type ExportOptions, runExport } from "./exportCommand";
import { addExposure } from "./exposure/options";
import { type InitOptions, initProject } from "./initCommand";
import { serveSandbox } from "./sandboxCommand";
import type { CommandWorld } from "./sweep/world";
import { runSweep, type SweepOptions } from "./sweepCommand";

const packageRoot = resolve(__dirname, "..", "..");

function version(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return version;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number, not below zero, is expected.");
  return Number(text);
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function oneStatus(value: string, earlier: readonly string[]): string[] {
  if ((CARD_STATUSES as readonly string[]).includes(value)) return collect(value, earlier);
  throw new InvalidArgumentError(`one of ${CARD_STATUSES.join(", ")} is expected.`);
}

const program = new Command("fourpay")
  .description("Tools around pulumi-fourpay: payment cards of the 4pay API as code.")
  .version(version())
  .showHelpAfterError("(fourpay --help shows what is possible)");

program
  .command("init")
  .description("Writes a small Pulumi project that runs against the sandbox at once.")
  .argument("[folder]", "a new or empty folder", "cards")
  .option("--name <name>", "the project's name (default: the folder's)")
  .action((folder: string, options: InitOptions) => {
    const write = (text: string) => void process.stdout.write(text);
    initProject(folder, options, { packageRoot, cwd: process.cwd(), version: version(), write });
  });

program
  .command("demo")
  .description("Runs the example fleet on the real Pulumi engine against an embedded sandbox. Touches no account.")
  .option("--fast", "issue cards in a blink instead of about two seconds", false)
  .option("--watch", "say where the sandbox's console is, and keep it after the demo until Ctrl-C", false)
  .action(async (pace: { fast: boolean; watch: boolean }) => {
    const write = (text: string) => void process.stdout.write(text);
    const good = await runDemo({
      packageRoot,
      ...pace,
      write,
      interactive: process.stderr.isTTY,
      now: () => Date.now(),
    });
    process.exitCode = good ? 0 : 1;
  });

program
  .command("sandbox")
  .description("Serves a stateful stand-in of the 4pay API on this machine, until Ctrl-C.")
  .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", wholeNumber, 4010)
  .option("--api-key <key>", "the key it accepts", "sandbox-key")
  .option("--issue-ms <number>", "how long a card takes to be issued", wholeNumber, 2000)
  .option("--seed <name>", 'what it starts with: "default", "demo" or "empty"', "default")
  .action(serveSandbox);

program
  .command("doctor")
  .description(
    "Checks, without changing anything, whether a run would find all it needs. Exit code 0: healthy; 1: not.",
  )
  .option(
    "--api",
    "instead: hold what this version relies on against the deployment's OpenAPI document (merchant)",
    false,
  )
  .option(
    "--stack <name>",
    "also look for what its runs left behind, and use its configuration; may be repeated",
    collect,
    [],
  )
  .option("--state <file>", "an exported state whose objects are nobody's leftovers; may be repeated", collect, [])
  .option("--cwd <folder>", "the Pulumi project's folder", ".")
  .option("--strict", "warnings fail as well", false)
  .option("--json", "print one JSON document", false)
  .action(async ({ api, ...options }: DoctorOptions & { api: boolean }) => {
    const write = (text: string) => void process.stdout.write(text);
    process.exitCode = api
      ? await compareApi({ settings: resolveSettings({ stack: {}, env: environment() }), write })
      : await runDoctor(options, commandWorld());
  });

program
  .command("sweep")
  .description(
    "Finds cards and wallets that carry our mark and are in none of the given states: what killed or failed runs left behind. Reads only, unless --close is given.",
  )
  .option("--stack <name>", "a stack of this project, or organization/project/stack; may be repeated", collect, [])
  .option(
    "--state <file>",
    "what `pulumi stack export` wrote: its objects are left alone; may be repeated",
    collect,
    [],
  )
  .option("--cwd <folder>", "the Pulumi project's folder", ".")
  .option("--close", "close what certainly was left behind: money back to the wallet, terminated, waited for", false)
  .option("--yes", "do not ask before closing", false)
  .option(
    "--also <id>",
    "close this one too, although it may belong to somebody, or be kept on purpose; may be repeated",
    collect,
    [],
  )
  .option("--min-age <minutes>", "leave younger objects alone where a run may be going on (default: 15)", wholeNumber)
  .option("--strict", "exit with 2 for marked objects of any stack, not only of those given", false)
  .option("--json", "print one JSON document", false)
  .addHelpText(
    "after",
    `
Exit codes: 0 nothing is left; 1 something failed; 2 leftovers remain.

Settings come from the environment (FOURPAY_…) and the configuration of the first --stack. Give every stack that
uses the organization: what is in none of them, and was made by none of them, is reported and never closed.
Stacks of the same project and name on two backends make the same marks, unless fourpay:namespace tells them apart.`,
  )
  .action(async (options: SweepOptions) => {
    const interactive = process.stdin.isTTY && process.stderr.isTTY;
    process.exitCode = await runSweep(options, { ...commandWorld(), interactive });
  });

program
  .command("explain")
  .description("Says what an error code means, why it happens and what to do. Without a code: all of them.")
  .argument("[code...]", "a code such as outcome_unknown, or the message that ends with it")
  .action((words: string[]) => {
    process.stdout.write(explainCode(words.length === 0 ? undefined : words.join(" ")));
  });

addExposure(program, { world: commandWorld, wholeNumber });

program
  .command("export")
  .argument("[folder]", "where to write the program", "fourpay-export")
  .description(
    "Writes the cards that exist as a Pulumi program, with the file that imports them: afterwards `pulumi up` shows no change. Only reads from the API.",
  )
  .option("--list", "instead: list what exists, without writing files", false)
  .addOption(new Option("--format <format>", "of the list").choices(INVENTORY_FORMATS).default("table"))
  .addOption(
    new Option("--as <form>", "single cards, or a CardFleet with a CSV file")
      .choices(["cards", "fleet"])
      .default("cards"),
  )
  .option("--wallet <id or name>", "only cards in this wallet; may be repeated", collect, [])
  .addOption(
    new Option("--status <status>", "only such cards (default: all that are live); may be repeated")
      .argParser<string[]>(oneStatus)
      .default([], "all that are live"),
  )
  .option("--holder <id or e-mail>", "only this person's cards; may be repeated", collect, [])
  .option("--name <text>", "only cards whose name holds this, or is like this (`ads-*`); may be repeated", collect, [])
  .option(
    "--not-in-stack <name>",
    "leave out what this stack of the project in --cwd has; may be repeated",
    collect,
    [],
  )
  .option("--not-in-state <file>", "leave out what is in this `pulumi stack export`; may be repeated", collect, [])
  .option("--project <name>", "of the Pulumi project (default: the folder's name)")
  .option("--stack <name>", "the stack that is going to import", "dev")
  .option("--settings-from <stack>", "use the configuration of this stack of the project in --cwd")
  .option("--cwd <folder>", "a Pulumi project's folder", ".")
  .addOption(
    new Option("--wallets <how>", "use wallets by their ids, or manage them too")
      .choices(["reference", "manage"])
      .default("reference"),
  )
  .option("--provider <[wallet=]id>", "what a managed wallet was made from; may be repeated", collect, [])
  .addOption(
    new Option("--holders <how>", "manage holders too, or use them by their ids")
      .choices(["manage", "reference"])
      .default("manage"),
  )
  .addOption(
    new Option("--deletion-policy <policy>", "what destroy does with the cards")
      .choices(["close", "freeze", "retain"])
      .default("close"),
  )
  .option("--protect", "refuse to delete any of it until the program says otherwise", false)
  .option("--force", "the folder need not be empty: what is there is moved aside", false)
  .addHelpText(
    "after",
    "\nExit codes: 0 done; 1 failed, and nothing was written; 2 done, but some cards could not be declared.",
  )
  .action(async (folder: string, options: ExportOptions) => {
    process.exitCode = await runExport(folder, options, { ...commandWorld(), version: version() });
  });
addActionCommands(program, commandWorld);

function commandWorld(): CommandWorld {
  return {
    env: environment(),
    write: (text) => void process.stdout.write(text),
    report: (text) => void process.stderr.write(`${text}\n`),
    signal: untilInterrupted(),
  };
}

/** The first Ctrl-C lets what is under way come to its end; the second ends the process. */
function untilInterrupted(): AbortSignal {
  const cancel = new AbortController();
  process.once("SIGINT", () =>
    cancel.abort(new FourpayError("cancelled", "Cancelled.", { hint: "Run the same command again to go on." })),
  );
  return cancel.signal;
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
