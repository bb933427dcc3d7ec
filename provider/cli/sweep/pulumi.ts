/** Asks the Pulumi CLI about a project and its stacks. Never asks it for secrets in states, only for those of our own configuration. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { LocalWorkspace, type PulumiCommand } from "@pulumi/pulumi/automation";
import { FourpayError } from "../../model/errors";
import { presentable } from "../../model/redact";

export interface PulumiCli {
  /** The executable. */
  readonly path: string;
  /** The same one, as the Automation API wants it. */
  readonly command: PulumiCommand;
  /** In or below the project's folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface Backend {
  readonly url: string;
}

const LARGEST_STATE = 512 * 1024 * 1024;
const TIME_LIMIT_MS = 300_000;

/** Runs one command and reads its JSON. Throws `config_invalid` with what the CLI said. */
async function ask(cli: PulumiCli, ...args: readonly string[]): Promise<unknown> {
  try {
    const { stdout } = await promisify(execFile)(cli.path, [...args, "--non-interactive"], {
      cwd: cli.cwd,
      env: { ...cli.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      maxBuffer: LARGEST_STATE,
      timeout: TIME_LIMIT_MS,
      ...(cli.signal === undefined ? {} : { signal: cli.signal }),
    });
    return JSON.parse(stdout) as unknown;
  } catch (error) {
    cli.signal?.throwIfAborted();
    const said = String((error as { stderr?: unknown }).stderr ?? "")
      .trim()
      .split("\n")
      .slice(-3)
      .join(" ");
    throw new FourpayError(
      "config_invalid",
      `\`pulumi ${args.join(" ")}\` failed: ${presentable(said) || "no answer"}.`,
      {
        hint: "Run it yourself in the project's folder (--cwd): it needs the same login and the same passphrase.",
      },
    );
  }
}

export async function backendOf(cli: PulumiCli): Promise<Backend> {
  const answer = (await ask(cli, "whoami", "--verbose", "--json")) as { url?: unknown };
  return { url: typeof answer.url === "string" ? answer.url : "" };
}

export function exportOf(cli: PulumiCli, stack: string): Promise<unknown> {
  return ask(cli, "stack", "export", "--stack", stack);
}

/** Keys are full: `fourpay:apiKey`. */
export async function configOf(cli: PulumiCli, stack: string): Promise<Record<string, string | undefined>> {
  const answer = await ask(cli, "config", "--json", "--show-secrets", "--stack", stack);
  const entries = Object.entries(answer as Record<string, { value?: unknown }>);
  return Object.fromEntries(
    entries.flatMap(([key, { value }]) =>
      key.startsWith("fourpay:") && typeof value === "string" ? [[key, value]] : [],
    ),
  );
}

/** Whether the service says that the stack is being updated; file and object stores do not say. */
export async function isUpdating(cli: PulumiCli, stack: string, here: string): Promise<boolean | undefined> {
  const stacks = (await ask(cli, "stack", "ls", "--json")) as { name?: unknown; updateInProgress?: unknown }[];
  const names = sameStack(stack, here);
  const found = stacks.find(({ name }) => typeof name === "string" && names.includes(name));
  return typeof found?.updateInProgress === "boolean" ? found.updateInProgress : undefined;
}

/**
 * What the CLI may call this stack in its list, which holds those of the project here: as it was given, or without the project. Never
 * without the organization: which one a bare name belongs to is not said there.
 */
function sameStack(stack: string, here: string): string[] {
  const parts = stack.split("/");
  return parts.length === 3 && parts[1] === here ? [stack, `${parts[0]}/${parts[2]}`] : [stack];
}

/** The project's name, from its file in this folder or the nearest one above. */
export async function projectOf({ cwd, command }: PulumiCli): Promise<string> {
  const workDir = projectFolder(resolve(cwd));
  const { name } = await settingsIn(workDir, command);
  if (typeof name === "string" && name !== "") return name;
  throw unreadable(workDir);
}

async function settingsIn(workDir: string, pulumiCommand: PulumiCommand): Promise<{ readonly name?: unknown }> {
  try {
    const workspace = await LocalWorkspace.create({ workDir, pulumiCommand });
    return (await workspace.projectSettings()) ?? {};
  } catch {
    throw unreadable(workDir);
  }
}

/** What the parser says is left out: it repeats lines of the file, which may hold configuration. */
function unreadable(folder: string): FourpayError {
  return new FourpayError("config_invalid", `The project file in ${folder} cannot be read, or names no project.`, {
    hint: "`pulumi about` in that folder says what is wrong with it.",
  });
}

function projectFolder(folder: string): string {
  if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((file) => existsSync(join(folder, file)))) return folder;
  const above = dirname(folder);
  if (above !== folder) return projectFolder(above);
  throw new FourpayError("config_invalid", "There is no Pulumi project in this folder or above it.", {
    hint: "Give the project's folder with --cwd, or an exported state with --state.",
  });
}
