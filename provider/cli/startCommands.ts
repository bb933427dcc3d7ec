/** The commands for beginners: `init`, `demo`, `sandbox` and `explain`. */
import { type Command, Option } from "commander";
import { wholeNumber } from "./arguments";
import { runDemo } from "./demo";
import { explainCode } from "./explainCommand";
import { type InitOptions, initProject } from "./initCommand";
import { SEEDS, serveSandbox } from "./sandboxCommand";

interface Package {
  readonly packageRoot: string;
  readonly dependency: string;
}

export function addStartCommands(program: Command, { packageRoot, dependency }: Package): void {
  program
    .command("init")
    .description("Writes a small Pulumi project that runs against the sandbox at once.")
    .argument("[folder]", "a new or empty folder", "cards")
    .option("--name <name>", "the project's name (default: the folder's)")
    .action((folder: string, options: InitOptions) => {
      const write = (text: string) => void process.stdout.write(text);
      initProject(folder, options, { packageRoot, cwd: process.cwd(), dependency, write });
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
    .addOption(new Option("--seed <name>", "what it starts with").choices(SEEDS).default("default"))
    .action(serveSandbox);

  program
    .command("explain")
    .description("Says what an error code means, why it happens and what to do. Without a code: all of them.")
    .argument("[code...]", "a code such as outcome_unknown, or the message that ends with it")
    .action((words: string[]) => {
      process.stdout.write(explainCode(words.length === 0 ? undefined : words.join(" ")));
    });
}
