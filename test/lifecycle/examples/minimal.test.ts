// The minimal example: a person and a card in a wallet that exists.
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { openExample, staysAndEnds } from "../../support/example";

test("issues one card to one person, changes nothing when nothing changed, and closes it in the end", async () => {
  const stack = await openExample("minimal");

  await stack.up();

  expect(stack.openCards).toHaveLength(1);
  expect(await stack.card("ada-ads")).toMatchObject({
    status: "active",
    walletId: seedIds.wallet,
    holderId: await stack.id("ada"),
    limits: { daily: "100.00", monthly: "1000.00" },
  });
  expect(await stack.holder("ada")).toMatchObject({ email: "ada@example.com" });
  const outputs = await stack.engine.outputs();
  expect(outputs.masked?.value).toMatch(/^(\*{4} ){3}\d{4}$/);
  expect(outputs.status?.value).toBe("active");
  await staysAndEnds(stack);
});
