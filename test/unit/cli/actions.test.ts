// The commands as processes: nobody sits there, so what they may do without a person is all they do.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { seedIds, startSandbox } from "../../../provider/sandbox";

const MAIN = join(__dirname, "..", "..", "..", "dist", "cli", "main.js");

async function served(dialect: string) {
  const sandbox = await startSandbox({ seed: "demo", apiKey: "key-8f14e45f", apiToken: "key-8f14e45f" });
  onTestFinished(() => sandbox.close());
  const env = {
    PATH: process.env.PATH ?? "",
    FOURPAY_BASE_URL: sandbox.url,
    FOURPAY_DIALECT: dialect,
    FOURPAY_ORGANIZATION_ID: sandbox.organizationId,
    FOURPAY_API_KEY: "key-8f14e45f",
    TERM: "xterm",
  };
  const started = (args: readonly string[], unread: readonly ("stdout" | "stderr")[] = []) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["pipe", "pipe", "pipe"] });
      for (const name of unread) child[name].destroy();
      let [out, err] = ["", ""];
      child.stdout.on("data", (data: Buffer) => {
        out += data.toString();
      });
      child.stderr.on("data", (data: Buffer) => {
        err += data.toString();
      });
      child.stdin.end("\n");
      child.on("close", (code) => resolve({ code, out, err }));
    });
  return { sandbox, run: (...args: string[]) => started(args), unread: started };
}

it("credentials into a pipe: refused, whatever is added, and the API is not even asked", async () => {
  const { sandbox, run } = await served("organization");
  const card = sandbox.control.seedCard({ walletId: seedIds.wallet, holderId: "ada-lovelace", name: "Ads" });
  const plain = await run("credentials", card, "--wallet", seedIds.wallet);
  expect(plain).toMatchObject({ code: 1, out: "" });
  expect(plain.err).toContain("[refused]");
  for (const option of ["--yes", "--json"]) {
    const other = await run("credentials", card, option);
    expect(other).toMatchObject({ code: 1, out: "" });
    expect(other.err).toContain("unknown option");
  }
  expect(sandbox.journal.count()).toBe(0);
}, 60_000);

it("a mistyped option points at the help of its command", async () => {
  const { run } = await served("merchant");
  expect((await run("transfer", "--form", "A")).err).toContain("fourpay transfer --help");
  expect((await run("tranfser")).err).toContain("(fourpay --help");
}, 60_000);

it("transfer: without --yes nothing is sent; with it one document, once; run again it is refused", async () => {
  const { sandbox, run } = await served("merchant");
  const order = ["transfer", "--from", "Operations", "--to", "Advertising (US)", "--amount", "12.50", "--json"];
  const unasked = await run(...order);
  expect(unasked.code).toBe(1);
  expect(JSON.parse(unasked.out)).toMatchObject({ outcome: "not sent", code: "refused" });
  expect(sandbox.journal.count({ write: true })).toBe(0);

  const sent = await run(...order, "--yes");
  expect(sent.code, sent.out + sent.err).toBe(0);
  expect(JSON.parse(sent.out)).toMatchObject({ outcome: "done", amount: "12.50", from: { after: "9987.50" } });
  expect(sent.err).toContain("amount     12.50 USD");

  expect((await run(...order, "--yes")).code).toBe(1);
  expect(sandbox.journal.count({ write: true })).toBe(1);
  expect(sent.out + sent.err + unasked.err).not.toContain("key-8f14e45f");
}, 60_000);

it("deposit: the same; and --help documents the exit codes", async () => {
  const { sandbox, run } = await served("organization");
  const order = ["deposit", "--wallet", "operations", "--currency", "USDTTRC20"];
  expect((await run(...order)).code).toBe(1);
  expect((await run("deposit", "--wallet", "Operations", "--currency", "BTC", "--yes")).code).toBe(1);
  expect(sandbox.journal.count({ write: true })).toBe(0);
  const made = await run(...order, "--yes");
  expect(made.code, made.err).toBe(0);
  expect(made.out).toMatch(/^done: [\s\S]* {2}address +T\w{33}\n/);
  const help = await run("deposit", "--help");
  expect(help.out).toMatch(/Exit codes: 0 done; 1 nothing was moved .*2 the API took it on[\s\S]*3 unknown/);
}, 60_000);

it("a transfer whose outcome nobody can read is not told to be none: the exit code holds, and the other stream has the words", async () => {
  const { sandbox, unread } = await served("merchant");
  const order = (amount: string) =>
    ["transfer", "--from", "Operations", "--to", "Advertising (US)", "--amount", amount, "--json", "--yes"] as const;
  const half = await unread(order("12.50"), ["stdout"]);
  expect(half.code, half.err).toBe(0);
  expect(half.err).toMatch(/could not be written \(EPIPE\)[\s\S]*"outcome": "done"/);
  expect((await unread(order("13.50"), ["stdout", "stderr"])).code).toBe(0);
  expect(sandbox.journal.count({ write: true })).toBe(2);
}, 60_000);
