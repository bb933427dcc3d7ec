// A fleet on the real engine: previews card by card, partial failures that resume, drift, and both dialects.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { describe, expect, test } from "vitest";
import { expanded } from "../../provider/lifecycle/recorded";
import { card, stackWithAda } from "../support/ada";
import { killProcesses, type Victim } from "../support/kill/processes";
import { payIn } from "../support/outOfBand";
import { openStack, opsOf, ROUTES, type TestStack } from "../support/stack";
import { sweeps } from "../support/sweeps";

const keys = (count: number) => Array.from({ length: count }, (_, index) => `card-${String(index).padStart(2, "0")}`);
const mary = { firstName: "Mary", lastName: "Jackson", email: "mary@example.com" };

type Cards = Record<string, fourpay.FleetCardArgs>;

function declareFleet(cards: Cards, args: Partial<fourpay.CardFleetArgs> = {}, opts: fourpay.ResourceOptions = {}) {
  const defaults = { limits: { daily: "50.00" } };
  return new fourpay.CardFleet("team", { walletId: seedIds.wallet, defaults, cards, ...args }, opts);
}

async function issued(stack: TestStack): Promise<Record<string, fourpay.IssuedCard>> {
  const { outputs = {} } = await stack.resource("team");
  return expanded(outputs).issued as Record<string, fourpay.IssuedCard>;
}

describe.each(["organization", "merchant"] as const)("%s", (dialect) => {
  test("people and cards are made once; a key added, a key reissued and a key removed each concern one card; destroy closes all", async () => {
    const stack = await openStack({ dialect });
    const before = stack.walletById(seedIds.wallet).available;
    let cards: Cards = Object.fromEntries(keys(12).map((key) => [key, { holder: mary }]));
    stack.declare(() => void declareFleet(cards, { defaults: { limits: { daily: "50.00" }, initialBalance: "2.00" } }));

    await stack.up();
    expect(stack.sandbox.control.snapshot().holders.map(({ email }) => email)).toEqual([mary.email]);
    expect(stack.openCards.map(({ balance }) => balance)).toEqual(Array(12).fill("2.00"));
    const first = await issued(stack);
    expect((await stack.up()).requests).toEqual([]);

    const { "card-03": _gone, ...rest } = cards;
    cards = { ...rest, "card-05": { holder: mary, reissue: "lost" }, "card-99": { holder: mary } };
    const preview = await stack.preview();
    expect(preview.steps).toMatchObject([
      { op: "update", diffs: ['cards["card-03"]', 'cards["card-05"].reissue', 'cards["card-99"]'] },
    ]);
    expect(preview.writes).toEqual([]);
    await stack.up();
    const second = await issued(stack);
    expect(Object.keys(second)).toEqual(Object.keys(cards).toSorted());
    expect(second["card-05"]?.id).not.toBe(first["card-05"]?.id);
    expect(stack.cardById(first["card-05"]?.id ?? "").status).toBe("closed");
    expect(stack.cardById(first["card-03"]?.id ?? "").status).toBe("closed");
    for (const key of ["card-00", "card-11"]) expect(second[key]).toEqual(first[key]);
    expect(stack.openCards).toHaveLength(12);

    await stack.destroy();
    expect(stack.openCards).toEqual([]);
    // Fourteen cards were issued, at 1.00 each; everything else is back.
    expect(Number(stack.walletById(seedIds.wallet).available)).toBe(Number(before) - 14);
  });
});

const adas = (count: number, own: Partial<fourpay.FleetCardArgs> = {}): Cards =>
  Object.fromEntries(keys(count).map((key) => [key, { holderId: "ada", ...own }]));

test("some cards fail: the others are recorded, the failed ones are named, and the next `up` goes on", async () => {
  const stack = await stackWithAda();
  stack.sandbox.faults.add({ kind: "status-before", status: 422, match: { route: ROUTES.issue, times: 2 } });
  stack.declare(() => void declareFleet(adas(10)));
  const failed = await stack.expectFail("up", "partial");
  expect(failed.output).toContain("8 of 10");
  expect(stack.openCards).toHaveLength(8);
  expect(Object.keys(await issued(stack))).toHaveLength(8);

  const next = await stack.up();
  expect(next.writes).toEqual([ROUTES.issue, ROUTES.issue]);
  expect(stack.openCards).toHaveLength(10);
  expect((await stack.up()).requests).toEqual([]);
});

/** Runs `up` and kills it at this request. */
async function killedAt(stack: TestStack, victim: Victim, request: number): Promise<void> {
  let received = 0;
  const stop = stack.sandbox.onExchange((phase, { write }) => {
    if (phase === "processed" && write) received += 1;
    if (received === request) killProcesses(stack.home, victim);
  });
  expect((await stack.run("up")).failed).toBe(true);
  stop();
  if (victim !== "provider") await stack.engine.cancel();
}

