// The merchant's webhook configuration: one for the whole account, with a secret that can be set and never read.
import * as fourpay from "pulumi-fourpay";
import type { Sandbox } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { openStack } from "../support/stack";

const SECRET = "whsec-planted-5d1f";
const SET = "PUT /webhooks/config";

test("set, unchanged, changed, repaired, removed; its secret is nowhere in clear", async () => {
  const stack = await openStack({ dialect: "merchant" });
  let args: fourpay.WebhookConfigArgs = { url: "https://example.com/one", secret: SECRET };
  stack.declare(() => {
    new fourpay.WebhookConfig("hook", args);
  });
  expect((await stack.up()).writes).toEqual([SET]);
  expect((await stack.up()).requests).toEqual([]);
  expect((await stack.resource("hook")).outputs).toMatchObject({ secretSet: true });

  args = { ...args, url: "https://example.com/two", eventTypes: ["card_state"] };
  expect((await stack.up()).writes).toEqual([SET]);
  await stack.refresh();
  expect((await stack.up()).requests).toEqual([]);

  await setByHand(stack.sandbox, { event_types: ["card_state"], secret: SECRET });
  await stack.refresh();
  expect((await stack.up()).writes).toEqual([SET]);
  await stack.refresh();
  expect((await stack.resource("hook")).outputs).toMatchObject({ ...args, secret: expect.anything() });

  expect((await stack.destroy()).writes).toEqual(["DELETE /webhooks/config"]);
  expect(stack.transcript).not.toContain(SECRET);
  expect(await stack.everythingOnDisk()).not.toContain(SECRET);
});

test("its secret stays encrypted when setting it fails half-way, also one that is no longer declared", async () => {
  const stack = await openStack({ dialect: "merchant" });
  stack.setEnv({ FOURPAY_OUTCOME_WINDOW_SECONDS: "1" });
  const fail = () => stack.sandbox.faults.add({ kind: "refuse-before", match: { route: SET } });
  let args: fourpay.WebhookConfigArgs = { url: "https://example.com/one", secret: SECRET };
  stack.declare(() => {
    new fourpay.WebhookConfig("hook", args);
  });
  const failsQuietly = async () => {
    fail();
    await stack.expectFail("up", "outcome_unknown");
    expect((await stack.resource("hook")).initErrors).toHaveLength(1);
    expect(stack.transcript).not.toContain(SECRET);
    expect(await stack.everythingOnDisk()).not.toContain(SECRET);
  };

  await failsQuietly();
  await stack.up();
  args = { ...args, url: "https://example.com/two" };
  await failsQuietly();
  args = { url: "https://example.com/three" };
  await failsQuietly();
  await stack.up();
  await stack.destroy();
  expect(await stack.everythingOnDisk()).not.toContain(SECRET);
});

test("somebody else's is refused without `adopt`", async () => {
  const stack = await openStack({ dialect: "merchant" });
  await setByHand(stack.sandbox);
  let args: fourpay.WebhookConfigArgs = { url: "https://example.com/ours" };
  stack.declare(() => {
    new fourpay.WebhookConfig("hook", args);
  });
  expect((await stack.expectFail("up", "name_taken")).writes).toEqual([]);
  args = { ...args, adopt: true };
  expect((await stack.up()).writes).toEqual([SET]);
});

async function setByHand({ url, apiToken }: Sandbox, more: object = {}): Promise<void> {
  const answer = await fetch(`${url}/api/v2/webhooks/config`, {
    method: "PUT",
    headers: { "x-api-token": apiToken, "content-type": "application/json" },
    body: JSON.stringify({ url: "https://example.com/theirs", ...more }),
  });
  expect(answer.status).toBe(200);
}
