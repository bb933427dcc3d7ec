// The examples of the reference, each run as it stands there: up, nothing to do, destroy.
import { readdirSync } from "node:fs";
import { seedIds } from "pulumi-fourpay/sandbox";
import { describe, expect, test, vi } from "vitest";
import { openStack, PROJECT, type TestStack } from "../support/stack";

interface Example {
  readonly config?: (stack: TestStack) => Readonly<Record<string, string>>;
  readonly merchant?: true;
  readonly resources: number;
  /** What the sandbox holds afterwards, and for how long: the API cannot delete people. */
  readonly cards?: number;
  readonly holders?: number;
}

const inWallet = () => ({ walletId: seedIds.wallet });

const EXAMPLES: Readonly<Record<string, Example>> = {
  holder: { resources: 1, holders: 1 },
  wallet: { resources: 1, config: () => ({ providerId: seedIds.sharedProvider }) },
  card: { resources: 2, config: inWallet, cards: 1, holders: 1 },
  "card-fleet": { resources: 1, config: inWallet, cards: 3, holders: 2 },
  "webhook-config": {
    resources: 1,
    config: () => ({ webhookSecret: "a webhook secret of 32 characters" }),
    merchant: true,
  },
  lookups: { resources: 2, cards: 1, holders: 1 },
  "merchant-lookups": { resources: 0, merchant: true },
  provider: {
    resources: 1,
    config: ({ sandbox }) => ({ euOrganizationId: sandbox.organizationId, euApiKey: sandbox.apiKey }),
    holders: 1,
  },
};

test("every example of the reference is run", () => {
  const files = readdirSync("examples/reference").map((file) => file.replace(".ts", ""));
  expect(Object.keys(EXAMPLES).sort()).toEqual(files.sort());
});

describe.each(Object.entries(EXAMPLES))("%s", (name, { config, merchant, resources, cards = 0, holders = 0 }) => {
  test("runs as shown, is stable, and leaves nothing live", async () => {
    const stack = await openStack();
    const before = stack.sandbox.control.snapshot().holders.length;
    const { url, organizationId, apiKey, apiToken } = stack.sandbox;
    // In the configuration, not in the environment: lookups run in the program's process, which here is the test's own.
    const tenant = merchant
      ? { "fourpay:dialect": "merchant", "fourpay:apiKey": apiToken }
      : { "fourpay:organizationId": organizationId, "fourpay:apiKey": apiKey };
    stack.setEnv({ FOURPAY_ORGANIZATION_ID: undefined, FOURPAY_API_KEY: undefined });
    const own = Object.entries(config?.(stack) ?? {}).map(([key, value]) => [`${PROJECT}:${key}`, value] as const);
    const settings = [...Object.entries({ "fourpay:baseUrl": url, ...tenant }), ...own];
    await stack.engine.setAllConfig(
      Object.fromEntries(settings.map(([key, value]) => [key, { value, secret: /key|secret/i.test(key) }])),
    );
    stack.declare(() => {
      // A program is evaluated anew by every run.
      vi.resetModules();
      return import(`../../examples/reference/${name}.ts`);
    });

    await stack.up();
    expect(stack.openCards).toHaveLength(cards);
    expect(stack.sandbox.control.snapshot().holders).toHaveLength(before + holders);
    const again = await stack.up();
    expect(again.writes).toEqual([]);
    expect(again.steps.map(({ op }) => op)).toEqual(Array(resources).fill("same"));
    // What the fleet's own guard would refuse.
    stack.setEnv({ FOURPAY_MAX_CLOSURES: String(cards) });
    await stack.destroy();
    expect(stack.openCards).toEqual([]);
  });
});
