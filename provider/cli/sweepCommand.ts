/** `fourpay sweep`: reports what carries our mark and no state stands for, and closes it when a person, or `--yes`, says so. */
import { createInterface } from "node:readline/promises";
import { resolveSettings } from "../config";
import { createIssuer } from "../issuer";
import {
  DEFAULT_MIN_AGE_MS,
  type Finding,
  type Found,
  findLeftovers,
  mayBeClosed,
  type OriginKind,
  type Swept,
  sweep,
} from "../lifecycle/sweep";
import { FourpayError } from "../model/errors";
import { systemClock, systemRandom } from "../system";
import { ensureEngine } from "./engine";
import { configOf, type PulumiCli } from "./sweep/pulumi";
import { asJson, closedLines, foundLines, question } from "./sweep/report";
import { openStates } from "./sweep/states";

export interface SweepOptions {
  readonly stack: readonly string[];
  readonly state: readonly string[];
  readonly cwd: string;
  readonly close: boolean;
  readonly yes: boolean;
  readonly also: readonly string[];
  /** Minutes. */
  readonly minAge?: number;
  readonly strict: boolean;
  readonly json: boolean;
}

export interface SweepWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  readonly report: (text: string) => void;
  /** A person sits there and can be asked. */
  readonly interactive: boolean;
  readonly signal: AbortSignal;
}

/** Answers the exit code: 0 nothing is left, 1 something failed, 2 leftovers remain. */
export async function runSweep(options: SweepOptions, world: SweepWorld): Promise<number> {
  if (options.close && !options.yes && !world.interactive) {
    throw new FourpayError("refused", "Nobody can be asked here whether to close what is found. Nothing was closed.", {
      hint: "Run it in a terminal, or add --yes.",
    });
  }
  const cli = cliOf(options, world);
  const [first] = options.stack;
  const stack = first === undefined ? {} : await configOf(await cli(), first);
  const settings = resolveSettings({ stack, env: world.env });
  const issuer = createIssuer(settings);
  const context = {
    issuer,
    clock: systemClock,
    random: systemRandom,
    signal: world.signal,
    namespace: settings.namespace,
    outcomeWindowMs: settings.outcomeWindowMs,
    states: await openStates({ stacks: options.stack, files: options.state }, cli),
    minAgeMs: options.minAge === undefined ? DEFAULT_MIN_AGE_MS : options.minAge * 60_000,
    also: options.also,
    progress: (text: string) => world.report(text),
  };
  const show = (texts: readonly string[]) => void (options.json || world.write(`${texts.join("\n")}\n`));
  let shown = false;
  const showFound = (found: Found) => {
    if (!shown) show(foundLines(found, issuer.tenant));
    shown = true;
  };
  const swept: Swept = options.close
    ? await sweep(context, async (findings, found) => {
        showFound(found);
        world.report(question(findings).join("\n"));
        return options.yes || (await agreed(findings));
      })
    : { ...(await findLeftovers(context)), closings: [] };
  showFound(swept);
  if (swept.closings.length > 0) show(["", ...closedLines(swept.closings)]);
  if (options.json) world.write(`${asJson(swept, issuer.tenant)}\n`);
  return exitCode(swept, options.strict);
}

/** What a stack given here made counts, whether or not it may be closed; what was let go of on purpose, and other stacks' does not. */
const LEFTOVER: readonly OriginKind[] = ["interrupted", "unrecorded", "unclear"];

export function exitCode({ findings, problems, closings }: Swept, strict: boolean): number {
  if (problems.length > 0 || closings.some(({ outcome }) => outcome === "failed")) return 1;
  const over = new Set(closings.filter(({ outcome }) => outcome !== "changed").map(({ finding }) => finding.id));
  const counts = (finding: Finding) => strict || mayBeClosed(finding) || LEFTOVER.includes(finding.origin);
  return findings.some((finding) => finding.kind !== "holder" && counts(finding) && !over.has(finding.id)) ? 2 : 0;
}

async function agreed({ length }: readonly Finding[]): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `Type ${length} to close ${length === 1 ? "it" : "them"}, anything else to leave all as it is: `,
    );
    return answer.trim() === String(length);
  } finally {
    terminal.close();
  }
}

/** Looked for once, and only where a stack is asked about. Nothing is downloaded or built for it. */
function cliOf({ cwd }: SweepOptions, { env, report, signal }: SweepWorld): () => Promise<PulumiCli> {
  let found: Promise<PulumiCli> | undefined;
  return () => {
    found ??= ensureEngine({ env, sources: ["path", "cache"], report, signal }).then(({ path }) => ({
      path,
      cwd,
      env,
      signal,
    }));
    return found;
  };
}
