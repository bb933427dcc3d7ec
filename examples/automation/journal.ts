/** The events of one team, on disk before they are acknowledged, each once. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { type HrEvent, hrEvent } from "./events";

export class Journal {
  readonly events: HrEvent[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    // A kill may have cut the last line off. That event was not acknowledged, so it will be told again.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) this.#write((descriptor) => ftruncateSync(descriptor, Buffer.byteLength(whole)));
    for (const line of whole.split("\n").filter(Boolean)) this.events.push(hrEvent.parse(JSON.parse(line)));
  }

  /** `known` for an event that was told before; `conflict` where its id stood for another one. */
  add(event: HrEvent): "new" | "known" | "conflict" {
    const earlier = this.events.find(({ id }) => id === event.id);
    if (earlier !== undefined) return isDeepStrictEqual(earlier, event) ? "known" : "conflict";
    this.#write((descriptor) => {
      const { size } = fstatSync(descriptor);
      try {
        writeFileSync(descriptor, `${JSON.stringify(event)}\n`);
      } catch (error) {
        // Half a line of a disk that is full would run into the next event, which is then acknowledged and lost.
        ftruncateSync(descriptor, size);
        throw error;
      }
    });
    this.events.push(event);
    return "new";
  }

  #write(change: (descriptor: number) => void): void {
    const appending = openSync(this.#file, "a");
    try {
      change(appending);
      fsyncSync(appending);
    } finally {
      closeSync(appending);
    }
  }
}
