import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { SeedCard } from "../../provider/sandbox";
import { ask, instruments, issue, look, row, seedAda, seedCard, shows, start, useBrowser } from "./world";

useBrowser();

const statuses: NonNullable<SeedCard["status"]>[] = [
  "active",
  "frozen",
  "creating",
  "creating_failed",
  "closed",
  "expired",
  "blocked",
];

async function busySandbox() {
  const sandbox = await start({ seed: "demo" });
  seedAda(sandbox);
  for (const status of statuses) {
    seedCard(sandbox, { name: `ada-${status}`, limits: { daily: "5.00" }, status });
  }
  sandbox.faults.add({ kind: "drop-after-commit" });
  sandbox.faults.add({ kind: "slow", ms: 5, match: { nth: 50 } });
  await ask(sandbox, "POST", instruments, issue);
  await ask(sandbox, "GET", "/holders/nobody");
  return sandbox;
}

/** What the checker objects to, as `rule: element`. */
async function objections(page: Page): Promise<string[]> {
  // The page forbids scripts of others; a debugger's evaluation is not one.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run()");
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

describe("the console for everybody", () => {
  it.each([
    { colorScheme: "light" as const, width: 1400 },
    { colorScheme: "dark" as const, width: 1400 },
    { colorScheme: "light" as const, width: 400 },
  ])("has nothing an accessibility checker objects to: $colorScheme, $width pixels wide", async (how) => {
    const page = await look(await busySandbox(), how);
    await row(page, "ada-frozen").waitFor();
    await shows(page.locator("#requests li"), "fault");
    expect(await objections(page)).toEqual([]);
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("nor in the empty state, the list of holders and the dialog", async () => {
    const empty = await look(await start());
    await empty.getByText("No cards yet.").waitFor();
    expect(await objections(empty)).toEqual([]);
    const page = await look(await busySandbox());
    await page.getByRole("button", { name: "Limits… ada-active" }).click();
    expect(await objections(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Holders" }).click();
    await shows(page.locator("#holder-rows"), "Lovelace");
    expect(await objections(page)).toEqual([]);
  });

  it("names every state in words", async () => {
    const page = await look(await busySandbox());
    await row(page, "ada-frozen").waitFor();
    const words = await page.locator("#card-rows .pill").allTextContents();
    expect(new Set(words)).toEqual(new Set(["Active", "Frozen", "Creating", "Failed", "Closed", "Expired", "Blocked"]));
  });

  it("stands still for those who asked for less motion", async () => {
    const page = await look(await busySandbox());
    await row(page, "ada-frozen").waitFor();
    const moving = await page.evaluate<number>("document.getAnimations().length");
    expect(moving).toBe(0);
  });
});
