// The commands themselves: settings in, words and an exit code out. No secret is ever printed.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runDoctor } from "../../../provider/cli/doctorCommand";
import { exitCode, runSweep } from "../../../provider/cli/sweepCommand";
import { autoCardName } from "../../../provider/lifecycle/card/check";
import type { Finding, Swept } from "../../../provider/lifecycle/sweep";
import { FourpayError } from "../../../provider/model/errors";
import { seedIds, startSandbox } from "../../../provider/sandbox";
import { stackState } from "../../support/sweepWorld";

const KEY = "planted-key-4711";
const quiet = { strict: false, json: false, stack: [], state: [], cwd: "." };

async function served(env: Record<string, string> = {}) {
  const sandbox = await startSandbox({ apiKey: KEY });
  onTestFinished(() => sandbox.close());
  let text = "";
  const world = {
    env: {
      FOURPAY_BASE_URL: sandbox.url,
      FOURPAY_ORGANIZATION_ID: sandbox.organizationId,
      FOURPAY_API_KEY: KEY,
      ...env,
    },
    write: (written: string) => {
      text += written;
    },
    report: () => {},
    ask: undefined,
    signal: new AbortController().signal,
  };
  return { sandbox, world, text: () => text };
}

it("doctor: a healthy organization, with the origin of every setting and none of the secrets", async () => {
  const { world, text, sandbox } = await served();
  expect(await runDoctor(quiet, world)).toBe(0);
  expect(text()).toContain("apiKey from FOURPAY_API_KEY");
  expect(text()).not.toContain(KEY);
  expect(sandbox.journal.list({ write: true })).toEqual([]);
});

it.each([
  ["a wrong key", { FOURPAY_API_KEY: "planted-wrong-4712" }, "unauthorized"],
  ["another organization", { FOURPAY_ORGANIZATION_ID: "11111111-2222-4333-8444-555555555555" }, "forbidden"],
  ["no key", { FOURPAY_API_KEY: "" }, "config_missing"],
  ["a setting that makes no sense", { FOURPAY_MAX_CONCURRENCY: "many" }, "config_invalid"],
])("doctor: %s", async (_, env, code) => {
  const { world, text } = await served(env);
  expect(await runDoctor(quiet, world)).toBe(1);
  expect(text()).toContain(`[${code}]`);
  expect(text()).not.toMatch(/planted-/);
});

it("doctor: a setting that may stand in a stack is looked for with --stack", async () => {
  const { world, text } = await served({ FOURPAY_ORGANIZATION_ID: "" });
  expect(await runDoctor(quiet, world)).toBe(1);
  expect(text()).toContain("--stack <name>");
});

it("sweep: an API that cannot be read leaves it open whether anything is left, and fails", async () => {
  const { world, text, sandbox } = await served();
  await sandbox.close();
  expect(await runSweep({ ...quiet, close: false, yes: false, also: [] }, world)).toBe(1);
  expect(text()).toContain("not known whether anything was left behind");
  expect(text()).not.toContain("No card and no wallet carries a mark");
  expect(text()).toContain(`could not be sent to ${sandbox.url} (`);
});

it("doctor: the machine's form", async () => {
  const { world, text } = await served();
  expect(await runDoctor({ ...quiet, json: true }, world)).toBe(0);
  expect(JSON.parse(text())).toMatchObject({ healthy: true });
});

it("doctor and sweep on the merchant API", async () => {
  const { world, text, sandbox } = await served({ FOURPAY_DIALECT: "merchant" });
  const env = { ...world.env, FOURPAY_API_KEY: sandbox.apiToken };
  expect(await runDoctor(quiet, { ...world, env }), text()).toBe(0);
  expect(await runSweep({ ...quiet, close: false, yes: false, also: [] }, { ...world, env }), text()).toBe(0);
});

