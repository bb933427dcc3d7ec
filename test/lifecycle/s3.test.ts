// State in an S3-compatible store, by the engine's own backend: the life of a few cards, and two runs of one stack at the same time.
import * as fourpay from "pulumi-fourpay";
import type { CardView, Sandbox } from "pulumi-fourpay/sandbox";
import { expect, test, vi } from "vitest";
import { card } from "../support/ada";
import { openStateStore, type StateStore } from "../support/s3";
import { diffsOf, openSandbox, openStack, opsOf, ROUTES, type TestStack } from "../support/stack";

const NAMES = ["ads", "travel", "tools"];
const LOCKS = ".pulumi/locks/";
/** How the engine says that somebody else's run is under way. */
const LOCKED = "the stack is currently locked by 1 lock(s)";

async function stackIn(store: StateStore, sandbox: Sandbox): Promise<TestStack> {
  const stack = await openStack({ sandbox, env: store.env });
  stack.declare(() => {
    for (const name of NAMES) new fourpay.Card(name, card);
  });
  return stack;
}

async function sandboxWithAda(): Promise<Sandbox> {
  const sandbox = await openSandbox();
  sandbox.control.seedHolder({ id: "ada", firstName: "Ada", lastName: "L", email: "ada@example.com" });
  return sandbox;
}

/** By the name that every card of ours begins with. */
function declaredAs({ name }: CardView): string | undefined {
  return NAMES.find((declared) => name.startsWith(declared));
}

test("cards are issued, found unchanged, drift, are repaired and closed, with the state in the store alone", async () => {
  const store = await openStateStore();
  const stack = await stackIn(store, await sandboxWithAda());

  expect((await stack.up()).writes).toEqual(NAMES.map(() => ROUTES.issue));
  expect(await store.list(".pulumi/stacks/")).toContain(".pulumi/stacks/lifecycle/test.json");
  expect(await stack.everythingOnDisk()).not.toContain(stack.openCards[0]?.id);

  expect(await stack.up()).toMatchObject({ requests: [], steps: NAMES.map(() => ({ op: "same" })) });

  const drifted = stack.openCards.find((card) => declaredAs(card) === "ads");
  stack.sandbox.control.setCardLimits(drifted?.id ?? "", { daily: "9999.00" });
  expect((await stack.refresh()).writes).toEqual([]);
  const repaired = await stack.up();
  expect(diffsOf(repaired, "ads")).toEqual(["limits.daily"]);
  expect(NAMES.map((name) => opsOf(repaired, name))).toEqual([["update"], ["same"], ["same"]]);
  expect(stack.cardById(drifted?.id ?? "").limits).toMatchObject({ daily: "10.00" });

  await stack.destroy();
  expect(stack.cards.map(({ status }) => status)).toEqual(NAMES.map(() => "closed"));
  expect(await store.list(LOCKS)).toEqual([]);
});

test("a second `up` beside a running one is refused by the engine's lock and asks nothing of the API", async () => {
  const store = await openStateStore();
  const sandbox = await sandboxWithAda();
  const first = await stackIn(store, sandbox);
  const second = await stackIn(store, sandbox);

  // The first run cannot end before its card is let go.
  sandbox.faults.add({ kind: "stuck" });
  const running = first.up();
  // A run that fails is reported by what awaits it below, not as an unhandled rejection.
  running.catch(() => {});
  const oneIsStuck = () =>
    expect(first.cards.map(({ status }) => status).sort()).toEqual(["active", "active", "creating"]);
  await vi.waitFor(oneIsStuck, { timeout: 60_000 });
  const refused = await second.run("up");
  expect(refused.failed).toBe(true);
  expect(refused.output).toContain(LOCKED);
  expect(refused.writes).toEqual([]);

  const stuck = first.cards.find(({ status }) => status === "creating");
  sandbox.control.setCardStatus(stuck?.id ?? "", "active");
  expect((await running).writes).toHaveLength(NAMES.length);
  expect(await second.up()).toMatchObject({ requests: [] });
  expect(second.openCards.map(declaredAs).sort()).toEqual(NAMES.toSorted());
});

test("of two `up`s begun at the same moment at most one gets in; in the end every declared card exists once", async () => {
  const store = await openStateStore();
  const sandbox = await sandboxWithAda();
  const stacks = [await stackIn(store, sandbox), await stackIn(store, sandbox)];

  // Whoever gets in cannot end before the other one has been refused.
  sandbox.faults.add({ kind: "stuck" });
  const running = stacks.map((stack) => stack.run("up"));
  const refused = await Promise.race(running);
  expect(refused.failed).toBe(true);
  expect(refused.output).toContain(LOCKED);

  let ended = false;
  const all = Promise.all(running).finally(() => {
    ended = true;
  });
  await vi.waitFor(
    () => {
      for (const card of sandbox.control.snapshot().cards) {
        if (card.status === "creating") sandbox.control.setCardStatus(card.id, "active");
      }
      expect(ended).toBe(true);
    },
    { timeout: 60_000 },
  );
  for (const report of (await all).filter(({ failed }) => failed)) expect(report.output).toContain(LOCKED);

  // Each may have met the other's lock: the next run makes good whatever is missing.
  sandbox.faults.clear();
  await stacks[0]?.up();
  const issued = sandbox.journal.list().filter(({ route }) => route === ROUTES.issue);
  expect(issued).toHaveLength(NAMES.length);
  expect(stacks[0]?.openCards.map(declaredAs).sort()).toEqual(NAMES.toSorted());
  expect(await store.list(LOCKS)).toEqual([]);
});
