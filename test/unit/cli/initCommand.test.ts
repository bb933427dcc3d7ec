// `fourpay init`: what it writes, and what it leaves alone.

import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { dependencyOn } from "../../../provider/cli/dependency";
import { initProject } from "../../../provider/cli/initCommand";

let cwd: string;
let told: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "fourpay-init-"));
  told = "";
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
});

const repository = resolve(".");

function init(
  folder: string,
  { packageRoot = repository, ...options }: { packageRoot?: string; name?: string } = {},
): void {
  const write = (text: string) => {
    told += text;
  };
  initProject(folder, options, { packageRoot, cwd, dependency: dependencyOn(packageRoot, "1.2.3"), write });
}

const manifestOf = async (folder: string) =>
  JSON.parse(await readFile(join(cwd, folder, "package.json"), "utf8")) as {
    name: string;
    dependencies: Record<string, string>;
  };

test("writes a whole project named after its folder, and says what comes next", async () => {
  init("travel");
  expect((await readdir(join(cwd, "travel"))).sort()).toEqual(
    [
      ".gitignore",
      ".npmrc",
      "Pulumi.sandbox.yaml",
      "Pulumi.yaml",
      "README.md",
      "index.ts",
      "package.json",
      "tsconfig.json",
    ].sort(),
  );
  expect(await readFile(join(cwd, "travel", "Pulumi.yaml"), "utf8")).toMatch(/^name: travel$/m);
  expect((await manifestOf("travel")).name).toBe("travel");
  expect(told).toContain("cd travel");
});

test("a checkout of the repository is installed from there", async () => {
  init("travel");
  expect((await manifestOf("travel")).dependencies["pulumi-fourpay"]).toBe(`file:${repository}`);
});

test("an installed package is asked for by its version", async () => {
  const packageRoot = join(cwd, "installed");
  await mkdir(packageRoot);
  await cp(join(repository, "templates"), join(packageRoot, "templates"), { recursive: true });
  init("travel", { packageRoot });
  expect((await manifestOf("travel")).dependencies["pulumi-fourpay"]).toBe("^1.2.3");
  expect(await readdir(join(cwd, "travel"))).not.toContain(".npmrc");
});

test("a folder that holds something is left as it is", async () => {
  await writeFile(join(cwd, "mine.txt"), "mine");
  expect(() => init(".")).toThrow(expect.objectContaining({ code: "refused" }));
  expect(await readdir(cwd)).toEqual(["mine.txt"]);
});

test("a file of that name is left as it is", async () => {
  await writeFile(join(cwd, "mine.txt"), "mine");
  expect(() => init("mine.txt")).toThrow(expect.objectContaining({ code: "refused" }));
  expect(await readFile(join(cwd, "mine.txt"), "utf8")).toBe("mine");
});

test("a fresh git repository counts as empty", async () => {
  await mkdir(join(cwd, ".git"));
  init(".", { name: "cards" });
  expect(await readdir(cwd)).toContain("index.ts");
});

test("a name that Pulumi would refuse is refused, and a folder's odd name is made fit", async () => {
  expect(() => init("a", { name: "no spaces" })).toThrow(expect.objectContaining({ code: "input_invalid" }));
  init("Travel");
  expect(await readFile(join(cwd, "Travel", "Pulumi.yaml"), "utf8")).toMatch(/^name: Travel$/m);
  // npm takes no capital letters.
  expect((await manifestOf("Travel")).name).toBe("travel");
  init("Über cards!");
  expect(await readFile(join(cwd, "Über cards!", "Pulumi.yaml"), "utf8")).toMatch(/^name: ber-cards$/m);
});
