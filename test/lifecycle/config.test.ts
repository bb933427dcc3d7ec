// Configuration and credentials: what is missing or wrong is said in one sentence before any request; a rotated key reaches destroy.
import * as fourpay from "pulumi-fourpay";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { openDoor } from "../support/door";
import type { StackOptions, TestStack, Verb } from "../support/stack";

async function stackWithCard(options?: StackOptions): Promise<TestStack> {
  const stack = await stackWithAda(options);
  stack.declare(() => {
    new fourpay.Card("card", card);
  });
  return stack;
}

interface BadConfiguration {
  readonly title: string;
  readonly env: Record<string, string | undefined>;
  readonly code: string;
  readonly says: string;
}

const bad: BadConfiguration[] = [
  {
    title: "no API key",
    env: { FOURPAY_API_KEY: undefined },
    code: "config_missing",
    says: 'The API key is not set: give the config key "fourpay:apiKey" or the environment variable FOURPAY_API_KEY. For example: pulumi config set --secret fourpay:apiKey',
  },
  {
    title: "no organization",
    env: { FOURPAY_ORGANIZATION_ID: undefined },
    code: "config_missing",
    says: 'The organization is not set: give the config key "fourpay:organizationId" or the environment variable FOURPAY_ORGANIZATION_ID.',
  },
  {
    title: "plain http elsewhere than on this machine",
    env: { FOURPAY_BASE_URL: "http://api.example.com" },
    code: "config_invalid",
    says: 'config key "fourpay:baseUrl" or the environment variable FOURPAY_BASE_URL',
  },
  {
    title: "an unknown dialect",
    env: { FOURPAY_DIALECT: "klingon" },
    code: "config_invalid",
    says: 'must be "organization" or "merchant"',
  },
  {
    title: "a concurrency that is no number",
    env: { FOURPAY_MAX_CONCURRENCY: "many" },
    code: "config_invalid",
    says: 'config key "fourpay:maxConcurrency" or the environment variable FOURPAY_MAX_CONCURRENCY must be a whole number',
  },
];

test("what is missing or malformed is named with its key and variable, in preview already, and nothing is asked", async () => {
  const stack = await stackWithCard();
  const good = { ...stack.engine.workspace.envVars };
  for (const { title, env, code, says } of bad) {
    stack.setEnv(env);
    const report = await stack.expectFail("preview", code);
    expect(report.output, title).toContain(says);
    expect(report.requests, title).toEqual([]);
    stack.setEnv({ FOURPAY_DIALECT: undefined, FOURPAY_MAX_CONCURRENCY: undefined, ...good });
  }
  stack.setEnv({ FOURPAY_API_KEY: "   " });
  await stack.expectFail("up", "config_missing");
  expect(stack.sandbox.journal.list()).toEqual([]);
});

test("a wrong key is refused once and nothing is recorded; with the right one everything is as usual", async () => {
  const stack = await stackWithCard({ env: { FOURPAY_API_KEY: "not-the-key" } });
  const report = await stack.expectFail("up", "unauthorized");
  expect(report.output).toContain("FOURPAY_API_KEY");
  expect(report.output).not.toContain("not-the-key");
  // Once by the check, which leaves it at that, and once by the creation.
  expect(report.requests.map((entry) => entry.status)).toEqual([401, 401]);
  expect(await stack.state()).toEqual([]);

  stack.setEnv({ FOURPAY_API_KEY: stack.sandbox.apiKey });
  await stack.up();
  expect(stack.openCards).toHaveLength(1);
});

test("an organization the key does not open is forbidden", async () => {
  const stack = await stackWithCard({ env: { FOURPAY_ORGANIZATION_ID: "11111111-2222-4333-8444-555555555555" } });
  const report = await stack.expectFail("up", "forbidden");
  expect(report.writes).toEqual([]);
});

test("everything from stack configuration: up, refresh and destroy need no environment", async () => {
  const stack = await stackWithCard();
  const { sandbox, engine } = stack;
  stack.setEnv({ FOURPAY_BASE_URL: undefined, FOURPAY_ORGANIZATION_ID: undefined, FOURPAY_API_KEY: undefined });
  await engine.setAllConfig({
    "fourpay:baseUrl": { value: sandbox.url },
    "fourpay:organizationId": { value: sandbox.organizationId },
    "fourpay:apiKey": { value: sandbox.apiKey, secret: true },
  });

  await stack.up();
  await stack.refresh();
  await stack.destroy();

  expect(stack.cards.map(({ status }) => status)).toEqual(["closed"]);
  expect(await stack.everythingOnDisk()).not.toContain(sandbox.apiKey);
});

test("a key rotated after `up`: the environment wins over what the engine has recorded, on refresh and destroy too", async () => {
  const stack = await stackWithCard({ env: { FOURPAY_API_KEY: undefined } });
  const door = await openDoor(stack.sandbox);
  door.accept("first-key");
  stack.setEnv({ FOURPAY_BASE_URL: door.url });
  await stack.engine.setConfig("fourpay:apiKey", { value: "first-key", secret: true });
  await stack.up();

  door.accept("second-key");
  await stack.expectFail("refresh", "unauthorized");
  await stack.expectFail("destroy", "unauthorized");
  expect(stack.openCards).toHaveLength(1);

  stack.setEnv({ FOURPAY_API_KEY: "second-key" });
  await stack.refresh();
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
  expect(await stack.everythingOnDisk()).not.toMatch(/first-key|second-key/);
});

test("recorded resources are never used against another organization or address: refused before any request", async () => {
  const stack = await stackWithCard();
  await stack.up();
  const id = await stack.id("card");
  const elsewhere = [
    { FOURPAY_ORGANIZATION_ID: "11111111-2222-4333-8444-555555555555" },
    { FOURPAY_BASE_URL: "https://api.example.com" },
  ];
  const verbs: Verb[] = ["up", "refresh", "destroy"];
  for (const env of elsewhere) {
    stack.setEnv(env);
    for (const verb of verbs) {
      const report = await stack.expectFail(verb, "tenant_mismatch");
      expect(report.requests).toEqual([]);
    }
    stack.setEnv({ FOURPAY_ORGANIZATION_ID: stack.sandbox.organizationId, FOURPAY_BASE_URL: stack.sandbox.url });
  }
  expect(await stack.card("card")).toMatchObject({ id, status: "active" });
  await stack.destroy();
});
