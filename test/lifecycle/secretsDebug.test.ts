// What the engine's own debug output shows of secrets, and that we add nothing to it. The table in the README says the same.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import * as fourpay from "pulumi-fourpay";
import { expect, inject, test } from "vitest";
import { openStack, type TestStack } from "../support/stack";

const ENV_KEY = "planted-in-environment-111";
const CONFIG_KEY = "planted-in-settings-222";
const PROVIDER_JWT = "planted.in.provider-333";
const INPUT = "planted-input-444";
const ALL = { environment: ENV_KEY, settings: CONFIG_KEY, provider: PROVIDER_JWT, input: INPUT };

const shownIn = (text: string) =>
  Object.entries(ALL).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));

/** What the API could know of each of the two provider processes. */
const gossip = (...secrets: string[]) => ({ detail: `refused (${secrets.join(", ")})` });

/** A program with every sort of secret, and an API that repeats them all: an `up` that fails, then one that succeeds. */
async function life(stack: TestStack, options: object): Promise<{ printed: string; events: string }> {
  const seen = { printed: "", events: "" };
  const hear = (text: string) => {
    seen.printed += text;
  };
  const run = (more = {}) =>
    stack.engine.up({
      color: "never",
      onOutput: hear,
      onError: hear,
      onEvent: (event: EngineEvent) => {
        seen.events += `${JSON.stringify(event)}\n`;
      },
      ...options,
      ...more,
    });
  for (const [route, body] of [
    ["PUT /webhooks/config", gossip(PROVIDER_JWT, ENV_KEY, INPUT)],
    ["POST /holders", gossip(ENV_KEY, CONFIG_KEY)],
  ] as const) {
    stack.sandbox.faults.add({ kind: "status-before", status: 400, body, match: { route } });
  }
  await expect(run({ continueOnError: true })).rejects.toThrow("[rejected]");
  await run();
  return seen;
}

async function open(): Promise<TestStack> {
  const stack = await openStack({ sandbox: { apiKey: ENV_KEY, jwt: PROVIDER_JWT }, env: { FOURPAY_API_KEY: ENV_KEY } });
  await stack.engine.setConfig("fourpay:apiKey", { value: CONFIG_KEY, secret: true });
  const { url } = stack.sandbox;
  stack.declare(() => {
    const shop = new fourpay.Provider("shop", {
      dialect: "merchant",
      organizationId: "shop",
      baseUrl: url,
      jwt: PROVIDER_JWT,
    });
    const ada = new fourpay.Holder("ada", { firstName: pulumi.secret(INPUT), lastName: "L", email: "ada@example.com" });
    new fourpay.WebhookConfig("hook", { url: "https://example.com", secret: INPUT }, { provider: shop });
    return { ada: ada.firstName };
  });
  return stack;
}

const linesWith = (text: string) => text.split("\n").filter((line) => shownIn(line).length > 0);

test("as usual nothing is shown; the events hold what the SDK says for debugging, and no word of ours", async () => {
  const stack = await open();
  const { printed, events } = await life(stack, {});
  expect(shownIn(printed)).toEqual([]);
  expect(shownIn(await stack.everythingOnDisk())).toEqual([]);

  expect(shownIn(events)).toEqual(["provider", "input"]);
  const foreign = linesWith(events).filter((line) => !/^\{.*"message":"RegisterResource RPC finished: /.test(line));
  expect(foreign).toEqual([]);
});

test("at -v=9, with a trace and with PULUMI_DEBUG_GRPC: inputs and settings in clear, never a key from the environment", async () => {
  const stack = await open();
  const grpcLog = join(stack.folder, "grpc.json");
  const trace = join(stack.folder, "trace");
  stack.setEnv({ PULUMI_DEBUG_GRPC: grpcLog });
  const { printed, events } = await life(stack, {
    debug: true,
    logToStdErr: true,
    logVerbosity: 9,
    logFlow: true,
    tracing: `file:${trace}`,
  });

  expect(shownIn(events)).toEqual(["provider", "input"]);
  expect(shownIn(printed)).toEqual(["settings", "provider", "input"]);
  const foreign = linesWith(printed).filter(
    (line) =>
      !/^(\{.*"msg":"(Unm|M)arshaling property for RPC\[|.*(debug: )?RegisterResource RPC finished: )/.test(line),
  );
  expect(foreign).toEqual([]);

  expect(shownIn(await readFile(trace, "latin1"))).toEqual(["settings", "provider", "input"]);
  const calls = await readFile(grpcLog, "utf8");
  expect(shownIn(calls)).toEqual(["settings", "provider", "input"]);
  // What we send of our own accord: notes, refusals and errors. Declared values are only given back to whoever declared them.
  const ours = calls
    .split("\n")
    .filter((line) => line !== "")
    .map(
      (line) =>
        JSON.parse(line) as { method: string; errors?: unknown; request?: unknown; response?: { failures?: unknown } },
    );
  expect(ours.filter(({ errors }) => errors !== undefined).length).toBeGreaterThan(0);
  for (const { method, errors, request, response } of ours) {
    const said = [errors, response?.failures, method.endsWith("Engine/Log") ? request : undefined];
    const text = JSON.stringify(said);
    if (!text.includes("RegisterResource RPC finished")) expect(shownIn(text), method).toEqual([]);
  }
});

const GZIP = 0x1f8b;

/** What the engine writes about every run of its own accord: packed until it knows the stack's key, encrypted from then on. */
async function automaticLogs(stack: TestStack): Promise<{ packed: string; encrypted: Buffer[]; decrypted: string }> {
  const folder = join(stack.home, "logs");
  const { workDir, envVars } = stack.engine.workspace;
  const logs = { packed: "", encrypted: [] as Buffer[], decrypted: "" };
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    if (bytes.readUInt16BE(0) === GZIP) {
      logs.packed += gunzipSync(bytes).toString();
      continue;
    }
    logs.encrypted.push(bytes);
    const { stdout } = await promisify(execFile)(inject("engine").path, ["logs", "decrypt", join(folder, name)], {
      cwd: workDir,
      env: { ...process.env, ...envVars },
      maxBuffer: 100_000_000,
    });
    logs.decrypted += stdout;
  }
  return logs;
}

test("the engine's automatic logs are encrypted as the stack's secrets are, and hold a provider's key and secret inputs", async () => {
  const stack = await open();
  await life(stack, {});
  const { packed, encrypted, decrypted } = await automaticLogs(stack);
  expect(packed).toContain("CLI Metadata");
  expect(shownIn(packed)).toEqual([]);
  // The marshalling of every property is in them: they are what has to be kept from others, whoever has the passphrase.
  expect(encrypted.length).toBeGreaterThanOrEqual(2);
  expect(shownIn(decrypted)).toEqual(["provider", "input"]);
  const foreign = linesWith(decrypted).filter(
    (line) => !/"msg":"(Unm|M)arshaling property for RPC\[|RegisterResource RPC finished/.test(line),
  );
  expect(foreign).toEqual([]);
});
