// The import example: a card made by hand is taken over, set right, and let go of.
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { configure, openExample } from "../../support/example";
import { ROUTES } from "../../support/stack";

test("takes a card over without issuing one, sets its limits, and lets go of it live", async () => {
  const stack = await openExample("import");
  const { control } = stack.sandbox;
  const holderId = control.seedHolder({ id: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
  const cardId = control.seedCard({ walletId: seedIds.wallet, holderId, name: "By hand" });
  await configure(stack, { cardId, holderId, cardName: "By hand" });

  const { writes } = await stack.up();
  expect(writes).toEqual([ROUTES.updateCard]);
  expect(stack.cards.map(({ id }) => id)).toEqual([cardId]);
  expect(stack.cardById(cardId).limits).toEqual({ daily: "150.00", monthly: "1500.00" });
  expect((await stack.up()).requests).toEqual([]);
  await stack.destroy();
  expect(stack.cardById(cardId).status).toBe("active");
});
