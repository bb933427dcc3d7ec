import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { ask, cardOf, consoleWith, instruments, issue, newest, row, said, seedCard, shows, useBrowser } from "./world";

useBrowser();

describe("changing things behind Pulumi's back", () => {
  it("freezes, unfreezes and closes a card", async () => {
    const { sandbox, page, ids } = await consoleWith([{ name: "ada-ads" }, { name: "ada-travel" }]);
    const other = () => cardOf(sandbox, ids[1])?.status;
    await page.getByRole("button", { name: "Freeze ada-ads", exact: true }).click();
    await shows(row(page, "ada-ads"), "Frozen");
    expect([cardOf(sandbox, ids[0])?.status, other()]).toEqual(["frozen", "active"]);
    await shows(newest(page), /POST.*\/cards\/.*ada-ads.*by hand/);
    await page.getByRole("button", { name: "Unfreeze ada-ads", exact: true }).click();
    await shows(row(page, "ada-ads"), "Active");
    expect(cardOf(sandbox, ids[0])?.status).toBe("active");
    await page.getByRole("button", { name: "Close ada-ads", exact: true }).click();
    await shows(row(page, "ada-ads"), "Closed");
    expect([cardOf(sandbox, ids[0])?.status, other()]).toEqual(["closed", "active"]);
    await shows(said(page), "ada-ads is closed now");
    expect(await row(page, "ada-ads").getByRole("button").count()).toBe(0);
  });

  it("changes limits in a dialog that knows the present ones", async () => {
    const { sandbox, page, ids } = await consoleWith([{ limits: { daily: "500.00", monthly: "5000.00" } }]);
    await page.getByRole("button", { name: "Limits… ada-ads" }).click();
    const daily = page.getByLabel("Amount a day");
    expect(await daily.inputValue()).toBe("500.00");
    await daily.fill("9999.00");
    await page.getByLabel("Amount a month").fill("");
    await page.getByRole("button", { name: "Change limits" }).click();
    await shows(row(page, "ada-ads"), "9,999 a day");
    expect(cardOf(sandbox, ids[0])?.limits).toEqual({ daily: "9999.00" });
  });

  it("changes nothing when the dialog is left with Escape", async () => {
    const { sandbox, page, ids } = await consoleWith([{ limits: { daily: "500.00" } }]);
    await page.getByRole("button", { name: "Limits… ada-ads" }).click();
    await page.getByLabel("Amount a day").fill("9999.00");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(cardOf(sandbox, ids[0])?.limits).toEqual({ daily: "500.00" });
  });

  it("says why the sandbox refused", async () => {
    const { sandbox, page, ids } = await consoleWith([{}]);
    await page.getByRole("button", { name: "Limits… ada-ads" }).click();
    sandbox.control.removeCard(ids[0] ?? "");
    await page.getByRole("button", { name: "Change limits" }).click();
    await shows(said(page), "Refused: Card not found");
  });

  it("deposits into a wallet", async () => {
    const { sandbox, page } = await consoleWith([]);
    await page.getByRole("button", { name: "Deposit 1,000.00 into Operations" }).click();
    await shows(page.locator("#wallets li"), "11,000.00 USD");
    expect(sandbox.control.snapshot().wallets[0]?.balance).toBe("11000.00");
  });

  it("moves the clock, and what was due happens", async () => {
    const { sandbox, page } = await consoleWith([]);
    await ask(sandbox, "POST", instruments, issue);
    await shows(row(page, "ada-ads"), "Creating");
    await page.getByRole("button", { name: "+1 h" }).click();
    await shows(row(page, "ada-ads"), "Active");
    await shows(page.locator("#clock"), "2026-01-15 13:00:00 UTC");
    expect(sandbox.control.snapshot().at).toBe("2026-01-15T13:00:00.000Z");
  });

  it("works with the keyboard alone, and the focus stays where it was", async () => {
    const { sandbox, page, ids } = await consoleWith([{ name: "ada-ads" }]);
    await page.getByRole("button", { name: "Freeze ada-ads", exact: true }).focus();
    await page.keyboard.press("Enter");
    await shows(row(page, "ada-ads"), "Frozen");
    seedCard(sandbox, { name: "ada-newer" });
    await page.getByText("Order held").waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Unfreeze ada-ads");
    await page.keyboard.press("Enter");
    await shows(row(page, "ada-ads"), "Active");
    expect(cardOf(sandbox, ids[0])?.status).toBe("active");
    await page.locator("#text").focus();
    await row(page, "ada-newer").waitFor();
  });

  it("keeps rows where they are under the pointer until it leaves", async () => {
    const { sandbox, page, ids } = await consoleWith([{ name: "ada-ads" }]);
    await row(page, "ada-ads").hover();
    seedCard(sandbox, { name: "ada-newer" });
    await page.getByText("Order held").waitFor();
    sandbox.control.setCardStatus(ids[0] ?? "", "frozen");
    await shows(row(page, "ada-ads"), "Frozen");
    expect(await page.locator("#card-rows tr").count()).toBe(1);
    await page.mouse.move(5, 5);
    await row(page, "ada-newer").waitFor();
    expect(await page.locator("#card-rows .name").allTextContents()).toEqual(["ada-newer", "ada-ads"]);
  });
});

