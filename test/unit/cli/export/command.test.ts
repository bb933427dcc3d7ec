// `fourpay export` against a sandbox: what it writes, what it says, and what it refuses to leave half done.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type ExportOptions, runExport } from "../../../../provider/cli/exportCommand";
import { type SeedCard, seedIds, startSandbox } from "../../../../provider/sandbox";
import { EXPORT_DEFAULTS } from "../../../support/exportOptions";
import { stackState } from "../../../support/sweepWorld";

const KEY = "planted-key-4711";

async function served(dependency = "^1.2.3") {
  const sandbox = await startSandbox({ apiKey: KEY });
  onTestFinished(() => sandbox.close());
  const home = await mkdtemp(join(tmpdir(), "fourpay-export-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { control } = sandbox;
  const holderId = control.seedHolder({ id: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
  const card = (name: string, status: NonNullable<SeedCard["status"]> = "active") =>
    control.seedCard({ walletId: seedIds.wallet, holderId, name, limits: { daily: "10.00" }, status });
  let text = "";
  const world = {
    env: { FOURPAY_BASE_URL: sandbox.url, FOURPAY_ORGANIZATION_ID: sandbox.organizationId, FOURPAY_API_KEY: KEY },
    write: (written: string) => {
      text += written;
    },
    report: () => {},
    signal: new AbortController().signal,
    dependency,
  };
  const folder = join(home, "out");
  const run = (options: Partial<ExportOptions> = {}) =>
    runExport(folder, { ...EXPORT_DEFAULTS, stack: "dev", ...options }, world);
  const written = async () => {
    const names = await readdir(folder);
    return new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
    );
  };
  return { sandbox, home, card, run, written, text: () => text };
}

it("from a checkout, the project installs that very folder", async () => {
  const w = await served("file:/checkout");
  w.card("Ads");
  await w.run();
  const files = await w.written();
  expect(JSON.parse(files.get("package.json") ?? "")).toMatchObject({
    dependencies: { "pulumi-fourpay": "file:/checkout" },
  });
  expect(files.get(".npmrc")).toBe("install-links=true\n");
  expect(files.get("README.md")).toContain("A card that existed before it was declared");
});

it("writes a project that names its commands, holds no secret, and changes nothing over there", async () => {
  const w = await served();
  w.card("Ads");
  w.card("Old", "closed");
  expect(await w.run()).toBe(0);
  const files = await w.written();
  expect([...files.keys()].sort()).toEqual([
    ".gitignore",
    "Pulumi.dev.yaml",
    "Pulumi.yaml",
    "README.md",
    "cards.ts",
    "holders.ts",
    "import.json",
    "index.ts",
    "package.json",
    "tsconfig.json",
    "wallets.ts",
  ]);
  expect(JSON.parse(files.get("package.json") ?? "")).toMatchObject({ dependencies: { "pulumi-fourpay": "^1.2.3" } });
  expect(files.get("Pulumi.dev.yaml")).toContain(w.sandbox.organizationId);
  const command = "pulumi import --file import.json --generate-code=false --protect=false";
  expect(files.get("README.md")).toContain(command);
  expect(files.get("README.md")).toContain("closed for good");
  expect(w.text()).toContain(command);
  expect(w.text()).toContain("closes these cards for good");
  expect(w.text()).toContain("1 closed");
  for (const shown of [...files.values(), w.text()]) expect(shown).not.toContain(KEY);
  expect(w.sandbox.journal.list({ write: true })).toEqual([]);
});

it("what is asked for decides what is written; protection and policy go into program, import and README", async () => {
  const w = await served();
  w.card("Ads");
  w.card("Travel");
  expect(
    await w.run({ name: ["tra*"], as: "fleet", protect: true, deletionPolicy: "freeze", holders: "reference" }),
  ).toBe(0);
  const files = await w.written();
  expect(files.get("cards.csv")).toBe("key,name,limits.daily,holderId\ntravel,Travel,10.00,ada\n");
  expect(files.get("index.ts")).toContain('defaults: { deletionPolicy: "freeze" }');
  expect(files.get("index.ts")).toContain("{ protect: true }");
  expect(files.get("README.md")).toContain("--protect=true");
  expect(files.get("README.md")).toContain("frozen, not closed");
});

it("cards that a stack issued are pointed out", async () => {
  const w = await served();
  w.card("ada-ads-abcdefghij");
  await w.run();
  expect(w.text()).toContain("Issued by a stack, as their names tell: 1 card.");
  expect((await w.written()).get("README.md")).toContain("carry a mark");
});

it("what is in another stack's state is left to it", async () => {
  const w = await served();
  w.card("Ads");
  const owned = w.card("Travel");
  const file = join(w.home, "state.json");
  const resources = [{ urn: "urn:pulumi:a::b::c::d", type: "c", id: owned }];
  await writeFile(file, JSON.stringify(stackState({ resources }).deployment));
  expect(await w.run({ notInState: [file] })).toBe(0);
  expect(w.text()).toContain("Left to the stacks given: 1 card.");
  const cards = (await w.written()).get("cards.ts") ?? "";
  expect(cards).toContain('"ads"');
  expect(cards).not.toContain('"travel"');
  await expect(w.run({ notInState: [file], name: ["travel"], force: true })).rejects.toMatchObject({
    code: "input_invalid",
  });
});

it("a card that cannot be declared is told, and the exit code tells it too", async () => {
  const w = await served();
  w.card("Ads");
  const odd = w.card("x".repeat(101));
  expect(await w.run()).toBe(2);
  expect(w.text()).toContain(odd);
  expect((await w.written()).get("README.md")).toContain(odd);
});

it.each<[string, Partial<ExportOptions>, string]>([
  ["nothing that is asked for exists", { name: ["nope"] }, "input_invalid"],
  ["an unknown wallet", { wallet: ["nope"] }, "input_invalid"],
  ["an unknown holder", { holder: ["nope"] }, "input_invalid"],
  ["cards that are closed", { status: ["closed"] }, "input_invalid"],
  ["a stack's name that is none", { stack: "a b" }, "input_invalid"],
  ["a wallet whose provider nobody knows", { wallets: "manage" }, "input_invalid"],
])("refused, with nothing written: %s", async (_, options, code) => {
  const w = await served();
  w.card("Ads");
  await expect(w.run(options)).rejects.toMatchObject({ code });
  expect(await readdir(w.home)).toEqual([]);
});

it("a folder that is not empty is refused before anything is asked", async () => {
  const w = await served();
  w.card("Ads");
  await w.run();
  w.sandbox.journal.clear();
  await expect(w.run()).rejects.toMatchObject({ code: "refused" });
  expect(w.sandbox.journal.list()).toEqual([]);
  expect(await w.run({ force: true })).toBe(0);
  expect((await readdir(w.home)).sort()).toEqual(["out", "out.before-1"]);
});

it("a card that cannot be read ends the export with nothing written", async () => {
  const w = await served();
  for (const name of ["A", "B", "C"]) w.card(name);
  const route = "GET /wallets/{wallet_id}/instruments/{instrument_id}";
  w.sandbox.faults.add({ kind: "status-before", status: 403, match: { route, times: 1 } });
  await expect(w.run()).rejects.toMatchObject({ code: "forbidden" });
  expect(await readdir(w.home)).toEqual([]);
});

it("lists by name, and what a spreadsheet would reckon with is text to it", async () => {
  const w = await served();
  for (const name of ["b", "+1", "@a", "-2", "a"]) w.card(name);
  await w.run({ list: true, format: "csv" });
  const [, ...rows] = w.text().trim().split("\n");
  expect(rows.map((row) => row.split(",")[1])).toEqual([`"'+1"`, `"'-2"`, `"'@a"`, "a", "b"]);
});

it("lists in every format, with what a spreadsheet or a terminal could take for something else made harmless", async () => {
  const w = await served();
  w.card('=1+"1"|`x`');
  w.card("Old\u001b[2J", "closed");
  w.card("[pay](https://x.test) @all");
  await w.run({ list: true });
  expect(w.text()).toContain("2 cards; not listed: 1 closed");
  expect(w.text()).toContain("daily 10.00 USD");
  await w.run({ list: true, format: "markdown" });
  expect(w.text()).toContain('| =1+"1"&#124;&#96;x&#96; |');
  expect(w.text()).toContain("| &#91;pay&#93;(https&#58;//x.test) &#64;all |");
  await w.run({ list: true, format: "csv" });
  expect(w.text()).toContain('"\'=1+""1""|`x`"');
  await w.run({ list: true, status: ["closed"] });
  expect(w.text()).not.toContain("\u001b");
  const before = w.text().length;
  await w.run({ list: true, format: "json" });
  expect(JSON.parse(w.text().slice(before))).toMatchObject({
    cards: [{ holder: "Ada Lovelace", daily: "10.00", email: "ada@example.com" }, {}],
  });
  expect(await readdir(w.home)).toEqual([]);
});
