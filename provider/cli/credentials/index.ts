/**
 * `fourpay credentials <card>`: number, expiry and code of a card, to the eyes of the person at this terminal and to nothing else: no pipe,
 * no file, no log, no pipeline. After a key or half a minute they are gone from the screen.
 */
import type { CardRef } from "../../api/port";
import { resolveSettings } from "../../config";
import { createClientFor, createReader } from "../../issuer";
import { answers } from "../../lookups/answers";
import type { Card, CardCredentials } from "../../model/entities";
import { FourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";
import type { Ask } from "../ask";
import { type CommandWorld, cliOf, settingSources } from "../world";

export interface CredentialsOptions {
  readonly card: string;
  /** Saves looking for the card in every wallet. */
  readonly wallet?: string;
  readonly stack?: string;
  readonly cwd: string;
}

/** The screen and the keyboard of one person. */
export interface Terminal {
  /** Whether a person sees what is written and types what is read. */
  readonly isPersonal: boolean;
  readonly ask: Ask;
  /**
   * Shows this on a screen of its own until a key is pressed, the time is over or the signal aborts; then nothing of it is left on the
   * terminal, nor in the buffer.
   */
  showBriefly(content: Buffer, forMs: number, signal: AbortSignal): Promise<void>;
}

export interface CredentialsWorld extends CommandWorld {
  readonly terminal: Terminal;
}

const SHOWN_MS = 30_000;

/** Answers the exit code. Rejects with `refused` where nobody, or more than one person, may be looking. */
export async function runCredentials(options: CredentialsOptions, world: CredentialsWorld): Promise<number> {
  const { terminal, env, signal } = world;
  refuseUnlessPersonal(terminal, env);
  const settings = resolveSettings(await settingSources(options.stack, world, cliOf(options.cwd, world)));
  const card = await answers.getCard(createReader(settings), { id: options.card, walletId: options.wallet });
  const digits = card.maskedNumber?.slice(-4);
  world.report(describe(card).join("\n"));
  const word = digits ?? "show";
  const answer = await terminal.ask(`Type ${word} to see its number and code, anything else to leave: `, signal);
  if (answer.trim() !== word) throw new FourpayError("cancelled", "It was not confirmed. Nothing was shown.");
  const client = createClientFor(settings);
  try {
    const ref: CardRef = { walletId: card.walletId, cardId: card.id };
    const credentials = await (client.dialect === "merchant"
      ? client.cards.sensitive(ref, { signal })
      : client.cards.credentials(ref, { signal }));
    await terminal.showBriefly(screenOf(credentials), SHOWN_MS, signal);
  } finally {
    await client.close();
  }
  world.report("Gone from the screen.");
  return 0;
}

function refuseUnlessPersonal({ isPersonal }: Terminal, { CI: ci }: CommandWorld["env"]): void {
  if (isPersonal && (ci === undefined || ci === "" || ci === "0" || ci === "false")) return;
  throw new FourpayError(
    "refused",
    "Card numbers and codes are shown on a person's terminal only. Nothing was requested.",
    {
      hint: "Standard input and output must both be a terminal that can be cleared, and CI must not be set. Programs use the client.",
    },
  );
}

function describe({ id, name, status, maskedNumber, walletId }: Card): string[] {
  const named = name === undefined ? "" : `"${presentable(name)}" `;
  return [`Card ${named}${id}, ${presentable(status)}`, `${maskedNumber ?? "number not shown"}, wallet ${walletId}`];
}

/** In one buffer, which the terminal wipes. Short lines: a wrapped number is a mistyped one. */
function screenOf({ cardNumber, cvv, expiry, cardHolder }: CardCredentials): Buffer {
  const grouped = cardNumber.reveal().replace(/(.{4})(?=.)/g, "$1 ");
  const lines = [
    `Number  ${grouped}`,
    `Expiry  ${expiry}`,
    `Code    ${cvv.reveal()}`,
    ...(cardHolder === undefined ? [] : [`Holder  ${presentable(cardHolder)}`]),
    "",
    `Any key clears this; so do ${SHOWN_MS / 1000} seconds.`,
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n`);
}
