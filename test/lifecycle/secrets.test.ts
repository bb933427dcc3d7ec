// Secrets: no key, card number or security code, and no input declared secret, in state, history, settings or anything printed.
import * as pulumi from "@pulumi/pulumi";
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { describe, expect, test } from "vitest";
import { openStack, ROUTES, type TestStack } from "../support/stack";

const apiKey = "sk_live_4Zt9QeRvX2mB7uWc";

/** The full numbers of all cards, which only the credentials endpoint of the sandbox gives away. */
async function cardNumbers(stack: TestStack): Promise<string[]> {
  const { url, organizationId } = stack.sandbox;
  return Promise.all(
    stack.cards.map(async ({ id, walletId }) => {
      const path = `/api/v2/organizations/${organizationId}/wallets/${walletId}/instruments/${id}/credentials`;
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } });
      const { data } = (await answer.json()) as { data: { cardNumber: string } };
      expect(data.cardNumber).toMatch(/^\d{16}$/);
      return data.cardNumber;
    }),
  );
}

test("a whole life, failures included, told as loudly as the engine can: no key and no card number anywhere", async () => {
  const stack = await openStack({ sandbox: { apiKey } });
  const { faults } = stack.sandbox;
  let daily = "10.00";
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
    const card = new fourpay.Card("card", {
      walletId: seedIds.wallet,
      holderId: ada.id,
      limits: { daily },
      initialBalance: "5.00",
    });
    return { card, masked: card.maskedNumber };
  });

  await stack.up({ verbose: true });
  const [number = ""] = await cardNumbers(stack);
  daily = "20.00";
  // An API, or something in front of it, that repeats what it should not.
  const body = { detail: `Invalid request by ${apiKey} for card ${number}, cvv 123` };
  faults.add({ kind: "status-before", status: 422, body, match: { route: ROUTES.updateCard } });
  const failed = await stack.expectFail("up", "rejected", { verbose: true });
  expect(failed.output).toContain("[hidden]");
  await stack.preview({ verbose: true });
  await stack.refresh({ verbose: true });
  stack.setEnv({ FOURPAY_API_KEY: `${apiKey}-stale` });
  await stack.expectFail("refresh", "unauthorized", { verbose: true });
  stack.setEnv({ FOURPAY_API_KEY: apiKey });
  const disk = await stack.everythingOnDisk();
  await stack.destroy({ verbose: true });

  expect(stack.transcript.length).toBeGreaterThan(100_000);
  for (const told of [stack.transcript, disk, await stack.everythingOnDisk()]) {
    expect(told.includes(apiKey), "the API key").toBe(false);
    expect(told.includes(number), "the card number").toBe(false);
    expect(told.includes(number.slice(0, 6)), "the first digits").toBe(false);
    expect(/cvv 123/.test(told), "the security code").toBe(false);
  }
  expect(stack.sandbox.journal.list({ path: /credentials/ }), "asked for by this test only").toHaveLength(1);
  // Neither test is empty: what may be told is.
  expect(disk).toContain(number.slice(-4));
  expect(stack.transcript).toContain("card");
});

