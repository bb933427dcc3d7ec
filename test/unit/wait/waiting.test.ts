// Who waits for cards of a wallet, and when a watch over it begins and ends.

import { expect, it } from "vitest";
import { type Awaited, lookFor, Waiters, type Waiting, youngestOf } from "../../../provider/wait/waiting";

const awaited = (cardId: string, signal = new AbortController().signal): Awaited => ({
  walletId: "w",
  cardId,
  since: 0,
  signal,
});

/** A watch that wakes everybody each time it is let go on. */
function watched() {
  const begun: string[] = [];
  let goOn: () => void = () => undefined;
  const waiters: Waiters<Awaited> = new Waiters(async (walletId, present: ReadonlySet<Waiting<Awaited>>) => {
    begun.push(walletId);
    while (waiters.isAwaited(walletId)) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      for (const { wake } of [...present]) wake();
    }
  });
  return { waiters, begun, wakeAll: () => goOn() };
}

it("one watch serves all of a wallet, another begins when it has ended", async () => {
  const { waiters, begun, wakeAll } = watched();
  const both = [waiters.join(awaited("a"), 1), waiters.join(awaited("b"), 2)];
  expect(begun).toEqual(["w"]);
  wakeAll();
  await Promise.all(both);
  const third = waiters.join(awaited("c"), 3);
  expect(begun).toEqual(["w", "w"]);
  wakeAll();
  await third;
});

it("who joins in the very moment a watch ends is not forgotten", async () => {
  const { waiters, wakeAll } = watched();
  const first = waiters.join(awaited("a"), 1);
  // Joins as soon as the first is told, before the watch has looked whether anybody is left.
  const second = first.then(() => waiters.join(awaited("b"), 2));
  wakeAll();
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  wakeAll();
  await expect(second).resolves.toBeUndefined();
});

it("who gives up is let go at once, before joining too", async () => {
  const { waiters } = watched();
  const leaving = new AbortController();
  const waiting = waiters.join(awaited("a", leaving.signal), 1);
  leaving.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(waiters.join(awaited("b", leaving.signal), 2)).resolves.toBeUndefined();
});

it("a look is called off when the last who wanted it has left, and not before", async () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const seen = await lookFor([{ signal: one.signal }, { signal: other.signal }], (signal) => {
    one.abort();
    const before = signal.aborted;
    other.abort();
    return Promise.resolve([before, signal.aborted]);
  });
  expect(seen).toEqual([false, true]);
});

it("the youngest wait is the one that began last", () => {
  expect(youngestOf([{ since: 3 }, { since: 7 }, { since: 5 }])).toBe(7);
});
