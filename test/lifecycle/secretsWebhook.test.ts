// The merchant's secrets on the real engine: the webhook secret, the JWT, the token, through a whole life with an API that repeats all of it.
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { expect, test } from "vitest";
import { card as plain, stackWithAda } from "../support/ada";
import { openStack, type RecordedResource, type TestStack } from "../support/stack";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJwbGFudGVkIjoiand0In0.cGxhbnRlZC1zaWduYXR1cmU";
const SECRET = "whsec-planted/5d1f+1";
const NEXT_SECRET = "whsec-planted/6e2a+2";
const HOOK = "https://example.com/hook";
const PAN = "4111111111111111";

const merchant = { FOURPAY_DIALECT: "merchant", FOURPAY_ORGANIZATION_ID: undefined };
const withJwt = { ...merchant, FOURPAY_API_KEY: undefined, FOURPAY_JWT: JWT };

/** An answer as of an API that shows the request to whoever reads its errors. */
const parrot = {
  detail: [JWT, SECRET, NEXT_SECRET, encodeURIComponent(SECRET), PAN].map((text) => ({
    loc: ["body", "secret", text],
    msg: `Value ${text} is refused`,
    type: text,
    input: { url: HOOK, secret: text },
    ctx: { [text]: text },
  })),
};
const gossip = (...secrets: readonly string[]) => ({
  detail: `refused (${secrets.join(", ")}) for ${JWT}, card ${PAN}, cvv 987`,
});

const route = (method: string) => `${method} /webhooks/config`;

async function expectNowhere(stack: TestStack, ...secrets: readonly string[]): Promise<void> {
  const places = { "what was printed": stack.transcript, "what lies on disk": await stack.everythingOnDisk() };
  for (const [place, text] of Object.entries(places)) {
    for (const secret of [...secrets, "planted", "41111111", "cvv 987", "cGxhbnRlZC"]) {
      expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
    }
  }
}

/** The mark the engine puts on an encrypted value. */
const CIPHERTEXT = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: expect.stringMatching(/^v1:/) as string,
};

function expectEncrypted({ inputs, outputs }: RecordedResource, property: string): void {
  expect(inputs?.[property], "in the inputs").toEqual(CIPHERTEXT);
  expect(outputs?.[property], "in the outputs").toEqual(CIPHERTEXT);
}

test("a JWT and a webhook secret, through refusals, lost replies, rotation, refresh and a forced replacement", async () => {
  const stack = await openStack({ sandbox: { jwt: JWT }, env: withJwt });
  const { faults } = stack.sandbox;
  let args: fourpay.WebhookConfigArgs = { url: HOOK, secret: SECRET };
  stack.declare(() => {
    const hook = new fourpay.WebhookConfig("hook", args);
    return { url: hook.url };
  });

  faults.add({ kind: "status-before", status: 422, body: parrot, match: { route: route("PUT") } });
  const refused = await stack.expectFail("up", "rejected");
  expect(refused.output).toContain("[hidden]");
  // Accepted, and then the API does not show it: it is recorded all the same, encrypted, and the next run goes on.
  faults.add({ kind: "status-before", status: 403, body: gossip(SECRET), match: { route: route("GET"), nth: 2 } });
  await stack.expectFail("up", "forbidden");
  const unfinished = await stack.resource("hook");
  expect(unfinished.initErrors).toHaveLength(1);
  expectEncrypted(unfinished, "secret");
  faults.add({ kind: "drop-after-commit", match: { route: route("PUT") } });
  faults.add({ kind: "status-before", status: 500, body: gossip(SECRET), match: { route: route("GET"), nth: 2 } });
  await stack.up();
  expectEncrypted(await stack.resource("hook"), "secret");

  args = { ...args, secret: NEXT_SECRET };
  await stack.preview();
  faults.add({ kind: "status-before", status: 400, body: gossip(SECRET, NEXT_SECRET), match: { route: route("PUT") } });
  const told = await stack.expectFail("up", "rejected");
  expect(told.output).toContain("[hidden]");
  await stack.up();
  faults.add({ kind: "status-before", status: 403, body: gossip(NEXT_SECRET), match: { route: route("GET") } });
  await stack.expectFail("refresh", "forbidden");
  await stack.refresh();
  expectEncrypted(await stack.resource("hook"), "secret");
  await stack.up({ replace: ["hook"] });
  expectEncrypted(await stack.resource("hook"), "secret");

  faults.add({ kind: "status-before", status: 400, body: gossip(NEXT_SECRET), match: { route: route("DELETE") } });
  await stack.expectFail("destroy", "rejected");
  expectEncrypted(await stack.resource("hook"), "secret");
  await stack.destroy();
  await expectNowhere(stack, JWT, SECRET, NEXT_SECRET);
});

