// One Ctrl-C: the run ends in seconds whatever it waits for, the state holds every id that came to be, and the next run goes on from there
// with each write processed once.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { interruptOnce } from "../support/interrupt";
import { ROUTES, type StackOptions, type TestStack } from "../support/stack";

/** As good as never: every wait a test interrupts would last this long. */
const LONG_MS = 590_000;

function open(options: StackOptions = {}): Promise<TestStack> {
  return stackWithAda({ ...options, env: { FOURPAY_OUTCOME_WINDOW_SECONDS: String(LONG_MS / 1000) } });
}

const committed = (stack: TestStack, route: string) => stack.sandbox.journal.count({ route, committed: true });

/** All ids the API gave out must be known to the state. */
async function expectRecorded(stack: TestStack, ids: readonly string[]): Promise<void> {
  const known = (await stack.state()).map(({ id }) => id);
  expect(ids.filter((id) => !known.includes(id))).toEqual([]);
}

test("waiting for a card, for a wallet, for a lost card, for an answer of a refresh, and for closed", async () => {
  const stack = await open({ sandbox: { latency: { walletMs: LONG_MS, statusChangeMs: LONG_MS } } });
  const { faults, control } = stack.sandbox;
  faults.add({ kind: "stuck", match: { name: "waited-*" } });
  faults.add({ kind: "not-found-after-create", ms: LONG_MS, match: { name: "lost-*" } });
  faults.add({ kind: "drop-after-commit", match: { route: ROUTES.issue, name: "lost-*" } });
  stack.declare(() => {
    new fourpay.Card("waited", card);
    new fourpay.Card("lost", card);
    new fourpay.Wallet("wallet", { providerId: seedIds.personalProvider });
  });

  const before = control.snapshot().wallets.length;
  const interrupted = await interruptOnce(stack, "up", "cancelled", () => {
    expect(committed(stack, ROUTES.issue)).toBe(2);
    expect(committed(stack, ROUTES.createWallet)).toBe(1);
    expect(committed(stack, ROUTES.updateWallet)).toBe(1);
  });
  expect(interrupted.output).toContain("[outcome_unknown]");
  const waited = stack.cards.find(({ name }) => name.startsWith("waited-"))?.id ?? "";
  const lost = stack.cards.find(({ name }) => name.startsWith("lost-"))?.id ?? "";
  const [wallet = ""] = control
    .snapshot()
    .wallets.slice(before)
    .map(({ id }) => id);
  await expectRecorded(stack, [waited, wallet]);

  await stack.sandbox.advance(LONG_MS);
  control.setCardStatus(waited, "active");
  const resumed = await stack.up();
  expect(resumed.writes.filter((route) => route === ROUTES.issue || route === ROUTES.createWallet)).toEqual([]);
  await expectRecorded(stack, [waited, lost, wallet]);
  expect(stack.openCards.map(({ status }) => status)).toEqual(["active", "active"]);

  const recorded = async () => (await stack.state()).map(({ id, inputs, outputs }) => ({ id, inputs, outputs }));
  const state = await recorded();
  faults.add({ kind: "slow", ms: LONG_MS, match: { method: "GET", path: `instruments/${waited}` } });
  await interruptOnce(stack, "refresh", "cancelled", () => {
    expect(faults.list().at(-1)?.fired).toBe(1);
  });
  expect(await recorded()).toEqual(state);

  await interruptOnce(stack, "destroy", "cancelled", () => expect(committed(stack, ROUTES.close)).toBe(2));
  await expectRecorded(stack, [waited, lost]);
  await stack.sandbox.advance(LONG_MS);
  faults.clear();
  const ending = stack.destroy();
  // The wallet's own way to inactive takes as long as everything else here.
  const hurry = setInterval(() => void stack.sandbox.advance(LONG_MS), 200);
  await ending.finally(() => clearInterval(hurry));
  expect(committed(stack, ROUTES.close)).toBe(2);
  expect(stack.openCards).toEqual([]);
  expect(await stack.state()).toEqual([]);
});

test("in the pause after a 429, nothing was sent, and the next run issues", async () => {
  const stack = await open();
  stack.sandbox.faults.add({ kind: "rate-limit", retryAfterSeconds: 3600, match: { route: ROUTES.issue } });
  stack.declare(() => {
    new fourpay.Card("card", card);
  });
  await interruptOnce(stack, "up", "cancelled", () => {
    expect(stack.sandbox.journal.count({ route: ROUTES.issue })).toBe(1);
  });
  expect(stack.cards).toEqual([]);
  expect((await stack.up()).writes).toEqual([ROUTES.issue]);
  expect(stack.openCards).toHaveLength(1);
});

test("twenty cards that queue for a turn: those issued are recorded, the next run issues the rest, and none twice", async () => {
  const stack = await open();
  stack.setEnv({ FOURPAY_MAX_REQUESTS_PER_SECOND: "2" });
  const names = Array.from({ length: 20 }, (_, index) => `card-${index}`);
  stack.declare(() => {
    for (const name of names) new fourpay.Card(name, card);
  });
  await interruptOnce(stack, "up", "cancelled", () => expect(committed(stack, ROUTES.issue)).toBeGreaterThanOrEqual(2));
  const issued = stack.cards.map(({ id }) => id);
  expect(issued.length).toBeLessThan(names.length);
  await expectRecorded(stack, issued);

  stack.setEnv({ FOURPAY_MAX_REQUESTS_PER_SECOND: undefined });
  const resumed = await stack.up();
  expect(resumed.writes.filter((route) => route === ROUTES.issue)).toHaveLength(names.length - issued.length);
  expect(stack.openCards.map(({ status }) => status)).toEqual(names.map(() => "active"));
  await expectRecorded(
    stack,
    stack.openCards.map(({ id }) => id),
  );
  expect((await stack.up()).requests).toEqual([]);
});

test("merchant: a card that is waited for, and a payment on it, go on in the next run", async () => {
  const stack = await open({ dialect: "merchant" });
  stack.sandbox.faults.add({ kind: "stuck" });
  stack.declare(() => {
    new fourpay.Card("card", { ...card, initialBalance: "5.00" });
  });
  await interruptOnce(stack, "up", "cancelled", () => expect(stack.cards).toHaveLength(1));
  const [id = ""] = stack.cards.map((found) => found.id);
  await expectRecorded(stack, [id]);
  stack.sandbox.control.setCardStatus(id, "active");
  const resumed = await stack.up();
  expect(resumed.writes).toEqual(["POST /accounts/{account_uuid}/cards/{card_uuid}/topup"]);
  expect(stack.openCards).toMatchObject([{ id, balance: "5.00" }]);
});
