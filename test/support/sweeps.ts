// `fourpay sweep` on a stack of the real engine.
import { join } from "node:path";
import { inject } from "vitest";
import { runSweep, type SweepOptions } from "../../provider/cli/sweepCommand";
import type { TestStack } from "./stack";

/** Runs the command on this stack; the report is parsed, because that is what a pipeline would do. */
export async function sweeps(stack: TestStack, options: Partial<SweepOptions> = {}) {
  let text = "";
  const { workDir, envVars } = stack.engine.workspace;
  const code = await runSweep(
    {
      stack: [stack.name],
      state: [],
      cwd: workDir,
      close: false,
      yes: false,
      also: [],
      strict: false,
      json: true,
      ...options,
    },
    {
      env: { ...process.env, PATH: `${join(inject("engine").root, "bin")}:${process.env.PATH}`, ...envVars },
      write: (written) => {
        text += written;
      },
      report: () => {},
      ask: undefined,
      signal: new AbortController().signal,
    },
  );
  const report = JSON.parse(text) as {
    findings: { kind: string; id: string; origin: string; keep?: string; onRequest?: true }[];
    closings: { id: string; outcome: string }[];
  };
  const findings = report.findings.filter(({ kind }) => kind !== "holder");
  return { code, findings, closings: report.closings };
}

/** Closes all that is found: what is proven abandoned at once, the rest as its report says it can be. */
export async function sweepAway(stack: TestStack): Promise<void> {
  const { findings } = await sweeps(stack, { close: true, yes: true });
  const also = findings.filter(({ onRequest }) => onRequest === true).map(({ id }) => id);
  if (also.length > 0) await sweeps(stack, { close: true, yes: true, also });
}
