/** The commands that move money or show secrets: their options, and the world they act in. */
import { type Command, Option } from "commander";
import { systemClock, systemRandom } from "../system";
import { wholeNumber } from "./arguments";
import { personToAsk } from "./ask";
import { type CredentialsOptions, runCredentials } from "./credentials";
import { terminalOn } from "./credentials/terminal";
import { DEPOSIT_CURRENCIES, type DepositOptions, runDeposit } from "./deposit";
import type { ActionWorld } from "./money/action";
import { EXIT_HELP } from "./money/outcome";
import { runTransfer, type TransferOptions } from "./transfer";
import type { CommandWorld } from "./world";

const SETTINGS_HELP =
  "\nSettings come from the environment (FOURPAY_…) and, with --stack, from that stack's configuration.";

export function addActionCommands(program: Command, openWorld: () => CommandWorld): void {
  settled(
    program
      .command("deposit")
      .description("Makes a one-time address through which a wallet is paid in (organization).")
      .option("--wallet <id or name>", "the wallet to credit")
      .option("--main", "credit the organization's main balance instead", false)
      .addOption(
        new Option("--currency <currency>", "what will be paid").choices(DEPOSIT_CURRENCIES).makeOptionMandatory(),
      ),
    "a deposit of the same currency",
  ).action((options: DepositOptions) => run(() => runDeposit(options, actionWorld(openWorld()))));

  settled(
    program
      .command("transfer")
      .description("Moves money from one account to another of the same merchant (merchant).")
      .requiredOption("--from <id or name>", "the account to take it from")
      .requiredOption("--to <id or name>", "the account to bring it to")
      .requiredOption("--amount <decimal>", "how much, such as 100.00")
      .option("--currency <code>", "ISO 4217; default: the account's, which it must be in any case")
      .option(
        "--reference <text>",
        "sent as the description; where the API shows it again, the same amount with it is refused for an hour longer",
      ),
    "the same amount between the same accounts",
  ).action((options: TransferOptions) => run(() => runTransfer(options, actionWorld(openWorld()))));

  withSettings(
    program
      .command("credentials")
      .argument("<card>", "the card's id")
      .description("Shows number, expiry and code of a card on this terminal, for half a minute, after asking.")
      .option("--wallet <id>", "the wallet the card is in; otherwise all are looked through"),
  )
    .addHelpText("after", "\nRefused where input or output is not a terminal, and where CI is set.")
    .action((card: string, options: Omit<CredentialsOptions, "card">) =>
      run(() => {
        const world = openWorld();
        const streams = { input: process.stdin, output: process.stdout };
        const terminal = terminalOn(streams, world.env.TERM, systemClock);
        return runCredentials({ card, ...options }, { ...world, terminal });
      }),
    );
}

function withSettings(command: Command): Command {
  return command
    .option("--stack <name>", "use the configuration of this stack")
    .option("--cwd <folder>", "the Pulumi project's folder", ".");
}

function settled(command: Command, repeated: string): Command {
  return withSettings(command)
    .option("--yes", "do not ask", false)
    .option("--again", `although ${repeated} was made a moment ago`, false)
    .option("--within <minutes>", "how long a moment is", wholeNumber, 10)
    .option("--json", "print one JSON document", false)
    .addHelpText("after", `${EXIT_HELP}\n${SETTINGS_HELP}`);
}

/** Whoever is asked may walk away: a process that ends by itself has done nothing, and must not look as if it had. */
async function run(command: () => Promise<number>): Promise<void> {
  process.exitCode = 1;
  process.exitCode = await command();
}

function actionWorld(world: CommandWorld): ActionWorld {
  const write = outlivingItsReaders(world);
  return { ...world, write, clock: systemClock, random: systemRandom, ask: personToAsk() };
}

/**
 * A full disk or a closed pipe would end the process with 1, which says that nothing was sent. What became of the money decides the exit
 * code, so such a stream is lived without: the outcome goes to the other one, and where both are gone the code alone tells.
 */
function outlivingItsReaders({ report }: CommandWorld): ActionWorld["write"] {
  let told = "";
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    report(`Standard output could not be written (${error.code ?? "unknown"}). This belongs there:\n${told}`);
  });
  return (text) => {
    told += text;
    process.stdout.write(text);
  };
}
