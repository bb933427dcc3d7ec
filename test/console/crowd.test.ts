import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { ask, consoleWith, look, row, seedAda, seedCard, shows, start, useBrowser } from "./world";

useBrowser();

describe("ten thousand cards", () => {
  it("are a page of rows, totals, filters and pages; never ten thousand rows", async () => {
    const sandbox = await start();
    seedAda(sandbox);
    for (let at = 0; at < 10_000; at++) {
      seedCard(sandbox, { name: `card-${String(at).padStart(5, "0")}`, status: at % 100 === 0 ? "frozen" : "active" });
    }
    const page = await look(sandbox);
    await row(page, "card-09999").waitFor();
    const rows = () => page.locator("#card-rows tr").count();
    const elements = () => page.evaluate<number>("document.querySelectorAll('*').length");
    expect(await rows()).toBe(25);
    expect(await elements()).toBeLessThan(1000);
    await shows(page.locator("#range"), "1 to 25 of 10,000");

    await page.getByRole("button", { name: "Frozen 100" }).click();
    await shows(page.locator("#range"), "1 to 25 of 100");
    await row(page, "card-09900").waitFor();
    await page.getByRole("button", { name: "Older", exact: true }).click();
    await shows(page.locator("#range"), "26 to 50 of 100");
    await row(page, "card-07400").waitFor();

    await page.locator("#text").fill("card-042");
    await shows(page.locator("#range"), "1 to 1 of 1");
    expect(await page.locator("#card-rows .name").allTextContents()).toEqual(["card-04200"]);
    expect(new URL(page.url()).search).toBe("?status=frozen&text=card-042");
    expect(await elements()).toBeLessThan(1000);
  });
});

describe("filters", () => {
  it("find cards by holder, by wallet and by what is still live", async () => {
    const { sandbox, page } = await consoleWith([{ name: "ada-ads" }, { name: "ada-old", status: "closed" }], {
      seed: "demo",
    });
    seedCard(sandbox, { name: "grace-ads", holderId: "grace-hopper", walletId: seedIds.demoWallet });
    await row(page, "grace-ads").waitFor();
    const names = () => page.locator("#card-rows .name").allTextContents();
    await page.locator("#text").fill("hopper");
    await shows(page.locator("#range"), "of 1");
    expect(await names()).toEqual(["grace-ads"]);
    await page.locator("#text").fill("nobody");
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await shows(page.locator("#range"), "of 3");
    await page.getByRole("button", { name: "Show cards of Operations" }).click();
    await shows(page.locator("#range"), "of 2");
    await page.getByRole("button", { name: "Live 1" }).click();
    await shows(page.locator("#range"), "of 1");
    expect(await names()).toEqual(["ada-ads"]);
  });

  it("are in the address, so a view can be opened again", async () => {
    const { sandbox } = await consoleWith([{ name: "ada-ads" }, { name: "ada-old", status: "closed" }]);
    const page = await look(sandbox, { view: "?status=closed" });
    await shows(page.locator("#range"), "of 1");
    await row(page, "ada-old").waitFor();
    expect(await page.getByRole("button", { name: "Closed 1" }).getAttribute("aria-pressed")).toBe("true");
  });
});

describe("a busy request stream", () => {
  it("keeps the newest rows, counts all, and can be narrowed and paused", async () => {
    const { sandbox, page } = await consoleWith([]);
    for (let at = 0; at < 30; at++) {
      await Promise.all(Array.from({ length: 10 }, () => ask(sandbox, "GET", "/holders")));
    }
    await shows(page.locator("#requests-count"), "300");
    expect(await page.locator("#requests li").count()).toBe(80);
    await ask(sandbox, "GET", "/holders/nobody");
    await ask(sandbox, "POST", "/holders", {
      cardOwnerId: "bob",
      firstName: "Bob",
      lastName: "B",
      email: "b@example.com",
    });
    await shows(page.locator("#requests-count"), "302");
    await page.getByRole("button", { name: "Trouble" }).click();
    await shows(page.locator("#requests li"), "404");
    expect(await page.locator("#requests li").count()).toBe(1);
    await page.getByRole("button", { name: "Writes" }).click();
    await shows(page.locator("#requests li"), "POST");
    expect(await page.locator("#requests li").count()).toBe(1);
    await page.getByRole("button", { name: "All", exact: true }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await ask(sandbox, "GET", "/holders/later");
    await shows(page.locator("#requests-count"), "303");
    expect(await page.locator("#requests li", { hasText: "later" }).count()).toBe(0);
    await page.getByRole("button", { name: "Paused" }).click();
    await shows(page.locator("#requests li"), "later");
  });
});
