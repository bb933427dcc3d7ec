// What cannot change in place replaces the card: the new one is issued before the old one is closed. What must not be replaced is refused.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { diffsOf, openStack, opsOf, ROUTES } from "../support/stack";

const REPLACED = ["create-replacement", "replace", "delete-replaced"];

interface Replacement {
  readonly property: string;
  readonly from?: Partial<fourpay.CardArgs>;
  readonly to: Partial<fourpay.CardArgs>;
}

test("walletId, holderId, cardType, binId, binCategoryId and reissue: issued anew, and only then closed", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  control.seedHolder({ id: "bob", firstName: "Bob", lastName: "B", email: "bob@example.com" });
  const second = control.seedWallet({ providerId: seedIds.physicalProvider, name: "Second", balance: "1000.00" });
  const replacements: Replacement[] = [
    { property: "walletId", to: { walletId: second } },
    { property: "holderId", to: { holderId: "bob" } },
    { property: "cardType", from: { walletId: second, waitFor: "active" }, to: { cardType: "physical" } },
    { property: "binId", from: { binId: seedIds.visaBin }, to: { binId: seedIds.mastercardBin } },
    {
      property: "binCategoryId",
      from: { binCategoryId: seedIds.advertising },
      to: { binCategoryId: seedIds.travel },
    },
    { property: "reissue", from: { reissue: "2026" }, to: { reissue: "2027" } },
    { property: "reissue", to: { reissue: "lost" } },
  ];
  // A card for each, so that one run replaces them all.
  let changed = false;
  const name = (index: number) => `card-${index}`;
  stack.declare(() => {
    for (const [index, { from, to }] of replacements.entries()) {
      new fourpay.Card(name(index), {
        ...card,
        initialBalance: "3.00",
        ...from,
        ...(changed ? to : {}),
      });
    }
  });
  await stack.up();
  const before = await Promise.all(replacements.map((_, index) => stack.card(name(index))));

  changed = true;
  const preview = await stack.preview();
  for (const [index, { property }] of replacements.entries()) {
    expect(opsOf(preview, name(index)), property).toEqual(REPLACED);
    expect(diffsOf(preview, name(index)), property).toContain(property);
  }
  expect(preview.writes).toEqual([]);

  const report = await stack.up();
  const issues = report.requests.filter((entry) => entry.route === ROUTES.issue);
  const closes = report.requests.filter((entry) => entry.route === ROUTES.close);
  expect(issues).toHaveLength(replacements.length);
  // The one thing about the new card that the sandbox shows nowhere.
  for (const bin of [{ cardProviderBinId: seedIds.mastercardBin }, { binCategoryId: seedIds.travel }])
    expect(issues.map(({ requestBody }) => requestBody)).toContainEqual(expect.objectContaining(bin));
  expect(closes).toHaveLength(replacements.length);
  expect(Math.max(...issues.map(({ seq }) => seq))).toBeLessThan(Math.min(...closes.map(({ seq }) => seq)));
  for (const [index, { property, to }] of replacements.entries()) {
    expect(opsOf(report, name(index)), property).toEqual(REPLACED);
    const old = before[index];
    const now = await stack.card(name(index));
    expect(now.id, property).not.toBe(old?.id);
    expect(now.name, "a new incarnation has a new mark").not.toBe(old?.name);
    expect(stack.cardById(old?.id ?? ""), property).toMatchObject({ status: "closed", balance: "0.00" });
    expect(now, property).toMatchObject({
      status: "active",
      balance: "3.00",
      walletId: to.walletId ?? old?.walletId,
      holderId: to.holderId ?? "ada",
      type: to.cardType ?? "virtual",
    });
  }
  expect(stack.openCards).toHaveLength(replacements.length);
  expect((await stack.up()).requests).toEqual([]);
});

test("a currency that differs from the recorded one replaces; what cannot be issued then leaves the old card live", async () => {
  // Asked beforehand, the preview would refuse it already.
  const stack = await stackWithAda({ env: { FOURPAY_PREVIEW_CHECKS: "false" } });
  let currency = "USD";
  stack.declare(() => {
    new fourpay.Card("card", { ...card, currency });
  });
  await stack.up();
  const id = await stack.id("card");

  currency = "EUR";
  expect(diffsOf(await stack.preview(), "card")).toContain("currency");
  // The wallet knows dollars only.
  const report = await stack.expectFail("up", "rejected");
  expect(report.writes).toEqual([ROUTES.issue]);
  expect(await stack.card("card")).toMatchObject({ id, status: "active" });

  currency = "USD";
  expect((await stack.up()).writes).toEqual([]);
  expect(stack.openCards.map((card) => card.id)).toEqual([id]);
});

test("a card with a name of its own is replaced under the same name", async () => {
  const stack = await stackWithAda();
  let reissue = "2026";
  stack.declare(() => {
    new fourpay.Card("card", { ...card, name: "Marketing", reissue });
  });
  await stack.up();
  const old = await stack.id("card");

  reissue = "2027";
  const report = await stack.up();

  expect(opsOf(report, "card")).toEqual(REPLACED);
  expect(await stack.card("card")).toMatchObject({ name: "Marketing", status: "active" });
  expect(stack.cardById(old).status).toBe("closed");
  expect(stack.openCards).toHaveLength(1);
});

test("a holder's id is replaced only together with the e-mail, because the API keeps people for ever", async () => {
  const stack = await openStack();
  const ada = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", cardOwnerId: "ada-1" };
  stack.declare(() => {
    new fourpay.Holder("ada", { ...ada });
  });
  await stack.up();

  ada.cardOwnerId = "ada-2";
  const refused = await stack.expectRefused("cardOwnerId: cannot change while the e-mail stays");
  expect(refused.requests).toEqual([]);

  ada.email = "ada.two@example.com";
  const report = await stack.up();
  expect(opsOf(report, "ada")).toEqual(REPLACED);
  expect(report.writes).toEqual([ROUTES.createHolder]);
  expect(stack.sandbox.control.snapshot().holders.map(({ id, email }) => [id, email])).toEqual([
    ["ada-1", "ada@example.com"],
    ["ada-2", "ada.two@example.com"],
  ]);
});

test("a wallet's provider never changes: refused in preview, and nothing is asked", async () => {
  const stack = await openStack();
  let providerId: string = seedIds.personalProvider;
  stack.declare(() => {
    new fourpay.Wallet("ads", { providerId });
  });
  await stack.up();

  providerId = seedIds.sharedProvider;
  const report = await stack.expectRefused("providerId: cannot be changed");
  expect(report.requests).toEqual([]);
  expect((await stack.wallet("ads")).status).toBe("active");
});
