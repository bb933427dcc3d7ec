// What the engine prints with `--json`: the documents that `fourpay exposure` reads.
import type { Stack } from "@pulumi/pulumi/automation";
import { type TestStack, withoutEpilogue } from "./stack";

type PulumiRun = { runPulumiCmd(args: string[], ...rest: unknown[]): Promise<{ stdout: string }> };

export interface JsonRun {
  readonly verb?: "preview" | "up";
  /** The newer form: one event per line instead of one document. */
  readonly streaming?: boolean;
  readonly flags?: readonly string[];
}

/** Standard output of `pulumi preview --json`, or of `pulumi up --json --yes`, also where the run failed. */
export async function jsonOf(
  stack: TestStack,
  { verb = "preview", streaming = false, flags = [] }: JsonRun = {},
): Promise<string> {
  const engine = stack.engine as unknown as PulumiRun;
  let printed = "";
  const asking = Object.create(withoutEpilogue(stack.engine), {
    runPulumiCmd: {
      async value(this: unknown, [command = "", ...args]: string[], ...rest: unknown[]) {
        const hear = (text: string) => {
          printed += text;
        };
        // The first of the rest is told what the engine writes to its standard output.
        return engine.runPulumiCmd.call(this, [command, "--json", ...flags, ...args], hear, ...rest.slice(1));
      },
    },
  }) as Stack;
  stack.setEnv({ PULUMI_ENABLE_STREAMING_JSON_PREVIEW: streaming ? "true" : undefined });
  try {
    await (verb === "up" ? asking.up({ color: "never" }) : asking.preview({ color: "never" }));
  } catch (error) {
    if (printed === "") throw error;
  } finally {
    stack.setEnv({ PULUMI_ENABLE_STREAMING_JSON_PREVIEW: undefined });
  }
  return printed;
}
