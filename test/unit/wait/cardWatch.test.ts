import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { CardWatch } from "../../../provider/wait/cardWatch";

interface Setup {
  readonly watch: CardWatch;
  readonly lists: () => number;
  readonly tick: () => Promise<void>;
  readonly pending: Set<string>;
  readonly trouble: { on: boolean };
}

/** Every sleep waits for the test to let it pass. */
function setup(): Setup {
  let time = 0;
  let asked = 0;
  let wake: (() => void)[] = [];
  const pending = new Set<string>();
  const trouble = { on: false };
  const watch = new CardWatch({
    random: () => 0.5,
    clock: {
      now: () => time,
      sleep: (ms) =>
        new Promise((resolve) => {
          wake.push(() => {
            time += ms;
            resolve();
          });
        }),
    },
    pendingIds: () => {
      asked++;
      return trouble.on ? Promise.reject(new Error("down")) : Promise.resolve(new Set(pending));
    },
  });
  const tick = async () => {
    const due = wake;
    wake = [];
    for (const go of due) go();
    await turn();
  };
  return { watch, lists: () => asked, tick, pending, trouble };
}

const never = () => new AbortController().signal;

function follow(promise: Promise<void>): { done: boolean } {
  const state = { done: false };
  void promise.then(() => {
    state.done = true;
  });
  return state;
}

it("few cards look for themselves: no list is read", async () => {
  const { watch, lists, tick } = setup();
  const waiting = ["a", "b"].map((id) => follow(watch.worthLooking("w", id, 0, never())));
  await tick();
  expect(waiting.every(({ done }) => done)).toBe(true);
  expect(lists()).toBe(0);
});

it("many cards share one list, and only those that left it are sent to look", async () => {
  const { watch, lists, tick, pending } = setup();
  for (const id of ["a", "b", "c", "d"]) pending.add(id);
  const waiting = ["a", "b", "c", "d"].map((id) => follow(watch.worthLooking("w", id, 0, never())));
  await tick();
  expect(lists()).toBe(1);
  expect(waiting.map(({ done }) => done)).toEqual([false, false, false, false]);
  pending.delete("b");
  await tick();
  expect(lists()).toBe(2);
  expect(waiting.map(({ done }) => done)).toEqual([false, true, false, false]);
});

it("however long the list calls them pending, they look for themselves from time to time", async () => {
  const { watch, tick, pending } = setup();
  for (const id of ["a", "b", "c"]) pending.add(id);
  const waiting = ["a", "b", "c"].map((id) => follow(watch.worthLooking("w", id, 0, never())));
  for (let round = 0; round < 40; round++) await tick();
  expect(waiting.every(({ done }) => done)).toBe(true);
});

it("a list that cannot be read sends everybody to look", async () => {
  const { watch, tick, trouble } = setup();
  trouble.on = true;
  const waiting = ["a", "b", "c"].map((id) => follow(watch.worthLooking("w", id, 0, never())));
  await tick();
  expect(waiting.every(({ done }) => done)).toBe(true);
});

describe("the signal", () => {
  it("aborted already: no wait at all", async () => {
    const { watch } = setup();
    await watch.worthLooking("w", "a", 0, AbortSignal.abort());
  });

  it("ends the wait of its own card at once, and only that", async () => {
    const { watch, pending } = setup();
    for (const id of ["a", "b", "c"]) pending.add(id);
    const stop = new AbortController();
    const first = follow(watch.worthLooking("w", "a", 0, stop.signal));
    const others = ["b", "c"].map((id) => follow(watch.worthLooking("w", id, 0, never())));
    stop.abort();
    await turn();
    expect(first.done).toBe(true);
    expect(others.some(({ done }) => done)).toBe(false);
  });
});

it("wallets are watched apart", async () => {
  const { watch, lists, tick, pending } = setup();
  for (const id of ["a", "b", "c"]) pending.add(id);
  for (const wallet of ["w1", "w2"])
    for (const id of ["a", "b", "c"]) follow(watch.worthLooking(wallet, id, 0, never()));
  await tick();
  expect(lists()).toBe(2);
});

it("goes on for who comes after the watch had ended", async () => {
  const { watch, tick } = setup();
  const first = follow(watch.worthLooking("w", "a", 0, never()));
  await tick();
  expect(first.done).toBe(true);
  const second = follow(watch.worthLooking("w", "a", 0, never()));
  await tick();
  expect(second.done).toBe(true);
});
