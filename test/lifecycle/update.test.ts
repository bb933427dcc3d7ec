// In-place updates of holders and cards: every property that can change does so at the API, without replacement and with the needed writes only.
import * as fourpay from "pulumi-fourpay";
import { seedIds } from "pulumi-fourpay/sandbox";
import { expect, test } from "vitest";
import { card as plain, stackWithAda } from "../support/ada";
import { openStack, opsOf, ROUTES, updatesInPlace } from "../support/stack";

test("a holder's first name, last name, e-mail and phone", async () => {
  const stack = await openStack();
  const ada: fourpay.HolderArgs = { firstName: "Ada", lastName: "Byron", email: "ada@example.com" };
  stack.declare(() => {
    new fourpay.Holder("ada", { ...ada });
  });
  await stack.up();

  ada.lastName = "Lovelace";
  await updatesInPlace(stack, "ada", [ROUTES.updateHolder]);
  expect(await stack.holder("ada")).toMatchObject({ firstName: "Ada", lastName: "Lovelace", phone: null });
  const [{ requestBody } = { requestBody: undefined }] = stack.sandbox.journal.list({ route: ROUTES.updateHolder });
  expect(requestBody, "only what changed is sent").toEqual({ lastName: "Lovelace" });

  Object.assign(ada, { firstName: "Augusta Ada", email: "countess@example.com", phone: "+442071234567" });
  await updatesInPlace(stack, "ada", [ROUTES.updateHolder]);
  expect(await stack.holder("ada")).toMatchObject({
    firstName: "Augusta Ada",
    email: "countess@example.com",
    phone: "+442071234567",
  });

  ada.email = "Countess@Example.com";
  await updatesInPlace(stack, "ada", []);

  delete ada.phone;
  await stack.expectRefused("phone: cannot be removed");
  expect((await stack.holder("ada")).phone).toBe("+442071234567");
});

test("a card's name, limits and frozen; each on its own, and a rename never unfreezes what was frozen by hand", async () => {
  const stack = await stackWithAda();
  const { control } = stack.sandbox;
  const args = { ...plain, name: "First name" };
  stack.declare(() => {
    new fourpay.Card("card", { ...args });
  });
  await stack.up();
  const id = await stack.id("card");

  args.name = "Second name";
  await updatesInPlace(stack, "card", [ROUTES.updateCard]);
  expect((await stack.card("card")).name).toBe("Second name");

  args.limits = { daily: "25.00", perTransaction: "5" };
  await updatesInPlace(stack, "card", [ROUTES.updateCard]);
  expect((await stack.card("card")).limits).toEqual({ daily: "25.00", perTransaction: "5.00" });
  expect(stack.sandbox.journal.list({ route: ROUTES.updateCard }).map((entry) => entry.requestBody)).toEqual([
    { name: "Second name" },
    { limits: { daily_limit: "25.00", transaction_limit: "5.00" } },
  ]);

  control.setCardStatus(id, "frozen");
  args.name = "Third name";
  await updatesInPlace(stack, "card", [ROUTES.updateCard]);
  expect(await stack.card("card")).toMatchObject({ name: "Third name", status: "frozen" });

  args.frozen = true;
  await updatesInPlace(stack, "card", []);
  expect((await stack.card("card")).status).toBe("frozen");
  args.frozen = false;
  await updatesInPlace(stack, "card", [ROUTES.unfreeze]);
  expect((await stack.card("card")).status).toBe("active");
  args.frozen = true;
  await updatesInPlace(stack, "card", [ROUTES.freeze]);
  expect((await stack.card("card")).status).toBe("frozen");

  // Frozen stays declared while something else changes, and a hand unfroze it meanwhile: said, not overwritten.
  control.setCardStatus(id, "active");
  args.name = "Fourth name";
  const report = await stack.up();
  expect(report.writes).toEqual([ROUTES.updateCard]);
  expect(report.output).toContain("left as it is: frozen");
  expect(await stack.card("card")).toMatchObject({ name: "Fourth name", status: "active" });
});

test("policies and notes to ourselves change the state only; nothing is sent", async () => {
  const stack = await stackWithAda();
  const card = { ...plain };
  const wallet: fourpay.WalletArgs = { providerId: seedIds.personalProvider };
  stack.declare(() => {
    new fourpay.Card("card", { ...card });
    new fourpay.Wallet("ads", { ...wallet });
  });
  await stack.up();
  const before = await stack.card("card");

  Object.assign(card, { deletionPolicy: "retain", waitFor: "accepted", initialBalance: "5.00", adopt: before.id });
  Object.assign(wallet, { deletionPolicy: "retain" });
  const report = await stack.up();

  expect(opsOf(report, "card")).toEqual(["update"]);
  expect(opsOf(report, "ads")).toEqual(["update"]);
  expect(report.writes).toEqual([]);
  expect(report.output).toContain("initialBalance is paid in only when a card is issued");
  expect(await stack.card("card")).toEqual(before);
  expect((await stack.resource("card")).outputs).toMatchObject({ deletionPolicy: "retain" });
  expect((await stack.resource("ads")).outputs).toMatchObject({ deletionPolicy: "retain" });
});
