/** `fourpay sandbox`: starts the sandbox, says how to use it, and stops it on Ctrl-C. */
import { FourpayError } from "../model/errors";
import { type Sandbox, startSandbox } from "../sandbox";
import { untilStopped } from "./untilStopped";

export const SEEDS = ["default", "demo", "empty"] as const;

export interface SandboxArguments {
  readonly port: number;
  readonly apiKey: string;
  readonly issueMs: number;
  readonly seed: (typeof SEEDS)[number];
}

export async function serveSandbox({ port, apiKey, issueMs, seed }: SandboxArguments): Promise<void> {
  if (port > 65_535) throw new FourpayError("input_invalid", "--port: at most 65535 is allowed.");
  const sandbox = await startSandbox({ port, apiKey, seed, latency: { issueMs } }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error;
      throw new FourpayError("input_invalid", `Port ${port} is in use.`, {
        hint: "Choose another with --port, or --port 0 for any.",
      });
    },
  );
  process.stdout.write(`${usage(sandbox)}\n`);
  await untilStopped();
  await sandbox.close();
}

function usage({ url, organizationId, apiKey, apiToken }: Sandbox): string {
  return [
    `The sandbox listens on ${url} (this machine only). Nothing here is real; Ctrl-C ends it.`,
    "",
    "Use it from another terminal:",
    `  export FOURPAY_BASE_URL=${url}`,
    `  export FOURPAY_ORGANIZATION_ID=${organizationId}`,
    `  export FOURPAY_API_KEY=${apiKey}`,
    `For the merchant dialect: FOURPAY_DIALECT=merchant FOURPAY_API_KEY=${apiToken}`,
    "",
    `Watch and steer it in a browser: ${url}/console`,
    `What it holds:  curl ${url}/_sandbox/state`,
    `What was asked: curl ${url}/_sandbox/journal`,
  ].join("\n");
}
