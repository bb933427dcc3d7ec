// One suite for both dialects: what a program may rely on whichever API it talks to, and below it the list of what differs.
import * as fourpay from "pulumi-fourpay";
import { type Sandbox, seedIds } from "pulumi-fourpay/sandbox";
import { describe, expect, test } from "vitest";
import { openStack, opsOf, type TestStack } from "../support/stack";

interface Dialect {
  readonly name: "organization" | "merchant";
  readonly env: (sandbox: Sandbox) => Record<string, string | undefined>;
  /** What a holder needs besides a name and an e-mail. */
  readonly holder: Partial<fourpay.HolderArgs>;
  readonly routes: { readonly issue: string; readonly fund: string; readonly freeze: string; readonly close: string };
}

const CARD = "/wallets/{wallet_id}/instruments";
const MERCHANT_CARD = "/accounts/{account_uuid}/cards";

const DIALECTS: readonly Dialect[] = [
  {
    name: "organization",
    env: () => ({}),
    holder: {},
    routes: {
      issue: `POST ${CARD}`,
      fund: `PATCH ${CARD}/{instrument_id}/fund`,
      freeze: `POST ${CARD}/{instrument_id}/suspend`,
      close: `POST ${CARD}/{instrument_id}/terminate`,
    },
  },
  {
    name: "merchant",
    env: ({ apiToken }) => ({
      FOURPAY_DIALECT: "merchant",
      FOURPAY_API_KEY: apiToken,
      FOURPAY_ORGANIZATION_ID: undefined,
    }),
    holder: { accountId: seedIds.wallet },
    routes: {
      issue: `POST ${MERCHANT_CARD}`,
      fund: `POST ${MERCHANT_CARD}/{card_uuid}/topup`,
      freeze: `POST ${MERCHANT_CARD}/{card_uuid}/freeze`,
      close: `POST ${MERCHANT_CARD}/{card_uuid}/close`,
    },
  },
];

async function open(dialect: Dialect): Promise<TestStack> {
  const stack = await openStack();
  stack.setEnv(dialect.env(stack.sandbox));
  return stack;
}

const ada = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };

function declareCard(dialect: Dialect, args: Partial<fourpay.CardArgs> = {}, opts: fourpay.ResourceOptions = {}): void {
  const holder = new fourpay.Holder("ada", { ...ada, ...dialect.holder });
  new fourpay.Card(
    "card",
    { walletId: seedIds.wallet, holderId: holder.id, limits: { daily: "50.00" }, ...args },
    opts,
  );
}

