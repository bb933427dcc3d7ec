// The personnel service as its own process on the real engine: told twice, killed in the middle, started again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, seedIds } from "pulumi-fourpay/sandbox";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { engineEnvironment } from "../../../provider/cli/engine";
import { openSandbox, ROUTES } from "../../support/stack";

const SERVICE = join(__dirname, "..", "..", "..", "dist", "examples", "automation", "index.js");
const ada = { key: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
const grace = { key: "grace", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" };

test("who joins gets one card, whatever is repeated or killed; who leaves has none", { timeout: 400_000 }, async () => {
  const sandbox = await openSandbox({ latency: { issueMs: 2000 } });
  const data = await mkdtemp(join(tmpdir(), "fourpay-hr-"));
  onTestFinished(() => rm(data, { recursive: true, force: true, maxRetries: 10 }));
  let service = await start(sandbox, data);

  expect((await service.tell({ id: "1", type: "joined", employee: ada }, "wrong")).status).toBe(401);
  expect((await service.tell({ id: "1", type: "joined", employee: { key: "ada" } })).status).toBe(400);
  expect((await service.tell({ id: "1", type: "joined", employee: ada })).status).toBe(202);
  expect((await service.tell({ id: "1", type: "joined", employee: ada })).status).toBe(200);
  expect((await service.tell({ id: "1", type: "joined", employee: grace })).status).toBe(409);
  await vi.waitFor(() => expect(issued(sandbox)).toBe(1), { timeout: 60_000 });
  await service.kill();

  service = await start(sandbox, data);
  expect((await service.tell({ id: "1", type: "joined", employee: ada })).status).toBe(200);
  expect((await service.tell({ id: "2", type: "joined", employee: grace })).status).toBe(202);
  await service.settled({ events: 2, applied: 2 });
  expect(openCards(sandbox)).toHaveLength(2);
  expect(issued(sandbox)).toBe(2);

  await service.tell({ id: "3", type: "left", employee: { key: "ada" } });
  await service.tell({ id: "4", type: "left", employee: { key: "grace" } });
  await service.settled({ events: 4, applied: 4 });
  expect(openCards(sandbox)).toEqual([]);
  expect(issued(sandbox)).toBe(2);
  await service.stop();
});

function issued(sandbox: Sandbox): number {
  return sandbox.journal.count({ route: ROUTES.issue });
}

function openCards(sandbox: Sandbox) {
  return sandbox.control.snapshot().cards.filter(({ status }) => status !== "closed");
}

async function start(sandbox: Sandbox, data: string) {
  const engine = inject("engine");
  const env = {
    ...process.env,
    ...engineEnvironment({ home: join(data, "home"), backendDir: data, passphrase: "correct horse" }),
    ...engine.env,
    FOURPAY_BASE_URL: sandbox.url,
    FOURPAY_ORGANIZATION_ID: sandbox.organizationId,
    FOURPAY_API_KEY: sandbox.apiKey,
    HR_DATA: data,
    HR_PORT: "0",
    HR_PULUMI_ROOT: engine.root,
    HR_RETRY_SECONDS: "1",
    HR_TOKEN: "right",
    HR_WALLET: seedIds.wallet,
  };
  // A process group of its own, so that a kill takes the engine along, as the end of a machine would.
  const child = spawn(process.execPath, [SERVICE], { env, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => killGroup(child));
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const url = `http://127.0.0.1:${/"port":(\d+)/.exec(line)?.[1]}`;
  return {
    tell: (event: object, token = "right") =>
      fetch(`${url}/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ team: "ops", ...event }),
      }),
    settled: (status: object) =>
      vi.waitFor(
        async () => {
          const answer = await fetch(`${url}/teams/ops`, { headers: { authorization: "Bearer right" } });
          expect(await answer.json()).toEqual({ ...status, idle: true });
        },
        { timeout: 150_000, interval: 500 },
      ),
    kill: () => killGroup(child),
    async stop() {
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number];
      expect(code).toBe(0);
    },
  };
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
  await once(child, "exit");
}
