/** The real terminal. What is shown stands on the alternate screen, which has no scrollback, and is wiped before the usual one comes back. */
import { once } from "node:events";
import type { ReadStream, WriteStream } from "node:tty";
import type { Clock } from "../../model/clock";
import { askPerson } from "../ask";
import type { Terminal } from "./index";

const ENTER = "\u001b[?1049h\u001b[H\u001b[J";
const LEAVE = "\u001b[H\u001b[J\u001b[?1049l";

export interface Streams {
  readonly input: Pick<ReadStream, "isTTY" | "setRawMode" | "once" | "off" | "resume" | "pause">;
  readonly output: Pick<WriteStream, "isTTY" | "write">;
}

/** `kind`: what the environment says of the terminal (`TERM`); one that cannot be cleared is none for this. */
export function terminalOn({ input, output }: Streams, kind: string | undefined, clock: Clock): Terminal {
  const write = (data: string | Buffer) => new Promise<void>((written) => void output.write(data, () => written()));
  return {
    isPersonal: input.isTTY === true && output.isTTY === true && kind !== undefined && !["", "dumb"].includes(kind),
    ask: askPerson,
    async showBriefly(content, forMs, signal) {
      const over = new AbortController();
      const end = () => over.abort();
      const listened = ["SIGTERM", "SIGHUP"] as const;
      for (const name of listened) process.once(name, end);
      signal.addEventListener("abort", end, { once: true });
      // Raw: the key is not echoed, and Ctrl-C is a key like any other.
      input.setRawMode(true);
      try {
        if (signal.aborted) return;
        await write(ENTER);
        await write(content);
        input.once("data", end);
        input.resume();
        await Promise.race([clock.sleep(forMs, over.signal), once(over.signal, "abort")]);
      } finally {
        content.fill(0);
        end();
        await write(LEAVE);
        input.off("data", end);
        input.setRawMode(false);
        input.pause();
        for (const name of listened) process.off(name, end);
        signal.removeEventListener("abort", end);
      }
    },
  };
}
