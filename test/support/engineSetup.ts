// Finds the engine once for all test files of a project and hands on where it is; `inject("engine")` reads it in a test.
import type { TestProject } from "vitest/node" with { "resolution-mode": "import" };
import { ensureEngine } from "../../provider/cli/engine";

declare module "vitest" {
  interface ProvidedContext {
    /** Open it with `PulumiCommand.get({ root })` and add `env` to the environment of every run. */
    engine: { path: string; root: string; env: Record<string, string> };
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const { path, root, version, source, env } = await ensureEngine({ env: process.env, report });
  report(`Engine for ${project.name}: Pulumi ${version} (${source}), ${path}`);
  project.provide("engine", { path, root, env: { ...env } });
}