test("a key from the stack's configuration lies encrypted in settings and state", async () => {
  const stack = await openStack({ sandbox: { apiKey }, env: { FOURPAY_API_KEY: undefined } });
  await stack.engine.setConfig("fourpay:apiKey", { value: apiKey, secret: true });
  stack.declare(() => {
    new fourpay.Holder("ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
  });

  await stack.up();
  stack.sandbox.faults.add({ kind: "status-before", status: 403, match: { method: "GET" } });
  await stack.expectFail("refresh", "forbidden");

  expect(await stack.everythingOnDisk()).not.toContain(apiKey);
  expect(stack.transcript).not.toContain(apiKey);
});

test("a secret input stays encrypted in state and is printed neither in a diff nor in a check failure", async () => {
  const stack = await openStack();
  let email = "countess@secret.example.com";
  stack.declare(() => {
    const ada = new fourpay.Holder("ada", {
      firstName: "Ada",
      lastName: "Lovelace",
      email: pulumi.secret(email),
      phone: pulumi.secret("+442079460958"),
    });
    return { email: ada.email };
  });

  await stack.up();
  expect((await stack.holder("ada")).email).toBe(email);
  email = "another@secret.example.com";
  await stack.preview();
  await stack.up();
  await stack.refresh();
  email = "not an address@secret.example.com";
  const refused = await stack.expectRefused("email: a text of 33 characters is not allowed: an e-mail address");
  expect(refused.requests).toEqual([]);

  // A clash on a secret e-mail does not print it either.
  stack.sandbox.control.seedHolder({ id: "bob", firstName: "B", lastName: "B", email: "taken@secret.example.com" });
  email = "taken@secret.example.com";
  await stack.expectFail("up", "rejected");

  for (const told of [stack.transcript, await stack.everythingOnDisk()]) {
    expect(told).not.toContain("secret.example.com");
    expect(told).not.toContain("442079460958");
  }
});

describe("a value of a fleet's card that is secret", () => {
  const email = "mary@secret.example.com";
  const declare = (
    stack: TestStack,
    made: (text: string) => pulumi.Input<string>,
    opts: fourpay.ResourceOptions = {},
  ) =>
    stack.declare(() => {
      const mary = { firstName: "Mary", lastName: "Jackson", email: made(email) };
      const defaults = { limits: { daily: "50.00" } };
      const args = { walletId: seedIds.wallet, defaults, cards: { mary: { holder: mary }, again: { holder: mary } } };
      return { id: new fourpay.CardFleet("team", args, opts).issued.apply(({ mary: card }) => card?.id) };
    });
  /** The current state without what lies in it encrypted, which the SDK has decrypted. */
  const recorded = async (stack: TestStack) =>
    JSON.stringify(await stack.engine.exportStack()).replace(/"plaintext":"(?:[^"\\]|\\.)*"/g, "");

  test("stays encrypted in state, over every command", async () => {
    const stack = await openStack();
    declare(stack, pulumi.secret);
    await stack.up();
    await stack.refresh();
    await stack.preview();
    expect((await stack.up()).writes).toEqual([]);
    expect(await stack.everythingOnDisk()).not.toContain(email);
    expect(stack.transcript).not.toContain(email);
    expect((await stack.engine.outputs()).id?.value).toBe(stack.openCards.at(-1)?.id);
    await stack.destroy();
    expect(stack.openCards).toEqual([]);
  });

  test("leaves the state where it was no secret before, and nothing is issued for it", async () => {
    const stack = await openStack();
    declare(stack, (text) => text);
    await stack.up();
    expect(await recorded(stack)).toContain(email);
    declare(stack, pulumi.secret);
    expect((await stack.up()).writes).toEqual([]);
    expect(await recorded(stack)).not.toContain(email);
    expect((await stack.up()).requests).toEqual([]);
  });

  test("is one that a transformation made secret, too", async () => {
    const stack = await openStack();
    declare(stack, (text) => text, {
      transformations: [
        ({ props, opts }) => {
          const { cards } = props as { cards: Record<string, { holder: fourpay.HolderArgs }> };
          const hidden = Object.entries(cards).map(([key, { holder }]) => [
            key,
            { holder: { ...holder, email: pulumi.secret(holder.email) } },
          ]);
          return { props: { ...props, cards: Object.fromEntries(hidden) as unknown }, opts };
        },
      ],
    });
    await stack.up();
    expect(await stack.everythingOnDisk()).not.toContain(email);
  });

  test("what was issued is encrypted where an option says so", async () => {
    const stack = await openStack();
    declare(stack, (text) => text, { additionalSecretOutputs: ["issued"] });
    await stack.up();
    expect(stack.openCards).toHaveLength(2);
    for (const { id } of stack.openCards) expect(await recorded(stack)).not.toContain(id);
  });
});
