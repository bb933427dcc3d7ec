/** `fourpay sweep`: reports what carries our mark and no state stands for, and closes it when a person, or `--yes`, says so. */
import { resolveSettings } from "../config";
import { createIssuer } from "../issuer";
import { type Finding, type Found, findLeftovers, LEFTOVER, mayBeClosed, type Swept, sweep } from "../lifecycle/sweep";
import { FourpayError } from "../model/errors";
import type { Ask } from "./ask";
import { type Asked, closeCommands } from "./sweep/again";
import { sweepContext } from "./sweep/context";
import { asJson, closedLines, foundLines, question } from "./sweep/report";
import { type CommandWorld, cliOf, settingSources } from "./world";

export interface SweepOptions extends Asked {
  readonly close: boolean;
  readonly yes: boolean;
  readonly strict: boolean;
  readonly json: boolean;
}

export interface SweepWorld extends CommandWorld {
  /** Asks the person who sits there. Undefined: nobody does. */
  readonly ask: Ask | undefined;
}

/** Answers the exit code: 0 nothing is left, 1 something failed, 2 leftovers remain. */
export async function runSweep(options: SweepOptions, world: SweepWorld): Promise<number> {
  const { ask, signal } = world;
  if (options.close && !options.yes && ask === undefined) {
    throw new FourpayError("refused", "Nobody can be asked here whether to close what is found. Nothing was closed.", {
      hint: "Run it in a terminal, or add --yes.",
    });
  }
  const cli = cliOf(options.cwd, world);
  const settings = resolveSettings(await settingSources(options.stack[0], world, cli));
  const issuer = createIssuer(settings);
  const context = {
    ...sweepContext(options, world, { cli, settings, issuer }),
    also: options.also,
    ...(options.minAge === undefined ? {} : { minAgeMs: options.minAge * 60_000 }),
  };
  const show = (texts: readonly string[]) => void (options.json || world.write(`${texts.join("\n")}\n`));
  let shown = false;
  const showFound = (found: Found) => {
    if (!shown) show(foundLines(found, issuer.tenant, (ids) => closeCommands(options, ids)));
    shown = true;
  };
  const swept: Swept = options.close
    ? await sweep(context, async (findings, found) => {
        showFound(found);
        world.report(question(findings).join("\n"));
        return options.yes || (ask !== undefined && (await agreed(findings.length, ask, signal)));
      })
    : { ...(await findLeftovers(context)), closings: [] };
  showFound(swept);
  if (swept.closings.length > 0) show(["", ...closedLines(swept.closings)]);
  if (options.json) world.write(`${asJson(swept, issuer.tenant)}\n`);
  return exitCode(swept, options.strict);
}

export function exitCode({ findings, problems, closings }: Swept, strict: boolean): number {
  if (problems.length > 0 || closings.some(({ outcome }) => outcome === "failed")) return 1;
  const over = new Set(closings.filter(({ outcome }) => outcome !== "changed").map(({ finding }) => finding.id));
  const counts = (finding: Finding) => strict || mayBeClosed(finding) || LEFTOVER.includes(finding.origin);
  return findings.some((finding) => finding.kind !== "holder" && counts(finding) && !over.has(finding.id)) ? 2 : 0;
}

async function agreed(count: number, ask: Ask, signal: AbortSignal): Promise<boolean> {
  const them = count === 1 ? "it" : "them";
  const answer = await ask(`Type ${count} to close ${them}, anything else to leave all as it is: `, signal);
  return answer.trim() === String(count);
}
