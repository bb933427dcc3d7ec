// Owns building the CLI from its Go modules, for machines that have Go but no way to the official download. Takes a few minutes,
// once: the result goes into the same cache an official installation would use.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type Env, executableName, GO_MINIMUM, whyGoCannotBuild } from "./candidates";
import type { Context, Outcome } from "./context";
import { askVersion } from "./findEngine";
import { type Progress, startProgress } from "./progress";
import { publish, withWorkFolder } from "./publish";

/** The CLI version that is built. Newest whose modules are tagged; raise together with a run of the lifecycle tests. */
const BUILD_VERSION = "3.259.0";

const CLI_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const ASK_TIMEOUT_MS = 120_000; // with GOTOOLCHAIN=auto Go may first fetch itself
const MODULES_TIMEOUT_MS = 15 * 60_000;
const BUILD_TIMEOUT_MS = 45 * 60_000;

/** The sdk is required at the same version explicitly: the pkg module's own go.mod still names the release before. */
export function goModule(version: string): string {
  return [
    "module pulumi-tools",
    "",
    `go ${GO_MINIMUM}`,
    "",
    `tool ${CLI_PACKAGE}`,
    "",
    "require (",
    `\tgithub.com/pulumi/pulumi/pkg/v3 v${version}`,
    `\tgithub.com/pulumi/pulumi/sdk/v3 v${version}`,
    ")",
    "",
  ].join("\n");
}

/** Without the version flag the CLI would not know its own version and the Automation API would refuse it. */
export function goBuildArguments(version: string, output: string): string[] {
  return ["build", "-v", "-trimpath", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=${version}`, "-o", output, CLI_PACKAGE];
}

/** A build for this machine, whatever workspace or target the caller's shell is set to. Proxies and caches stay as they are. */
export function goEnvironment(env: Env, homeFolder: string): Env {
  const { GOOS: _os, GOARCH: _arch, GOWORK: _work, ...kept } = env;
  return { ...kept, HOME: homeFolder, CGO_ENABLED: "0", GOWORK: "off", GO111MODULE: "on" };
}

export async function buildEngine(context: Context): Promise<Outcome> {
  const { tools, signal } = context;
  const env = goEnvironment(context.env, context.homeFolder);
  const asked = await tools.run("go", ["env", "GOVERSION", "GOTOOLCHAIN"], { env, timeoutMs: ASK_TIMEOUT_MS, signal });
  if (!asked.ok) return failed("go on PATH", asked.reason);
  const unfit = whyGoCannotBuild(asked.stdout);
  if (unfit !== undefined) return failed("go on PATH", unfit);
  const progress = startProgress({ ...context, now: () => tools.now() });
  try {
    return await withWorkFolder(context, (folder) => build(context, env, folder, progress));
  } catch (error) {
    return failed("a build from the Go modules", error instanceof Error ? error.message : String(error));
  } finally {
    progress.stop();
  }
}

async function build(context: Context, env: Env, folder: string, progress: Progress): Promise<Outcome> {
  const { tools, signal } = context;
  const bin = path.join(folder, "bin");
  const cli = path.join(bin, executableName(context.platform));
  await fs.mkdir(bin);
  await fs.writeFile(path.join(folder, "go.mod"), goModule(BUILD_VERSION));
  const counting = (what: string) => {
    let count = 0;
    return () => progress.detail(`${++count} ${what}`);
  };

  progress.phase(
    `Building the Pulumi CLI ${BUILD_VERSION} from its Go modules (once, about 5 minutes): fetching modules`,
  );
  const common = { cwd: folder, env, signal };
  const fetched = await tools.run("go", ["mod", "tidy"], {
    ...common,
    timeoutMs: MODULES_TIMEOUT_MS,
    onLine: counting("modules"),
  });
  if (!fetched.ok) return failed("go mod tidy", fetched.reason);

  progress.phase("Building the Pulumi CLI: compiling");
  const built = await tools.run("go", goBuildArguments(BUILD_VERSION, cli), {
    ...common,
    timeoutMs: BUILD_TIMEOUT_MS,
    onLine: counting("packages"),
  });
  if (!built.ok) return failed("go build", built.reason);

  const verdict = await askVersion(context, cli);
  if (!verdict.ok) return failed("the CLI that was built", verdict.reason);
  const binary = await publish(context, bin, verdict.version);
  return { found: { source: "go", binary, version: verdict.version } };
}

function failed(tried: string, reason: string): Outcome {
  return { attempts: [{ source: "go", tried, reason }] };
}
