// `fourpay credentials`: to a person's terminal for a moment, and to nothing else.
import { EventEmitter } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import type { Dialect } from "../../../../provider/api/port";
import { type CredentialsWorld, runCredentials, type Terminal } from "../../../../provider/cli/credentials";
import { type Streams, terminalOn } from "../../../../provider/cli/credentials/terminal";
import { seedIds } from "../../../../provider/sandbox";
import { ManualClock } from "../../api/support/clock";
import { commandLine } from "../money/world";

const SECRET_ROUTES = [
  "GET /wallets/{wallet_id}/instruments/{instrument_id}/credentials",
  "GET /accounts/{account_uuid}/cards/{card_uuid}/sensitive",
];
const asked = { cwd: "." };

interface Screen {
  readonly terminal: Terminal;
  readonly shown: string[];
  readonly buffers: Buffer[];
  readonly questions: string[];
}

function screen(answer: (question: string) => string, isPersonal = true): Screen {
  const shown: string[] = [];
  const buffers: Buffer[] = [];
  const questions: string[] = [];
  const terminal: Terminal = {
    isPersonal,
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(answer(question));
    },
    showBriefly: (content, forMs) => {
      expect(forMs).toBe(30_000);
      shown.push(content.toString());
      buffers.push(content);
      return Promise.resolve();
    },
  };
  return { terminal, shown, buffers, questions };
}

const lastFour = (question: string) => /Type (\S+) to see/.exec(question)?.[1] ?? "";

async function withCard(dialect: Dialect, { terminal }: Screen, env: Record<string, string> = {}) {
  const line = await commandLine(dialect);
  const cardId = line.sandbox.control.seedCard({ walletId: seedIds.wallet, holderId: "ada-lovelace", name: "Ads" });
  const world: CredentialsWorld = { ...line.world, env: { ...line.world.env, ...env }, terminal };
  const secretsAsked = () => line.sandbox.journal.list().filter(({ route }) => SECRET_ROUTES.includes(route ?? ""));
  return { ...line, cardId, world, secretsAsked };
}

it.each<Dialect>(["organization", "merchant"])(
  "%s: after the last four digits were typed, on the terminal only",
  async (dialect) => {
    const person = screen(lastFour);
    const { world, cardId, told, text, secretsAsked } = await withCard(dialect, person);
    expect(await runCredentials({ ...asked, card: cardId }, world)).toBe(0);
    const [content = ""] = person.shown;
    const number = /Number {2}((?:\d{4} ){3}\d{4})\r\n/.exec(content)?.[1] ?? "";
    const code = /Code {4}(\d{3})\r\n/.exec(content)?.[1] ?? "";
    expect(number).toMatch(/^\d/);
    expect(code).toMatch(/^\d/);
    expect(content).toMatch(/Expiry {2}\d{4}-\d{2}/);
    const elsewhere = text() + told() + person.questions.join("\n");
    expect(elsewhere).not.toContain(number);
    expect(elsewhere.replace(/\D/g, "")).not.toContain(number.replace(/\D/g, ""));
    expect(text()).toBe("");
    expect(told()).toContain(`Card ${dialect === "organization" ? '"Ads" ' : ""}${cardId}, active`);
    expect(secretsAsked()).toHaveLength(1);
  },
);

it("the wallet saves the search", async () => {
  const person = screen(lastFour);
  const { world, cardId, sandbox } = await withCard("organization", person);
  expect(await runCredentials({ ...asked, card: cardId, wallet: seedIds.wallet }, world)).toBe(0);
  expect(sandbox.journal.count()).toBe(2);
});

it.each(["", "0", "false"])("CI=%j is no pipeline", async (ci) => {
  const person = screen(lastFour);
  const { world, cardId } = await withCard("organization", person, { CI: ci });
  expect(await runCredentials({ ...asked, card: cardId }, world)).toBe(0);
});

it("another answer shows nothing, and the number is not even asked for", async () => {
  const person = screen(() => "yes");
  const { world, cardId, secretsAsked } = await withCard("organization", person);
  await expect(runCredentials({ ...asked, card: cardId }, world)).rejects.toMatchObject({ code: "cancelled" });
  expect(person.shown).toEqual([]);
  expect(secretsAsked()).toEqual([]);
});

it.each([
  ["not a terminal", false, {}],
  ["a pipeline with a terminal", true, { CI: "true" }],
  ["a pipeline that numbers itself", true, { CI: "1" }],
])("%s: refused without a request", async (_, isPersonal, env) => {
  const person = screen(lastFour, isPersonal);
  const { world, cardId, sandbox } = await withCard("organization", person, env);
  await expect(runCredentials({ ...asked, card: cardId }, world)).rejects.toMatchObject({ code: "refused" });
  expect(person.questions).toEqual([]);
  expect(sandbox.journal.count()).toBe(0);
});

