// A command line around a sandbox: what it writes, what it asks, and what reached the API.
import { onTestFinished } from "vitest";
import type { Dialect } from "../../../../provider/api/port";
import type { ActionOptions, ActionWorld } from "../../../../provider/cli/money/action";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../../provider/sandbox";
import { systemClock } from "../../../../provider/system";

export const KEY = "planted-key-4711";

export const quiet: ActionOptions = { yes: true, json: true, again: false, within: 10, cwd: "." };

export interface CommandLine {
  readonly sandbox: Sandbox;
  readonly world: ActionWorld;
  /** What was written last, decoded. */
  readonly written: () => Record<string, unknown>;
  readonly text: () => string;
  /** What was told on the way. */
  readonly told: () => string;
  readonly cancel: AbortController;
}

export interface CommandLineOptions extends SandboxOptions {
  /** What the person answers to every question. Undefined: nobody sits there. */
  readonly answer?: string | undefined;
  readonly windowSeconds?: number;
  readonly baseUrl?: (sandbox: Sandbox) => Promise<string>;
}

export async function commandLine(
  dialect: Dialect,
  { answer, windowSeconds = 20, baseUrl, ...options }: CommandLineOptions = {},
): Promise<CommandLine> {
  const sandbox = await startSandbox({ seed: "demo", apiKey: KEY, apiToken: KEY, ...options });
  onTestFinished(() => sandbox.close());
  const cancel = new AbortController();
  let text = "";
  let told = "";
  const world: ActionWorld = {
    env: {
      FOURPAY_BASE_URL: (await baseUrl?.(sandbox)) ?? sandbox.url,
      FOURPAY_DIALECT: dialect,
      FOURPAY_ORGANIZATION_ID: sandbox.organizationId,
      FOURPAY_API_KEY: KEY,
      FOURPAY_OUTCOME_WINDOW_SECONDS: String(windowSeconds),
    },
    write: (written) => {
      text += written;
    },
    report: (line) => {
      told += `${line}\n`;
    },
    signal: cancel.signal,
    clock: systemClock,
    random: () => 0.5,
    ask:
      answer === undefined
        ? undefined
        : (question) => {
            told += `${question}\n`;
            return Promise.resolve(answer);
          },
  };
  return {
    sandbox,
    world,
    text: () => text,
    told: () => told,
    cancel,
    written: () => {
      const last = text;
      text = "";
      return JSON.parse(last) as Record<string, unknown>;
    },
  };
}
