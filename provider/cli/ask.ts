/** One question to the person at the keyboard. */
import { createInterface } from "node:readline/promises";
import { FourpayError } from "../model/errors";

export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

/** Undefined where nobody sits there. */
export function personToAsk(): Ask | undefined {
  return process.stdin.isTTY && process.stderr.isTTY ? askPerson : undefined;
}

/** What was typed. Ctrl-C and the end of the input are an answer as well: no. */
export async function askPerson(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<never>((_, reject) => {
    const leave = () => reject(new FourpayError("cancelled", "It was not confirmed. Nothing was done."));
    terminal.once("SIGINT", leave).once("close", leave);
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([terminal.question(question), left]);
  } finally {
    terminal.close();
  }
}
