// `kill -9` of the engine alone: its provider is left behind in the middle of its work.
import { expect, test, vi } from "vitest";
import { afterKill, auditInForce, converge, openFleet } from "../support/kill/life";
import { processesOf } from "../support/kill/processes";
import { runAndKill } from "../support/kill/strike";
import { ROUTES } from "../support/stack";

const RETRY_AFTER_SECONDS = 120;
/** Less than what it was asked to wait, so that it cannot have ordered anything before it ends. */
const ENDS_WITHIN_MS = 60_000;

test("a provider whose engine was killed ends with it: a card it was asked to order again later is never ordered by it", async () => {
  const fleet = await openFleet("organization");
  const { stack } = fleet;
  const { faults, journal } = stack.sandbox;
  faults.add({ kind: "rate-limit", retryAfterSeconds: RETRY_AFTER_SECONDS, match: { route: ROUTES.issue } });

  // Four holders and two writes for the wallet come before the first card, which is put off and everything else with it.
  const { at } = await runAndKill(fleet, "up", "engine", { write: 7, after: 0, phase: "answered", delayMs: 0 });
  expect(at).toBe(ROUTES.issue);
  expect(journal.list({ route: ROUTES.issue }).map(({ status }) => status)).toContain(429);
  await vi.waitUntil(() => processesOf(stack.home).length === 0, { timeout: ENDS_WITHIN_MS, interval: 100 });

  await afterKill(stack, "engine", "is left");
  await converge(fleet, "up");
  await auditInForce(fleet);
});
