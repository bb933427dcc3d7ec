/** `fourpay exposure`: what a preview means for cards and money, or how a state stands, and whether that is within the gates. */
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { resolveSettings } from "../config";
import { createIssuer } from "../issuer";
import { FourpayError } from "../model/errors";
import { cardsIn } from "./exposure/cards";
import { completedBy, readDocument, type StackDocument } from "./exposure/document";
import { exposureOf } from "./exposure/exposure";
import { learnFunds } from "./exposure/funds";
import { type Gates, judge, type Verdict } from "./exposure/gates";
import { asHtml } from "./exposure/html/page";
import { asJson } from "./exposure/json";
import { asMarkdown } from "./exposure/markdown";
import { Parties } from "./exposure/parties";
import { spendOf } from "./exposure/spend";
import { asTerminal } from "./exposure/terminal";
import { viewOf } from "./exposure/view";
import { plain } from "./exposure/words";
import type { CommandWorld } from "./world";

export const FORMATS = ["terminal", "markdown", "json", "html"] as const;

export interface ExposureOptions extends Gates {
  readonly format: (typeof FORMATS)[number];
  /** A file instead of standard output. */
  readonly output?: string;
  /** An exported state that tells of what the preview leaves out. */
  readonly state?: string;
  /** Of cards whose currency the document does not tell. */
  readonly currency?: string;
  /** What cannot be decided holds. */
  readonly allowUnknown: boolean;
}

export interface ExposureWorld extends CommandWorld {
  readonly stdin: NodeJS.ReadableStream;
  /** Whether somebody sees colours. */
  readonly colours: boolean;
}

/** Answers the exit code: 0 all gates hold, 2 one does not. Whatever else goes wrong is thrown. */
export async function runExposure(file: string, options: ExposureOptions, world: ExposureWorld): Promise<number> {
  const { format, output, state, currency, funds = false } = options;
  let document = await opened(file, world);
  if (state !== undefined) document = completedBy(document, await opened(state, world), state);
  const parties = new Parties(document.resources, currency);
  let cards = cardsIn(document.resources, parties);
  let problems: string[] = [];
  if (funds) {
    const issuer = createIssuer(resolveSettings({ stack: {}, env: world.env }));
    problems = await learnFunds(issuer, cards.changes, parties, world.signal);
    cards = cardsIn(document.resources, parties);
  }
  const exposure = exposureOf(cards, document);
  const spend = spendOf(cards.changes, parties.wallets);
  const verdicts = judge(exposure, spend, options);
  const view = viewOf(exposure, spend, verdicts, problems);
  const report = {
    terminal: () => asTerminal(view, world.colours && output === undefined),
    markdown: () => asMarkdown(view),
    json: () => asJson(exposure, spend, verdicts, problems),
    html: () => asHtml(view),
  }[format]();
  if (output === undefined) world.write(report);
  else await written(output, report);
  const failed = verdicts.filter(
    ({ verdict }) => verdict === "exceeded" || (verdict === "undecided" && !options.allowUnknown),
  );
  // Where the report is a file, or is read by a machine, the log says all the same why the run stops.
  if (output !== undefined || format !== "terminal") for (const one of failed) world.report(sentence(one));
  return failed.length > 0 ? 2 : 0;
}

async function opened(file: string, { stdin }: ExposureWorld): Promise<StackDocument> {
  const label = file === "-" ? "standard input" : file;
  try {
    return readDocument(await text(file === "-" ? stdin : createReadStream(resolve(file))), label);
  } catch (error) {
    if (error instanceof FourpayError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new FourpayError("input_invalid", `${label}: cannot be read (${why}).`, {
      hint: "Give the file that `pulumi preview --json --show-sames` wrote, or - for standard input.",
    });
  }
}

async function written(output: string, report: string): Promise<void> {
  try {
    await writeFile(output, report);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new FourpayError("input_invalid", `--output ${output}: cannot be written (${why}).`, {
      hint: "Give a file in a folder that exists.",
    });
  }
}

function sentence({ gate, allowed, actual, verdict, why }: Verdict): string {
  const reasons = why.length === 0 ? "" : ` (${why.join("; ")})`;
  return plain(`${gate} ${allowed}: ${verdict}, ${actual}${reasons}`, 400);
}
