// Asking without ever failing the preview: what cannot be asked is said once, and time is bounded.
import { describe, expect, it } from "vitest";
import { Asking } from "../../../../provider/lifecycle/checks/asking";
import type { Clock } from "../../../../provider/model/clock";
import { type ErrorCode, FourpayError } from "../../../../provider/model/errors";

/** Time moves only when the test says so. */
class HandClock implements Clock {
  #now = 0;
  #sleeping: { at: number; wake: () => void }[] = [];

  now = () => this.#now;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#sleeping.push({ at: this.#now + ms, wake: resolve });
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    for (const { at, wake } of this.#sleeping) if (at <= this.#now) wake();
    await new Promise(setImmediate);
  }
}

function setup(budgetMs = 1_000) {
  const clock = new HandClock();
  const cancel = new AbortController();
  const said: string[] = [];
  const asking = new Asking({ clock, budgetMs, cancelled: cancel.signal });
  const ask = <T>(question: () => Promise<T>, what = "the wallet") =>
    asking.ask(what, (severity, text) => said.push(`${severity}: ${text}`), question);
  return { clock, cancel, said, asking, ask };
}
const fails = (code: ErrorCode) => () => Promise.reject(new FourpayError(code, "It went wrong."));
const never = () => new Promise<never>(() => {});

it("hands the answer on and says nothing", async () => {
  const { ask, said } = setup();
  expect(await ask(() => Promise.resolve(7))).toBe(7);
  expect(said).toEqual([]);
});

describe("an API that is not to be had", () => {
  it.each<ErrorCode>(["no_answer", "not_sent", "server_error", "unauthorized", "rate_limited", "internal"])(
    "%s: is said once, and nothing more is asked",
    async (code) => {
      const { ask, said } = setup();
      expect(await ask(fails(code))).toBeUndefined();
      expect(await ask(() => Promise.resolve("asked all the same"))).toBeUndefined();
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(/^warning: .*the wallet.*\[/);
      expect(said[0]).toContain(`[${code}]`);
    },
  );

  it("several questions under way fail together and are one warning", async () => {
    const { ask, said } = setup();
    await Promise.all([ask(fails("no_answer")), ask(fails("no_answer"), "the holders")]);
    expect(said).toHaveLength(1);
  });
});

describe("one question that fails", () => {
  it.each<ErrorCode>(["forbidden", "protocol_error", "rejected"])(
    "%s: is said once for what it is about; the others go on",
    async (code) => {
      const { ask, said } = setup();
      await ask(fails(code));
      await ask(fails(code));
      expect(said).toHaveLength(1);
      expect(await ask(() => Promise.resolve(7), "the holders")).toBe(7);
      await ask(fails(code), "the holders");
      expect(said).toHaveLength(2);
    },
  );

  it("of a kind nobody expected is hidden but for its first line", async () => {
    const { ask, said } = setup();
    await ask(() => Promise.reject(new Error("token=sk_live_1")));
    expect(said.join()).not.toContain("sk_live_1");
    expect(said).toHaveLength(1);
  });
});

describe("time", () => {
  it("ends a question that is not answered, with a warning", async () => {
    const { ask, clock, said } = setup(1_000);
    const answer = ask(never);
    await clock.pass(999);
    expect(said).toEqual([]);
    await clock.pass(1);
    expect(await answer).toBeUndefined();
    expect(said.join()).toContain("[wait_timeout]");
  });

  it("is one budget for all questions, not for each", async () => {
    const { ask, clock, said } = setup(1_000);
    for (let index = 0; index < 3; index++) {
      const answer = ask(() => clock.sleep(300).then(() => index));
      await clock.pass(300);
      expect(await answer).toBe(index);
    }
    const late = ask(never);
    await clock.pass(100);
    expect(await late).toBeUndefined();
    expect(said).toHaveLength(1);
  });

  it("that two questions wait at once counts once", async () => {
    const { ask, clock, said } = setup(1_000);
    const both = Promise.all([1, 2].map((value) => ask(() => clock.sleep(600).then(() => value))));
    await clock.pass(600);
    expect(await both).toEqual([1, 2]);
    const third = ask(() => clock.sleep(300).then(() => 3));
    await clock.pass(300);
    expect(await third).toBe(3);
    expect(said).toEqual([]);
  });

  it("between questions does not count", async () => {
    const { ask, clock } = setup(1_000);
    await ask(() => Promise.resolve(1));
    await clock.pass(60_000);
    expect(await ask(() => Promise.resolve(2))).toBe(2);
  });
});

it("a Cancel ends a question without a word", async () => {
  const { ask, cancel, said } = setup();
  const answer = ask(never);
  cancel.abort(new FourpayError("cancelled", "Cancelled."));
  expect(await answer).toBeUndefined();
  expect(await ask(() => Promise.resolve(1))).toBeUndefined();
  expect(said).toEqual([]);
});
