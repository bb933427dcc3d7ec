// What the Pulumi CLI is asked, with a CLI of our own that says what a test wants: which stack is meant, and which CLI is asked.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { expect, it, onTestFinished, vi } from "vitest";
import { isUpdating, type PulumiCli, projectOf } from "../../../../provider/cli/sweep/pulumi";

interface Said {
  readonly stacks?: readonly { readonly name: string; readonly updateInProgress?: boolean }[];
  /** The project file. */
  readonly project?: string;
}

/** Lies in a folder that is not in PATH, and is the only one there is. */
async function cli({ stacks = [], project = "name: app\nruntime: nodejs\n" }: Said = {}): Promise<PulumiCli> {
  const root = await mkdtemp(join(tmpdir(), "fourpay-cli-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const path = join(root, "bin", "pulumi");
  await mkdir(join(root, "bin"));
  const script = `#!/bin/sh\nif [ "$1" = version ]; then echo v3.259.0; else echo '${JSON.stringify(stacks)}'; fi\n`;
  await writeFile(path, script, { mode: 0o755 });
  await writeFile(join(root, "Pulumi.yaml"), project);
  vi.stubEnv("PATH", root);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { path, command: await PulumiCommand.get({ root }), cwd: join(root, "bin"), env: {} };
}

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
