/** What `fourpay deposit` and `fourpay transfer` share: settings, the question, the watch, and the way out. */
import { resolveSettings, type Settings } from "../../config";
import { createClientFor } from "../../issuer";
import type { Clock, Random } from "../../model/clock";
import { FourpayError } from "../../model/errors";
import { DONE, pending } from "../../wait/conditions";
import { pollUntil } from "../../wait/poll";
import type { Ask } from "../ask";
import { type CommandWorld, cliOf, settingSources } from "../world";
import { EXIT_CODES, notSent, type Outcome, outcomeJson, outcomeText } from "./outcome";

export interface ActionOptions {
  readonly yes: boolean;
  readonly json: boolean;
  /** Although the same was done a moment ago. */
  readonly again: boolean;
  /** Minutes that count as a moment ago. */
  readonly within: number;
  readonly stack?: string;
  readonly cwd: string;
}

export interface ActionWorld extends CommandWorld {
  readonly clock: Clock;
  readonly random: Random;
  /** Asks the person who sits there. Undefined: nobody does. */
  readonly ask: Ask | undefined;
}

export type Client = ReturnType<typeof createClientFor>;

export interface Acting {
  readonly client: Client;
  readonly settings: Settings;
}

/** Answers the exit code. `act` rejects only while nothing was sent. */
export async function runAction(
  name: string,
  options: ActionOptions,
  world: ActionWorld,
  act: (acting: Acting) => Promise<Outcome>,
): Promise<number> {
  const outcome = await attempt(options, world, act).catch(notSent);
  world.write(`${options.json ? outcomeJson(name, outcome) : outcomeText(outcome)}\n`);
  return EXIT_CODES[outcome.outcome];
}

async function attempt(
  options: ActionOptions,
  world: ActionWorld,
  act: (acting: Acting) => Promise<Outcome>,
): Promise<Outcome> {
  const settings = resolveSettings(await settingSources(options.stack, world, cliOf(options.cwd, world)));
  const client = createClientFor(settings);
  try {
    return await act({ client, settings });
  } finally {
    await client.close();
  }
}

/** Shows what will happen and asks for this word. Rejects where the answer is another one. */
export async function confirm(
  plan: readonly string[],
  word: string,
  { yes }: ActionOptions,
  { ask, report, signal }: ActionWorld,
): Promise<void> {
  report(plan.join("\n"));
  if (yes) return;
  if (ask === undefined) {
    throw new FourpayError("refused", "Nobody can be asked here. Nothing was sent.", {
      hint: "Run it in a terminal, or add --yes.",
    });
  }
  const answer = await ask(`Type ${word} to go on, anything else to leave everything as it is: `, signal);
  if (answer.trim() === word) return;
  throw new FourpayError("cancelled", "It was not confirmed. Nothing was sent.");
}

/**
 * Looks until it is over or the outcome window is; answers what was seen last. Trouble while looking is not an error here: what was sent
 * was sent, and not to have seen it is an answer.
 */
export async function watch<T>(
  { settings }: Acting,
  { clock, random, signal, report }: ActionWorld,
  what: string,
  look: () => Promise<T>,
  isOver: (seen: T) => boolean,
): Promise<T | undefined> {
  let last: T | undefined;
  try {
    await pollUntil<T>({
      what,
      observe: async () => {
        last = await look();
        return last;
      },
      judge: (seen) => (isOver(seen) ? DONE : pending("not there yet")),
      clock,
      random,
      signal,
      deadline: clock.now() + settings.outcomeWindowMs,
      progress: () => {},
    });
  } catch (error) {
    report(`Looking ended: ${error instanceof FourpayError ? error.code : "an error"}.`);
  }
  return last;
}

/** Whether this was made so recently that it may be the same order, sent by another run. A time in the future is a clock's mistake. */
export function isRecent(createdAt: string | undefined, now: number, minutes: number): boolean {
  const age = now - Date.parse(createdAt ?? "");
  return !(age >= minutes * 60_000);
}
