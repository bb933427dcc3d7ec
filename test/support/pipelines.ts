// Pipelines as their platforms read them: GitHub's own workflow parser, and GitLab's schema as gitlab-ci-local carries it.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { load } from "js-yaml";

const GITOPS = join(__dirname, "..", "..", "examples", "gitops");
export const WORKFLOWS = ["cards-preview.yml", "cards-up.yml", "cards-drift.yml"] as const;

export function readWorkflow(name: string): Promise<string> {
  return readFile(join(GITOPS, "github", name), "utf8");
}

export function readGitLab(): Promise<string> {
  return readFile(join(GITOPS, "gitlab", ".gitlab-ci.yml"), "utf8");
}

/** What GitHub would refuse it for. */
export async function workflowProblems(content: string): Promise<string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
  const { context, value } = parseWorkflow({ name: "workflow.yml", content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

/** What `gitlab-ci-local` prints about it; it rejects where the schema or the jobs' relations are wrong. */
export async function gitLabJobs(content: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-gitlab-"));
  try {
    await writeFile(join(folder, ".gitlab-ci.yml"), content);
    await run("git", ["init", "--quiet"], folder);
    const cli = join(dirname(require.resolve("gitlab-ci-local/package.json")), "src", "index.js");
    const stated = Object.entries(variables).flatMap(([key, value]) => ["--variable", `${key}=${value}`]);
    const names = Object.keys(variables).join(",");
    const meant = names === "" ? [] : ["--ignore-predefined-vars", names];
    const { stdout } = await run(process.execPath, [cli, "--list-csv-all", ...stated, ...meant], folder);
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(file: string, args: readonly string[], cwd: string) {
  return promisify(execFile)(file, args, { cwd, env: { ...process.env, HOME: cwd } });
}

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
}

export interface Workflow {
  readonly permissions: Record<string, string>;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Record<
    string,
    {
      readonly if?: string;
      readonly environment?: string;
      readonly permissions: Record<string, string>;
      readonly "timeout-minutes": number;
      readonly env: Record<string, string>;
      readonly steps: readonly Step[];
    }
  >;
}

export async function loadWorkflow(name: string): Promise<Workflow> {
  return load(await readWorkflow(name)) as Workflow;
}
