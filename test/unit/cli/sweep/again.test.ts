// The command that closes what was kept: the same question once more, with the ids that a person asks for.
import { expect, it } from "vitest";
import { closeCommands } from "../../../../provider/cli/sweep/again";

const asked = { stack: ["dev"], state: [], cwd: ".", also: [] };

it("asks about the same stacks and files, in the same folder", () => {
  const options = { stack: ["dev", "acme/app/prod"], state: ["old.json"], cwd: "infra", also: ["a"], minAge: 0 };
  expect(closeCommands(options, ["b", "c"])).toEqual([
    "fourpay sweep --stack dev --stack acme/app/prod --state old.json --cwd infra --min-age 0 --also a --close --also b --also c",
  ]);
});

it("nothing in an id or a path means anything to a shell", () => {
  expect(closeCommands({ ...asked, cwd: "my folder" }, ["$(it's)"])).toEqual([
    "fourpay sweep --stack dev --cwd 'my folder' --close --also '$(it'\\''s)'",
  ]);
});

it("many ids become several commands, each id in one of them", () => {
  const ids = Array.from({ length: 120 }, (_, index) => `id-${index}`);
  const commands = closeCommands(asked, ids);
  expect(commands).toHaveLength(3);
  expect(commands.flatMap((command) => command.match(/id-\d+/g))).toEqual(ids);
});
