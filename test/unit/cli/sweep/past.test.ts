// What the folder of a file backend tells of a stack's earlier states, and what it does not.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { pastOf } from "../../../../provider/cli/sweep/past";
import { recordedLike } from "../../../../provider/lifecycle/recorded";

const CURRENT = "stacks/app/dev.json";
const ID = "0b6f7d1e-9f1c-4c55-8a8e-3d8c1f2a4b5c";

async function backend(files: Readonly<Record<string, string | Buffer>>) {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-past-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, ".pulumi", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return { backendUrl: pathToFileURL(folder).href, project: "app", stack: "dev" };
}

/** A fleet as its state is written. */
function fleetHolding(asText: boolean): string {
  const cards = { 'q"u\\': { holderId: "ada" } };
  const issued = { 'q"u\\': { id: ID, status: "active" } };
  const tenant = { baseUrl: "https://api.example", dialect: "organization", tenant: "t" };
  const outputs = recordedLike({}, { walletId: "w", cards, issued, ...tenant }, asText);
  return JSON.stringify({ latest: { resources: [{ outputs }] } });
}

const encrypted = JSON.stringify({
  latest: {
    resources: [
      {
        outputs: {
          issued: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" },
        },
      },
    ],
  },
});

function holding(...ids: readonly string[]): string {
  return JSON.stringify({ latest: { resources: ids.map((id) => ({ outputs: { note: 'a "quoted" word\\', id } })) } });
}

it.each<[string, string, string | Buffer]>([
  ["the state of a finished run", "history/app/dev/dev-1.checkpoint.json", holding("other", ID)],
  ["a compressed one", "history/app/dev/dev-1.checkpoint.json.gz", gzipSync(holding(ID))],
  ["a backup", "backups/app/dev/dev.1.json", holding(ID)],
  ["the state before the last write", `${CURRENT}.bak`, holding(ID)],
  ["a fleet", "backups/app/dev/dev.1.json", fleetHolding(false)],
  ["a fleet with texts", "backups/app/dev/dev.1.json", fleetHolding(true)],
  ["a damaged file", "backups/app/dev/dev.1.json", fleetHolding(true).slice(0, -5)],
  ["a state that spells it otherwise", "backups/app/dev/dev.1.json", holding(ID.toUpperCase())],
])("an id was recorded where %s holds it", async (_, name, content) => {
  const past = await pastOf(await backend({ [CURRENT]: "{}", [name]: content }));
  expect(await past?.wasRecorded?.([ID, "never"])).toEqual(new Set([ID]));
});

it.each([
  ["another stack", "history/app/prod/prod-1.checkpoint.json"],
  ["another project", "history/shop/dev/dev-1.checkpoint.json"],
])("what %s recorded does not count", async (_, name) => {
  const past = await pastOf(await backend({ [CURRENT]: "{}", [name]: holding(ID) }));
  expect(await past?.wasRecorded?.([ID])).toEqual(new Set());
});

it("of cards that lie encrypted nobody can tell: all count as recorded", async () => {
  const past = await pastOf(await backend({ [CURRENT]: "{}", "backups/app/dev/dev.1.json": encrypted }));
  expect(await past?.wasRecorded?.([ID, "other"])).toEqual(new Set([ID, "other"]));
});

it("half of an id is not that id", async () => {
  const past = await pastOf(await backend({ [CURRENT]: "{}", "backups/app/dev/dev.1.json": holding(`${ID}-2`) }));
  expect(await past?.wasRecorded?.([ID])).toEqual(new Set());
});

it("nothing is said of the past where some of it cannot be read", async () => {
  const past = await pastOf(
    await backend({ [CURRENT]: "{}", "history/app/dev/dev-1.checkpoint.json.zst": "unreadable" }),
  );
  expect(past).toBeDefined();
  expect(past?.wasRecorded).toBeUndefined();
});

it.each(["https://api.pulumi.com/me", "s3://states", "file://elsewhere"])("nor of a backend at %s", async (url) => {
  expect(await pastOf({ ...(await backend({ [CURRENT]: "{}" })), backendUrl: url })).toBeUndefined();
});

it("nor of a stack that is not there", async () => {
  expect(await pastOf({ ...(await backend({ [CURRENT]: "{}" })), stack: "prod" })).toBeUndefined();
});

it("a lock is one of this very stack", async () => {
  const locked = await backend({ [CURRENT]: "{}", "locks/organization/app/dev/1.json": "{}" });
  expect(await (await pastOf(locked))?.isLocked()).toBe(true);
  const others = await backend({ [CURRENT]: "{}", "locks/organization/app/prod/1.json": "{}" });
  expect(await (await pastOf(others))?.isLocked()).toBe(false);
});

it("after a cancel no more of it is read", async () => {
  const cancel = new AbortController();
  const place = await backend({ [CURRENT]: "{}", "backups/app/dev/dev.1.json": holding(ID) });
  const past = await pastOf(place, cancel.signal);
  cancel.abort(new Error("cancelled"));
  await expect(past?.wasRecorded?.([ID])).rejects.toThrow("cancelled");
});
