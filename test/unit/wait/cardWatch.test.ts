import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CardSummary } from "../../../provider/model/entities";
import { CardWatch } from "../../../provider/wait/cardWatch";

interface Setup {
  readonly watch: CardWatch;
  /** How often each list was read. */
  readonly lists: { creating: number; all: number };
  readonly tick: () => Promise<void>;
  readonly now: () => number;
  readonly pending: Set<string>;
  /** Issued, as the whole list shows it. */
  readonly issued: Set<string>;
  readonly trouble: { on: boolean };
  /** From which card on the whole list was read. */
  readonly from: number[];
}

/** Every sleep waits for the test to let it pass. */
function setup(size = 0): Setup {
  let time = 0;
  const lists = { creating: 0, all: 0 };
  let wake: (() => void)[] = [];
  const pending = new Set<string>();
  const issued = new Set<string>();
  const trouble = { on: false };
  const from: number[] = [];
  const shown = (ids: Set<string>, status: string) =>
    [...ids].map((id): [string, CardSummary] => [id, { id, walletId: "w", status }]);
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
    sizeOf: () => size,
    glance: (_, which) => {
      lists[which === "creating" ? "creating" : "all"] += 1;
      if (trouble.on) return Promise.reject(new Error("down"));
      const creating = shown(pending, "creating");
      if (which === "creating") return Promise.resolve(new Map(creating));
      from.push(which.after);
      return Promise.resolve(new Map([...shown(issued, "active"), ...creating].slice(which.after)));
    },
  });
  const tick = async () => {
    const due = wake;
    wake = [];
    for (const go of due) go();
    await turn();
  };
  return { watch, lists, tick, pending, issued, trouble, from, now: () => time };
}

const follows = ({ watch }: Setup, ids: readonly string[], listed = false, walletId = "w") =>
  ids.map((cardId) => follow(watch.news({ walletId, cardId, since: 0, signal: never(), listed })));

const never = () => new AbortController().signal;

interface Followed {
  done: boolean;
  /** What was handed over. */
  status?: string | undefined;
}

function follow(promise: Promise<CardSummary | undefined>): Followed {
  const state: Followed = { done: false };
  void promise.then((card) => {
    state.done = true;
    state.status = card?.status;
  });
  return state;
}

const one = (scene: Setup, cardId: string, signal = never()) =>
  follow(scene.watch.news({ walletId: "w", cardId, since: 0, signal, listed: false }));

const abc = ["a", "b", "c"] as const;
const many = (count: number) => Array.from({ length: count }, (_, index) => `card-${index}`);

it("few cards look for themselves: no list is read", async () => {
  const scene = setup();
  const waiting = follows(scene, ["a", "b"]);
  await scene.tick();
  expect(waiting.every(({ done }) => done)).toBe(true);
  expect(scene.lists).toEqual({ creating: 0, all: 0 });
});

it("many cards share one list, and only those that left it are sent to look", async () => {
  const scene = setup();
  for (const id of ["a", "b", "c", "d"]) scene.pending.add(id);
  const waiting = follows(scene, ["a", "b", "c", "d"]);
  await scene.tick();
  expect(scene.lists.creating).toBe(1);
  expect(waiting.map(({ done }) => done)).toEqual([false, false, false, false]);
  scene.pending.delete("b");
  await scene.tick();
  expect(scene.lists).toEqual({ creating: 2, all: 0 });
  expect(waiting.map(({ done }) => done)).toEqual([false, true, false, false]);
});

it("however long the list calls them pending, they look for themselves from time to time", async () => {
  const scene = setup();
  for (const id of abc) scene.pending.add(id);
  const waiting = follows(scene, abc);
  for (let round = 0; round < 60; round++) await scene.tick();
  expect(waiting.every(({ done }) => done)).toBe(true);
});

it("a list that cannot be read sends everybody to look", async () => {
  const scene = setup();
  scene.trouble.on = true;
  const waiting = follows(scene, abc);
  await scene.tick();
  expect(waiting.every(({ done }) => done)).toBe(true);
});

