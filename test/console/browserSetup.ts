// Without a browser the console's tests fail as a whole, with what to do about it.
import type { TestProject } from "vitest/node" with { "resolution-mode": "import" };

export default async function setup(project: TestProject): Promise<void> {
  const { findBrowser, HOW_TO_INSTALL } = await import("../../scripts/lib/browser.mjs");
  const browser = findBrowser(process.env);
  if (browser === undefined) throw new Error(HOW_TO_INSTALL);
  project.provide("browser", browser);
}

declare module "vitest" {
  interface ProvidedContext {
    browser: string;
  }
}