it("an API that fails, or answers half of it, is told without what it answered", async () => {
  const person = screen(lastFour);
  const { world, cardId, sandbox } = await withCard("organization", person);
  const body = { data: { cardNumber: "4111111111111111", cvv: "7x7", expiryMonth: "01", expiryYear: "2030" } };
  sandbox.faults.add({ kind: "status-before", status: 200, body, match: { path: "credentials$" } });
  const error = await runCredentials({ ...asked, card: cardId }, world).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "protocol_error" });
  expect(String(error) + JSON.stringify(error)).not.toMatch(/4111|7x7/);
  expect(person.shown).toEqual([]);
});

interface Keyboard {
  readonly streams: Streams;
  readonly written: () => string;
  readonly raw: boolean[];
  readonly press: () => void;
  readonly listeners: () => number;
}

function keyboard(tty = true): Keyboard {
  const keys = new EventEmitter();
  const raw: boolean[] = [];
  let written = "";
  const input = Object.assign(keys, {
    isTTY: tty,
    setRawMode: (on: boolean) => void raw.push(on),
    resume: () => undefined,
    pause: () => undefined,
  });
  const output = {
    isTTY: tty,
    write: (data: string | Buffer, done: () => void) => {
      written += data.toString();
      done();
      return true;
    },
  };
  const streams = { input, output } as unknown as Streams;
  return {
    streams,
    written: () => written,
    raw,
    press: () => keys.emit("data", "x"),
    listeners: () => keys.listenerCount("data"),
  };
}

const SHOWN = "4111 1111 1111 1111";
/** What a terminal still shows: everything written on the alternate screen goes with it. */
const [ENTER, CLEAR, LEAVE] = ["\u001b[?1049h", "\u001b[H\u001b[J", "\u001b[?1049l"];
const remaining = (written: string) =>
  written
    .split(ENTER)
    .map((part, index) => (index === 0 ? part : (part.split(LEAVE)[1] ?? part)))
    .join("");

it.each<[string, (keys: Keyboard, clock: ManualClock, cancel: AbortController) => unknown]>([
  ["a key", (keys) => keys.press()],
  ["half a minute", (_, clock) => clock.advance(30_000)],
  ["a cancel", (_keys, _clock, cancel) => cancel.abort()],
  ["the end of the session", () => process.emit("SIGHUP")],
])("after %s it is gone: off the screen, out of the buffer, and the keyboard is as before", async (_, end) => {
  const keys = keyboard();
  const clock = new ManualClock();
  const cancel = new AbortController();
  const content = Buffer.from(SHOWN);
  const over = terminalOn(keys.streams, "xterm", clock).showBriefly(content, 30_000, cancel.signal);
  await clock.advance(29_000);
  expect(keys.written()).toContain(SHOWN);
  expect(keys.written()).not.toContain(LEAVE);
  await end(keys, clock, cancel);
  await over;
  expect(remaining(keys.written())).toBe("");
  expect(keys.written().endsWith(`${CLEAR}${LEAVE}`)).toBe(true);
  expect(content.every((byte) => byte === 0)).toBe(true);
  expect(keys.raw).toEqual([true, false]);
  expect(keys.listeners()).toBe(0);
  expect(clock.pending).toBe(0);
});

it("a terminal that breaks while it shows is left clean all the same", async () => {
  const keys = keyboard();
  const content = Buffer.from(SHOWN);
  const input = Object.assign(keys.streams.input, {
    resume: () => {
      throw new Error("gone");
    },
  });
  const terminal = terminalOn({ ...keys.streams, input }, "xterm", new ManualClock());
  await expect(terminal.showBriefly(content, 30_000, new AbortController().signal)).rejects.toThrow("gone");
  expect(remaining(keys.written())).toBe("");
  expect(content.every((byte) => byte === 0)).toBe(true);
});

it.each([
  [true, "xterm-256color", true],
  [true, "dumb", false],
  [true, undefined, false],
  [false, "xterm", false],
])("terminal %s, TERM=%s: personal is %s", (tty, kind, personal) => {
  const before = process.listenerCount("SIGTERM");
  onTestFinished(() => expect(process.listenerCount("SIGTERM")).toBe(before));
  expect(terminalOn(keyboard(tty).streams, kind, new ManualClock()).isPersonal).toBe(personal);
});
