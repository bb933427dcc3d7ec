// One question to a person, who may also walk away.
import { PassThrough } from "node:stream";
import { expect, it, onTestFinished, vi } from "vitest";
import { askPerson, personToAsk } from "../../../provider/cli/ask";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

/** A terminal that a test types on. */
function keyboard(isTTY = true): PassThrough {
  const keys = Object.assign(new PassThrough(), { isTTY });
  vi.spyOn(process, "stdin", "get").mockReturnValue(keys as unknown as typeof process.stdin);
  const shown = Object.assign(new PassThrough(), { isTTY });
  vi.spyOn(process, "stderr", "get").mockReturnValue(shown as unknown as typeof process.stderr);
  onTestFinished(() => void vi.restoreAllMocks());
  return keys;
}

it("what is typed is the answer", async () => {
  const keys = keyboard();
  const answer = askPerson("Sure? ", new AbortController().signal);
  keys.write("yes\r");
  expect(await answer).toBe("yes");
});

it.each<[string, (keys: PassThrough, cancel: AbortController) => unknown]>([
  ["Ctrl-C", (keys) => keys.write(CTRL_C)],
  ["Ctrl-D", (keys) => keys.write(CTRL_D)],
  ["the end of the input", (keys) => keys.end()],
  ["a cancel", (_, cancel) => cancel.abort()],
])("%s is an error with a code: it never ends the process as if all were done", async (_, leave) => {
  const keys = keyboard();
  const cancel = new AbortController();
  const answer = askPerson("Sure? ", cancel.signal);
  leave(keys, cancel);
  await expect(answer).rejects.toMatchObject({ code: "cancelled" });
});

it("where nobody sits there is nobody to ask", () => {
  keyboard();
  expect(personToAsk()).toBe(askPerson);
  keyboard(false);
  expect(personToAsk()).toBeUndefined();
});
