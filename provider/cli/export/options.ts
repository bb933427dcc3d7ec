/** The arguments of `fourpay export`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { CARD_STATUSES } from "../../model/status";
import { collect } from "../arguments";
import { type ExportOptions, runExport } from "../exportCommand";
import type { CommandWorld } from "../world";
import { INVENTORY_FORMATS } from "./inventory";

export function addExport(program: Command, openWorld: () => CommandWorld, dependency: string): void {
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
    .option(
      "--name <text>",
      "only cards whose name holds this, or is like this (`ads-*`); may be repeated",
      collect,
      [],
    )
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
      process.exitCode = await runExport(folder, options, { ...openWorld(), dependency });
    });
}

function oneStatus(value: string, earlier: readonly string[]): string[] {
  if ((CARD_STATUSES as readonly string[]).includes(value)) return collect(value, earlier);
  throw new InvalidArgumentError(`one of ${CARD_STATUSES.join(", ")} is expected.`);
}