describe("where what lists show is enough", () => {
  it("nobody is sent to look: the whole list is read once for all that were issued", async () => {
    const scene = setup(250);
    for (const id of many(250)) scene.issued.add(id);
    const waiting = follows(scene, many(250), true);
    await scene.tick();
    expect(waiting.every(({ done, status }) => done && status === "active")).toBe(true);
    expect(scene.lists).toEqual({ creating: 1, all: 1 });
  });

  it("it is not read for a few while others are pending, but after some seconds it is", async () => {
    const scene = setup(1_000);
    const ids = many(100);
    for (const id of ids) scene.issued.add(id);
    for (const id of many(3)) {
      scene.issued.delete(id);
      scene.pending.add(id);
    }
    const waiting = follows(scene, ids, true);
    await scene.tick();
    expect(scene.lists).toEqual({ creating: 1, all: 0 });
    for (let round = 0; round < 15; round++) await scene.tick();
    expect(scene.lists.all).toBe(1);
    expect(waiting.filter(({ done }) => !done)).toHaveLength(3);
  });

  it("its beginning is not read again once nobody waits for it, unless somebody is missing", async () => {
    const scene = setup(250);
    const ids = many(250);
    for (const id of ids.slice(0, 230)) scene.issued.add(id);
    for (const id of ids.slice(230)) scene.pending.add(id);
    const waiting = follows(scene, ids, true);
    await scene.tick();
    expect(waiting.filter(({ done }) => done)).toHaveLength(230);
    for (const id of ids.slice(230)) {
      scene.pending.delete(id);
      scene.issued.add(id);
    }
    follows(scene, ["elsewhere"], true);
    await scene.tick();
    expect(scene.from).toEqual([0, 200]);
    expect(waiting.every(({ status }) => status === "active")).toBe(true);
    follows(scene, many(20), true);
    await scene.tick();
    expect(scene.from).toEqual([0, 200, 0]);
  });

  it("fewer cards than the list has pages are looked at one by one", async () => {
    const scene = setup(1_000);
    for (const id of many(10)) scene.issued.add(id);
    const waiting = follows(scene, many(10), true);
    await scene.tick();
    expect(scene.lists.all).toBe(0);
    expect(waiting.every(({ done, status }) => done && status === undefined)).toBe(true);
  });

  it("cards that the list calls pending are not looked at themselves for minutes", async () => {
    const scene = setup();
    for (const id of abc) scene.pending.add(id);
    const waiting = follows(scene, abc, true);
    for (let round = 0; round < 60; round++) await scene.tick();
    expect([scene.now() > 60_000, waiting.some(({ done }) => done)]).toEqual([true, false]);
    for (let round = 0; round < 60; round++) await scene.tick();
    expect(waiting.every(({ done, status }) => done && status === undefined)).toBe(true);
  });

  it("a list that misses a card proves nothing: it waits on, and is looked at in the end", async () => {
    const scene = setup();
    const waiting = follows(scene, many(5), true);
    await scene.tick();
    expect(waiting.some(({ done }) => done)).toBe(false);
    for (let round = 0; round < 60; round++) await scene.tick();
    expect(waiting.every(({ done, status }) => done && status === undefined)).toBe(true);
  });

  it("trouble with the list passes, unless it lasts", async () => {
    const scene = setup();
    for (const id of abc) scene.issued.add(id);
    scene.trouble.on = true;
    const waiting = follows(scene, abc, true);
    await scene.tick();
    await scene.tick();
    expect(waiting.some(({ done }) => done)).toBe(false);
    scene.trouble.on = false;
    await scene.tick();
    expect(waiting.every(({ status }) => status === "active")).toBe(true);

    const down = setup();
    down.trouble.on = true;
    const sent = follows(down, abc, true);
    for (let round = 0; round < 60; round++) await down.tick();
    expect(sent.every(({ done }) => done)).toBe(true);
  });
});

describe("the signal", () => {
  it("aborted already: no wait at all", async () => {
    const gone = one(setup(), "a", AbortSignal.abort());
    await turn();
    expect(gone.done).toBe(true);
  });

  it("ends the wait of its own card at once, and only that", async () => {
    const scene = setup();
    for (const id of abc) scene.pending.add(id);
    const stop = new AbortController();
    const first = one(scene, "a", stop.signal);
    const others = follows(scene, ["b", "c"]);
    stop.abort();
    await turn();
    expect(first.done).toBe(true);
    expect(others.some(({ done }) => done)).toBe(false);
  });
});

it("wallets are watched apart", async () => {
  const scene = setup();
  for (const id of abc) scene.pending.add(id);
  for (const wallet of ["w1", "w2"]) follows(scene, abc, false, wallet);
  await scene.tick();
  expect(scene.lists.creating).toBe(2);
});

it("goes on for who comes after the watch had ended", async () => {
  const scene = setup();
  const first = one(scene, "a");
  await scene.tick();
  expect(first.done).toBe(true);
  const second = one(scene, "a");
  await scene.tick();
  expect(second.done).toBe(true);
});
