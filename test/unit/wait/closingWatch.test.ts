import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CardSummary } from "../../../provider/model/entities";
import { ClosingWatch } from "../../../provider/wait/closingWatch";

const ids = (count: number, first = 0) => Array.from({ length: count }, (_, index) => `card ${first + index}`);

/** A wallet's list in its order; every sleep waits for the test to let it pass. */
function setup(cards: readonly string[]) {
  let time = 0;
  let wake: (() => void)[] = [];
  const status = new Map(cards.map((id) => [id, "active"]));
  const trouble = { on: false };
  /** Where each reading began and how far it went. */
  const readings: { after: number; read: number }[] = [];
  const slept: number[] = [];
  const watch = new ClosingWatch({
    random: () => 0.5,
    clock: {
      now: () => time,
      sleep: (ms) =>
        new Promise((resolve) => {
          wake.push(() => {
            slept.push(ms);
            time += ms;
            resolve();
          });
        }),
    },
    glance: (_, { after, enough }) => {
      if (trouble.on) return Promise.reject(new Error("down"));
      const shown = new Map<string, CardSummary>();
      for (const [id, now] of [...status].slice(after)) {
        const card = { id, walletId: "w", status: now };
        shown.set(id, card);
        if (enough(card)) break;
      }
      readings.push({ after, read: shown.size });
      return Promise.resolve(shown);
    },
  });
  const tick = async () => {
    const due = wake;
    wake = [];
    for (const go of due) go();
    await turn();
  };
  const close = (closed: readonly string[]) => {
    for (const id of closed) status.set(id, "closed");
  };
  return { watch, tick, close, status, trouble, readings, slept, now: () => time };
}

type Setup = ReturnType<typeof setup>;

interface Followed {
  done: boolean;
  status?: string | undefined;
}

function follow({ watch, now }: Setup, cardIds: readonly string[], signal = never(), since = now()): Followed[] {
  return cardIds.map((cardId) => {
    const followed: Followed = { done: false };
    void watch.news({ walletId: "w", cardId, since, signal }).then((shown) => {
      followed.done = true;
      followed.status = shown?.status;
    });
    return followed;
  });
}

const never = () => new AbortController().signal;

const done = (all: readonly Followed[]) => all.filter((one) => one.done).length;

describe("while many cards are being closed", () => {
  it("one reading tells of all that are closed, and nobody else is woken", async () => {
    const s = setup(ids(250));
    const waiting = follow(s, ids(200));
    s.close(ids(150));
    await s.tick();
    expect(s.readings).toEqual([{ after: 0, read: 200 }]);
    expect(done(waiting)).toBe(150);
    expect(new Set(waiting.slice(0, 150).map(({ status }) => status))).toEqual(new Set(["closed"]));
  });

  it("a reading leaves out the closed cards at the beginning, and ends with the last card it is about", async () => {
    const s = setup(ids(1_000));
    const waiting = follow(s, ids(320));
    s.close(ids(310));
    await s.tick();
    await s.tick();
    expect(s.readings.at(-1)).toEqual({ after: 300, read: 20 });
    expect(done(waiting)).toBe(310);
  });

  it("a card that stands before where a reading began is found by the next, however far apart they are", async () => {
    const s = setup(ids(500));
    follow(s, ids(10, 490));
    while (s.now() < 22_000) await s.tick();
    s.close([...ids(400), ...ids(1, 490)]);
    await s.tick();
    const [early] = follow(s, ["card 5", ...ids(3, 491)], never(), 0);
    await s.tick();
    expect(s.readings.at(-1)?.after).toBe(400);
    expect(early).toEqual({ done: false });
    await s.tick();
    expect(s.readings.at(-1)?.after).toBe(0);
    expect(early).toEqual({ done: true, status: "closed" });
  });

  it("the more pages a reading has, the longer the pause after it", async () => {
    const s = setup(ids(5_000));
    follow(s, [...ids(3), ...ids(3, 4_990)]);
    await s.tick();
    await s.tick();
    expect(s.slept).toEqual([300, 7_500]);
  });
});

it("a few cards are looked at one by one", async () => {
  const s = setup(ids(10));
  const waiting = follow(s, ids(2));
  await s.tick();
  expect([done(waiting), s.readings.length]).toEqual([2, 0]);
  expect(waiting.map(({ status }) => status)).toEqual([undefined, undefined]);
});

it("a card that takes long is looked at less and less often, however often its wait comes back", async () => {
  const s = setup(ids(10));
  for (let round = 0; round < 12; round += 1) {
    follow(s, ids(1), never(), 0);
    await s.tick();
  }
  expect(s.slept[0]).toBe(300);
  expect(s.slept.at(-1)).toBeGreaterThan(1_000);
});

it("a card that the list calls open for long, or does not show, is looked at itself", async () => {
  const s = setup(ids(10));
  const waiting = follow(s, [...ids(3), "in no list"]);
  for (let round = 0; round < 40 && done(waiting) < 4; round += 1) await s.tick();
  expect(waiting).toEqual(Array(4).fill({ done: true, status: undefined }));
  expect(s.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(30_000);
});

it("a card that leaves the list once it is closed is looked at soon, and not all the time", async () => {
  const s = setup(ids(10));
  const waiting = follow(s, ids(10));
  for (const id of ids(5)) s.status.delete(id);
  const passed = () => s.slept.reduce((sum, ms) => sum + ms, 0);
  for (let round = 0; round < 40 && done(waiting) === 0; round += 1) await s.tick();
  expect(waiting.slice(0, 5)).toEqual(Array(5).fill({ done: true, status: undefined }));
  expect(done(waiting)).toBe(5);
  expect([passed() >= 5_000, passed() < 15_000]).toEqual([true, true]);
});

it("a list that cannot be read sends everybody to look", async () => {
  const s = setup(ids(10));
  s.trouble.on = true;
  const waiting = follow(s, ids(5));
  await s.tick();
  expect(waiting).toEqual(Array(5).fill({ done: true, status: undefined }));
});

it("a cancel ends the waiting at once, and later news begin anew", async () => {
  const s = setup(ids(10));
  const cancel = new AbortController();
  const waiting = follow(s, ids(5), cancel.signal);
  cancel.abort();
  await s.tick();
  expect(done(waiting)).toBe(5);
  expect(done(follow(s, ids(1), cancel.signal))).toBe(0);
  const next = follow(s, ids(4));
  s.close(ids(4));
  await s.tick();
  expect(done(next)).toBe(4);
});
