import { describe, expect, it } from "vitest";
import { decideRetry, type RetryQuestion, withRetry } from "../../../provider/api/retry";
import { RetryQuota } from "../../../provider/api/retryQuota";
import { NeutralCause } from "../../../provider/api/safeCause";
import { ERROR_CODES, type ErrorCode, FourpayError } from "../../../provider/model/errors";
import { caught } from "./support/caught";
import { InstantClock, ManualClock } from "./support/clock";

const question: RetryQuestion = { kind: "read", code: "no_answer", attempt: 1, elapsedMs: 0, random: 0.5 };
const retried = (change: Partial<RetryQuestion>) => decideRetry({ ...question, ...change }).retry;
const delay = (change: Partial<RetryQuestion>) => {
  const decision = decideRetry({ ...question, ...change });
  return decision.retry ? decision.delayMs : undefined;
};

describe("which failures are tried again", () => {
  it.each<[RetryQuestion["kind"], ErrorCode, number | undefined, boolean]>([
    ["read", "not_sent", undefined, true],
    ["read", "no_answer", undefined, true],
    ["read", "rate_limited", 429, true],
    ["read", "server_error", 500, true],
    ["read", "server_error", 502, true],
    ["read", "server_error", 503, true],
    ["read", "server_error", 504, true],
    ["read", "server_error", 501, false],
    ["read", "server_error", 505, false],
    ["read", "server_error", undefined, false],
    ["write", "not_sent", undefined, true],
    ["write", "rate_limited", 429, true],
    ["write", "outcome_unknown", undefined, false],
    ["write", "outcome_unknown", 503, false],
    ["write", "no_answer", undefined, false],
    ["write", "server_error", 503, false],
  ])("a %s with %s %s: %s", (kind, code, status, expected) => {
    expect(retried({ kind, code, status })).toBe(expected);
  });

  it("nothing else, ever", () => {
    const repeatable = ["not_sent", "no_answer", "rate_limited", "server_error"];
    for (const code of ERROR_CODES.filter((code) => !repeatable.includes(code))) {
      for (const kind of ["read", "write"] as const) expect(retried({ kind, code, status: 503 }), code).toBe(false);
    }
  });

  it("no failure that will only repeat", () => {
    expect(retried({ code: "not_sent", lasting: true })).toBe(false);
  });
});

describe("how often", () => {
  it.each<[ErrorCode, number]>([
    ["no_answer", 5],
    ["not_sent", 6],
    ["rate_limited", 12],
  ])("%s: %d attempts", (code, attempts) => {
    expect(retried({ code, attempt: attempts - 1 })).toBe(true);
    expect(retried({ code, attempt: attempts })).toBe(false);
  });

  it("not when the wait would pass the deadline or ten minutes in all", () => {
    expect(retried({ retryAfterMs: 5_000, remainingMs: 5_000 })).toBe(false);
    expect(retried({ retryAfterMs: 5_000, remainingMs: 6_000 })).toBe(true);
    expect(retried({ retryAfterMs: 5_000, remainingMs: 5_000, random: 0 })).toBe(false);
    expect(retried({ elapsedMs: 595_000, retryAfterMs: 5_000, random: 0 })).toBe(true);
    expect(retried({ elapsedMs: 595_001, retryAfterMs: 5_000, random: 0 })).toBe(false);
  });
});

describe("how long in between", () => {
  it("full jitter below a doubling ceiling of at most 8 s", () => {
    expect(delay({ random: 0 })).toBe(0);
    expect([1, 2, 3, 4].map((attempt) => delay({ attempt, random: 0.999999 }))).toEqual([250, 500, 1_000, 2_000]);
    const limited = [1, 2, 3, 4, 11].map((attempt) => delay({ code: "rate_limited", attempt, random: 0.999999 }));
    expect(limited).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
  });

  it("Retry-After is waited out, up to a minute", () => {
    expect(delay({ code: "rate_limited", retryAfterMs: 3_000, random: 0 })).toBe(3_000);
    expect(delay({ code: "rate_limited", retryAfterMs: 3_600_000, random: 0 })).toBe(60_000);
  });
});

