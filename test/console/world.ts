// A sandbox and its console in a real browser. A page that complains on its own console fails the test.
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, type SeedCard, seedIds, startSandbox } from "../../provider/sandbox";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser: Browser;

/** Opens one browser for the tests of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject("browser"), args: flags });
  });
  afterAll(() => browser.close());
}

export interface Look {
  view?: string;
  colorScheme?: "light" | "dark";
  width?: number;
}

export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ clock: "manual", ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export function look({ url }: Sandbox, { view = "", ...how }: Look = {}): Promise<Page> {
  return lookAt(`${url}/console${view}`, how);
}

export async function lookAt(address: string, { colorScheme = "light", width = 1400 }: Look = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // The browser itself reports what was refused and a sandbox that is away.
    const isReport = /Failed to load resource|ERR_CONNECTION|ERR_INCOMPLETE/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isReport) complaints.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(address);
  await page.getByText("Live", { exact: true }).waitFor();
  return page;
}

/** A sandbox where Ada holds cards, and its console. */
export async function consoleWith(cards: Partial<SeedCard>[], options: SandboxOptions = {}) {
  const sandbox = await start(options);
  seedAda(sandbox);
  const ids = cards.map((card) => seedCard(sandbox, card));
  return { sandbox, ids, page: await look(sandbox) };
}

export function seedAda({ control }: Sandbox): void {
  control.seedHolder({ id: "ada", firstName: "Ada", lastName: "Lovelace", email: "ada@sandbox.example" });
}

export function seedCard({ control }: Sandbox, card: Partial<SeedCard>): string {
  return control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "ada-ads", ...card });
}

export function cardOf({ control }: Sandbox, id: string | undefined) {
  return control.snapshot().cards.find((card) => card.id === id);
}

/** A request as the provider makes it; answers the status, 0 when there was no answer. */
export async function ask({ url, organizationId, apiKey }: Sandbox, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  try {
    return (await fetch(`${url}/api/v2/organizations/${organizationId}${path}`, init)).status;
  } catch {
    return 0;
  }
}

export const instruments = `/wallets/${seedIds.wallet}/instruments`;
export const issue = { name: "ada-ads", cardOwnerId: "ada", cardType: "virtual", limits: { daily_limit: "100.00" } };

export const row = (page: Page, name: string) => page.locator("#card-rows tr", { hasText: name });
export const newest = (page: Page) => page.locator("#requests li").first();
export const said = (page: Page) => page.getByRole("status");

/** Waits until a text stands there: what the page shows follows what the sandbox does by a moment. */
export async function shows(where: ReturnType<Page["locator"]>, text: string | RegExp): Promise<void> {
  await where.filter({ hasText: text }).first().waitFor();
}
