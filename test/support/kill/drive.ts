// Runs the engine on the fleet in a process of its own. An engine that is killed leaves its program behind with promises that never end,
// and with listeners for whatever is rejected later; with the process all of that is gone.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { PROJECT, type TestStack } from "../stack";
import { type DialectName, fleetProgram, type Stage } from "./fleet";

export type FleetVerb = "up" | "destroy";

export interface DriveReport {
  readonly failed: boolean;
  readonly output: string;
  /** Routes of the requests that were to change something. */
  readonly writes: readonly string[];
}

const DRIVER = join(__dirname, "driver.mjs");

/** A stack that declares the fleet, in one stage of its life after the other. */
export class Fleet {
  stage: Stage = "issued";

  constructor(
    readonly stack: TestStack,
    readonly dialect: DialectName,
    readonly shared = false,
  ) {}

  async run(verb: FleetVerb): Promise<DriveReport> {
    const { engine, folder, name, sandbox } = this.stack;
    const { envVars, workDir } = engine.workspace;
    const job = join(folder, "job.json");
    const program = fleetProgram(this.dialect, this.stage, this.shared);
    const where = { engineRoot: inject("engine").root, workDir, projectName: PROJECT, stackName: name, envVars };
    writeFileSync(job, JSON.stringify({ verb, ...where, program }));
    const before = sandbox.journal.list().at(-1)?.seq ?? 0;
    const { code, output } = await runNode([DRIVER, job]);
    const writes = sandbox.journal.list({ write: true }).filter((entry) => entry.seq > before);
    return { failed: code !== 0, output, writes: writes.map(({ route, path }) => route ?? path) };
  }
}

function runNode(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject).on("close", (code) => resolve({ code, output }));
  });
}
