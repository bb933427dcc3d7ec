// The dialects example: one program, two APIs, the same cards.
import { expect, test } from "vitest";
import { configure, openExample, staysAndEnds } from "../../support/example";
import { ROUTES } from "../../support/stack";

const CREDENTIALS = {
  organization: {},
  merchant: { FOURPAY_API_KEY: "sandbox-token", FOURPAY_ORGANIZATION_ID: undefined },
};
const ISSUE = {
  organization: ROUTES.issue,
  merchant: "POST /accounts/{account_uuid}/cards",
};

test.each(["organization", "merchant"] as const)("the same program through the %s API", async (dialect) => {
  const stack = await openExample("dialects", { config: dialect, env: CREDENTIALS[dialect] });

  expect((await stack.up()).writes).toContain(ISSUE[dialect]);

  expect(await stack.card("ada-ads")).toMatchObject({ status: "active", balance: "5.00", limits: { daily: "100.00" } });
  await configure(stack, { frozen: true });
  await stack.up();
  expect(await stack.card("ada-ads")).toMatchObject({ status: "frozen", balance: "5.00" });
  await staysAndEnds(stack);
  expect(stack.cards.map(({ balance }) => balance)).toEqual(["0.00"]);
});