describe("the loop", () => {
  const random = () => 0.5;
  const quota = new RetryQuota();
  const aborted = () => new FourpayError("cancelled", "ended");

  it("returns the first success", async () => {
    const clock = new InstantClock();
    const errors = [new FourpayError("no_answer", "1"), new FourpayError("rate_limited", "2", { retryAfterMs: 700 })];
    const attempt = () => {
      const error = errors.shift();
      return error === undefined ? Promise.resolve("done") : Promise.reject(error);
    };
    await expect(withRetry(attempt, { kind: "read", clock, random, quota, onAbort: aborted })).resolves.toBe("done");
    expect(clock.slept).toEqual([125, 825]);
  });

  it("throws the last error when it gives up", async () => {
    let made = 0;
    const attempt = () => Promise.reject(new FourpayError("no_answer", String(++made)));
    const error = await caught(
      withRetry(attempt, { kind: "read", clock: new InstantClock(), random, quota, onAbort: aborted }),
    );
    expect([error.code, made]).toEqual(["no_answer", 5]);
  });

  it("passes on what is no failure of ours, untouched", async () => {
    let made = 0;
    const bug = Object.assign(new TypeError("x"), { code: "no_answer" });
    const attempt = () => {
      made += 1;
      return Promise.reject(bug);
    };
    const running = withRetry(attempt, { kind: "read", clock: new InstantClock(), random, quota, onAbort: aborted });
    await expect(running).rejects.toBe(bug);
    expect(made).toBe(1);
  });

  it("never repeats an unknown outcome or a lasting failure", async () => {
    for (const failure of [
      new FourpayError("outcome_unknown", ""),
      new FourpayError("not_sent", "", { cause: new NeutralCause("CERT_HAS_EXPIRED") }),
    ]) {
      let made = 0;
      const attempt = () => {
        made += 1;
        return Promise.reject(failure);
      };
      await caught(withRetry(attempt, { kind: "write", clock: new InstantClock(), random, quota, onAbort: aborted }));
      expect(made).toBe(1);
    }
  });

  it("ends at once when the signal aborts during the wait", async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const attempt = () => Promise.reject(new FourpayError("no_answer", ""));
    const running = caught(
      withRetry(attempt, { kind: "read", clock, random, quota, signal: abort.signal, onAbort: aborted }),
    );
    await clock.advance(0);
    expect(clock.pending).toBe(1);
    abort.abort();
    expect((await running).code).toBe("cancelled");
    expect(clock.pending).toBe(0);
  });

  it("does not sleep past the deadline", async () => {
    const clock = new InstantClock();
    const deadline = clock.now() + 600;
    const attempt = () => Promise.reject(new FourpayError("no_answer", ""));
    await caught(
      withRetry(attempt, { kind: "read", clock, random: () => 0.999999, deadline, quota, onAbort: aborted }),
    );
    expect(clock.slept).toEqual([250]);
  });

  it("gives up at once when the process has used up its repetitions, and earns them back by successes", async () => {
    const shared = new RetryQuota();
    let made = 0;
    const down = () => {
      made += 1;
      return Promise.reject(new FourpayError("server_error", "", { status: 503 }));
    };
    const options = { kind: "read", clock: new InstantClock(), random, quota: shared, onAbort: aborted } as const;
    for (let call = 0; call < 1_000; call += 1) await caught(withRetry(down, options));
    // 1,000 calls alone would have been repeated 4,000 times.
    expect(made).toBe(1_100);

    for (let call = 0; call < 5; call += 1) await withRetry(() => Promise.resolve("fine"), options);
    made = 0;
    await caught(withRetry(down, options));
    expect(made).toBe(2);

    for (let call = 0; call < 5; call += 1) await withRetry(() => Promise.resolve("fine"), options);
    let failures = 1;
    const shaky = () => {
      failures -= 1;
      return failures < 0 ? Promise.resolve("fine") : Promise.reject(new FourpayError("no_answer", ""));
    };
    // What was repeated and then succeeded has paid for itself: the same again is still affordable.
    await withRetry(shaky, options);
    failures = 1;
    expect(await withRetry(shaky, options)).toBe("fine");
  });
});
