// What a kill before `destroy` leaves behind, on the real engine: `fourpay sweep` finds exactly that, closes it, and touches nothing else.
import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, it } from "vitest";
import { openStack, type TestStack } from "../support/stack";
import { sweeps } from "../support/sweeps";

/** Long enough to be killed in, short enough to be waited for afterwards. */
const SLOW_MS = 3_000;

function ada(): fourpay.Holder {
  return new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
}

function card(
  name: string,
  holder: fourpay.Holder,
  more: Partial<fourpay.CardArgs> = {},
  options: CustomResourceOptions = {},
): fourpay.Card {
  const args = { walletId: seedIds.wallet, holderId: holder.id, limits: { daily: "10.00" }, ...more };
  return new fourpay.Card(name, args, options);
}

/** Kills the engine that this process started for the stack, its provider, or both. */
async function kill(stack: TestStack, who: "engine" | "provider"): Promise<void> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "pid=,ppid=,args="]);
  const all = stdout.split("\n").flatMap((text) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(text) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
  const engine = all.find(
    ({ parent, args }) => parent === process.pid && args.includes("pulumi up") && args.includes("--client"),
  );
  expect(engine, `no engine runs for ${stack.folder}`).toBeDefined();
  const below = (pid: number): number[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child.pid, ...below(child.pid)]);
  const providers = below(engine?.pid ?? 0);
  for (const pid of who === "engine" ? [engine?.pid ?? 0, ...providers] : providers) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // It ended by itself because the other one did.
      expect((error as NodeJS.ErrnoException).code).toBe("ESRCH");
    }
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

it("kill the engine, destroy, sweep: exactly the orphan is found, closed, and its money is back", async () => {
  const stack = await openStack({ sandbox: { latency: { moneyMs: SLOW_MS } } });
  const before = stack.walletById(seedIds.wallet).balance;
  stack.declare(() => void card("one", ada(), { initialBalance: "25.00" }));
  const up = stack.run("up");
  await until(() => stack.sandbox.journal.list({ write: true }).some(({ route }) => route?.endsWith("/fund") === true));
  await kill(stack, "engine");
  expect((await up).failed).toBe(true);
  await until(() => stack.openCards.some(({ balance }) => balance === "25.00"));
  expect((await sweeps(stack)).findings).toMatchObject([{ keep: expect.stringContaining("pulumi cancel") as string }]);
  await stack.engine.cancel();
  await stack.destroy();
  const [orphan] = stack.openCards;

  const found = await sweeps(stack);
  expect(found.code).toBe(2);
  expect(found.findings).toMatchObject([{ id: orphan?.id, origin: "interrupted" }]);
  const closed = await sweeps(stack, { close: true, yes: true });
  expect(closed).toMatchObject({ code: 0, closings: [{ id: orphan?.id, outcome: "closed" }] });
  expect(stack.openCards).toEqual([]);
  // The sandbox moves money some time after it is no longer available on the card.
  await until(() => stack.cardById(orphan?.id ?? "").balance === "0.00");
  expect(Number(stack.walletById(seedIds.wallet).balance)).toBe(Number(before) - 1);
  expect(await sweeps(stack)).toMatchObject({ code: 0, findings: [] });
});

it("kill the provider alone, destroy, sweep: what no state holds is reported and closed on request; what was kept on purpose, or is another stack's, never", async () => {
  const stack = await openStack({ sandbox: { latency: { issueMs: SLOW_MS } } });
  const { sandbox } = stack;
  const other = await openStack({
    env: { FOURPAY_BASE_URL: sandbox.url, FOURPAY_API_KEY: sandbox.apiKey, FOURPAY_NAMESPACE: "other" },
  });
  other.declare(() => {
    const holder = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Other", email: "other@example.com" });
    card("one", holder);
  });
  await other.up();
  const theirs = await other.id("one");
  stack.declare(() => void card("kept", ada(), { deletionPolicy: "retain" }));
  await stack.up();
  const kept = await stack.id("kept");

  stack.declare(() => {
    const holder = ada();
    card("kept", holder, { deletionPolicy: "retain" });
    card("one", holder);
  });
  const up = stack.run("up");
  await until(() => stack.openCards.length === 3);
  const orphan = stack.openCards.find(({ id }) => id !== theirs && id !== kept)?.id;
  await kill(stack, "provider");
  expect((await up).failed).toBe(true);
  await stack.destroy();

  const found = await sweeps(stack);
  expect(Object.fromEntries(found.findings.map(({ id, origin }) => [id, origin]))).toEqual({
    [orphan ?? "none"]: "unrecorded",
    [kept]: "released",
    [theirs]: "unknown",
  });
  expect(await sweeps(stack, { close: true, yes: true })).toMatchObject({ code: 2, closings: [] });
  expect(await sweeps(stack, { close: true, yes: true, also: [orphan ?? "none"] })).toMatchObject({
    code: 0,
    closings: [{ id: orphan, outcome: "closed" }],
  });
  expect(stack.openCards.map(({ id }) => id).sort()).toEqual([kept, theirs].sort());
  expect((await sweeps(stack, { strict: true })).code).toBe(2);
});

