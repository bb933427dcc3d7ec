// `--replace` and taint force a replacement that nobody declared. The live card must survive it.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { opsOf, type TestStack } from "../support/stack";

async function funded(more: Partial<fourpay.CardArgs> = {}): Promise<TestStack> {
  const stack = await stackWithAda();
  stack.declare(() => {
    const wallet = new fourpay.Wallet("ads", { providerId: seedIds.personalProvider });
    new fourpay.Card("card", { ...card, initialBalance: "7.00", ...more });
    return { wallet: wallet.id };
  });
  await stack.up();
  return stack;
}

test("`up --replace` keeps the very card and wallet, with their money", async () => {
  const stack = await funded();
  const before = await stack.card("card");
  const walletId = await stack.id("ads");

  const report = await stack.up({ replace: ["card", "ads"] });

  expect(opsOf(report, "card")).toContain("replace");
  expect(opsOf(report, "ads")).toContain("replace");
  expect(report.writes).toEqual([]);
  expect(report.output).toContain("still stands for a declared resource");
  expect(await stack.card("card")).toEqual(before);
  expect(before).toMatchObject({ status: "active", balance: "7.00" });
  expect(await stack.wallet("ads")).toMatchObject({ id: walletId, status: "active" });
  expect(stack.openCards).toHaveLength(1);
  expect((await stack.up()).requests).toEqual([]);
});

test("a tainted card is kept as well, until `reissue` says that a new one is wanted", async () => {
  const declared: Partial<fourpay.CardArgs> = {};
  const stack = await funded(declared);
  const before = await stack.card("card");
  await stack.command("state", "taint", (await stack.resource("card")).urn, "--yes");

  const report = await stack.up();

  expect(opsOf(report, "card")).toContain("replace");
  expect(report.writes).toEqual([]);
  expect(await stack.card("card")).toEqual(before);
  expect(stack.openCards).toHaveLength(1);

  await stack.command("state", "taint", (await stack.resource("card")).urn, "--yes");
  declared.reissue = "2027";
  await stack.up();
  expect(await stack.id("card")).not.toBe(before.id);
  expect(stack.cardById(before.id)).toMatchObject({ status: "closed", balance: "0.00" });
  expect(stack.openCards).toHaveLength(1);
});

test("a card with a name of its own is never closed by `--replace`: it is refused with the ways out", async () => {
  const stack = await funded({ name: "Marketing" });
  const before = await stack.card("card");

  const report = await stack.expectFail("up", "name_taken", { replace: ["card"] });

  expect(report.writes).toEqual([]);
  expect(stack.cardById(before.id)).toEqual(before);
  await stack.up();
  expect(await stack.card("card")).toEqual(before);
});