describe.each(DIALECTS)("$name", (dialect) => {
  const { issue, fund, freeze, close } = dialect.routes;

  test("issue, nothing to do, freeze, unfreeze, destroy: money back to the cent", async () => {
    const stack = await open(dialect);
    const before = stack.walletById(seedIds.wallet).available;
    let args: Partial<fourpay.CardArgs> = { initialBalance: "25.00" };
    stack.declare(() => declareCard(dialect, args));

    expect((await stack.up()).writes.filter((route) => [issue, fund].includes(route))).toEqual([issue, fund]);
    expect(await stack.card("card")).toMatchObject({ status: "active", balance: "25.00", limits: { daily: "50.00" } });
    expect((await stack.up()).requests).toEqual([]);

    args = { ...args, frozen: true };
    expect((await stack.up()).writes).toEqual([freeze]);
    expect((await stack.card("card")).status).toBe("frozen");
    args = { ...args, frozen: false };
    await stack.up();
    expect((await stack.card("card")).status).toBe("active");

    await stack.destroy();
    expect(stack.openCards).toEqual([]);
    expect(stack.cards.map(({ balance }) => balance)).toEqual(["0.00"]);
    expect(Number(before) - Number(stack.walletById(seedIds.wallet).available)).toBeCloseTo(1, 9);
    expect(stack.sandbox.control.snapshot().ledger.balanced).toBe(true);
  });

  test("the replies to issuing and to the initial balance are lost: one card, paid once", async () => {
    const stack = await open(dialect);
    stack.sandbox.faults.add({ kind: "drop-after-commit", match: { route: issue } });
    stack.sandbox.faults.add({ kind: "drop-after-commit", match: { route: fund } });
    stack.declare(() => declareCard(dialect, { initialBalance: "7.00" }));

    const report = await stack.up();

    expect(report.writes.filter((route) => route === issue || route === fund)).toEqual([issue, fund]);
    expect(stack.cards).toHaveLength(1);
    expect(await stack.card("card")).toMatchObject({ status: "active", balance: "7.00" });
  });

  test("a kill between issuing and recording: the next `up` finds the card by its mark", async () => {
    const stack = await open(dialect);
    stack.declare(() => declareCard(dialect));
    await stack.up();
    const id = await stack.id("card");
    await stack.forget("card");

    const report = await stack.up();

    expect(report.writes).toEqual([]);
    expect(await stack.id("card")).toBe(id);
    expect(stack.cards).toHaveLength(1);
  });

  test("stuck in creation: recorded, resumed, never issued again", async () => {
    const stack = await open(dialect);
    stack.sandbox.faults.add({ kind: "stuck" });
    stack.declare(() => declareCard(dialect, {}, { customTimeouts: { create: "3s", update: "60s" } }));

    await stack.expectFail("up", "wait_timeout");
    const id = await stack.id("card");
    stack.sandbox.control.setCardStatus(id, "active");

    expect((await stack.up()).writes).toEqual([]);
    expect(await stack.card("card")).toMatchObject({ id, status: "active" });
    expect(stack.cards).toHaveLength(1);
  });

  test("creating_failed leaves nothing in the state, and the next `up` issues anew", async () => {
    const stack = await open(dialect);
    stack.sandbox.faults.add({ kind: "creating-failed" });
    stack.declare(() => declareCard(dialect));

    await stack.expectFail("up", "failed_state");
    await expect(stack.resource("card")).rejects.toThrow();
    await stack.up();

    expect(stack.cards.map(({ status }) => status).toSorted()).toEqual(["active", "creating_failed"]);
    expect((await stack.card("card")).status).toBe("active");
  });

  test("`reissue` issues the new card before the old one is closed", async () => {
    const stack = await open(dialect);
    let args: Partial<fourpay.CardArgs> = {};
    stack.declare(() => declareCard(dialect, args));
    await stack.up();
    const old = await stack.id("card");
    args = { reissue: "2027" };

    const report = await stack.up();

    expect(report.writes).toEqual([issue, close]);
    expect(stack.cardById(old).status).toBe("closed");
    expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
  });

  test("frozen by hand is drift, closed by hand is gone; `up` puts both right", async () => {
    const stack = await open(dialect);
    stack.declare(() => declareCard(dialect, { frozen: false }));
    await stack.up();
    stack.sandbox.control.setCardStatus(await stack.id("card"), "frozen");
    await stack.refresh();
    expect((await stack.preview()).steps.find(({ name }) => name === "card")?.diffs).toEqual(["frozen"]);
    await stack.up();
    expect((await stack.card("card")).status).toBe("active");

    const closed = await stack.id("card");
    stack.sandbox.control.setCardStatus(closed, "closed");
    await stack.refresh();
    const report = await stack.up();
    expect(opsOf(report, "card")).toEqual(["create"]);
    expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
    expect(await stack.id("card")).not.toBe(closed);
  });

  test("the delete ladder under each policy: closed and emptied, frozen, or left as it is", async () => {
    const stack = await open(dialect);
    stack.sandbox.control.seedHolder({ id: "ada", ...ada });
    const common = { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "50.00" } };
    stack.declare(() => {
      new fourpay.Card("closes", { ...common, initialBalance: "3.00" });
      new fourpay.Card("freezes", { ...common, deletionPolicy: "freeze" });
      new fourpay.Card("retains", { ...common, deletionPolicy: "retain" });
    });
    await stack.up();
    const ids = await Promise.all(["closes", "freezes", "retains"].map((name) => stack.id(name)));

    const report = await stack.destroy();

    expect(ids.map((id) => stack.cardById(id).status)).toEqual(["closed", "frozen", "active"]);
    expect(stack.cards.map(({ balance }) => balance)).toEqual(["0.00", "0.00", "0.00"]);
    expect(report.writes.filter((route) => route === close || route === freeze).toSorted()).toEqual(
      [close, freeze].toSorted(),
    );
  });

  test("a name that is taken is refused with the ways out; `adopt` takes the card over, a wrong holder does not", async () => {
    const stack = await open(dialect);
    const { control } = stack.sandbox;
    control.seedHolder({ id: "ada", ...ada });
    control.seedHolder({ id: "grace", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" });
    const existing = control.seedCard({
      walletId: seedIds.wallet,
      holderId: "ada",
      name: "Ads",
      limits: { daily: "50.00" },
    });
    let args: fourpay.CardArgs = {
      walletId: seedIds.wallet,
      holderId: "ada",
      name: "Ads",
      limits: { daily: "50.00" },
    };
    stack.declare(() => {
      new fourpay.Card("card", args);
    });

    expect((await stack.expectFail("up", "name_taken")).output).toContain(`adopt: "${existing}"`);
    args = { ...args, holderId: "grace", adopt: existing };
    expect((await stack.expectFail("up", "adoption_mismatch")).writes).toEqual([]);
    args = { ...args, holderId: "ada", adopt: true };
    expect((await stack.up()).writes).toEqual([]);
    expect(await stack.id("card")).toBe(existing);
    expect(stack.cards).toHaveLength(1);
  });

  test("429 is waited out; a request that was never processed is sent again only by the next `up`", async () => {
    const stack = await open(dialect);
    stack.sandbox.control.seedHolder({ id: "ada", ...ada });
    stack.setEnv({ FOURPAY_OUTCOME_WINDOW_SECONDS: "1" });
    stack.sandbox.faults.add({ kind: "rate-limit", retryAfterSeconds: 1, match: { route: issue } });
    stack.sandbox.faults.add({ kind: "refuse-before", match: { route: issue, nth: 2 } });
    stack.declare(() => {
      new fourpay.Card("card", { walletId: seedIds.wallet, holderId: "ada", limits: { daily: "50.00" } });
    });

    expect((await stack.expectFail("up", "outcome_unknown")).writes).toEqual([issue, issue]);
    expect(stack.cards).toEqual([]);
    expect((await stack.up()).writes).toEqual([issue]);
    expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
  });

  test("a vanished card is gone only because its wallet answers and lists it no more; `up` issues another", async () => {
    const stack = await open(dialect);
    stack.declare(() => declareCard(dialect));
    await stack.up();
    const vanished = await stack.id("card");
    stack.sandbox.control.removeCard(vanished);

    await stack.refresh();
    await expect(stack.resource("card")).rejects.toThrow();
    await stack.up();
    expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
  });

  test("a wrong credential is one clear error, and nothing is taken for gone", async () => {
    const stack = await open(dialect);
    stack.declare(() => declareCard(dialect));
    await stack.up();
    stack.setEnv({ FOURPAY_API_KEY: "not-the-key" });

    await stack.expectFail("refresh", "unauthorized");
    expect(stack.transcript).not.toContain("not-the-key");
    stack.setEnv({ FOURPAY_API_KEY: stack.sandbox.apiKey, ...dialect.env(stack.sandbox) });
    await stack.destroy();
    expect(stack.openCards).toEqual([]);
  });
});

describe("what differs", () => {
  const [, merchant] = DIALECTS;

  test("merchant: a wallet stands for an existing account; it is verified, never changed, and stays after destroy", async () => {
    const stack = await open(merchant as Dialect);
    stack.declare(() => {
      new fourpay.Wallet("account", { accountId: seedIds.wallet });
    });
    expect((await stack.up()).writes).toEqual([]);
    expect(await stack.id("account")).toBe(seedIds.wallet);
    expect((await stack.resource("account")).outputs).toMatchObject({ status: "active", currency: "USD" });
    expect((await stack.destroy()).writes).toEqual([]);
    expect(stack.walletById(seedIds.wallet).status).toBe("active");
  });

  test.each([
    ["a wallet's name", () => new fourpay.Wallet("w", { accountId: seedIds.wallet, name: "Ads" }), "name: "],
    ["a provider", () => new fourpay.Wallet("w", { providerId: seedIds.sharedProvider }), "accountId: "],
    ["a holder without an account", () => new fourpay.Holder("h", ada), "accountId: "],
  ])("merchant refuses %s in preview, before any request", async (_what, declare, reason) => {
    const stack = await open(merchant as Dialect);
    stack.declare(() => void declare());
    expect((await stack.expectRefused(reason)).requests).toEqual([]);
  });

  test("merchant refuses to change a holder, a card's name or its limits, and names the way out", async () => {
    const stack = await open(merchant as Dialect);
    let args: Partial<fourpay.CardArgs> = {};
    let lastName = ada.lastName;
    stack.declare(() => {
      const holder = new fourpay.Holder("ada", { ...ada, lastName, accountId: seedIds.wallet });
      new fourpay.Card("card", {
        walletId: seedIds.wallet,
        holderId: holder.id,
        limits: { daily: "50.00" },
        ...args,
      });
    });
    await stack.up();

    args = { limits: { daily: "60.00" } };
    expect((await stack.expectRefused("limits: ")).output).toContain("reissue");
    args = { name: "Another name" };
    expect((await stack.expectRefused("name: ")).output).toContain("reissue");
    args = {};
    lastName = "King";
    await stack.expectRefused("lastName: ");
  });

  test("organization has no webhooks", async () => {
    const stack = await openStack();
    stack.declare(() => {
      new fourpay.WebhookConfig("hook", { url: "https://example.com/hook" });
    });
    expect((await stack.expectRefused("no webhooks")).requests).toEqual([]);
  });
});

describe("the merchant's webhook configuration", () => {
  const [, merchant] = DIALECTS;
  const SECRET = "whsec-planted-5d1f";

  test("set, unchanged, changed, repaired, removed; its secret is nowhere in clear", async () => {
    const stack = await open(merchant as Dialect);
    let args: fourpay.WebhookConfigArgs = { url: "https://example.com/one", secret: SECRET };
    stack.declare(() => {
      new fourpay.WebhookConfig("hook", args);
    });
    expect((await stack.up()).writes).toEqual(["PUT /webhooks/config"]);
    expect((await stack.up()).requests).toEqual([]);
    expect((await stack.resource("hook")).outputs).toMatchObject({ secretSet: true });

    args = { ...args, url: "https://example.com/two", eventTypes: ["card_state"] };
    expect((await stack.up()).writes).toEqual(["PUT /webhooks/config"]);
    await stack.refresh();
    expect((await stack.up()).writes).toEqual([]);

    expect((await stack.destroy()).writes).toEqual(["DELETE /webhooks/config"]);
    expect(stack.transcript).not.toContain(SECRET);
    expect(await stack.everythingOnDisk()).not.toContain(SECRET);
  });

  test("its secret stays encrypted when setting it fails half-way, also one that is no longer declared", async () => {
    const stack = await open(merchant as Dialect);
    stack.setEnv({ FOURPAY_OUTCOME_WINDOW_SECONDS: "1" });
    const fail = () => stack.sandbox.faults.add({ kind: "refuse-before", match: { route: "PUT /webhooks/config" } });
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
    const stack = await open(merchant as Dialect);
    const theirs = await fetch(`${stack.sandbox.url}/api/v2/webhooks/config`, {
      method: "PUT",
      headers: { "x-api-token": stack.sandbox.apiToken, "content-type": "application/json" },
      body: JSON.stringify({ url: "https://example.com/theirs" }),
    });
    expect(theirs.status).toBe(200);
    let args: fourpay.WebhookConfigArgs = { url: "https://example.com/ours" };
    stack.declare(() => {
      new fourpay.WebhookConfig("hook", args);
    });
    expect((await stack.expectFail("up", "name_taken")).writes).toEqual([]);
    args = { ...args, adopt: true };
    expect((await stack.up()).writes).toEqual(["PUT /webhooks/config"]);
  });
});

describe("an organization and a merchant in one program", () => {
  test("each with its own credential; a rotated key is one `up`, and refresh and destroy work after it", async () => {
    const stack = await openStack({ sandbox: { apiToken: "first-token" } });
    const { sandbox } = stack;
    let credential: fourpay.ProviderArgs = { apiKey: "first-token" };
    stack.declare(() => {
      const shop = new fourpay.Provider("shop", {
        dialect: "merchant",
        organizationId: "shop",
        baseUrl: sandbox.url,
        ...credential,
      });
      const ours = new fourpay.Holder("ada", ada);
      new fourpay.Card("ours", { walletId: seedIds.wallet, holderId: ours.id, limits: { daily: "10.00" } });
      const grace = { firstName: "Grace", lastName: "Hopper", email: "grace@example.com", accountId: seedIds.wallet };
      const theirs = new fourpay.Holder("grace", grace, { provider: shop });
      new fourpay.Card("theirs", { walletId: seedIds.wallet, holderId: theirs.id }, { provider: shop });
    });
    await stack.up();
    expect((await stack.resource("ours")).outputs).toMatchObject({
      tenant: expect.stringMatching(/^2 organization /),
      status: "active",
    });
    expect((await stack.resource("theirs")).outputs).toMatchObject({
      tenant: expect.stringMatching(/^2 merchant .* shop$/),
    });
    expect(stack.openCards).toHaveLength(2);

    const ids = [await stack.id("ours"), await stack.id("theirs")];
    credential = { jwt: sandbox.jwt };
    expect((await stack.up()).writes).toEqual([]);
    await stack.refresh();
    expect([await stack.id("ours"), await stack.id("theirs")]).toEqual(ids);
    await stack.destroy();
    expect(stack.openCards).toEqual([]);
    expect(await stack.everythingOnDisk()).not.toContain(sandbox.jwt);
  });
});
