// What a kill before `destroy` leaves behind, on the real engine: `fourpay sweep` finds exactly that, closes it, and touches nothing else.
import type { CustomResourceOptions } from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, onTestFinished, test, vi } from "vitest";
import { killProcesses, type Victim } from "../support/kill/processes";
import { openStack, ROUTES, type TestStack } from "../support/stack";
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

/** Kills the `up` that runs as soon as that holds. */
async function killedUp(stack: TestStack, victim: Victim, when: () => boolean): Promise<void> {
  onTestFinished(() => void killProcesses(stack.home, "both"));
  const up = stack.run("up");
  await until(when);
  expect(killProcesses(stack.home, victim), "nothing was there to be killed").toBeGreaterThan(0);
  expect((await up).failed).toBe(true);
}

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 90_000, interval: 20 });

test("kill engine and provider, destroy, sweep: exactly the orphan is found, closed, and its money is back", async () => {
  const stack = await openStack({ sandbox: { latency: { moneyMs: SLOW_MS } } });
  const before = stack.walletById(seedIds.wallet).balance;
  stack.declare(() => void card("one", ada(), { initialBalance: "25.00" }));
  await killedUp(stack, "both", () => stack.sandbox.journal.count({ route: ROUTES.fund }) > 0);
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

test("kill the provider alone, destroy, sweep: what no state holds is reported and closed on request; what was kept on purpose, or is another stack's, never", async () => {
  const stack = await openStack({ sandbox: { latency: { issueMs: SLOW_MS } } });
  const other = await openStack({ sandbox: stack.sandbox, env: { FOURPAY_NAMESPACE: "other" } });
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
  await killedUp(stack, "provider", () => stack.openCards.length === 3);
  const orphan = stack.openCards.find(({ id }) => id !== theirs && id !== kept)?.id;
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

test("a card to be retained that only a killed run recorded, and that a destroy let go of, is not closed", async () => {
  const stack = await openStack({ sandbox: { latency: { moneyMs: SLOW_MS } } });
  const before = stack.walletById(seedIds.wallet).balance;
  stack.declare(() => {
    const holder = ada();
    const kept = card("kept", holder, { deletionPolicy: "retain" });
    // Slow enough for the other one to be recorded meanwhile.
    card("slow", holder, { initialBalance: "25.00" }, { dependsOn: kept });
  });
  await killedUp(stack, "both", () => stack.sandbox.journal.count({ route: ROUTES.fund }) > 0);
  await stack.engine.cancel();
  const kept = await stack.id("kept");
  await stack.destroy();

  const closed = await sweeps(stack, { close: true, yes: true });
  const slow = stack.cards.find(({ id }) => id !== kept)?.id;
  expect(closed).toMatchObject({ code: 2, closings: [{ id: slow, outcome: "closed" }] });
  expect(closed.findings).toContainEqual(expect.objectContaining({ id: kept, origin: "unrecorded", onRequest: true }));
  expect(stack.openCards.map(({ id }) => id)).toEqual([kept]);
  // What was paid in just before the kill is taken back.
  await until(() => stack.cardById(slow ?? "").balance === "0.00");
  expect(Number(stack.walletById(seedIds.wallet).balance)).toBe(Number(before) - 2);
});

test("a card that a later run took over and let go of is not closed, although the engine still notes its interrupted create", async () => {
  const stack = await openStack({ sandbox: { latency: { issueMs: SLOW_MS } } });
  stack.declare(() => void card("one", ada()));
  await killedUp(stack, "both", () => stack.openCards.length === 1);
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

test("a card taken out of the state by hand is closed only when asked for: the state held it once", async () => {
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

test("what the state holds is never a finding, and nobody is asked where nobody sits", async () => {
  const stack = await openStack();
  stack.declare(() => void card("one", ada()));
  await stack.up();
  expect(await sweeps(stack, { close: true, yes: true })).toMatchObject({ code: 0, findings: [], closings: [] });
  await expect(sweeps(stack, { close: true })).rejects.toMatchObject({ code: "refused" });
  expect(stack.openCards).toHaveLength(1);
});
