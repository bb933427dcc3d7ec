// `fourpay transfer`: the money moves once, or it is said what is not known.
import { expect, it, onTestFinished } from "vitest";
import { runTransfer, type TransferOptions } from "../../../../provider/cli/transfer";
import { type FaultSpec, type Sandbox, seedIds } from "../../../../provider/sandbox";
import { LyingFront } from "../../../support/lyingFront";
import { commandLine, KEY, quiet } from "./world";

const ROUTE = "POST /accounts/{account_uuid}/transfer";
const order: TransferOptions = { ...quiet, from: "Operations", to: seedIds.demoWallet, amount: "100" };

function balances({ control }: Sandbox): Record<string, string> {
  return Object.fromEntries(control.snapshot().wallets.map(({ name, balance }) => [String(name), balance]));
}
const untouched = { Operations: "10000.00", "Advertising (US)": "25000.00" };
const moved = { Operations: "9900.00", "Advertising (US)": "25100.00" };

it.each(["accepted", "ids"] as const)(
  "moves the money and says how it stands (%s by the API)",
  async (merchantTransfer) => {
    const { sandbox, world, written } = await commandLine("merchant", { behaviour: { merchantTransfer } });
    expect(await runTransfer({ ...order, reference: "invoice 7" }, world)).toBe(0);
    expect(written()).toMatchObject({
      action: "transfer",
      outcome: "done",
      exitCode: 0,
      from: {
        id: seedIds.wallet,
        name: "Operations",
        before: "10000.00",
        after: "9900.00",
        operation: expect.any(String),
      },
      to: { id: seedIds.demoWallet, before: "25000.00", after: "25100.00", operation: expect.any(String) },
      amount: "100.00",
      currency: "USD",
    });
    const [sent] = sandbox.journal.list({ route: ROUTE });
    // The API would take dollars where no currency is stated, so it always is.
    expect(sent?.requestBody).toMatchObject({ amount: "100.00", currency: "USD", description: "invoice 7" });
    expect(balances(sandbox)).toEqual(moved);
  },
);

it.each<[string, FaultSpec, number, string, Record<string, string>]>([
  ["the reply is lost after the money moved", { kind: "drop-after-commit" }, 0, "done", moved],
  ["the reply is cut", { kind: "truncate-body" }, 0, "done", moved],
  ["the answer is no JSON", { kind: "garbage-body" }, 0, "done", moved],
  ["the gateway fails after the money moved", { kind: "status-after-commit", status: 502 }, 0, "done", moved],
  ["it is processed late", { kind: "commit-late", ms: 700 }, 0, "done", moved],
  ["too many requests at first", { kind: "rate-limit", retryAfterSeconds: 0 }, 0, "done", moved],
  ["the API refuses it", { kind: "status-before", status: 422, body: { detail: "no" } }, 1, "not sent", untouched],
  ["the credential may not", { kind: "status-before", status: 403, body: { detail: KEY } }, 1, "not sent", untouched],
])("%s: one request at most is processed, and the outcome is the truth", async (_, fault, code, outcome, left) => {
  const { sandbox, world, written, text, told } = await commandLine("merchant");
  sandbox.faults.add({ ...fault, match: { route: ROUTE } } as FaultSpec);
  expect(await runTransfer(order, world), told()).toBe(code);
  expect(text() + told()).not.toContain(KEY);
  expect(written()).toMatchObject({ outcome, exitCode: code });
  expect(sandbox.journal.count({ route: ROUTE, committed: true })).toBeLessThanOrEqual(1);
  expect(balances(sandbox)).toEqual(left);
});

it.each<[string, FaultSpec]>([
  ["the connection breaks", { kind: "refuse-before" }],
  ["the gateway fails", { kind: "status-before", status: 503 }],
])("%s and nothing shows: unknown, where to look, and not sent again", async (_, fault) => {
  const { sandbox, world, written } = await commandLine("merchant", { windowSeconds: 1 });
  sandbox.faults.add({ ...fault, match: { route: ROUTE, times: 9 } } as FaultSpec);
  expect(await runTransfer(order, world)).toBe(3);
  expect(written()).toMatchObject({
    outcome: "unknown",
    code: "outcome_unknown",
    next: expect.stringContaining("Look at"),
  });
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);
  expect(balances(sandbox)).toEqual(untouched);
});

it("taken on, but not done in time: accepted, which is not done", async () => {
  const { sandbox, world, written } = await commandLine("merchant", {
    windowSeconds: 1,
    latency: { moneyMs: 600_000 },
  });
  expect(await runTransfer(order, world)).toBe(2);
  expect(written()).toMatchObject({ outcome: "accepted", from: { operation: expect.any(String) } });
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);
});

it("the reply is lost while the API still works on it: accepted, since both accounts show it", async () => {
  const { sandbox, world } = await commandLine("merchant", { windowSeconds: 1, latency: { moneyMs: 600_000 } });
  sandbox.faults.add({ kind: "drop-after-commit", match: { route: ROUTE } });
  expect(await runTransfer(order, world)).toBe(2);
});

