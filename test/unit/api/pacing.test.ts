import { describe, expect, it } from "vitest";
import { DEFAULT_CONCURRENCY, DEFAULT_RATE, Pacer, processPacer } from "../../../provider/api/pacing";
import { FourpayError } from "../../../provider/model/errors";
import { caught } from "./support/caught";
import { ManualClock, settle } from "./support/clock";

const cancelled = () => new FourpayError("cancelled", "");
const unbounded = { maxRequestsPerSecond: Number.POSITIVE_INFINITY };

/** Tasks that end when told, and the order in which they began. */
function tasks(pacer: Pacer) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, signal?: AbortSignal) =>
    pacer.run(
      () =>
        new Promise<string>((resolve) => {
          begun.push(name);
          ends.set(name, () => resolve(name));
        }),
      signal,
      cancelled,
    );
  return { begun, run, end: (name: string) => ends.get(name)?.() };
}

describe("concurrency", () => {
  it("is 16 unless stated, and granted in the order of asking", async () => {
    const clock = new ManualClock();
    const { begun, run, end } = tasks(new Pacer(clock, unbounded));
    const names = Array.from({ length: 20 }, (_, index) => String(index));
    for (const name of names) void run(name);
    await settle();
    expect(begun).toEqual(names.slice(0, DEFAULT_CONCURRENCY));
    end("5");
    end("7");
    await settle();
    expect(begun.slice(16)).toEqual(["16", "17"]);
  });

  it("a task that fails gives its slot back", async () => {
    const pacer = new Pacer(new ManualClock(), { maxConcurrency: 1, ...unbounded });
    await caught(pacer.run(() => Promise.reject(new FourpayError("no_answer", "")), undefined, cancelled));
    await expect(pacer.run(() => Promise.resolve(1), undefined, cancelled)).resolves.toBe(1);
  });

  it("a wait for a slot ends when the signal aborts, and the task never runs", async () => {
    const abort = new AbortController();
    const { begun, run, end } = tasks(new Pacer(new ManualClock(), { maxConcurrency: 1, ...unbounded }));
    void run("a");
    const waiting = caught(run("b", abort.signal));
    void run("c");
    await settle();
    abort.abort();
    expect((await waiting).code).toBe("cancelled");
    end("a");
    await settle();
    expect(begun).toEqual(["a", "c"]);
    expect((await caught(run("d", AbortSignal.abort()))).code).toBe("cancelled");
  });
});

describe("rate", () => {
  it("is 400 a second unless stated, more or less", () => {
    const clock = new ManualClock();
    expect(new Pacer(clock).rate).toBe(DEFAULT_RATE);
    for (const stated of [2, 1_000]) expect(new Pacer(clock, { maxRequestsPerSecond: stated }).rate).toBe(stated);
  });

  it("spaces the beginnings evenly", async () => {
    const clock = new ManualClock();
    const { begun, run } = tasks(new Pacer(clock, { maxRequestsPerSecond: 4 }));
    for (const name of ["a", "b", "c", "d", "e"]) void run(name);
    await clock.advance(499);
    expect(begun).toEqual(["a", "b"]);
    await clock.advance(501);
    expect(begun).toHaveLength(5);
  });

  it("does not save up what was not used", async () => {
    const clock = new ManualClock();
    const { begun, run } = tasks(new Pacer(clock, { maxRequestsPerSecond: 1 }));
    await clock.advance(60_000);
    for (const name of ["a", "b"]) void run(name);
    await clock.advance(999);
    expect(begun).toEqual(["a"]);
  });
});

