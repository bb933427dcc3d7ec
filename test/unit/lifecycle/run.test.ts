import { describe, expect, it } from "vitest";
import type { CardIssuer } from "../../../provider/api/port";
import { Run } from "../../../provider/lifecycle/run";
import type { CardSummary } from "../../../provider/model/entities";

const clock = { now: () => 0, sleep: () => Promise.resolve() };
const runWith = (issuer: Partial<CardIssuer> = {}) =>
  new Run({ capabilities: {}, ...issuer } as CardIssuer, clock, () => 0.5);

describe("ownership", () => {
  it("an object is owned by the resource that stands for it, until that one is replaced", () => {
    const run = runWith();
    run.own("c", "urn-a");
    expect(run.ownerOf("c")).toBe("urn-a");
    run.replacing("c", "urn-a");
    expect(run.ownerOf("c")).toBeUndefined();
    expect(run.isBeingReplacedBy("c", "urn-a")).toBe(true);
    expect(run.isBeingReplacedBy("c", "urn-b")).toBe(false);
    run.own("c", "urn-a");
    expect(run.isBeingReplacedBy("c", "urn-a")).toBe(false);
  });

  it("a resource that is replaced does not give away what another one stands for", () => {
    const run = runWith();
    run.own("c", "urn-a");
    run.replacing("c", "urn-b");
    expect(run.ownerOf("c")).toBe("urn-a");
  });
});

describe("what a run knows of an object", () => {
  it.each<[string, (run: Run) => void, boolean]>([
    ["nothing", () => {}, false],
    ["that a resource stands for it", (run) => run.own("c", "urn-a"), true],
    ["that it is being replaced", (run) => run.replacing("c", "urn-a"), true],
    ["that it is recorded with a resource that lets go of it", (run) => run.mention("c"), true],
    ["something of another object", (run) => run.own("d", "urn-a"), false],
  ])("%s", (_what, tell, expected) => {
    const run = runWith();
    tell(run);
    expect(run.knows("c")).toBe(expected);
    expect(run.isCurrent("c")).toBe(run.ownerOf("c") !== undefined);
  });
});

describe("whether an object is current", () => {
  it("it is while a resource stands for it", () => {
    const run = runWith();
    expect(run.isCurrent("c")).toBe(false);
    run.own("c", "urn-a");
    expect(run.isCurrent("c")).toBe(true);
  });

  it("a renamed resource whose successor was created no longer stands for its old object", () => {
    const run = runWith();
    run.renamed("urn-old", "urn-new");
    run.own("c", "urn-old");
    expect(run.isCurrent("c")).toBe(true);
    run.created("d", "urn-new");
    expect([run.isCurrent("c"), run.isCurrent("d")]).toEqual([false, true]);
  });

  it("but a new resource under the old name, created in the same run, keeps what it made", () => {
    const run = runWith();
    run.renamed("urn-old", "urn-new");
    run.created("d", "urn-new");
    run.created("e", "urn-old");
    expect(run.isCurrent("e")).toBe(true);
  });
});

it("the first to claim a name keeps it, within its scope", () => {
  const run = runWith();
  expect(run.claim("wallet-1", "x", "a")).toBe("a");
  expect(run.claim("wallet-1", "x", "b")).toBe("a");
  expect(run.claim("wallet-2", "x", "b")).toBe("b");
  expect(run.claim("wallet-1", "x", "a")).toBe("a");
});

describe("the inventory of a wallet", () => {
  const card = (id: string, name: string): CardSummary => ({ id, name, walletId: "w", status: "active" });

  it("is read once for all", async () => {
    let reads = 0;
    const run = runWith({ listCards: () => Promise.resolve(reads++ === 0 ? [card("1", "a")] : []) });
    const found = await Promise.all(["a", "b", "a"].map((name) => run.inventory("w").named(name, {})));
    expect(found.map((cards) => cards.length)).toEqual([1, 0, 1]);
    expect(reads).toBe(1);
  });

  it("a failed reading is not remembered", async () => {
    let reads = 0;
    const run = runWith({
      listCards: () => (reads++ === 0 ? Promise.reject(new Error("down")) : Promise.resolve([card("1", "a")])),
    });
    await expect(run.inventory("w").named("a", {})).rejects.toThrow("down");
    expect(await run.inventory("w").named("a", {})).toHaveLength(1);
  });

  it("one caller's abort ends that caller's wait, and spoils it for nobody else", async () => {
    let deliver = (_: CardSummary[]) => {};
    const run = runWith({ listCards: () => new Promise((resolve) => (deliver = resolve)) });
    const stop = new AbortController();
    const first = run.inventory("w").named("a", { signal: stop.signal });
    const second = run.inventory("w").named("a", {});
    stop.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
    deliver([card("1", "a")]);
    expect(await second).toHaveLength(1);
  });

  it("knows what this process issued, and tells what is new", async () => {
    const lists = [[card("1", "a")], [card("1", "a"), card("2", "a"), card("3", "b")]];
    const run = runWith({ listCards: () => Promise.resolve(lists.shift() ?? []) });
    const inventory = run.inventory("w");
    expect(await inventory.named("a", {})).toHaveLength(1);
    expect((await inventory.newlyNamed("a", {})).map(({ id }) => id)).toEqual(["2"]);
    await inventory.add(card("9", "z"));
    expect(await inventory.named("z", {})).toHaveLength(1);
  });
});

it("wallet rules are asked once, and again after a failure", async () => {
  let asked = 0;
  const rules = { ranges: [], bins: [] };
  const run = runWith({
    getWalletRules: () => (asked++ === 0 ? Promise.reject(new Error("down")) : Promise.resolve(rules)),
  });
  await expect(run.rules("w", {})).rejects.toThrow("down");
  expect(await run.rules("w", {})).toBe(rules);
  await run.rules("w", {});
  expect(asked).toBe(2);
});

it("work in turn runs one after the other, also after a failure", async () => {
  const run = runWith();
  const order: string[] = [];
  const work = (name: string, fails = false) =>
    run.inTurn(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([work("a"), work("b", true), work("c")]);
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});
