// The benchmark as somebody runs it, on a handful of cards: every process of it works, and what it says is what happened. No times here.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";

const SCRIPT = join(__dirname, "..", "..", "scripts", "bench.mjs");

async function bench(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-bench-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const out = join(folder, "results.md");
  const { env, path } = inject("engine");
  const child = spawn(process.execPath, [SCRIPT, "--skip-build", "--out", out, ...args], {
    env: { ...process.env, ...env, PATH: [dirname(path), process.env.PATH].join(delimiter), TMPDIR: folder },
  });
  onTestFinished(() => void child.kill());
  let output = "";
  const hear = (text: Buffer) => {
    output += text.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output, folder, results: await readFile(out, "utf8").catch(() => "") };
}

/** The cells of one contestant's row under one heading. */
function rowOf(results: string, heading: string, title: string): string[] {
  const section = results.split("### ").find((part) => part.startsWith(heading)) ?? "";
  const line = section.split("\n").find((text) => text.startsWith(`| ${title} `)) ?? "";
  return line.split("|").map((cell) => cell.trim());
}

test("five cards as resources, as a fleet, as no-op resources and by the raw script: issued, changed, closed, and counted", async () => {
  const common = ["--sizes", "5", "--contestants", "a,b,d,e", "--jobs", "up,change,destroy"];
  const { code, output, results, folder } = await bench(...common, "--runs", "1", "--issue-ms", "200");
  expect(code, output).toBe(0);
  const requests = (heading: string, title: string) => rowOf(results, heading, title).slice(6, 8).join(" POST, ");
  for (const title of ["(a) Card", "(b) CardFleet", "(e) raw script"]) {
    expect(requests("5 cards, first `up`", title), title).toBe("5 POST, 0");
    expect(requests("5 cards, limits of 10 %", title), title).toBe("0 POST, 1");
    expect(requests("5 cards, `destroy`", title), title).toBe("5 POST, 0");
  }
  expect(requests("5 cards, first `up`", "(d) no-op")).toBe("0 POST, 0");
  expect(results).toContain("| (b) 10,000 cards, unchanged `up`: no write |");
  expect(await readdir(folder)).toEqual(["results.md"]);
});

test("what it does not know, it refuses, and says what there is", async () => {
  const { code, output } = await bench("--contestants", "a,z");
  expect(code).toBe(2);
  expect(output).toContain("Usage: npm run bench");
});