test.each<[Victim, number]>([
  ["both", 7],
  ["engine", 15],
  ["provider", 20],
])(
  "killed (%s) in a first run and in an update: the next `up` ends with exactly the declared cards",
  async (victim, at) => {
    const stack = await stackWithAda();
    let cards = adas(30);
    stack.declare(() => void declareFleet(cards));
    await killedAt(stack, victim, at);
    await stack.up();
    expect(stack.openCards).toHaveLength(30);
    expect(stack.cards).toHaveLength(30);

    cards = {
      ...adas(25, { reissue: "2" }),
      ...Object.fromEntries(
        keys(60)
          .slice(40)
          .map((key) => [key, { holderId: "ada" }]),
      ),
    };
    await killedAt(stack, victim, at);
    await stack.up();
    expect(stack.openCards.map(({ id }) => id).toSorted()).toEqual(
      Object.values(await issued(stack))
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(stack.openCards).toHaveLength(45);
    expect(stack.cards).toHaveLength(75);
    expect((await stack.up()).requests).toEqual([]);
  },
);

test("killed in a first run and then destroyed: a sweep closes what is left", async () => {
  const stack = await stackWithAda();
  stack.declare(() => void declareFleet(adas(20)));
  await killedAt(stack, "both", 10);
  await stack.destroy();
  expect(stack.openCards.length).toBeGreaterThan(0);
  const { closings } = await sweeps(stack, { close: true, yes: true });
  expect(new Set(closings.map(({ outcome }) => outcome))).toEqual(new Set(["closed"]));
  expect(stack.openCards).toEqual([]);
});

test("killed, taken over by the next run and let go of: a sweep keeps the card, since it was recorded", async () => {
  const stack = await stackWithAda();
  stack.declare(() => void declareFleet(adas(3)));
  await killedAt(stack, "both", 3);
  await stack.up();
  // The engine goes on noting the create that was killed.
  const { urn } = await stack.resource("team");
  await stack.command("state", "delete", urn, "--yes");
  const { closings } = await sweeps(stack, { close: true, yes: true });
  expect(closings).toEqual([]);
  expect(stack.openCards).toHaveLength(3);
});

test("drift is shown card by card after a refresh, and set right", async () => {
  const stack = await stackWithAda();
  stack.declare(() => void declareFleet(adas(4, { frozen: false })));
  await stack.up();
  const cards = await issued(stack);
  stack.sandbox.control.setCardStatus(cards["card-01"]?.id ?? "", "frozen");
  stack.sandbox.control.setCardStatus(cards["card-02"]?.id ?? "", "closed");
  stack.sandbox.control.setCardLimits(cards["card-03"]?.id ?? "", { daily: "9000.00" });
  await stack.refresh();
  const preview = await stack.preview();
  expect(preview.steps[0]?.diffs.toSorted()).toEqual([
    'cards["card-01"].frozen',
    'cards["card-02"]',
    'cards["card-03"].limits',
  ]);
  await stack.up();
  expect(stack.openCards.map(({ status, limits }) => [status, limits.daily])).toEqual(
    Array(4).fill(["active", "50.00"]),
  );
});

test("a bad file cannot close a programme: refused in the update, and allowed for one run", async () => {
  const stack = await stackWithAda();
  let cards = adas(6);
  stack.declare(() => void declareFleet(cards, { maxClosures: 2 }));
  await stack.up();
  cards = {};
  const refused = await stack.expectFail("up", "refused");
  expect(refused.output).toContain("FOURPAY_MAX_CLOSURES");
  expect(refused.writes).toEqual([]);
  expect((await stack.expectFail("destroy", "refused")).writes).toEqual([]);
  stack.setEnv({ FOURPAY_MAX_CLOSURES: "6" });
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
});

test("people and wallets of the same program: values that are not known yet", async () => {
  const stack = await openStack();
  payIn(stack.sandbox);
  stack.declare(() => {
    const holder = new fourpay.Holder("mary", mary);
    const wallet = new fourpay.Wallet("pool", { providerId: seedIds.sharedProvider });
    const fleet = declareFleet({ a: { holderId: holder.id } }, { walletId: wallet.id });
    return { masked: fleet.issued.apply((cards) => cards.a?.maskedNumber) };
  });
  expect(opsOf(await stack.preview(), "team")).toEqual(["create"]);
  await stack.up();
  expect(stack.openCards).toHaveLength(1);
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
});

test("single cards move into a fleet without being reissued", async () => {
  const stack = await stackWithAda();
  stack.declare(() => {
    for (const key of ["a", "b"]) new fourpay.Card(key, { ...card, limits: { daily: "50.00" } });
  });
  await stack.up();
  const ids = [await stack.id("a"), await stack.id("b")];
  stack.declare(
    () =>
      void declareFleet({ a: { holderId: "ada", adopt: ids[0] ?? "" }, b: { holderId: "ada", adopt: ids[1] ?? "" } }),
  );
  const moved = await stack.up();
  // Made names tell a card of a fleet from one of its own.
  expect(moved.writes).toEqual([ROUTES.updateCard, ROUTES.updateCard]);
  expect(Object.values(await issued(stack)).map(({ id }) => id)).toEqual(ids);
  expect(stack.openCards.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect((await stack.state()).map(({ type }) => type)).toEqual(["pulumi-nodejs:dynamic/fourpay:CardFleet"]);
});
