// An example as its user runs it: the very file, with the configuration it ships, on the real engine. Only where the API is comes from the
// test's own sandbox, and the project is the one of all tests.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, vi } from "vitest";
import { openStack, PROJECT, type StackOptions, type TestStack } from "./stack";

const EXAMPLES = join(__dirname, "..", "..", "examples");

interface ExampleOptions extends Pick<StackOptions, "env"> {
  /** The `Pulumi.<name>.yaml` it is configured by. Default `dev`. */
  readonly config?: string;
}

/** The example's `index.ts` is evaluated anew in each run, as a process of its own would. */
export async function openExample(name: string, { config = "dev", env = {} }: ExampleOptions = {}): Promise<TestStack> {
  const stack = await openStack({ env });
  await configure(stack, await configOf(name, config));
  stack.declare(async () => {
    vi.resetModules();
    return { ...((await import(join(EXAMPLES, name, "index.ts"))) as object) };
  });
  return stack;
}

/** Keys are the program's own, unless they are full. */
export async function configure(stack: TestStack, values: Readonly<Record<string, unknown>>): Promise<void> {
  const entries = Object.entries(values).map(([key, value]) => [
    key.includes(":") ? key : `${PROJECT}:${key}`,
    { value: typeof value === "string" ? value : JSON.stringify(value) },
  ]);
  await stack.engine.setAllConfig(Object.fromEntries(entries));
}

/** What the example's stack file says for the program, and the dialect. */
export async function configOf(name: string, stack = "dev"): Promise<Record<string, unknown>> {
  const file = load(await readFile(join(EXAMPLES, name, `Pulumi.${stack}.yaml`), "utf8")) as {
    config: Record<string, unknown>;
  };
  const own = Object.entries(file.config).flatMap(([key, value]) => {
    if (key.startsWith(`${name}:`)) return [[key.slice(name.length + 1), value]];
    return key === "fourpay:dialect" ? [[key, value]] : [];
  });
  return Object.fromEntries(own);
}

/** What every example must do after its first `up`: nothing, and then leave nothing behind. */
export async function staysAndEnds(stack: TestStack): Promise<void> {
  const again = await stack.up();
  expect(again.requests).toEqual([]);
  expect(again.steps.filter(({ op }) => op !== "same")).toEqual([]);
  await stack.destroy();
  expect(stack.openCards).toEqual([]);
}