test("refused inputs are described, not shown: a secret that is a number or has line breaks, an address with a password", async () => {
  const stack = await openStack({ env: { ...merchant, FOURPAY_API_KEY: "sandbox-token" } });
  let args: unknown;
  stack.declare(() => {
    new fourpay.WebhookConfig("hook", args as fourpay.WebhookConfigArgs);
  });
  const refusals: readonly [unknown, string][] = [
    [{ url: HOOK, secret: 90817263 }, "secret: a number is not allowed"],
    [{ url: HOOK, secret: `${SECRET}\n` }, "secret: a text of 21 characters is not allowed"],
    [{ url: pulumi.secret("https://user:planted@example.com/") }, "url: a text of 33 characters is not allowed"],
    [{ url: HOOK, secret: SECRET, eventTypes: [SECRET] }, "eventTypes.0: a text of 20 characters is not allowed"],
  ];
  for (const [declared, reason] of refusals) {
    args = declared;
    const verb = declared === refusals[0]?.[0] ? "up" : "preview";
    expect((await stack.expectRefused(reason, verb)).requests).toEqual([]);
  }
  await expectNowhere(stack, SECRET, "90817263");
});

test("a token, a key of an explicit provider, and secret inputs of a card that fails half-way: all encrypted or nowhere", async () => {
  const token = "tok_planted_4Zt9QeRv";
  const key = "sk_planted_X2mB7uWc";
  const stack = await stackWithAda({
    sandbox: { apiToken: token, apiKey: key },
    env: { ...merchant, FOURPAY_API_KEY: token },
  });
  const { control, faults, url, organizationId } = stack.sandbox;
  faults.add({ kind: "stuck" });
  stack.declare(() => {
    const office = new fourpay.Provider("office", {
      dialect: "organization",
      baseUrl: url,
      organizationId,
      apiKey: key,
    });
    new fourpay.Card(
      "card",
      { ...plain, name: pulumi.secret("Project planted") },
      { provider: office, customTimeouts: { create: "5s" } },
    );
    const grace = { firstName: "Grace", lastName: "Hopper", email: "grace@example.com" };
    new fourpay.Holder("grace", grace, { provider: office });
    const hook = new fourpay.WebhookConfig("hook", { url: pulumi.secret(`${HOOK}?auth=planted`), secret: SECRET });
    return { hook: hook.url };
  });

  await stack.expectFail("up", "wait_timeout");
  const card = await stack.resource("card");
  expect(card.initErrors).toHaveLength(1);
  expectEncrypted(card, "name");
  const hook = await stack.resource("hook");
  expectEncrypted(hook, "secret");
  expectEncrypted(hook, "url");

  const [id = ""] = stack.cards.map((found) => found.id);
  control.setCardStatus(id, "active");
  // What the API shows is not taken over where it is a card number or a credential.
  control.changeHolder(await stack.id("grace"), { lastName: `${PAN} ${key}` });
  await stack.refresh();
  expect((await stack.resource("grace")).outputs).toMatchObject({ firstName: "Grace", lastName: "[hidden] [hidden]" });
  expectEncrypted(await stack.resource("card"), "name");
  expectEncrypted(await stack.resource("hook"), "url");
  await expectNowhere(stack, token, key, SECRET);
});