it("a card to be retained that only a killed run recorded, and that a destroy let go of, is not closed", async () => {
  const stack = await openStack({ sandbox: { latency: { moneyMs: SLOW_MS } } });
  const before = stack.walletById(seedIds.wallet).balance;
  const funded = () =>
    stack.sandbox.journal.list({ write: true }).some(({ route }) => route?.endsWith("/fund") === true);
  stack.declare(() => {
    const holder = ada();
    const kept = card("kept", holder, { deletionPolicy: "retain" });
    // Slow enough for the other one to be recorded meanwhile.
    card("slow", holder, { initialBalance: "25.00" }, { dependsOn: kept });
  });
  const up = stack.run("up");
  await until(funded);
  await kill(stack, "engine");
  expect((await up).failed).toBe(true);
  await stack.engine.cancel();
  const kept = await stack.id("kept");
  await stack.destroy();

  const closed = await sweeps(stack, { close: true, yes: true });
  const slow = stack.cards.find(({ id }) => id !== kept)?.id;
  expect(closed).toMatchObject({ code: 2, closings: [{ id: slow, outcome: "closed" }] });
  expect(closed.findings).toContainEqual(expect.objectContaining({ id: kept, origin: "unrecorded", onRequest: true }));
  expect(stack.openCards.map(({ id }) => id)).toEqual([kept]);
  // What was paid in just before the kill was waited for, and taken back.
  await until(() => stack.cardById(slow ?? "").balance === "0.00");
  expect(Number(stack.walletById(seedIds.wallet).balance)).toBe(Number(before) - 2);
});

it("a card that a later run took over and let go of is not closed, although the engine still notes its interrupted create", async () => {
  const stack = await openStack({ sandbox: { latency: { issueMs: SLOW_MS } } });
  stack.declare(() => void card("one", ada()));
  const up = stack.run("up");
  await until(() => stack.openCards.length === 1);
  await kill(stack, "engine");
  expect((await up).failed).toBe(true);
  await stack.engine.cancel();
  await stack.up();
  const id = await stack.id("one");
  stack.declare(() => void card("one", ada(), { deletionPolicy: "retain" }));
  await stack.up();
  await stack.destroy();

  expect(await sweeps(stack, { close: true, yes: true })).toMatchObject({
    code: 2,
    findings: [{ id, origin: "interrupted", onRequest: true }],
    closings: [],
  });
  expect(stack.openCards).toMatchObject([{ id, status: "active" }]);
});

it("a card issued by a run that failed, and taken out of the state by hand, is not closed: the state held it once", async () => {
  const stack = await openStack();
  stack.declare(() => void card("one", ada()));
  await stack.up();
  const id = await stack.id("one");
  await stack.forget("one");
  expect(await sweeps(stack, { close: true, yes: true })).toMatchObject({
    code: 0,
    findings: [{ id, origin: "released" }],
    closings: [],
  });
  expect(await sweeps(stack, { close: true, yes: true, also: [id] })).toMatchObject({
    code: 0,
    closings: [{ id, outcome: "closed" }],
  });
});

it("what the state holds is never a finding, and nobody is asked where nobody sits", async () => {
  const stack = await openStack();
  stack.declare(() => void card("one", ada()));
  await stack.up();
  expect(await sweeps(stack, { close: true, yes: true })).toMatchObject({ code: 0, findings: [], closings: [] });
  await expect(sweeps(stack, { close: true })).rejects.toMatchObject({ code: "refused" });
  expect(stack.openCards).toHaveLength(1);
});
