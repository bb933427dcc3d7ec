/** The commands that look whether all is as it should be: `doctor` and `sweep`. */
import type { Command } from "commander";
import { environment, resolveSettings } from "../config";
import { collect, wholeNumber } from "./arguments";
import { personToAsk } from "./ask";
import { compareApi, type DoctorOptions, runDoctor } from "./doctorCommand";
import { runSweep, type SweepOptions } from "./sweepCommand";
import type { CommandWorld } from "./world";

export function addHealthCommands(program: Command, openWorld: () => CommandWorld): void {
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
        ? await compareApi(resolveSettings({ stack: {}, env: environment() }), write)
        : await runDoctor(options, openWorld());
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
      process.exitCode = await runSweep(options, { ...openWorld(), ask: personToAsk() });
    });
}