it("declined later: nothing was moved, and it is said", async () => {
  const front = new LyingFront();
  front.lie({
    about: /transactions\/accounts$/,
    twist: (truth) => {
      for (const entry of (truth.body as { items: { status: string; type: string }[] }).items) {
        if (entry.status === "pending") entry.status = "declined";
      }
      return truth;
    },
  });
  const { world, written } = await commandLine("merchant", { baseUrl: front.open, latency: { moneyMs: 600_000 } });
  expect(await runTransfer(order, world)).toBe(1);
  expect(written()).toMatchObject({ outcome: "declined" });
});

it("the same order run twice is sent once; --again sends another; another amount is another order", async () => {
  const { sandbox, world, written } = await commandLine("merchant");
  expect(await runTransfer(order, world)).toBe(0);
  written();
  expect(await runTransfer({ ...order, amount: "100.000" }, world)).toBe(1);
  expect(written()).toMatchObject({
    outcome: "not sent",
    code: "refused",
    message: expect.stringContaining("--again"),
  });
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);
  expect(await runTransfer({ ...order, again: true }, world)).toBe(0);
  written();
  expect(await runTransfer({ ...order, amount: "100.01" }, world)).toBe(0);
  written();
  // The way back is another order, too.
  expect(await runTransfer({ ...order, from: seedIds.demoWallet, to: seedIds.wallet }, world)).toBe(0);
  expect(sandbox.journal.count({ route: ROUTE })).toBe(4);
});

it("of several transfers of the amount, the refusal names the newest, in whatever order the API lists them", async () => {
  for (const turned of [false, true]) {
    const front = new LyingFront();
    front.lie({
      about: /transactions\/accounts$/,
      twist: (truth) => {
        if (turned) (truth.body as { items: unknown[] }).items.reverse();
        return truth;
      },
    });
    const { sandbox, world, written } = await commandLine("merchant", { baseUrl: front.open });
    await runTransfer(order, world);
    written();
    await sandbox.advance(5000);
    await runTransfer({ ...order, again: true }, world);
    const { from } = written() as { from: { operation: string } };
    expect(await runTransfer(order, world)).toBe(1);
    expect(written().message).toContain(from.operation);
  }
});

it("long ago is not a moment ago", async () => {
  const { sandbox, world } = await commandLine("merchant");
  expect(await runTransfer(order, world)).toBe(0);
  const later = { ...world, clock: { ...world.clock, now: () => Date.now() + 11 * 60_000 } };
  expect(await runTransfer(order, later)).toBe(0);
  expect(sandbox.journal.count({ route: ROUTE })).toBe(2);
});

it("a second transfer of the same amount, lost before it was processed, is not taken for the first one", async () => {
  const { sandbox, world, written } = await commandLine("merchant", { windowSeconds: 1 });
  expect(await runTransfer(order, world)).toBe(0);
  written();
  sandbox.faults.add({ kind: "refuse-before", match: { route: ROUTE } });
  expect(await runTransfer({ ...order, again: true }, world)).toBe(3);
  expect(balances(sandbox)).toEqual(moved);
});

it("an amount with a reference that the API shows again is refused for longer than a moment", async () => {
  const front = new LyingFront();
  let reference = "invoice 7";
  front.lie({
    about: /transactions\/accounts$/,
    twist: (truth) => {
      for (const entry of (truth.body as { items: Record<string, unknown>[] }).items) entry.description = reference;
      return truth;
    },
  });
  const { world, written } = await commandLine("merchant", { baseUrl: front.open });
  expect(await runTransfer({ ...order, reference }, world)).toBe(0);
  written();
  const later = { ...world, clock: { ...world.clock, now: () => Date.now() + 11 * 60_000 } };
  expect(await runTransfer({ ...order, reference }, later)).toBe(1);
  expect(written()).toMatchObject({ message: expect.stringContaining("reference") });
  reference = "invoice 8";
  expect(await runTransfer({ ...order, reference: "invoice 7" }, later)).toBe(0);
});

it("a person sees from, to, amount and balances before and after, and must type the amount", async () => {
  const { sandbox, world, told, text } = await commandLine("merchant", { answer: "100.00" });
  expect(await runTransfer({ ...order, yes: false, json: false, reference: "rent" }, world)).toBe(0);
  expect(told()).toContain(`from       "Operations" (${seedIds.wallet}), available 10000.00 -> 9900.00 USD`);
  expect(told()).toContain(`to         "Advertising (US)" (${seedIds.demoWallet}), available 25000.00 -> 25100.00 USD`);
  expect(told()).toContain("amount     100.00 USD");
  expect(told()).toMatch(/fee +not shown[\s\S]*reference +rent[\s\S]*Type 100\.00 to go on/);
  expect(text()).toMatch(/^done: The money was moved\./);
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);
});

it.each([
  ["yes", "it was not confirmed"],
  [undefined, "nobody can be asked"],
])("answered with %s: nothing is sent", async (answer, words) => {
  const { sandbox, world, written } = await commandLine("merchant", { answer });
  expect(await runTransfer({ ...order, yes: false }, world)).toBe(1);
  expect(String(written().message).toLowerCase()).toContain(words);
  expect(sandbox.journal.count({ write: true })).toBe(0);
});

