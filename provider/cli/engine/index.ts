// Owns the answer to "which Pulumi engine runs this?": on PATH, in the cache, downloaded, or built, in that order, and what the
// engine needs around it. The steps themselves live in the files beside this one.
import * as os from "node:os";
import * as path from "node:path";
import { buildEngine } from "./build";
import { type Env, homeFolderOf, pulumiHome } from "./candidates";
import { sdkFolder } from "./companion";
import type { Context, Outcome } from "./context";
import { downloadEngine } from "./download";
import { type Attempt, EngineMissingError, type EngineSource } from "./errors";
import { findInCache, findOnPath } from "./findEngine";
import { withLock } from "./lock";
import { type Engine, openEngine } from "./open";
import { formatElapsed, type Report } from "./progress";
import { type EngineTools, systemTools } from "./tools";

export { engineEnvironment } from "./environment";
export { EngineMissingError } from "./errors";
export type { Engine } from "./open";

export interface EnsureEngineOptions {
  /** The caller's environment; decides PATH, HOME, PULUMI_HOME and is handed to the installer and to Go. */
  readonly env: Env;
  /** Receives what a person should see. Default: silent. */
  readonly report?: Report;
  /** A terminal that overwrites lines: progress every 3 seconds instead of every 30. Default false. */
  readonly interactive?: boolean;
  /** The ways allowed. Default: all; `["path", "cache"]` only looks. */
  readonly sources?: readonly EngineSource[];
  readonly signal?: AbortSignal;
  /** Tests put fakes here. */
  readonly tools?: EngineTools;
}

type Step = (context: Context) => Promise<Outcome>;

const ALL: readonly EngineSource[] = ["path", "cache", "download", "go"];

/** Finds, fetches or builds an engine; throws {@link EngineMissingError} with all attempts when no way works. */
export async function ensureEngine(options: EnsureEngineOptions): Promise<Engine> {
  const context = contextOf(options);
  const sources = options.sources ?? ALL;
  const allowed = (source: EngineSource, step: Step) => (sources.includes(source) ? [step] : []);

  const looked = await firstOf(context, [...allowed("path", findOnPath), ...allowed("cache", findInCache)]);
  if ("found" in looked) return openEngine(context, looked.found);
  const makers = [...allowed("download", downloadEngine), ...allowed("go", buildEngine)];
  if (makers.length === 0) throw new EngineMissingError(looked.attempts);

  const started = context.tools.now();
  const made = await make(context, sources.includes("cache"), makers);
  if ("attempts" in made) throw new EngineMissingError([...looked.attempts, ...made.attempts]);
  const engine = await openEngine(context, made.found);
  const took = formatElapsed(context.tools.now() - started);
  context.report(`The Pulumi CLI ${engine.version} is ready after ${took}: ${engine.path}`, false);
  return engine;
}

// Under the lock the cache is asked again, silently: another process may have filled it meanwhile.
async function make(context: Context, useCache: boolean, steps: Step[]): Promise<Outcome> {
  const file = path.join(context.versionsFolder, ".engine.lock");
  const { tools, report, signal } = context;
  const work = async () => {
    const again = useCache ? await findInCache(context) : undefined;
    return again !== undefined && "found" in again ? again : firstOf(context, steps);
  };
  try {
    return await withLock({ file, tools, report, signal }, work);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { attempts: [{ source: "cache", tried: context.versionsFolder, reason }] };
  }
}

async function firstOf(context: Context, steps: Step[]): Promise<Outcome> {
  const attempts: Attempt[] = [];
  for (const step of steps) {
    context.signal?.throwIfAborted();
    const outcome = await step(context);
    if ("found" in outcome) return outcome;
    for (const { source, tried, reason } of outcome.attempts)
      context.report(`Engine: ${source}: ${tried}: ${reason}`, false);
    attempts.push(...outcome.attempts);
  }
  context.signal?.throwIfAborted();
  return { attempts };
}

function contextOf(options: EnsureEngineOptions): Context {
  const { env } = options;
  const homeFolder = homeFolderOf(env) ?? os.homedir();
  const home = pulumiHome(env, homeFolder);
  return {
    env,
    platform: process.platform,
    homeFolder,
    pulumiHome: home,
    versionsFolder: path.join(home, "versions"),
    sdk: sdkFolder(),
    report: options.report ?? (() => undefined),
    interactive: options.interactive ?? false,
    tools: options.tools ?? systemTools,
    signal: options.signal,
  };
}
