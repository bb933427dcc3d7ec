// The package as it was built: what users get.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { lookAt, row, useBrowser } from "./world";

const root = resolve(__dirname, "..", "..");
const page = join("sandbox", "console", "page");

useBrowser();

/** What a command printed when it came to a text. */
async function printed(command: ChildProcess, text: RegExp): Promise<string> {
  let output = "";
  for await (const chunk of command.stdout ?? []) {
    output += String(chunk);
    const found = text.exec(output);
    if (found?.[1] !== undefined) return found[1];
  }
  throw new Error(`the command ended before ${text}: ${output}`);
}

it("the built package holds every file of the page", () => {
  expect(readdirSync(join(root, "dist", page))).toEqual(readdirSync(join(root, "provider", page)));
});

it("`fourpay sandbox` says where the console is, and serves it", async () => {
  const args = [join(root, "dist", "cli", "main.js"), "sandbox", "--port", "0", "--seed", "demo"];
  const command = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void command.kill());
  const url = await printed(command, /in a browser: (http:\/\/127\.0\.0\.1:\d+\/console)\n/);
  const console = await lookAt(url);
  await console.getByRole("button", { name: "Holders 3" }).click();
  await console.locator("#holder-rows", { hasText: "Grace Hopper" }).waitFor();
  expect(await row(console, "").count()).toBe(0);
});