it("somebody makes the same transfer while the question stands: it is not sent", async () => {
  const { sandbox, world, written } = await commandLine("merchant", { answer: "100.00" });
  const ask = async () => {
    await runTransfer(order, { ...world, write: () => undefined });
    return "100.00";
  };
  expect(await runTransfer({ ...order, yes: false }, { ...world, ask })).toBe(1);
  expect(written()).toMatchObject({ code: "refused", message: expect.stringContaining("Meanwhile") });
  expect(sandbox.journal.count({ route: ROUTE })).toBe(1);
});

it("Ctrl-C at the question sends nothing; after the sending the outcome is still told", async () => {
  const first = await commandLine("merchant", { answer: "100.00" });
  const ask = () => {
    first.cancel.abort();
    return Promise.resolve("100.00");
  };
  expect(await runTransfer({ ...order, yes: false }, { ...first.world, ask })).toBe(1);
  expect(first.sandbox.journal.count({ write: true })).toBe(0);

  const second = await commandLine("merchant", { latency: { moneyMs: 600_000 } });
  onTestFinished(
    second.sandbox.onExchange((phase, { route }) => {
      if (route === ROUTE && phase === "answered") second.cancel.abort();
    }),
  );
  expect(await runTransfer(order, second.world)).toBe(2);
  expect(second.written()).toMatchObject({ outcome: "accepted" });
});

it.each<[string, Partial<TransferOptions>, string]>([
  ["an amount that is none", { amount: "-5" }, "input_invalid"],
  ["more decimals than the currency has", { amount: "1.005" }, "input_invalid"],
  ["an empty reference", { reference: " " }, "input_invalid"],
  ["the same account twice", { to: "Operations" }, "input_invalid"],
  ["an account that is not there", { to: "Nobody" }, "not_found"],
  ["another currency", { currency: "EUR" }, "refused"],
  ["more than there is", { amount: "10000.01" }, "refused"],
])("%s is refused before anything is sent", async (_, part, code) => {
  const { sandbox, world, written } = await commandLine("merchant");
  expect(await runTransfer({ ...order, ...part }, world)).toBe(1);
  expect(written()).toMatchObject({ outcome: "not sent", code });
  expect(sandbox.journal.count({ write: true })).toBe(0);
});

it.each([
  ["an inactive account", { status: "inactive" as const }],
  ["an account that takes no transfers", { transferAllowed: false }],
])("%s is refused before anything is sent", async (_, state) => {
  const { sandbox, world, written } = await commandLine("merchant");
  const to = sandbox.control.seedWallet({ name: "Odd", ...state });
  expect(await runTransfer({ ...order, to }, world)).toBe(1);
  expect(written()).toMatchObject({ outcome: "not sent", code: "refused" });
  expect(sandbox.journal.count({ write: true })).toBe(0);
});

it("an account that the API does not list as a destination is refused before anything is sent", async () => {
  const front = new LyingFront();
  front.lie({ about: /transfer-destinations$/, twist: (truth) => ({ ...truth, body: { items: [] } }) });
  const { sandbox, world, written } = await commandLine("merchant", { baseUrl: front.open });
  expect(await runTransfer(order, world)).toBe(1);
  expect(written()).toMatchObject({ outcome: "not sent", code: "refused" });
  expect(sandbox.journal.count({ write: true })).toBe(0);
});

it("money that came into both accounts from outside is no transfer between them", async () => {
  const { sandbox, world } = await commandLine("merchant");
  for (const id of [seedIds.wallet, seedIds.demoWallet]) sandbox.control.fundWallet(id, "100.00");
  expect(await runTransfer(order, world)).toBe(0);
});

it("the organization API: unsupported, in so many words, without a request", async () => {
  const { sandbox, world, written } = await commandLine("organization");
  expect(await runTransfer(order, world)).toBe(1);
  expect(written()).toMatchObject({ outcome: "unsupported", exitCode: 1 });
  expect(sandbox.journal.count()).toBe(0);
});

it("a declined payment of the same amount on one side is not the transfer", async () => {
  const front = new LyingFront();
  front.lie({
    about: /transactions\/accounts$/,
    twist: (truth, { path }) => {
      const { items } = truth.body as { items: Record<string, unknown>[] };
      if (!front.asked.some((asked) => asked.path.endsWith("/transfer")) || !path.includes(seedIds.wallet))
        return truth;
      const odd = { id: "11111111-2222-4333-8444-555555555555", accountUuid: seedIds.wallet, status: "declined" };
      items.push({
        ...odd,
        type: "withdrawal",
        amount: "100.00",
        currency: "USD",
        createdAt: new Date().toISOString(),
      });
      return truth;
    },
  });
  const { sandbox, world } = await commandLine("merchant", { baseUrl: front.open, windowSeconds: 1 });
  sandbox.faults.add({ kind: "status-before", status: 502, match: { route: ROUTE } });
  expect(await runTransfer(order, world)).toBe(3);
});
