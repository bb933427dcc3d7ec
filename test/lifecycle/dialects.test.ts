// One suite for both dialects: what a program may rely on whichever API it talks to, and below it the list of what differs.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { describe, expect, test } from "vitest";
import type { Dialect } from "../../provider/api/port";
import { openStack, opsOf, ROUTES } from "../support/stack";

const MERCHANT_CARD = "/accounts/{account_uuid}/cards";

interface Case {
  readonly name: Dialect;
  /** What a holder needs besides a name and an e-mail. */
  readonly holder: Partial<fourpay.HolderArgs>;
  readonly routes: Readonly<Record<"look" | "issue" | "fund" | "freeze" | "close", string>>;
}

const DIALECTS: readonly Case[] = [
  {
    name: "organization",
    holder: {},
    routes: { ...ROUTES, look: "GET /wallets/{wallet_id}/instruments/{instrument_id}" },
  },
  {
    name: "merchant",
    holder: { accountId: seedIds.wallet },
    routes: {
      look: `GET ${MERCHANT_CARD}/{card_uuid}`,
      issue: `POST ${MERCHANT_CARD}`,
      fund: `POST ${MERCHANT_CARD}/{card_uuid}/topup`,
      freeze: `POST ${MERCHANT_CARD}/{card_uuid}/freeze`,
      close: `POST ${MERCHANT_CARD}/{card_uuid}/close`,
    },
  },
];

const ada = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };

describe.each(DIALECTS)("$name", ({ name: dialect, holder: own, routes }) => {
  const { look, issue, fund, freeze, close } = routes;

  function declareCard(args: Partial<fourpay.CardArgs> = {}, opts: fourpay.ResourceOptions = {}): void {
    const { id } = new fourpay.Holder("ada", { ...ada, ...own });
    const card = { walletId: seedIds.wallet, holderId: id, limits: { daily: "50.00" } };
    new fourpay.Card("card", { ...card, ...args }, opts);
  }

  test("issue, nothing to do, freeze, unfreeze, destroy: money back to the cent", async () => {
    const stack = await openStack({ dialect });
    const before = stack.walletById(seedIds.wallet).available;
    let args: Partial<fourpay.CardArgs> = { initialBalance: "25.00" };
    stack.declare(() => declareCard(args));

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
    const stack = await openStack({ dialect });
    stack.sandbox.faults.add({ kind: "drop-after-commit", match: { route: issue } });
    stack.sandbox.faults.add({ kind: "drop-after-commit", match: { route: fund } });
    stack.declare(() => declareCard({ initialBalance: "7.00" }));

    const report = await stack.up();

    expect(report.writes.filter((route) => route === issue || route === fund)).toEqual([issue, fund]);
    expect(stack.cards).toHaveLength(1);
    expect(await stack.card("card")).toMatchObject({ status: "active", balance: "7.00" });
  });

  test("a kill between issuing and recording: the next `up` finds the card by its mark", async () => {
    const stack = await openStack({ dialect });
    stack.declare(() => declareCard());
    await stack.up();
    const id = await stack.id("card");
    await stack.forget("card");

    const report = await stack.up();

    expect(report.writes).toEqual([]);
    expect(await stack.id("card")).toBe(id);
    expect(stack.cards).toHaveLength(1);
  });

  test("stuck in creation: recorded, resumed, never issued again", async () => {
    const stack = await openStack({ dialect });
    stack.sandbox.faults.add({ kind: "stuck" });
    stack.declare(() => declareCard({}, { customTimeouts: { create: "3s", update: "60s" } }));

    await stack.expectFail("up", "wait_timeout");
    const id = await stack.id("card");
    stack.sandbox.control.setCardStatus(id, "active");

    expect((await stack.up()).writes).toEqual([]);
    expect(await stack.card("card")).toMatchObject({ id, status: "active" });
    expect(stack.cards).toHaveLength(1);
  });

  test("creating_failed leaves nothing in the state, and the next `up` issues anew", async () => {
    const stack = await openStack({ dialect });
    stack.sandbox.faults.add({ kind: "creating-failed" });
    stack.declare(() => declareCard());

    await stack.expectFail("up", "failed_state");
    await expect(stack.resource("card")).rejects.toThrow();
    await stack.up();

    expect(stack.cards.map(({ status }) => status).toSorted()).toEqual(["active", "creating_failed"]);
    expect((await stack.card("card")).status).toBe("active");
  });

  test("`reissue` issues the new card before the old one is closed", async () => {
    const stack = await openStack({ dialect });
    let args: Partial<fourpay.CardArgs> = {};
    stack.declare(() => declareCard(args));
    await stack.up();
    const old = await stack.id("card");
    args = { reissue: "2027" };

    const report = await stack.up();

    expect(report.writes).toEqual([issue, close]);
    expect(stack.cardById(old).status).toBe("closed");
    expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
  });

  test("frozen by hand is drift, closed by hand is gone; `up` puts both right", async () => {
    const stack = await openStack({ dialect });
    stack.declare(() => declareCard({ frozen: false }));
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
    const stack = await openStack({ dialect });
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
    const stack = await openStack({ dialect });
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
    const stack = await openStack({ dialect });
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
    const stack = await openStack({ dialect });
    stack.declare(() => declareCard());
    await stack.up();
    const vanished = await stack.id("card");
    stack.sandbox.faults.add({ kind: "status-before", status: 404, match: { route: look } });
    await stack.expectFail("refresh", "not_found");
    stack.sandbox.control.removeCard(vanished);

    await stack.refresh();
    await expect(stack.resource("card")).rejects.toThrow();
    await stack.up();
    expect(stack.openCards.map(({ id }) => id)).toEqual([await stack.id("card")]);
  });

  test("a wrong credential is one clear error, and nothing is taken for gone", async () => {
    const stack = await openStack({ dialect });
    stack.declare(() => declareCard());
    await stack.up();
    const { FOURPAY_API_KEY } = stack.engine.workspace.envVars;
    stack.setEnv({ FOURPAY_API_KEY: "not-the-key" });

    await stack.expectFail("refresh", "unauthorized");
    expect(stack.transcript).not.toContain("not-the-key");
    stack.setEnv({ FOURPAY_API_KEY });
    await stack.destroy();
    expect(stack.openCards).toEqual([]);
  });
});

describe("what differs", () => {
  test("merchant: a wallet stands for an existing account; it is verified, never changed, and stays after destroy", async () => {
    const stack = await openStack({ dialect: "merchant" });
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
    const stack = await openStack({ dialect: "merchant" });
    stack.declare(() => void declare());
    expect((await stack.expectRefused(reason)).requests).toEqual([]);
  });

  test("merchant refuses to change a holder, a card's name or its limits, and names the way out", async () => {
    const stack = await openStack({ dialect: "merchant" });
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

describe("an organization and a merchant in one program", () => {
  test("each with its own credential; to change one is one `up`, and refresh and destroy work after it", async () => {
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
