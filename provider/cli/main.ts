#!/usr/bin/env node
/** The `fourpay` command: arguments in, exit code out. What a command does lives in a file of its own. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { environment } from "../config";
import { explain, FourpayError } from "../model/errors";
import { addActionCommands } from "./actionCommands";
import { dependencyOn } from "./dependency";
import { addExport } from "./export/options";
import { addExposure } from "./exposure/options";
import { addHealthCommands } from "./healthCommands";
import { addStartCommands } from "./startCommands";
import type { CommandWorld } from "./world";

const packageRoot = resolve(__dirname, "..", "..");
const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };

const program = new Command("fourpay")
  .description("Tools around pulumi-fourpay: payment cards of the 4pay API as code.")
  .version(version);

const dependency = dependencyOn(packageRoot, version);
addStartCommands(program, { packageRoot, dependency });
addExposure(program, commandWorld);
addHealthCommands(program, commandWorld);
addExport(program, commandWorld, dependency);
addActionCommands(program, commandWorld);

for (const command of [program, ...program.commands]) {
  const called = command === program ? "fourpay" : `fourpay ${command.name()}`;
  command.showHelpAfterError(`(${called} --help shows what is possible)`);
}

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
