// Owns the official download: the Automation API's own installer, run in a process of its own so that it can be ended, and only
// after its source answered within seconds. A machine without internet therefore goes on to the next way quickly.
import * as path from "node:path";
import { executableName } from "./candidates";
import type { Context, Outcome } from "./context";
import type { Attempt } from "./errors";
import { askVersion } from "./findEngine";
import { startProgress } from "./progress";
import { publish, withWorkFolder } from "./publish";

/** Where the installer script comes from; the SDK uses the same address. */
const INSTALLER = "https://get.pulumi.com/install.sh";
const REACH_TIMEOUT_MS = 8_000;
const INSTALL_TIMEOUT_MS = 5 * 60_000;

const INSTALL_SCRIPT = `
const [sdk, root] = process.argv.slice(1);
require(sdk + "/automation").PulumiCommand.install({ root }).then(
  () => process.exit(0),
  (error) => { console.error(error.message); process.exit(1); },
);`;

export async function downloadEngine(context: Context): Promise<Outcome> {
  const unreachable = await context.tools.whyUnreachable(INSTALLER, REACH_TIMEOUT_MS);
  if (unreachable !== undefined) return failed(`${new URL(INSTALLER).hostname} cannot be used: ${unreachable}`);
  const progress = startProgress({ ...context, now: () => context.tools.now() });
  try {
    progress.phase("Downloading the Pulumi CLI");
    return await withWorkFolder(context, (folder) => install(context, folder));
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  } finally {
    progress.stop();
  }
}

async function install(context: Context, folder: string): Promise<Outcome> {
  const result = await context.tools.run(process.execPath, ["-e", INSTALL_SCRIPT, context.sdk, folder], {
    env: context.env,
    timeoutMs: INSTALL_TIMEOUT_MS,
    signal: context.signal,
  });
  if (!result.ok) return failed(result.reason);
  const bin = path.join(folder, "bin");
  const verdict = await askVersion(context, path.join(bin, executableName(context.platform)));
  if (!verdict.ok) return failed(`the downloaded CLI cannot be used: ${verdict.reason}`);
  const binary = await publish(context, bin, verdict.version);
  return { found: { source: "download", binary, version: verdict.version } };
}

function failed(reason: string): Outcome {
  const attempt: Attempt = { source: "download", tried: "the official installer", reason };
  return { attempts: [attempt] };
}