describe("after a 429", () => {
  async function busy(requests: number, settings = {}) {
    const clock = new ManualClock();
    const pacer = new Pacer(clock, { maxConcurrency: 1_000, ...unbounded, ...settings });
    for (let index = 0; index < requests; index += 1) {
      await pacer.run(() => Promise.resolve(), undefined, cancelled);
      pacer.speedUp();
    }
    return { clock, pacer };
  }

  it("the rate falls below what the API took in the last second, once per burst, and furthest at first", async () => {
    const { clock, pacer } = await busy(40);
    expect(pacer.rate).toBe(Number.POSITIVE_INFINITY);
    for (let index = 0; index < 16; index += 1) pacer.slowDown();
    expect(pacer.rate).toBe(28);
    await clock.advance(1_000);
    for (let index = 0; index < 10; index += 1) pacer.speedUp();
    pacer.slowDown();
    expect(pacer.rate).toBe(8.5);
  });

  it("the rate grows back, the faster the longer no 429 came, until it no longer binds", async () => {
    const { clock, pacer } = await busy(40);
    pacer.slowDown();
    const grown: number[] = [];
    for (let look = 0; look < 3; look += 1) {
      const before = pacer.rate;
      await clock.advance(3_000);
      pacer.speedUp();
      grown.push(pacer.rate - before);
    }
    expect(grown).toEqual([1.5, 4.5, 7.5]);
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(1_000);
      pacer.speedUp();
    }
    expect(pacer.rate).toBe(Number.POSITIVE_INFINITY);
  });

  /** What 16 senders without a pause get through in a minute, at 200 requests a second and so many at once. */
  async function minuteAgainst(burst: number) {
    const clock = new ManualClock();
    const pacer = new Pacer(clock);
    const limit = 200;
    let tokens = burst;
    const begun = clock.now();
    let filledAt = begun;
    let [taken, refused] = [0, 0];
    const ask = () => {
      tokens = Math.min(burst, tokens + ((clock.now() - filledAt) / 1_000) * limit);
      filledAt = clock.now();
      if (tokens >= 1) {
        tokens -= 1;
        taken += 1;
        pacer.speedUp();
      } else {
        refused += clock.now() > begun + 1_000 ? 1 : 0;
        pacer.slowDown(1_000);
      }
      return Promise.resolve();
    };
    let over = false;
    const worker = async () => {
      while (!over) {
        await pacer.run(ask, undefined, cancelled);
        await clock.sleep(20);
      }
    };
    for (let index = 0; index < 16; index += 1) void worker();
    await clock.advance(60_000);
    over = true;
    return { share: taken / (60 * limit), refused: refused / taken };
  }

  it("near a limit hardly anything is refused, and hardly anything is left unused", async () => {
    const { share, refused } = await minuteAgainst(200);
    expect(share).toBeGreaterThan(0.93);
    expect(refused).toBeLessThan(0.01);
  });

  it("an API that takes only short bursts does not hold the rate far below for long", async () => {
    const { share, refused } = await minuteAgainst(20);
    expect(share).toBeGreaterThan(0.5);
    expect(refused).toBeLessThan(0.01);
  });

  it("a Retry-After holds up everybody, and growing starts after it", async () => {
    const { clock, pacer } = await busy(40);
    pacer.slowDown(5_000);
    const { begun, run } = tasks(pacer);
    void run("a");
    await clock.advance(4_999);
    pacer.speedUp();
    expect(begun).toEqual([]);
    expect(pacer.rate).toBe(28);
    await clock.advance(1);
    expect(begun).toEqual(["a"]);
  });

  it("a pause asked for by a later answer of the same burst is no calm to grow in", async () => {
    const { clock, pacer } = await busy(40);
    pacer.slowDown();
    pacer.slowDown(60_000);
    await clock.advance(60_000);
    pacer.speedUp();
    expect(pacer.rate).toBe(28);
  });

  it("nor is one that still holds when the next 429 comes without any", async () => {
    const { clock, pacer } = await busy(40);
    pacer.slowDown(60_000);
    await clock.advance(2_000);
    pacer.slowDown();
    const cut = pacer.rate;
    await clock.advance(58_000);
    pacer.speedUp();
    expect(pacer.rate).toBe(cut);
  });

  it("a process that was idle has not tried what the API takes: one answer gives back no more than three seconds would", async () => {
    const { clock, pacer } = await busy(40);
    pacer.slowDown();
    await clock.advance(600_000);
    pacer.speedUp();
    expect(pacer.rate).toBe(29.5);
  });

  it("a clock that is set back holds nobody up, and the rate stays", async () => {
    const { clock, pacer } = await busy(0, { maxRequestsPerSecond: 10 });
    let behindMs = 0;
    const now = clock.now.bind(clock);
    clock.now = () => now() - behindMs;
    const { begun, run } = tasks(pacer);
    void run("before");
    await settle();
    behindMs = 3_600_000;
    void run("after");
    void run("later");
    await clock.advance(150);
    expect(begun).toEqual(["before", "after"]);
    await clock.advance(100);
    expect(begun).toEqual(["before", "after", "later"]);
  });

  it("a stated rate is never exceeded", async () => {
    const { clock, pacer } = await busy(0, { maxRequestsPerSecond: 8 });
    pacer.slowDown();
    for (let look = 0; look < 100; look += 1) {
      await clock.advance(3_000);
      pacer.speedUp();
    }
    expect(pacer.rate).toBe(8);
  });
});

it("where several state numbers, the strictest holds", () => {
  const pacer = new Pacer(new ManualClock(), { maxRequestsPerSecond: 50 });
  pacer.tighten({ maxRequestsPerSecond: 20, maxConcurrency: 64 });
  pacer.tighten({ maxRequestsPerSecond: 30 });
  expect(pacer.rate).toBe(20);
});

it("there is one for the process", () => {
  const clock = new ManualClock();
  expect(processPacer(clock)).toBe(processPacer(clock, { maxConcurrency: 32 }));
});
