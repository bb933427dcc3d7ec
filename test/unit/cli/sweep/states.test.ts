// Which states a sweep is held against.
import { expect, it } from "vitest";
import { openStates } from "../../../../provider/cli/sweep/states";
import { cli } from "./cli";

it.each([
  ["dev", "app", "dev"],
  ["acme/dev", "app", "dev"],
  ["acme/shop/prod", "shop", "prod"],
])("the stack %s is of the project %s", async (label, project, stack) => {
  const [state] = await (await openStates({ stacks: [label], files: [] }, () => cli()))();
  expect(state).toMatchObject({ label, project, stack, current: true, activity: "unknown" });
});
