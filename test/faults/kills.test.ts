// The kill matrix, short form: `kill -9`, and each time everything comes right again. `npm run test:kill` is the full form.
import { describe, expect, test } from "vitest";
import { auditSideBySide, leftovers } from "../support/kill/audit";
import { FLEET_SEED } from "../support/kill/fleet";
import { afterKill, auditInForce, converge, type KillReport, LATENCY, live, openFleet } from "../support/kill/life";
import { type Kill, type Life, OPERATIONS, PHASES, planLives, VICTIMS } from "../support/kill/plan";
import { runAndKill } from "../support/kill/strike";
import { openSandbox, ROUTES, type TestStack } from "../support/stack";
import { sweepAway } from "../support/sweeps";

/** Dozens of engine runs, on a machine that may have other work. */
const timeout = 20 * 60_000;
const DIALECTS = ["organization", "merchant"] as const;

describe("the plan of a seed", () => {
  test("is always the same, and differs from that of another seed", () => {
    const plan = (seed: number) => planLives({ seed, lives: 5, dialects: DIALECTS });
    expect(plan(1)).toEqual(plan(1));
    expect(plan(1)).not.toEqual(plan(2));
    expect(planLives({ seed: 1, lives: 3, dialects: DIALECTS })).toEqual(plan(1).slice(0, 3));
  });

  test("deals every operation, victim and phase once in nine lives", () => {
    const lives = planLives({ seed: 3, lives: 18, dialects: DIALECTS }).slice(9);
    const cells = lives.flatMap(({ kills }) =>
      OPERATIONS.map((operation) => `${operation} ${kills[operation].victim} ${kills[operation].moment.phase}`),
    );
    expect(new Set(cells).size).toBe(OPERATIONS.length * VICTIMS.length * PHASES.length);
  });
});

const lives = planLives({ seed: 5, lives: 2, dialects: DIALECTS }).map((life) => ({
  ...life,
  abandoned: false,
  reborn: false,
  kills: withoutSeconds(life.kills),
}));

function withoutSeconds<T extends Record<string, { again?: unknown }>>(kills: T): T {
  return Object.fromEntries(Object.entries(kills).map(([operation, { again: _, ...kill }]) => [operation, kill])) as T;
}

test.each(lives)(
  "$dialect: killed in up, update, replace and destroy, and whole again after each",
  { timeout },
  async (life) => {
    const reports: KillReport[] = [];
    await live(life, (report) => reports.push(report));
    expect(reports.map(({ operation }) => operation)).toEqual(OPERATIONS);
  },
);

test("killed in `up` and then destroyed: what is left carries our mark, and a sweep closes it", {
  timeout,
}, async () => {
  const [life] = lives as [Life];
  const moment = { write: 20, after: 0, phase: "processed", delayMs: 0 } as const;
  const up: Kill = { victim: "both", moment, orphan: "is left" };
  let left = 0;
  await live(
    { ...life, abandoned: true, kills: { ...life.kills, up } },
    () => undefined,
    async (fleet) => {
      left = (await leftovers(fleet.stack)).length;
      await sweepAway(fleet.stack);
    },
  );
  expect(left).toBeGreaterThan(0);
});

test("killed between creating the wallet and naming it: the next `up` takes that wallet, and makes no other", {
  timeout,
}, async () => {
  const fleet = await openFleet("organization");
  const moment = { route: ROUTES.createWallet, write: 1, after: 0, phase: "processed", delayMs: 0 } as const;
  const { at } = await runAndKill(fleet, "up", "both", moment);
  expect(at).toBe(ROUTES.createWallet);
  await afterKill(fleet.stack, "both", "is left");
  await converge(fleet, "up");
  await auditInForce(fleet);
});

test("what the engine notes as interrupted stays noted through every `up`, until a refresh clears it; nothing of ours changes", {
  timeout,
}, async () => {
  const fleet = await openFleet("merchant");
  const { stack } = fleet;
  await runAndKill(fleet, "up", "both", { write: 12, after: 0, phase: "processed", delayMs: 0 });
  await afterKill(stack, "both", "is left");
  expect(await interrupted(stack)).not.toEqual([]);
  await converge(fleet, "up");
  expect(await interrupted(stack)).not.toEqual([]);

  await stack.engine.refresh({ clearPendingCreates: true });
  expect(await interrupted(stack)).toEqual([]);
  await auditInForce(fleet);
});

async function interrupted(stack: TestStack): Promise<unknown[]> {
  const file = JSON.parse(await stack.stateText()) as { checkpoint: { latest: { pending_operations?: unknown[] } } };
  return file.checkpoint.latest.pending_operations ?? [];
}

test("killed while it deals with a Ctrl-C", { timeout }, async () => {
  const fleet = await openFleet("organization");
  const moment = { write: 15, after: 0, phase: "received", delayMs: 20, interrupted: true } as const;
  const { at } = await runAndKill(fleet, "up", "engine", moment);
  expect(at).toBeDefined();
  await afterKill(fleet.stack, "engine", "is left");
  await converge(fleet, "up");
  await auditInForce(fleet);
});

test("two stacks declare the same in one wallet and are killed together: neither takes the other's cards", {
  timeout,
}, async () => {
  const sandbox = await openSandbox({ seed: FLEET_SEED, latency: LATENCY });
  const dev = await openFleet("organization", { name: "dev", sandbox });
  const prod = await openFleet("organization", { name: "prod", sandbox });
  // Counted over both: the first kill comes while both issue.
  const kills = await Promise.all([
    runAndKill(dev, "up", "both", { write: 16, after: 0, phase: "processed", delayMs: 0 }),
    runAndKill(prod, "up", "provider", { write: 24, after: 0, phase: "answered", delayMs: 10 }),
  ]);
  expect(kills.filter(({ at }) => at === undefined)).toEqual([]);
  await afterKill(dev.stack, "both", "is left");
  await Promise.all([converge(dev, "up"), converge(prod, "up")]);
  await auditSideBySide([dev, prod]);
});
