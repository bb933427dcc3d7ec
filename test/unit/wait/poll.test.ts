import { describe, expect, it } from "vitest";
import type { Clock } from "../../../provider/model/clock";
import { FourpayError } from "../../../provider/model/errors";
import { DONE, failed, pending } from "../../../provider/wait/conditions";
import { pollUntil, type Wait } from "../../../provider/wait/poll";

class Instant implements Clock {
  time = 0;
  now = (): number => this.time;
  sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted !== true) this.time += ms;
    return Promise.resolve();
  };
}

function wait(statuses: string[], more: Partial<Wait<string>> = {}) {
  const clock = new Instant();
  const seen: string[] = [];
  const looks: number[] = [];
  const options: Wait<string> = {
    what: "the thing",
    observe: () => {
      looks.push(clock.now());
      return Promise.resolve(statuses.length > 1 ? (statuses.shift() as string) : (statuses[0] ?? ""));
    },
    judge: (status) => (status === "done" ? DONE : pending(status)),
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    deadline: 60_000,
    progress: (text) => void seen.push(text),
    ...more,
  };
  return { clock, seen, looks, options };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "resolved",
    (error: unknown) => (error as FourpayError).code,
  );

it("ends with what was observed when the condition is met", async () => {
  const { options, looks } = wait(["a", "b", "done"]);
  expect(await pollUntil(options)).toBe("done");
  expect(looks).toHaveLength(3);
});

it("looks at once, unless told to pause first", async () => {
  const at = async (more: Partial<Wait<string>>) => {
    const { options, looks } = wait(["done"], more);
    await pollUntil(options);
    return looks[0];
  };
  expect(await at({})).toBe(0);
  expect(await at({ pauseFirst: true })).toBe(300);
});

it("tells what it sees on the way", async () => {
  const { options, seen } = wait(["creating", "done"]);
  await pollUntil(options);
  expect(seen.join()).toContain("creating");
});

it("a failed condition ends it at once with its own error", async () => {
  const { options, clock } = wait(["bad"], { judge: () => failed(new FourpayError("failed_state", "x")) });
  expect(await codeOf(pollUntil(options))).toBe("failed_state");
  expect(clock.now()).toBe(0);
});

describe("trouble while looking", () => {
  const trouble = (code: "server_error" | "no_answer" | "not_sent" | "rate_limited" | "protocol_error" | "forbidden") =>
    new FourpayError(code, "x");

  it.each(["server_error", "no_answer", "not_sent", "rate_limited"] as const)("passes: %s", async (code) => {
    const answers = [trouble(code), "creating", trouble(code), "done"];
    const observe = () => {
      const answer = answers.shift();
      return typeof answer === "string" ? Promise.resolve(answer) : Promise.reject(answer as FourpayError);
    };
    const { options, seen } = wait([], { observe });
    expect(await pollUntil(options)).toBe("done");
    expect(seen.filter((text) => text.includes(`could not look (${code})`))).toHaveLength(2);
  });

  it.each(["protocol_error", "forbidden"] as const)(
    "ends the wait at once where it says something: %s",
    async (code) => {
      const { options, clock } = wait([], { observe: () => Promise.reject(trouble(code)) });
      expect(await codeOf(pollUntil(options))).toBe(code);
      expect(clock.now()).toBe(0);
    },
  );

  it("ends the wait when nothing could be seen for two minutes", async () => {
    const { options, clock } = wait([], {
      observe: () => (clock.now() < 100_000 ? Promise.resolve("creating") : Promise.reject(trouble("no_answer"))),
      deadline: 3_600_000,
    });
    expect(await codeOf(pollUntil(options))).toBe("no_answer");
    expect(clock.now()).toBeGreaterThanOrEqual(210_000);
    expect(clock.now()).toBeLessThan(250_000);
  });

  it("is what the deadline finds, not an object that has not changed", async () => {
    const { options } = wait([], { observe: () => Promise.reject(trouble("server_error")) });
    expect(await codeOf(pollUntil(options))).toBe("server_error");
  });

  it("keeps its code and request in the end, with what was seen before and what to do", async () => {
    const request = { method: "GET", path: "/cards/1" };
    const observe = () =>
      clock.now() < 3_000
        ? Promise.resolve("creating")
        : Promise.reject(new FourpayError("rate_limited", "Slow down.", { status: 429, request }));
    const { options, clock } = wait([], { observe, timeoutHint: "Do this." });
    const error: unknown = await pollUntil(options).catch((problem: unknown) => problem);
    expect(error).toMatchObject({ code: "rate_limited", status: 429, request, hint: "Do this." });
    expect(String((error as Error).message)).toMatch(/Slow down\..*creating/s);
  });
});

describe("the deadline", () => {
  it("ends it as a timeout, after one last look at that very time", async () => {
    const { options, looks, clock } = wait(["creating"]);
    expect(await codeOf(pollUntil(options))).toBe("wait_timeout");
    expect(looks.at(-1)).toBe(60_000);
    expect(clock.now()).toBe(60_000);
  });

  it("says the last status, the time waited, what was seen and what to do", async () => {
    const { options } = wait(["creating", "strange", "creating"], { timeoutHint: "Do this." });
    const error = (await pollUntil(options).catch((problem: unknown) => problem)) as FourpayError;
    for (const part of ["60s", "creating", "strange"]) expect(error.message).toContain(part);
    expect(error.hint).toBe("Do this.");
  });

  it("is no success even when the last look comes just too late", async () => {
    const { options } = wait(["creating"], { deadline: 0 });
    expect(await codeOf(pollUntil(options))).toBe("wait_timeout");
  });
});

describe("the signal", () => {
  it("aborted before the start: nothing is looked at", async () => {
    const { options, looks } = wait(["done"], { signal: AbortSignal.abort() });
    expect(await codeOf(pollUntil(options))).toBe("cancelled");
    expect(looks).toEqual([]);
  });

  it.each([
    ["cancelled", "cancelled"],
    ["wait_timeout", "wait_timeout"],
  ] as const)("aborted while waiting because of %s: %s", async (reason, expected) => {
    const stop = new AbortController();
    const { options, looks } = wait(["creating"], {
      signal: stop.signal,
      pause: () => {
        stop.abort(new FourpayError(reason, "x"));
        return Promise.resolve();
      },
    });
    expect(await codeOf(pollUntil(options))).toBe(expected);
    expect(looks).toHaveLength(1);
  });

  it("aborted while looking: the abort is what is told, not the broken request", async () => {
    const stop = new AbortController();
    const { options } = wait([], {
      signal: stop.signal,
      observe: () => {
        stop.abort(new FourpayError("wait_timeout", "x"));
        return Promise.reject(new FourpayError("no_answer", "x"));
      },
    });
    expect(await codeOf(pollUntil(options))).toBe("wait_timeout");
  });
});
