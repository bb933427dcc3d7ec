// `fourpay deposit`: one address, also when the reply was lost, and not a second one by a job that runs twice.
import { expect, it } from "vitest";
import { type DepositOptions, runDeposit } from "../../../../provider/cli/deposit";
import { type FaultSpec, seedIds } from "../../../../provider/sandbox";
import { LyingFront } from "../../../support/lyingFront";
import { commandLine, quiet } from "./world";

const ROUTE = "POST /deposits";
const order: DepositOptions = { ...quiet, wallet: "Operations", main: false, currency: "USDTTRC20" };

it("makes a deposit for a wallet and shows its address; nothing moves by that", async () => {
  const { sandbox, world, written } = await commandLine("organization");
  expect(await runDeposit(order, world)).toBe(0);
  const [made] = sandbox.control.snapshot().deposits;
  expect(written()).toMatchObject({
    action: "deposit",
    outcome: "done",
    deposit: made?.id,
    address: expect.stringMatching(/^T\w{33}$/),
    wallet: { id: seedIds.wallet, name: "Operations" },
    currency: "USDTTRC20",
  });
  expect(sandbox.journal.list({ route: ROUTE })[0]?.requestBody).toEqual({
    currency: "USDTTRC20",
    accountId: seedIds.wallet,
  });
});

it("for the main balance only where that is said", async () => {
  const { wallet: _, ...nothing } = order;
  const { sandbox, world, written } = await commandLine("organization");
  expect(await runDeposit(nothing, world)).toBe(1);
  expect(await runDeposit({ ...order, main: true }, world)).toBe(1);
  expect(sandbox.journal.count()).toBe(0);
  expect(await runDeposit({ ...nothing, main: true, json: false }, { ...world, write: () => undefined })).toBe(0);
  expect(sandbox.journal.list({ route: ROUTE })[0]?.requestBody).toEqual({ currency: "USDTTRC20" });
  expect(() => written()).toThrow();
});

it.each<[string, FaultSpec, number, string, number]>([
  ["the reply is lost after it was made", { kind: "drop-after-commit" }, 0, "done", 1],
  ["the answer is no JSON", { kind: "garbage-body" }, 0, "done", 1],
  ["it is made late", { kind: "commit-late", ms: 700 }, 0, "done", 1],
  ["too many requests at first", { kind: "rate-limit", retryAfterSeconds: 0 }, 0, "done", 1],
  ["the API refuses it", { kind: "status-before", status: 400, body: { detail: "no" } }, 1, "not sent", 0],
  ["the connection breaks and nothing shows", { kind: "refuse-before" }, 3, "unknown", 0],
])("%s: the outcome is the truth, and one at most is made", async (_, fault, code, outcome, made) => {
  const { sandbox, world, written } = await commandLine("organization", { windowSeconds: code === 3 ? 1 : 20 });
  sandbox.control.seedWallet({ name: "Other" });
  sandbox.faults.add({ ...fault, match: { route: ROUTE } } as FaultSpec);
  expect(await runDeposit(order, world)).toBe(code);
  const report = written();
  expect(report).toMatchObject({ outcome });
  const { deposits } = sandbox.control.snapshot();
  expect(deposits).toHaveLength(made);
  if (made === 1) expect(report).toMatchObject({ deposit: deposits[0]?.id, address: expect.stringMatching(/^T/) });
});

it("the reply is lost and others made deposits, too: which one is ours is unknown, so none is shown as ours", async () => {
  const front = new LyingFront();
  const other = "0a4f7c1e-5d2b-4c3a-9e8f-6b7a8c9d0e1f";
  front.lie({
    about: /GET .*\/deposits$/,
    twist: (truth) => {
      const list = truth.body as { data: { id: string }[]; pagination: { totalQuantity: number } };
      const [ours] = list.data;
      if (ours === undefined) return truth;
      list.data.push({ ...ours, id: other });
      list.pagination.totalQuantity += 1;
      return truth;
    },
  });
  const { sandbox, world, written } = await commandLine("organization", { baseUrl: front.open });
  sandbox.faults.add({ kind: "status-after-commit", status: 502, match: { route: ROUTE } });
  expect(await runDeposit(order, world)).toBe(3);
  const report = written();
  const [ours] = sandbox.control.snapshot().deposits;
  expect(report).toMatchObject({ outcome: "unknown", deposits: [ours?.id, other] });
  expect(report).not.toHaveProperty("address");
});

it("a job that runs twice makes one; --again and another currency make another", async () => {
  const { sandbox, world, written } = await commandLine("organization");
  expect(await runDeposit(order, world)).toBe(0);
  written();
  expect(await runDeposit(order, world)).toBe(1);
  expect(written()).toMatchObject({ code: "refused", message: expect.stringContaining("--again") });
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);
  expect(await runDeposit({ ...order, again: true }, world)).toBe(0);
  expect(await runDeposit({ ...order, currency: "USDCTRC20" }, world)).toBe(0);
  const later = { ...world, clock: { ...world.clock, now: () => Date.now() + 11 * 60_000 } };
  expect(await runDeposit(order, later)).toBe(0);
});

it("a person sees wallet, fee and balance, and must say yes", async () => {
  const { sandbox, world, told } = await commandLine("organization", { answer: "yes" });
  expect(await runDeposit({ ...order, yes: false }, world)).toBe(0);
  expect(told()).toContain(`credited to "Operations" (${seedIds.wallet}), less a fee of 0.5 %`);
  expect(told()).toContain("balance is 10000.00 USD");
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);

  const other = await commandLine("organization", { answer: "no" });
  expect(await runDeposit({ ...order, yes: false }, other.world)).toBe(1);
  expect(other.sandbox.journal.count({ write: true })).toBe(0);
});

it("an inactive wallet, one that is not there, and the merchant API are refused before anything is sent; a name means the active one", async () => {
  const { sandbox, world, written } = await commandLine("organization");
  const off = sandbox.control.seedWallet({ name: "Off", status: "inactive" });
  expect(await runDeposit({ ...order, wallet: off }, world)).toBe(1);
  expect(written()).toMatchObject({ code: "refused" });
  expect(await runDeposit({ ...order, wallet: "Nobody" }, world)).toBe(1);
  expect(written()).toMatchObject({ code: "not_found" });
  expect(sandbox.journal.count({ write: true })).toBe(0);
  const on = sandbox.control.seedWallet({ name: "Off" });
  expect(await runDeposit({ ...order, wallet: "off" }, world)).toBe(0);
  expect(written()).toMatchObject({ wallet: { id: on } });

  const merchant = await commandLine("merchant");
  expect(await runDeposit(order, merchant.world)).toBe(1);
  expect(merchant.written()).toMatchObject({ outcome: "unsupported" });
  expect(merchant.sandbox.journal.count()).toBe(0);
});
