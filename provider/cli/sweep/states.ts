/** The states a sweep is held against: those of stacks, read from their backend each time anew, and exported ones in files. */
import { readFile } from "node:fs/promises";
import type { StackState } from "../../lifecycle/sweep";
import { FourpayError } from "../../model/errors";
import { pastOf } from "./past";
import { backendOf, exportOf, isUpdating, type PulumiCli, projectOf } from "./pulumi";

export interface StateSources {
  readonly stacks: readonly string[];
  readonly files: readonly string[];
}

/** Answers how to read all of them, as they are then. What does not change (project, backend) is asked once. */
export async function openStates(
  { stacks, files }: StateSources,
  cli: () => Promise<PulumiCli>,
): Promise<() => Promise<StackState[]>> {
  const stackReaders = stacks.length === 0 ? [] : await openStacks(stacks, await cli());
  return async () => {
    const states: StackState[] = [];
    for (const read of stackReaders) states.push(await read());
    for (const file of files) states.push(await readStateFile(file));
    return states;
  };
}

async function openStacks(stacks: readonly string[], cli: PulumiCli): Promise<(() => Promise<StackState>)[]> {
  const here = await projectOf(cli);
  const { url } = await backendOf(cli);
  return stacks.map((label) => async () => {
    const { project = here, stack } = partsOf(label);
    const past = await pastOf({ backendUrl: url, project, stack }, cli.signal);
    // The lock is looked at first: a run that begins after that has its creates in the state that is read next, or none yet.
    const busy = past === undefined ? await isUpdating(cli, label, here) : await past.isLocked();
    const deployment = await exportOf(cli, label);
    return {
      label,
      project,
      stack,
      deployment,
      current: true,
      activity: busy === undefined ? "unknown" : busy ? "busy" : "idle",
      ...(past?.wasRecorded === undefined ? {} : { wasRecorded: past.wasRecorded }),
    };
  });
}

/** `stack`, `organization/stack` or `organization/project/stack`. */
function partsOf(label: string): { project?: string; stack: string } {
  const parts = label.split("/");
  const stack = parts.at(-1) ?? label;
  return parts.length === 3 && parts[1] !== undefined ? { project: parts[1], stack } : { stack };
}

async function readStateFile(file: string): Promise<StackState> {
  try {
    const deployment = JSON.parse(await readFile(file, "utf8")) as unknown;
    return { label: file, deployment, current: false, activity: "unknown" };
  } catch (error) {
    const why =
      error instanceof SyntaxError ? "it is no JSON" : ((error as NodeJS.ErrnoException).code ?? "unreadable");
    throw new FourpayError("input_invalid", `--state ${file}: cannot be read (${why}).`, {
      hint: "Give a file that `pulumi stack export --file` wrote.",
    });
  }
}