it("sweep: a file of another stack's objects is held against the API, and steers no terminal", async () => {
  const { world: command, text, sandbox } = await served();
  const folder = await mkdtemp(join(tmpdir(), "fourpay-sweep-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "state.json");
  const holderId = sandbox.control.seedHolder({ id: "ada", firstName: "A", lastName: "L", email: "a@example.com" });
  const card = { walletId: seedIds.wallet, holderId };
  const odd = sandbox.control.seedCard({ ...card, name: "\u001b[2J\u202ex-abcdefghij" });
  const owned = sandbox.control.seedCard({ ...card, name: "y-abcdefghij" });
  const resources = [{ urn: "urn:pulumi:a::b::c::d", type: "c", id: owned }];
  await writeFile(file, JSON.stringify(stackState({ resources }).deployment));
  const options = { ...quiet, state: [file], close: true, yes: true, also: [] };
  expect(await runSweep(options, command)).toBe(0);
  expect(text()).toContain(odd);
  expect(text()).not.toContain("--also");
  expect(text()).not.toContain(owned);
  for (const steering of ["\u001b[2J", "\u202e"]) expect(text()).not.toContain(steering);
  await expect(runSweep({ ...options, state: [join(folder, "none.json")] }, command)).rejects.toMatchObject({
    code: "input_invalid",
  });
  await expect(runSweep({ ...options, state: [] }, command)).rejects.toMatchObject({ code: "refused" });
  expect(sandbox.journal.list({ write: true })).toEqual([]);
});

it.each(["organization", "merchant"])(
  "sweep on the %s API: reported from a file, closed on a person's word, with its money back",
  async (dialect) => {
    const { world: command, text, sandbox } = await served({ FOURPAY_DIALECT: dialect });
    const env = dialect === "merchant" ? { ...command.env, FOURPAY_API_KEY: sandbox.apiToken } : command.env;
    const folder = await mkdtemp(join(tmpdir(), "fourpay-sweep-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "state.json");
    const stack = { urn: "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev", type: "pulumi:pulumi:Stack" };
    await writeFile(file, JSON.stringify(stackState({ resources: [stack] }).deployment));
    const holderId = sandbox.control.seedHolder({ id: "ada", firstName: "A", lastName: "L", email: "a@example.com" });
    const walletId = sandbox.control.seedWallet({
      name: "Cards of their own",
      providerId: seedIds.personalProvider,
      balance: "50.00",
    });
    const urn = "urn:pulumi:dev::app::pulumi-nodejs:dynamic/fourpay:Card::ada-ads";
    const name = String(autoCardName("", urn, { walletId, holderId }));
    const id = sandbox.control.seedCard({ walletId, holderId, name, balance: "7.00" });
    const options = { ...quiet, json: true, state: [file], close: true, yes: true, also: [] };
    expect(await runSweep(options, { ...command, env })).toBe(2);
    expect(JSON.parse(text())).toMatchObject({ findings: [{ id, urn, origin: "unclear" }], closings: [] });
    expect(await runSweep({ ...options, json: false }, { ...command, env })).toBe(2);
    expect(text()).toContain("kept: ");
    expect(text()).toContain(`fourpay sweep --state ${file} --close --also ${id}\n`);
    expect(sandbox.journal.list({ write: true })).toEqual([]);
    const asked = { ...options, json: false, yes: false, also: [id], minAge: 0 };
    const answered = (answer: () => Promise<string>) => runSweep(asked, { ...command, env, ask: answer });
    expect(await answered(() => Promise.resolve("yes"))).toBe(2);
    const leave = () => Promise.reject(new FourpayError("cancelled", "Ctrl-C."));
    await expect(answered(leave)).rejects.toMatchObject({ code: "cancelled" });
    expect(sandbox.journal.list({ write: true })).toEqual([]);
    expect(await answered(() => Promise.resolve("1"))).toBe(0);
    const { cards, wallets } = sandbox.control.snapshot();
    expect(cards.find((card) => card.id === id)).toMatchObject({ status: "closed", balance: "0.00" });
    expect(wallets.find((wallet) => wallet.id === walletId)?.balance).toBe("57.00");
  },
);

it.each<[string, Partial<Finding>, Partial<Swept>, boolean, number]>([
  ["nothing was found", { kind: "holder", origin: "unrecorded", keep: "x" }, {}, false, 0],
  ["something may be closed", { origin: "interrupted" }, {}, false, 2],
  ["something of ours is kept", { origin: "unclear", keep: "x" }, {}, false, 2],
  ["only others' objects", { origin: "unknown", keep: "x" }, {}, false, 0],
  ["only others' objects, strictly", { origin: "unknown", keep: "x" }, {}, true, 2],
  [
    "something could not be read",
    { origin: "unknown", keep: "x" },
    { problems: [{ what: "x", error: "x" }] },
    false,
    1,
  ],
])("sweep's exit code: %s", (_, part, more, strict, code) => {
  const finding: Finding = { kind: "card", id: "a", status: "active", origin: "unknown", slow: false, ...part };
  const nothing = {
    findings: [finding],
    problems: [],
    closings: [],
    states: [],
    looked: { wallets: 0, cards: 0, holders: 0 },
  };
  expect(exitCode({ ...nothing, ...more }, strict)).toBe(code);
  const closed = { closings: [{ finding, outcome: "closed" as const, notes: [] }] };
  if (code === 2) expect(exitCode({ ...nothing, ...closed }, strict)).toBe(0);
  const failed = { closings: [{ finding, outcome: "failed" as const, notes: [] }] };
  expect(exitCode({ ...nothing, ...failed }, strict)).toBe(1);
});
