#!/usr/bin/env node
/** The `fourpay` command: arguments in, exit code out. What a command does lives in a file of its own. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { environment, resolveSettings } from "../config";
import { explain } from "../model/errors";
import { runDemo } from "./demo";
import { compareApi } from "./doctorCommand";
import { serveSandbox } from "./sandboxCommand";

const packageRoot = resolve(__dirname, "..", "..");

function version(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return version;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number, not below zero, is expected.");
  return Number(text);
}

const program = new Command("fourpay")
  .description("Tools around pulumi-fourpay: payment cards of the 4pay API as code.")
  .version(version())
  .showHelpAfterError("(fourpay --help shows what is possible)");

program
  .command("demo")
  .description("Runs the example fleet on the real Pulumi engine against an embedded sandbox. Touches no account.")
  .option("--fast", "issue cards in a blink instead of about two seconds", false)
  .action(async ({ fast }: { fast: boolean }) => {
    const write = (text: string) => void process.stdout.write(text);
    const good = await runDemo({ packageRoot, fast, write, interactive: process.stderr.isTTY, now: () => Date.now() });
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
    "Holds what this version relies on against the OpenAPI document of the deployment (merchant dialect). Reads only.",
  )
  .requiredOption("--api", "compare the API; nothing else is checked yet")
  .action(async () => {
    const settings = resolveSettings({ stack: {}, env: environment() });
    process.exitCode = await compareApi({ settings, write: (text) => void process.stdout.write(text) });
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
