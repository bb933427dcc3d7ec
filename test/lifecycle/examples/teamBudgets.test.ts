// The component example: budgets of teams, split into the limits of their members' cards.
import { expect, test } from "vitest";
import { configOf, configure, openExample, staysAndEnds } from "../../support/example";
import type { TestStack } from "../../support/stack";

interface Team {
  monthly: string;
  members: Record<string, object>;
}

test("budgets become limits, a change of people or money only the changes of limits it means", async () => {
  const stack = await openExample("team-budgets");
  const { teams } = (await configOf("team-budgets")) as { teams: { marketing: Team; research: Team } };

  await stack.up();
  expect(await limitsOf(stack, "marketing-ada", "marketing-grace")).toEqual([
    { daily: "1000.00", monthly: "4000.00" },
    { daily: "500.00", monthly: "2000.00" },
  ]);
  expect(await limitsOf(stack, "research-alan", "research-edith", "research-radia")).toEqual([
    { daily: "33.34", monthly: "333.34" },
    { daily: "33.34", monthly: "333.33" },
    { daily: "33.34", monthly: "333.33" },
  ]);
  expect((await stack.engine.outputs()).cards?.value).toMatchObject({
    marketing: { ada: expect.stringMatching(/\d{4}$/), grace: expect.stringMatching(/\d{4}$/) },
  });

  const { radia: _, ...staying } = teams.research.members;
  await configure(stack, { teams: { ...teams, research: { ...teams.research, members: staying } } });
  const left = await stack.preview();
  expect(left.steps.flatMap(({ name, op }) => (op === "same" ? [] : `${op} ${name}`)).toSorted()).toEqual([
    "delete research-radia",
    "delete research-radia-holder",
    "update research-alan",
    "update research-edith",
  ]);
  await stack.up();
  expect(stack.openCards).toHaveLength(4);
  expect(await limitsOf(stack, "research-alan", "research-edith")).toEqual([
    { daily: "50.00", monthly: "500.00" },
    { daily: "50.00", monthly: "500.00" },
  ]);

  await staysAndEnds(stack);
});

test("a budget that is no amount stops the program before anything is issued", async () => {
  const teams = {
    broken: { monthly: "lots", members: { ada: { firstName: "A", lastName: "L", email: "a@example.com" } } },
  };
  const stack = await openExample("team-budgets");
  await configure(stack, { teams });
  await stack.expectRefused('An amount is a text such as "6000.00"', "up");
  expect(stack.cards).toEqual([]);
});

async function limitsOf(stack: TestStack, ...names: string[]) {
  return Promise.all(names.map(async (name) => (await stack.card(name)).limits));
}
