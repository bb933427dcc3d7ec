/** What the demo works with: a sandbox on loopback, a throw-away state folder, the fleet's table, and the real engine. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { createClient, type OrganizationClient } from "../../client";
import { type Sandbox, seedIds, startSandbox } from "../../sandbox";
import { type Engine, engineEnvironment } from "../engine";

export interface World {
  readonly sandbox: Sandbox;
  readonly client: OrganizationClient;
  readonly stack: Stack;
  /** The same program and table through the merchant API, with state of its own. */
  readonly merchantStack: Stack;
  readonly table: Table;
  close(): Promise<void>;
}

/** The fleet's table as a person would edit it: line by line. */
export interface Table {
  readonly cards: () => string[];
  edit(card: string, change: (cells: string[]) => string[]): void;
  remove(card: string): void;
}

export interface WorldOptions {
  readonly engine: Engine;
  readonly packageRoot: string;
  /** Milliseconds a card takes to be issued. */
  readonly issueMs: number;
}

export async function openWorld({ engine, packageRoot, issueMs }: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "fourpay-demo-"));
  const sandbox = await startSandbox({ latency: { issueMs, walletMs: Math.min(issueMs, 1000) } });
  const client = createClient({
    baseUrl: sandbox.url,
    organizationId: sandbox.organizationId,
    apiKey: sandbox.apiKey,
  });
  const data = join(folder, "cards.csv");
  copyFileSync(join(packageRoot, "examples", "fleet", "cards.csv"), data);
  const program = loadProgram(packageRoot);
  const common = {
    "fourpay:baseUrl": { value: sandbox.url },
    "fleet:walletId": { value: seedIds.wallet },
    "fleet:data": { value: data },
  };
  const stack = await openStack(engine, join(folder, "organization"), program);
  await stack.setAllConfig({
    ...common,
    "fourpay:organizationId": { value: sandbox.organizationId },
    "fourpay:apiKey": { value: sandbox.apiKey, secret: true },
    "fleet:providerId": { value: seedIds.personalProvider },
  });
  const merchantStack = await openStack(engine, join(folder, "merchant"), program);
  await merchantStack.setAllConfig({
    ...common,
    "fourpay:dialect": { value: "merchant" },
    "fourpay:apiKey": { value: sandbox.apiToken, secret: true },
    "fleet:accountId": { value: seedIds.wallet },
  });
  return {
    sandbox,
    client,
    stack,
    merchantStack,
    table: tableIn(data),
    async close() {
      await client.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openStack(engine: Engine, folder: string, program: PulumiFn): Promise<Stack> {
  const backendDir = join(folder, "state");
  mkdirSync(backendDir, { recursive: true });
  const envVars = {
    ...engineEnvironment({ home: join(folder, "home"), backendDir, passphrase: "demo" }),
    ...engine.env,
  };
  return LocalWorkspace.createOrSelectStack(
    { stackName: "demo", projectName: "fourpay-fleet", program },
    { workDir: folder, envVars, pulumiCommand: engine.command },
  );
}

/** The repository's own example, as it was built. */
function loadProgram(packageRoot: string): PulumiFn {
  const { declareFleet } = require(join(packageRoot, "dist", "examples", "fleet", "fleet.js")) as {
    declareFleet: () => Record<string, unknown>;
  };
  return () => Promise.resolve(declareFleet());
}

function tableIn(file: string): Table {
  const lines = () => readFileSync(file, "utf8").trimEnd().split("\n");
  const write = (all: string[]) => writeFileSync(file, `${all.join("\n")}\n`);
  const isCard = (card: string) => (line: string) => line.startsWith(`${card},`);
  return {
    cards: () =>
      lines()
        .slice(1)
        .map((line) => line.split(",")[0] ?? ""),
    edit: (card, change) =>
      write(lines().map((line) => (isCard(card)(line) ? change(line.split(",")).join(",") : line))),
    remove: (card) => write(lines().filter((line) => !isCard(card)(line))),
  };
}
