// `kill -9` of the engine alone: its provider is left behind in the middle of its work.
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { afterKill, auditInForce, converge, openFleet } from "../support/kill/life";
import { processesOf } from "../support/kill/processes";
import { runAndKill } from "../support/kill/strike";
import { ROUTES } from "../support/stack";

const RETRY_AFTER_SECONDS = 12;

test("a provider whose engine was killed ends with it: a card it was asked to order again later is never ordered by it", async () => {
  const fleet = await openFleet("organization");
  const { stack } = fleet;
  const { faults, journal } = stack.sandbox;
  faults.add({ kind: "rate-limit", retryAfterSeconds: RETRY_AFTER_SECONDS, match: { route: ROUTES.issue } });

  // Four holders and two writes for the wallet come before the first card, which is put off and everything else with it.
  const { at } = await runAndKill(fleet, "up", "engine", { write: 7, after: 0, phase: "answered", delayMs: 0 });
  expect(at).toBe(ROUTES.issue);
  await delay(RETRY_AFTER_SECONDS * 1000 + 3000);
  const orders = journal.list({ route: ROUTES.issue });
  const [putOff] = orders.filter(({ status }) => status === 429);
  expect(putOff).toBeDefined();
  expect(orders.filter(({ at: time }) => time >= (putOff?.at ?? 0) + RETRY_AFTER_SECONDS * 1000)).toEqual([]);
  expect(processesOf(stack.home)).toEqual([]);

  await afterKill(stack, "engine", "is left");
  await converge(fleet, "up");
  await auditInForce(fleet);
});
