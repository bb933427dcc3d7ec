// The command of the nightly check, on the real engine: silent while all is as recorded, failing when it is not, and changing nothing.
import { expect, test } from "vitest";
import { openExample, staysAndEnds } from "../../support/example";
import { loadWorkflow } from "../../support/pipelines";

test("the drift check passes, then fails on a limit changed by hand, and writes nothing", async () => {
  const { jobs } = await loadWorkflow("cards-drift.yml");
  const line = jobs.drift?.steps.find(({ run }) => run?.startsWith("pulumi refresh"))?.run ?? "";
  const args = line.replace('--stack "$STACK" ', "").split(" ").slice(1);
  const stack = await openExample("minimal");
  // The tests' engine is told to confirm by itself, which this command does not go together with.
  stack.setEnv({ PULUMI_SKIP_CONFIRMATIONS: undefined });
  await stack.up();
  const recorded = await stack.state();

  await stack.command(...args);

  stack.sandbox.control.setCardLimits(await stack.id("ada-ads"), { daily: "9000.00", monthly: "1000.00" });
  await expect(stack.command(...args)).rejects.toThrow(/no changes were expected/);
  expect(await stack.state()).toEqual(recorded);
  expect((await stack.card("ada-ads")).limits).toMatchObject({ daily: "9000.00" });

  stack.sandbox.control.setCardLimits(await stack.id("ada-ads"), { daily: "100.00", monthly: "1000.00" });
  await staysAndEnds(stack);
});
