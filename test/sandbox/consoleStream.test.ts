import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClock } from "../../provider/sandbox/clock";
import { Activity } from "../../provider/sandbox/console/activity";
import { greet } from "../../provider/sandbox/console/greeting";
import { readQuery } from "../../provider/sandbox/console/query";
import { streamTo } from "../../provider/sandbox/console/stream";
import { FaultBoard } from "../../provider/sandbox/faults";
import { RequestJournal } from "../../provider/sandbox/journal";
import { resolveOptions } from "../../provider/sandbox/options";
import { creditWallet } from "../../provider/sandbox/store/credit";
import { money } from "../../provider/sandbox/store/money";
import { plant } from "../../provider/sandbox/store/seed";
import { Store } from "../../provider/sandbox/store/store";
import { Watchers } from "../../provider/sandbox/watchers";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that is connected, without network and without time. */
function connected() {
  const settings = resolveOptions({});
  const store = new Store(createClock("manual"), settings);
  plant(store, "default");
  const watchers = new Watchers();
  const faults = new FaultBoard();
  const journal = new RequestJournal();
  const activity = new Activity(store, watchers, faults);
  const written: string[] = [];
  const outgoing = Object.assign(new EventEmitter(), {
    destroyed: false,
    writableNeedDrain: false,
    writeHead: () => undefined,
    write: (text: string) => written.push(text),
  });
  streamTo(outgoing as unknown as ServerResponse, {
    watched: { store, faults, clockKind: "manual" },
    activity,
    greeting: greet("http://127.0.0.1:1", settings),
    query: readQuery({}),
    lastSeen: undefined,
  });
  const request = () => {
    const entry = journal.open(store.now(), "GET", "/api/v2/accounts");
    watchers.tell("received", entry);
    watchers.tell("answered", { ...entry, status: 200, durationMs: 1 });
  };
  const events = (name: string) =>
    written
      .filter((text) => text.includes(`event: ${name}\n`))
      .map((text) => JSON.parse(text.split("data: ")[1] ?? "") as { requests: { seq: number; open: boolean }[] });
  return { store, outgoing, journal, watchers, request, events };
}

describe("a console's stream", () => {
  it("tells of 200 requests a second in four messages, each request once", () => {
    const { request, events } = connected();
    for (let at = 0; at < 200; at++) {
      request();
      vi.advanceTimersByTime(5);
    }
    const messages = events("requests");
    expect(messages).toHaveLength(4);
    const told = messages.flatMap(({ requests }) => requests);
    expect(told).toHaveLength(200);
    expect(told.every(({ open }) => !open)).toBe(true);
    expect(new Set(told.map(({ seq }) => seq)).size).toBe(200);
  });

  it("tells of a request while it waits for its answer, and that it ended when its caller left before", () => {
    const { store, journal, watchers, events } = connected();
    const entry = journal.open(store.now(), "GET", "/api/v2/accounts");
    watchers.tell("received", entry);
    vi.advanceTimersByTime(250);
    watchers.tell("answered", entry);
    vi.advanceTimersByTime(250);
    expect(events("requests").map(({ requests }) => requests)).toMatchObject([
      [{ seq: 1, open: true }],
      [{ seq: 1, open: false, status: null }],
    ]);
  });

  it("is silent while nothing changes", () => {
    const { store, events } = connected();
    vi.advanceTimersByTime(60_000);
    expect([events("state").length, events("requests").length]).toEqual([1, 0]);
    const [wallet] = store.wallets.values();
    if (wallet) creditWallet(store, wallet, money("1.00"));
    vi.advanceTimersByTime(250);
    expect(events("state")).toHaveLength(2);
  });

  it("waits for a page that does not keep up, and then tells only the newest", () => {
    const { outgoing, request, events } = connected();
    outgoing.writableNeedDrain = true;
    for (let at = 0; at < 1000; at++) request();
    vi.advanceTimersByTime(5000);
    expect(events("requests")).toHaveLength(0);
    outgoing.writableNeedDrain = false;
    vi.advanceTimersByTime(250);
    expect(events("requests").map(({ requests }) => requests.map(({ seq }) => seq))).toEqual([
      Array.from({ length: 400 }, (_, at) => at + 601),
    ]);
  });

  it("ends with its page", () => {
    const { outgoing } = connected();
    expect(vi.getTimerCount()).toBe(1);
    outgoing.emit("close");
    expect(vi.getTimerCount()).toBe(0);
  });
});