describe("injecting a fault", () => {
  it("marks the request it hit, and that its caller does not know what happened", async () => {
    const { sandbox, page } = await consoleWith([]);
    await page.getByLabel("What goes wrong").selectOption("drop-after-commit");
    await page.getByLabel("For which request").selectOption({ label: "Issuing a card" });
    await page.getByRole("button", { name: "Inject" }).click();
    await shows(page.locator("#faults li"), "armed, happened 0 of 1");
    expect(await ask(sandbox, "GET", "/holders")).toBe(200);
    expect(await ask(sandbox, "POST", instruments, issue)).toBe(0);
    await shows(newest(page), /fault: drop-after-commit.*carried out, caller not told/);
    await shows(page.locator("#faults li"), "done, happened 1 of 1");
    expect(await newest(page).getAttribute("data-kind")).toBe("fault");
    await row(page, "ada-ads").waitFor();
  });

  it("hits card issues of the merchant dialect as well", async () => {
    const { sandbox, page } = await consoleWith([]);
    await page.getByRole("button", { name: "Inject" }).click();
    await shows(page.locator("#faults li"), "armed");
    const body = JSON.stringify({
      name: "x",
      cardOwnerId: "ada",
      cardType: "virtual",
      limits: { daily_limit: "1.00" },
    });
    const headers = { "x-api-token": sandbox.apiToken, "content-type": "application/json" };
    const url = `${sandbox.url}/api/v2/accounts/${seedIds.wallet}/cards`;
    await expect(fetch(url, { method: "POST", headers, body })).rejects.toThrow();
    await shows(newest(page), /merchant.*fault: drop-after-commit/);
  });

  it("takes status, milliseconds and times where they matter, and disarms", async () => {
    const { sandbox, page } = await consoleWith([]);
    expect(await page.getByLabel("Milliseconds").isVisible()).toBe(false);
    await page.getByLabel("What goes wrong").selectOption("status-before");
    await page.getByLabel("For which request").selectOption({ label: "Any GET" });
    await page.getByLabel("Status", { exact: true }).and(page.locator("input")).fill("418");
    await page.getByLabel("Times").fill("3");
    await page.getByRole("button", { name: "Inject" }).click();
    await shows(page.locator("#faults li"), "happened 0 of 3");
    expect(sandbox.faults.list()).toMatchObject([
      { spec: { kind: "status-before", status: 418, match: { method: "GET", times: 3 } } },
    ]);
    expect(await ask(sandbox, "GET", "/holders")).toBe(418);
    await page.getByRole("button", { name: "Disarm all" }).click();
    await page.locator("#faults li").waitFor({ state: "detached" });
    expect(sandbox.faults.list()).toEqual([]);
    expect(await ask(sandbox, "GET", "/holders")).toBe(200);
  });

  it("offers every kind of fault the sandbox knows", async () => {
    const { sandbox, page } = await consoleWith([]);
    const kinds = await page
      .locator("#fault-kind option")
      .evaluateAll((options) => options.map((option) => option.getAttribute("value")));
    for (const [at, kind] of kinds.entries()) {
      await page.getByLabel("What goes wrong").selectOption(kind);
      await page.getByRole("button", { name: "Inject" }).click();
      await page.locator("#faults li").nth(at).waitFor();
    }
    expect(sandbox.faults.list().map(({ spec }) => spec.kind)).toEqual(kinds);
    expect(new Set(kinds).size).toBe(14);
  });
});
