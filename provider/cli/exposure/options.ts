/** The arguments of `fourpay exposure`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import { wholeNumber } from "../arguments";
import { type ExposureOptions, FORMATS, runExposure } from "../exposureCommand";
import type { CommandWorld } from "../world";
import { type MoneyLimit, moneyLimit } from "./gates";

export function addExposure(program: Command, openWorld: () => CommandWorld): void {
  program
    .command("exposure")
    .description(
      "Says what a preview means for cards and money before it happens, or how a state stands, and holds it against gates.",
    )
    .argument(
      "<file>",
      "what `pulumi preview --json --show-sames` or `pulumi stack export` printed; - for standard input",
    )
    .addOption(new Option("--format <name>", "how to say it").choices(FORMATS).default("terminal"))
    .option("--output <file>", "write the report there instead of to standard output")
    .option("--state <file>", "an export of the state the preview was made from, in place of --show-sames")
    .option("--currency <code>", "the currency of cards for which the document tells none", currencyCode)
    .option(
      "--funds",
      "ask the API what each wallet has, and its fees: what is taken out must be there. Reads only",
      false,
    )
    .option("--max-new-cards <number>", "cards that may be issued, reissued ones included", wholeNumber)
    .option("--max-closures <number>", "cards that may be closed for good, reissued ones included", wholeNumber)
    .option(
      "--max-monthly-exposure <amount>",
      "what all cards together may spend in a month after the change: 10000.00, or 10000.00EUR; may be repeated",
      collect,
    )
    .option(
      "--max-spend <amount>",
      "issuing fees and initial balances together: 250.00, or 250.00EUR; may be repeated",
      collect,
    )
    .option("--allow-unknown", "let gates hold that cannot be decided", false)
    .addHelpText("after", HELP)
    .action(async (file: string, options: ExposureOptions) => {
      const colours = pc.isColorSupported && process.stdout.isTTY;
      process.exitCode = await runExposure(file, options, { ...openWorld(), stdin: process.stdin, colours });
    });
}

const HELP = `
Exit codes: 0 all gates hold; 1 something failed (no such file, not such a document, a preview that failed itself);
2 a gate is exceeded, or cannot be decided and --allow-unknown is not given.

A card without any limit that bounds a month exceeds every --max-monthly-exposure; a limit of zero bounds nothing, since
the API does not say whether it blocks a card or lifts the limit. A card without a monthly limit is
counted with the most its other limits allow (31 × daily, 6 × weekly, yearly, lifetime). Frozen, blocked and expired
cards count as nothing. Currencies are never added up: where there are several, give an amount for each.

  pulumi preview --json --show-sames --show-replacement-steps > preview.json
  fourpay exposure preview.json --format markdown --output comment.md --max-new-cards 20 --max-closures 0

--show-replacement-steps shows what an interrupted run has replaced and this one closes; no gate can count what is not shown.
--funds takes its settings from the environment (FOURPAY_…); nothing else asks the API.`;

function collect(value: string, earlier: readonly MoneyLimit[] = []): MoneyLimit[] {
  return [...earlier, moneyLimit(value)];
}

function currencyCode(text: string): string {
  if (!/^[A-Za-z]{3}$/.test(text)) throw new InvalidArgumentError("an ISO 4217 code is expected: EUR.");
  return text.toUpperCase();
}
