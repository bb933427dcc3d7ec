// Reads a console's live stream by hand, so that nothing a browser would hide is missed.
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../provider/sandbox";

export interface Stream {
  /** The data of the next event of this name that nobody has taken yet. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  next(name: string): Promise<any>;
  /** Everything that came, as it came. */
  text(): string;
  lastId(): string;
}

export async function listen({ url }: Sandbox, query = "", headers: Record<string, string> = {}): Promise<Stream> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const answer = await fetch(`${url}/console/events${query}`, { headers, signal: stop.signal });
  if (answer.status !== 200 || answer.body === null) throw new Error(`no stream: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let taken = 0;
  return {
    async next(name) {
      for (;;) {
        const ends = text.lastIndexOf("\n\n");
        const events = ends < 0 ? [] : text.slice(0, ends).split("\n\n");
        const at = events.findIndex((event, index) => index >= taken && event.includes(`event: ${name}\n`));
        if (at >= 0) {
          taken = at + 1;
          return JSON.parse(events[at]?.split("data: ")[1] ?? "null");
        }
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended before ${name}`);
        text += value;
      }
    },
    text: () => text,
    lastId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? "",
  };
}
