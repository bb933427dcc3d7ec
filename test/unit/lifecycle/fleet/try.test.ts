import { expect, it } from "vitest";
import { seedIds } from "../../../../provider/sandbox";
import { failure, ada, grace, world } from "../../../support/lifecycleWorld";

const fleet = (n: number, more: object = {}) => ({
  walletId: seedIds.wallet,
  defaults: { limits: { daily: "100.00" } },
  cards: Object.fromEntries(Array.from({ length: n }, (_, i) => [`card-${String(i).padStart(5, "0")}`, { holderId: i % 2 ? ada.id : grace.id, ...more }])),
});

it("small", async () => {
  const w = await world();
  const f = w.fleet();
  expect(await f.up(fleet(5))).toBe("create");
  expect(w.cards.length).toBe(5);
  console.log(JSON.stringify(f.recorded, null, 1));
  w.newRun();
  expect(await f.up(fleet(5))).toBe("same");
  w.newRun();
  expect(await f.up(fleet(5, {limits: {daily: "50"}}))).toBe("update");
  expect(w.writes).toEqual(Array(5).fill("change"));
  w.newRun();
  expect(await f.refresh()).toBe("there");
  expect(await f.up(fleet(5, {limits: {daily: "50"}}))).toBe("same");
  w.newRun();
  expect(await f.up(fleet(5, {limits: {daily: "50"}, reissue: "a"}))).toBe("update");
  console.log(w.writes.join());
  w.newRun();
  expect(await f.up(fleet(3, {limits: {daily: "50"}, reissue: "a"}))).toBe("update");
  console.log(w.writes.join());
  w.newRun();
  await f.destroy();
  console.log(w.writes.join());
  expect(w.cards.every(({status}) => status === "closed")).toBe(true);
});
it("many", async () => {
  const w = await world();

  const f = w.fleet();
  const t = performance.now();
  await f.up(fleet(1000));
  console.log("time", performance.now() - t, w.sandbox.journal.list({}).length, JSON.stringify(w.sandbox.journal.list({}).reduce((m: any, e) => { m[e.method+" "+e.route] = (m[e.method+" "+e.route] ?? 0) + 1; return m; }, {})));
  console.log(JSON.stringify(f.recorded).length / 1000);
}, 120000);
