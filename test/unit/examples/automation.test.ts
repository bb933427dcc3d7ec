// The parts of the personnel service that need no engine: what is kept, who is there, and what runs when.
import fs from "node:fs";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Desk } from "../../../examples/automation/desk";
import { type Employee, type HrEvent, hrEvent, roster } from "../../../examples/automation/events";
import { Journal } from "../../../examples/automation/journal";
import { Queue } from "../../../examples/automation/queue";

function joined(id: string, key: string): HrEvent {
  return hrEvent.parse({
    id,
    type: "joined",
    team: "ops",
    employee: { key, firstName: "A", lastName: "B", email: `${key}@example.com` },
  });
}

function left(id: string, key: string): HrEvent {
  return hrEvent.parse({ id, type: "left", team: "ops", employee: { key } });
}

test("the roster is who joined and did not leave after that", () => {
  const events = [joined("1", "ada"), joined("2", "grace"), left("3", "ada"), left("4", "alan"), left("5", "grace")];
  expect([...roster(events).keys()]).toEqual([]);
  expect([...roster([...events, joined("6", "ada")]).keys()]).toEqual(["ada"]);
});

test.each([
  { id: "1", type: "joined", team: "../up", employee: { key: "ada" } },
  { id: "1", type: "moved", team: "ops", employee: { key: "ada" } },
  { id: "1", type: "left", team: "ops", employee: { key: "Ada Lovelace" } },
  { type: "left", team: "ops", employee: { key: "ada" } },
  undefined,
])("an event that is none is refused: %j", (event) => {
  expect(hrEvent.safeParse(event).success).toBe(false);
});

test("an event that a full disk took only half of leaves nothing behind", async () => {
  const file = join(await scratch(), "ops.events");
  const journal = new Journal(file);
  journal.add(joined("1", "ada"));
  const whole = fs.writeFileSync;
  onTestFinished(() => {
    fs.writeFileSync = whole;
    syncBuiltinESMExports();
  });
  fs.writeFileSync = (target, text) => {
    whole(target, String(text).slice(0, 9));
    throw new Error("ENOSPC");
  };
  syncBuiltinESMExports();
  expect(() => journal.add(joined("2", "bob"))).toThrow("ENOSPC");
  fs.writeFileSync = whole;
  syncBuiltinESMExports();
  journal.add(joined("3", "eve"));
  expect(new Journal(file).events.map(({ id }) => id)).toEqual(["1", "3"]);
});

test("the journal knows an event again, and an id that stands for two", async () => {
  const file = join(await scratch(), "ops.events");
  expect(new Journal(file).add(joined("1", "ada"))).toBe("new");
  const again = new Journal(file);
  expect(again.add(joined("1", "ada"))).toBe("known");
  expect(again.add(joined("1", "grace"))).toBe("conflict");
  expect(new Journal(file).events).toEqual([joined("1", "ada")]);
});

test("a line that a kill cut off was never acknowledged and is gone; the next event stands on a line of its own", async () => {
  const file = join(await scratch(), "ops.events");
  new Journal(file).add(joined("1", "ada"));
  await appendFile(file, JSON.stringify(joined("2", "grace")).slice(0, 20));

  const journal = new Journal(file);
  expect(journal.events.map(({ id }) => id)).toEqual(["1"]);
  journal.add(left("3", "ada"));

  expect(new Journal(file).events.map(({ id }) => id)).toEqual(["1", "3"]);
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(3);
});

test("runs never overlap, and what is asked for during a run is one run after it", async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  let finish: () => void = () => undefined;
  const apply = async () => {
    runs += 1;
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    running -= 1;
  };
  const queue = new Queue({ apply, retryMs: 1 });
  queue.request();
  queue.request();
  queue.request();
  await vi.waitFor(() => expect(runs).toBe(1));
  queue.request();
  finish();
  await vi.waitFor(() => expect(runs).toBe(2));
  finish();
  await vi.waitFor(() => expect(queue.idle).toBe(true));
  expect({ most, runs }).toEqual({ most: 1, runs: 2 });
});

test("a run that fails is tried again, and says so until then", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const apply = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error("no funds"));
  const queue = new Queue({ apply, retryMs: 60_000 });
  queue.request();
  await vi.advanceTimersByTimeAsync(59_999);
  expect([apply.mock.calls.length, queue.error, queue.idle]).toEqual([1, "no funds", false]);
  await vi.advanceTimersByTimeAsync(1);
  expect([apply.mock.calls.length, queue.error, queue.idle]).toEqual([2, undefined, true]);
});

test("a queue that is closed sees its run through and begins no other", async () => {
  const apply = vi.fn(() => Promise.resolve());
  const queue = new Queue({ apply, retryMs: 1 });
  queue.request();
  await queue.close();
  queue.request();
  await queue.close();
  expect(apply).toHaveBeenCalledTimes(1);
});

test("a desk goes on with what an earlier one left, and counts only what was seen through", async () => {
  const folder = await scratch();
  const seen: string[][] = [];
  const apply = (employees: ReadonlyMap<string, Employee>) => {
    seen.push([...employees.keys()]);
    return Promise.resolve();
  };
  const broken = new Desk({ folder, retryMs: 60_000, open: () => Promise.reject(new Error("no engine")) });
  expect(broken.tell(joined("1", "ada"))).toBe("new");
  await vi.waitFor(() => expect(broken.status("ops")?.error).toBe("no engine"));
  expect(broken.status("ops")).toMatchObject({ events: 1, applied: 0, idle: false });
  await broken.close();

  const desk = new Desk({ folder, retryMs: 60_000, open: () => Promise.resolve({ apply }) });
  await vi.waitFor(() => expect(desk.status("ops")).toEqual({ events: 1, applied: 1, idle: true }));
  expect(desk.tell(joined("1", "ada"))).toBe("known");
  expect(desk.tell(left("2", "ada"))).toBe("new");
  await vi.waitFor(() => expect(desk.status("ops")?.applied).toBe(2));
  expect(seen).toEqual([["ada"], []]);
  expect(desk.status("others")).toBeUndefined();
  await desk.close();
});

test("a stack that could not be opened is opened again", async () => {
  const open = vi
    .fn(() => Promise.resolve({ apply: () => Promise.resolve() }))
    .mockRejectedValueOnce(new Error("no engine"));
  const desk = new Desk({ folder: await scratch(), retryMs: 1, open });
  desk.tell(joined("1", "ada"));
  await vi.waitFor(() => expect(desk.status("ops")).toEqual({ events: 1, applied: 1, idle: true }));
  expect(open).toHaveBeenCalledTimes(2);
  await desk.close();
});

test("what is told during a run does not count as seen through by it", async () => {
  const finish: (() => void)[] = [];
  const apply = () => new Promise<void>((resolve) => void finish.push(resolve));
  const desk = new Desk({ folder: await scratch(), retryMs: 1, open: () => Promise.resolve({ apply }) });
  desk.tell(joined("1", "ada"));
  await vi.waitFor(() => expect(finish).toHaveLength(1));
  desk.tell(joined("2", "grace"));
  finish[0]?.();
  await vi.waitFor(() => expect(finish).toHaveLength(2));
  expect(desk.status("ops")).toEqual({ events: 2, applied: 1, idle: false });
  finish[1]?.();
  await vi.waitFor(() => expect(desk.status("ops")).toEqual({ events: 2, applied: 2, idle: true }));
});

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-hr-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
