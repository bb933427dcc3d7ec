// `fourpay exposure` on previews of the real engine: what it says before is what the sandbox holds before, and what it says will be is what
// the sandbox holds after `up`. With RECORD=1 the documents become the fixtures of the unit tests.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as fourpay from "pulumi-fourpay";
import { type CardView, seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { type ExposureOptions, runExposure } from "../../provider/cli/exposureCommand";
import { addMoney, subtractMoney } from "../../provider/model/money";
import { card, stackWithAda } from "../support/ada";
import { recordable } from "../support/exposureFixtures";
import { declareAfter, declareBefore, declareHidden } from "../support/exposureStory";
import { jsonOf } from "../support/jsonRuns";
import { payIn } from "../support/outOfBand";
import { openStack, type TestStack } from "../support/stack";

interface Standing {
  readonly monthly: { sum: string; unlimited: number; unknown: number };
  readonly daily: { sum: string };
  readonly cards: number;
  readonly idle: number;
}

interface Report {
  readonly complete: boolean;
  readonly counts: Record<string, number>;
  readonly newCards: number;
  readonly closures: number;
  readonly currencies: {
    currency: string;
    before: Standing;
    after: Standing;
    wallets: { id: string; before: Standing; after: Standing }[];
  }[];
  readonly spend: { total: Record<string, string> };
  readonly gates: { verdict: string }[];
}

async function reportOn(stack: TestStack, document: string, options: Partial<ExposureOptions> = {}) {
  let written = "";
  const world = {
    env: stack.engine.workspace.envVars,
    stdin: Readable.from([document]),
    colours: false,
    write: (text: string) => {
      written += text;
    },
    report: () => {},
    signal: new AbortController().signal,
  };
  const code = await runExposure("-", { format: "json", allowUnknown: false, currency: "USD", ...options }, world);
  return { code, report: JSON.parse(written) as Report };
}

/** What a card of the sandbox may spend in a month, told from its limits there. */
function monthOf({ limits, status }: CardView): string {
  if (status !== "active") return "0.00";
  const { monthly, weekly, daily, yearly } = limits;
  const bounds = [daily && Number(daily) * 31, weekly && Number(weekly) * 6, yearly && Number(yearly)];
  const smallest = Math.min(...bounds.filter((bound): bound is number => typeof bound === "number"));
  return monthly ?? smallest.toFixed(2);
}

function held(cards: readonly CardView[]) {
  const spending = cards.filter(({ status }) => status === "active");
  return {
    monthly: { sum: addMoney(...spending.map(monthOf)) },
    cards: spending.length,
    idle: cards.filter(({ status }) => status === "frozen").length,
  };
}

async function record(name: string, text: string): Promise<void> {
  if (process.env.RECORD === undefined) return;
  await mkdir("test/fixtures/exposure", { recursive: true });
  await writeFile(join("test/fixtures/exposure", name), recordable(text));
}

test("the figures before a change are the sandbox's, and so are those after it, in every form of the document", async () => {
  const stack = await openStack();
  payIn(stack.sandbox);
  stack.declare(declareBefore);
  await stack.up();
  const before = stack.cards;
  const fundsBefore = available(stack);
  const state = JSON.stringify(await stack.engine.exportStack());
  await record("state.json", state);
  const standing = await reportOn(stack, state);
  expect(standing.report.currencies[0]?.after).toMatchObject(held(before));

  stack.declare(declareHidden);
  await record("hidden.json", await jsonOf(stack, { flags: ["--show-sames"] }));
  stack.declare(declareAfter);
  const documents = {
    "preview.json": await jsonOf(stack, { flags: ["--show-sames"] }),
    "stream.jsonl": await jsonOf(stack, { streaming: true }),
  };
  const partial = await jsonOf(stack);
  await record("partial.json", partial);
  for (const [name, document] of Object.entries(documents)) await record(name, document);
  const funded = await reportOn(stack, documents["preview.json"], { funds: true });
  const others = [await reportOn(stack, documents["stream.jsonl"])];
  const file = join(stack.folder, "state.json");
  await writeFile(file, state);
  others.push(await reportOn(stack, partial, { state: file }));
  expect((await reportOn(stack, partial)).report.complete).toBe(false);

  const done = await jsonOf(stack, { verb: "up" });
  expect(done).toContain('"result":"succeeded"');
  const after = stack.cards;
  const { report } = funded;
  expect(report.currencies).toMatchObject([{ currency: "USD", before: held(before), after: held(after) }]);
  const wallets = (report.currencies[0]?.wallets ?? []).filter(({ id }) => !id.startsWith("urn:"));
  expect(wallets).toHaveLength(2);
  for (const { id, after: stands } of wallets)
    expect(stands, id).toMatchObject(held(after.filter(({ walletId }) => walletId === id)));
  const known = new Set(before.map(({ id }) => id));
  expect(report.newCards).toBe(after.filter(({ id }) => !known.has(id)).length);
  expect(report.closures).toBe(after.filter(({ status }) => status === "closed").length);
  // What the wallet pays that the change itself makes is known to nobody before; the other wallets are compared.
  const fundsAfter = available(stack);
  const spent = [...fundsBefore].map(([id, funds]) => subtractMoney(funds, fundsAfter.get(id) ?? "0"));
  expect(report.spend.total).toEqual({ USD: addMoney(...spent) });
  for (const other of [...others, await reportOn(stack, done)]) {
    expect(other.report.counts).toEqual(report.counts);
    expect(other.report.currencies[0]).toMatchObject({
      before: report.currencies[0]?.before,
      after: report.currencies[0]?.after,
    });
  }
});

function available({ sandbox }: TestStack): ReadonlyMap<string, string> {
  return new Map(sandbox.control.snapshot().wallets.map((wallet) => [wallet.id, wallet.available]));
}

test("a preview that failed is refused, in both forms, and so is nothing at all", async () => {
  const stack = await openStack();
  stack.declare(() => void new fourpay.Card("bad", { ...card, walletId: "nonsense" }));
  for (const streaming of [false, true]) {
    const document = await jsonOf(stack, { streaming });
    await record(streaming ? "failed.jsonl" : "failed.json", document);
    await expect(reportOn(stack, document)).rejects.toMatchObject({ code: "refused" });
  }
  await expect(reportOn(stack, "")).rejects.toMatchObject({ code: "input_invalid" });
});

test("the funds of each wallet are read, and nothing is written", async () => {
  const stack = await stackWithAda();
  const funds = Number(stack.walletById(seedIds.wallet).available);
  let initialBalance = (funds - 1).toFixed(2);
  stack.declare(() => void new fourpay.Card("dear", { ...card, initialBalance }));
  const before = stack.sandbox.journal.list().length;
  const exact = await reportOn(stack, await jsonOf(stack), { funds: true });
  expect(exact).toMatchObject({ code: 0, report: { gates: [{ verdict: "holds" }] } });
  initialBalance = (funds - 0.99).toFixed(2);
  const short = await reportOn(stack, await jsonOf(stack), { funds: true });
  expect(short).toMatchObject({ code: 2, report: { gates: [{ verdict: "exceeded" }] } });
  const requests = stack.sandbox.journal.list().slice(before);
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter(({ write }) => write)).toEqual([]);
});
