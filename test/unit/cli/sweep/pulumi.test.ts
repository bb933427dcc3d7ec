// What the Pulumi CLI is asked, with a CLI of our own that says what a test wants: which stack is meant, and which CLI is asked.
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { isUpdating, projectOf } from "../../../../provider/cli/sweep/pulumi";
import { cli } from "./cli";

it.each<[string, string, string, boolean | undefined]>([
  ["a bare name, which is of the project here", "dev", "dev", true],
  ["a name with its organization", "acme/dev", "acme/dev", true],
  ["a full name", "acme/app/dev", "acme/app/dev", true],
  ["a full name, listed without the project here", "acme/app/dev", "acme/dev", true],
  ["a full name of another project", "acme/shop/dev", "dev", undefined],
  ["a full name of another project, listed alike", "acme/shop/dev", "acme/dev", undefined],
  ["a name of another organization", "other/dev", "dev", undefined],
  ["a full name, where the organization of the listed one is not shown", "acme/app/dev", "dev", undefined],
  ["a bare name, where the listed one is another organization's", "dev", "acme/dev", undefined],
])("%s: whether it is being updated", async (_, asked, listed, answer) => {
  const stacks = [
    { name: "prod", updateInProgress: false },
    { name: listed, updateInProgress: true },
  ];
  expect(await isUpdating(await cli({ stacks }), asked, "app")).toBe(answer);
});

it("a backend that does not say whether a stack is being updated is not understood as saying no", async () => {
  expect(await isUpdating(await cli({ stacks: [{ name: "dev" }] }), "dev", "app")).toBeUndefined();
});

it("the project is read with the CLI that was found, wherever that lies", async () => {
  expect(await projectOf(await cli())).toBe("app");
});

it.each([
  ["that is no YAML", "name: [app\nsecret: planted-4711\n"],
  ["without a name", "runtime: nodejs\n"],
  ["that is empty", ""],
])("a project file %s is a matter of configuration, and nothing of it is repeated", async (_, project) => {
  const error: unknown = await projectOf(await cli({ project })).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "config_invalid" });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("planted");
});
