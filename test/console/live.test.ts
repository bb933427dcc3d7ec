import { describe, expect, it } from "vitest";
import { seedIds, startSandbox } from "../../provider/sandbox";
import { ask, consoleWith, instruments, issue, look, newest, row, seedAda, shows, start, useBrowser } from "./world";

useBrowser();

describe("a console that is open", () => {
  it("says how to use the sandbox as long as it has no cards", async () => {
    const sandbox = await start();
    const page = await look(sandbox);
    const commands = await page.getByLabel("Commands").textContent();
    expect(commands?.split("\n")).toEqual([
      `export FOURPAY_BASE_URL=${sandbox.url}`,
      `export FOURPAY_ORGANIZATION_ID=${sandbox.organizationId}`,
      "export FOURPAY_API_KEY=sandbox-key",
      "pulumi up",
    ]);
  });

  it("does not know a key that somebody chose", async () => {
    const sandbox = await start({ apiKey: "planted-key-4711" });
    const page = await look(sandbox);
    await shows(page.getByLabel("Commands"), "the key this sandbox was started with");
    expect(await page.content()).not.toContain("planted-key");
  });

  it("shows a card while it is issued, and its balance and wallet as they change", async () => {
    const { sandbox, page } = await consoleWith([]);
    await ask(sandbox, "POST", instruments, issue);
    await shows(row(page, "ada-ads"), "Creating");
    await sandbox.advance(1000);
    await shows(row(page, "ada-ads"), "Active");
    await shows(row(page, "ada-ads"), "100 a day");
    await shows(row(page, "ada-ads"), "Ada Lovelace · Operations");
    await shows(page.locator("#wallets li"), "9,999.00 USD");
    await shows(newest(page), /POST.*instruments.*201.*ada-ads/);
  });

  it("shows the last four digits of a card and never its number or security code", async () => {
    const { sandbox, ids, page } = await consoleWith([{ name: "ada-ads" }]);
    const headers = { authorization: `Bearer ${sandbox.apiKey}` };
    const url = `${sandbox.url}/api/v2/organizations/${sandbox.organizationId}${instruments}/${ids[0]}/credentials`;
    const { data } = (await (await fetch(url, { headers })).json()) as { data: Record<string, string> };
    const number = Object.values(data).find((value) => /^\d{16}$/.test(value)) ?? "missing";
    await shows(newest(page), "credentials");
    await shows(row(page, "ada-ads"), `•••• ${number.slice(-4)}`);
    expect(await page.content()).not.toContain(number);
  });

  it("tells which dialect a request used", async () => {
    const { sandbox, page } = await consoleWith([]);
    await ask(sandbox, "GET", "/holders");
    await shows(newest(page), "org");
    await fetch(`${sandbox.url}/api/v2/accounts`, { headers: { "x-api-token": sandbox.apiToken } });
    await shows(newest(page), /accounts.*merchant/);
  });

  it("says that the sandbox is gone and goes on with the one that comes after it", async () => {
    const first = await startSandbox({ clock: "manual" });
    seedAda(first);
    await ask(first, "GET", "/holders");
    const page = await look(first);
    await shows(newest(page), "/holders");
    await first.close();
    await shows(page.locator("#connection"), "not reachable");
    const second = await start({ port: first.port });
    second.control.fundWallet(seedIds.wallet, "1.00");
    await shows(page.locator("#connection"), "Live");
    await shows(page.locator("#wallets li"), "10,001.00 USD");
    await page.getByText("Nothing has been asked yet.").waitFor();
  });

  it("shows names as text, whatever they contain", async () => {
    const hostile = `<img src=x onerror="document.title='taken'"><b>bold</b>`;
    const sandbox = await start({ seed: { wallets: [{ id: seedIds.wallet, name: hostile, balance: "5.00" }] } });
    sandbox.control.seedHolder({ id: "ada", firstName: hostile, lastName: "x", email: "ada@example.com" });
    sandbox.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: hostile });
    await ask(sandbox, "POST", instruments, { ...issue, name: hostile });
    await ask(sandbox, "GET", `/holders?x=${hostile}`);
    const page = await look(sandbox);
    await shows(page.locator("#card-rows .name"), hostile);
    await shows(page.locator("#wallets .wallet-name"), hostile);
    await shows(page.locator("#requests .about"), hostile);
    await page.getByRole("button", { name: "Holders" }).click();
    await shows(page.locator("#holder-rows th"), hostile);
    expect(await page.locator("img, b").count()).toBe(0);
    expect(await page.title()).toContain("4pay sandbox");
  });
});
