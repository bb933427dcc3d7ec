/** What the projects we write ask npm for. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A checkout of the repository is not published; a project then installs that very folder. */
export function dependencyOn(packageRoot: string, version: string): string {
  return existsSync(join(packageRoot, "provider", "index.ts")) ? `file:${packageRoot}` : `^${version}`;
}

/** A folder is copied like a package: a link would bring the checkout's own SDK along. */
export function npmrcFor(dependency: string): string | undefined {
  return dependency.startsWith("file:") ? "install-links=true\n" : undefined;
}
