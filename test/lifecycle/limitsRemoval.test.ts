// Taking a limit out of the declaration: done and verified where the API can do it, said loudly where it keeps the limit.
import * as fourpay from "pulumi-fourpay";
import { expect, test } from "vitest";
import { card, stackWithAda } from "../support/ada";
import { opsOf, ROUTES, type TestStack } from "../support/stack";

async function twoLimits(
  limitsPatch: "merge" | "replace",
): Promise<{ stack: TestStack; declared: fourpay.LimitsArgs }> {
  const stack = await stackWithAda({ sandbox: { behaviour: { limitsPatch } } });
  const declared: fourpay.LimitsArgs = { daily: "10.00", monthly: "100.00" };
  stack.declare(() => {
    new fourpay.Card("card", { ...card, limits: { ...declared } });
  });
  await stack.up();
  return { stack, declared };
}

test("where an update takes the place of the stored limits, the limit is gone", async () => {
  const { stack, declared } = await twoLimits("replace");
  const id = await stack.id("card");

  delete declared.monthly;
  const report = await stack.up();

  expect(opsOf(report, "card")).toEqual(["update"]);
  expect(report.writes).toEqual([ROUTES.updateCard]);
  expect(await stack.card("card")).toMatchObject({ id, limits: { daily: "10.00" } });
  expect((await stack.card("card")).limits).not.toHaveProperty("monthly");
  expect((await stack.up()).requests).toEqual([]);
});

test("where the API keeps the limit, the run fails and says so; declaring it again is the way back", async () => {
  const { stack, declared } = await twoLimits("merge");

  delete declared.monthly;
  const report = await stack.expectFail("up", "limit_not_removed");
  expect(report.output).toContain("monthly");
  expect((await stack.card("card")).limits).toEqual({ daily: "10.00", monthly: "100.00" });
  expect((await stack.resource("card")).outputs).toMatchObject({ limits: { daily: "10.00", monthly: "100.00" } });

  declared.monthly = "100.00";
  const restored = await stack.up();
  expect(restored.writes).toEqual([]);
  expect((await stack.resource("card")).initErrors ?? []).toEqual([]);
  expect((await stack.up()).requests).toEqual([]);
});
