import * as fs from "node:fs/promises";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EngineMissingError } from "../../../../provider/cli/engine";
import { systemTools } from "../../../../provider/cli/engine/tools";
import { Machine } from "./fakes";

const COMPANION = "pulumi-resource-pulumi-nodejs";
let machine: Machine;
beforeEach(async () => {
  machine = await Machine.create();
});
afterEach(() => machine.remove());

const online = { whyUnreachable: async () => undefined };

/** Replaces the installer process: writes what the official one would, or fails. */
function installer(write: (root: string) => Promise<unknown>) {
  const run: typeof systemTools.run = async (command, args, options) => {
    if (command !== process.execPath) return systemTools.run(command, args, options);
    await write(args[3] ?? "");
    return { ok: true, stdout: "", reason: "" };
  };
  return { ...online, run };
}

async function missing(work: Promise<unknown>): Promise<EngineMissingError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EngineMissingError)) throw new Error(`expected EngineMissingError, got ${String(error)}`);
  return error;
}

describe("the order", () => {
  it("prefers PATH over the cache, and the newest of the cache", async () => {
    await machine.cached("3.258.0");
    await machine.cached("3.1000.0");
    const fromCache = await machine.ensure();
    expect(fromCache).toMatchObject({ source: "cache", version: "3.1000.0" });
    expect(fromCache.command.command).toBe(path.join(machine.versions, "3.1000.0", "bin", "pulumi"));

    const file = await machine.cli(path.join(machine.bin, "pulumi"), "3.200.0");
    expect(await machine.ensure()).toMatchObject({ source: "path", version: "3.200.0", path: file });
  });

  it("passes over a CLI on PATH that is too old, broken or not executable, and says so", async () => {
    await machine.cli(path.join(machine.bin, "pulumi"), "3.100.0");
    await machine.cached("3.259.0");
    expect(await machine.ensure()).toMatchObject({ source: "cache" });
    expect(machine.reports.join("\n")).toContain("it is 3.100.0, and 3.190.0 or newer is needed");

    await machine.script(path.join(machine.bin, "pulumi"), "echo damaged >&2; exit 1");
    expect(await machine.ensure()).toMatchObject({ source: "cache" });
    await fs.chmod(path.join(machine.bin, "pulumi"), 0o644);
    expect(await machine.ensure()).toMatchObject({ source: "cache" });
  });

  it("takes a later CLI on PATH when the first is too old", async () => {
    await machine.cli(path.join(machine.bin, "pulumi"), "3.100.0");
    const second = path.join(machine.folder, "opt", "bin");
    await machine.cli(path.join(second, "pulumi"), "3.210.0");
    const env = { ...machine.env, PATH: `${machine.bin}:${second}:/usr/bin:/bin` };
    expect(await machine.ensure({ env })).toMatchObject({ source: "path", version: "3.210.0" });
  });

  it("trusts what a cached CLI reports, not the folder's name, and ignores half-made folders", async () => {
    await machine.cached("3.300.0", "3.100.0");
    await fs.mkdir(path.join(machine.versions, "3.299.0", "bin"), { recursive: true });
    await machine.script(path.join(machine.versions, ".incoming-x", "bin", "pulumi"), "echo v3.400.0");
    await machine.cached("3.259.0");
    expect(await machine.ensure()).toMatchObject({ source: "cache", version: "3.259.0" });
  });

  it("accepts the official installation that is not on PATH, and PULUMI_HOME", async () => {
    await machine.cli(path.join(machine.home, ".pulumi", "bin", "pulumi"), "3.260.0");
    expect(await machine.ensure()).toMatchObject({ source: "cache", version: "3.260.0" });
    const env = { ...machine.env, PULUMI_HOME: path.join(machine.folder, "elsewhere") };
    await machine.cli(path.join(env.PULUMI_HOME, "versions", "3.261.0", "bin", "pulumi"), "3.261.0");
    expect(await machine.ensure({ env })).toMatchObject({ source: "cache", version: "3.261.0" });
  });

  it("downloads before it builds", async () => {
    await machine.go();
    const engine = await machine.ensure(
      {},
      installer((root) => machine.cli(path.join(root, "bin", "pulumi"), "3.270.0")),
    );
    expect(engine).toMatchObject({ source: "download", version: "3.270.0" });
    expect(engine.path).toBe(path.join(machine.versions, "3.270.0", "bin", "pulumi"));
    expect(await machine.goCalls()).toEqual([]);
    expect(await fs.readdir(machine.versions)).toEqual(["3.270.0"]);
    expect(await machine.ensure()).toMatchObject({ source: "cache", version: "3.270.0" });
  });

  it("builds when a download brings nothing usable", async () => {
    await machine.go();
    const engine = await machine.ensure(
      {},
      installer((root) => machine.script(path.join(root, "bin", "pulumi"), "exit 1")),
    );
    expect(engine).toMatchObject({ source: "go", version: "3.259.0" });
    expect(await fs.readdir(machine.versions)).toEqual(["3.259.0"]);
  });

  it("keeps to the sources it is allowed", async () => {
    await machine.go();
    const error = await missing(machine.ensure({ sources: ["path", "cache"] }));
    expect(error.attempts.map(({ source }) => source)).toEqual(["path", "cache"]);
    expect(await machine.goCalls()).toEqual([]);
  });
});

describe("the build", () => {
  it("goes into the cache with the script beside it, and the next run is quick", async () => {
    await machine.go();
    const engine = await machine.ensure();
    expect(engine).toMatchObject({ source: "go", env: {} });
    expect(await fs.readdir(path.dirname(engine.path))).toEqual(["pulumi", COMPANION]);
    expect(await machine.goCalls()).toEqual(["env", "mod", "build"]);
    expect(machine.reports.some((line) => line.includes("compiling"))).toBe(true);
    expect(await machine.ensure()).toMatchObject({ source: "cache" });
    expect(await machine.goCalls()).toEqual(["env", "mod", "build"]);
  });

  it.each([
    ["a Go that is too old", { goVersion: "go1.21.0" }, ["env"], "Go 1.21.0"],
    ["a failing go mod tidy", { failAt: "tidy" as const }, ["env", "mod"], "tidy is broken"],
    ["a failing go build", { failAt: "build" as const }, ["env", "mod", "build"], "build is broken"],
    ["a CLI without a version", { cliVersion: "" }, ["env", "mod", "build"], "no version"],
  ])("%s leaves nothing behind and is told", async (_name, fake, calls, told) => {
    await machine.go(fake);
    const error = await missing(machine.ensure());
    expect(error.code).toBe("engine_missing");
    expect(error.attempts.map(({ source }) => source)).toEqual(["path", "cache", "download", "go"]);
    expect(error.attempts.at(-1)?.reason).toContain(told);
    expect(await machine.goCalls()).toEqual(calls);
    expect(await fs.readdir(machine.versions)).toEqual([]);
  });

  it("repairs a version folder whose CLI does not run", async () => {
    await machine.script(path.join(machine.versions, "3.259.0", "bin", "pulumi"), "exit 1");
    await machine.go();
    expect(await machine.ensure()).toMatchObject({ source: "go", version: "3.259.0" });
    expect(await machine.ensure()).toMatchObject({ source: "cache" });
  });

  it("happens once when two processes want it", async () => {
    await machine.go({ sleepSeconds: 1 });
    const engines = await Promise.all([machine.ensure(), machine.ensure()]);
    expect(engines.map(({ source }) => source).sort()).toEqual(["cache", "go"]);
    expect((await machine.goCalls()).filter((call) => call === "build")).toHaveLength(1);
    expect(machine.reports).toContain("Another process is preparing the Pulumi engine; waiting for it");
  });

  it("removes what a killed build left long ago, and nothing younger", async () => {
    await fs.mkdir(path.join(machine.versions, ".incoming-old"), { recursive: true });
    await fs.mkdir(path.join(machine.versions, ".incoming-young"));
    await fs.utimes(path.join(machine.versions, ".incoming-old"), 1, 1);
    await machine.go();
    await machine.ensure();
    expect((await fs.readdir(machine.versions)).sort()).toEqual([".incoming-young", "3.259.0"]);
  });

  it("stops when told to", async () => {
    await machine.go({ sleepSeconds: 20 });
    const signal = AbortSignal.timeout(300);
    await expect(machine.ensure({ signal })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await fs.readdir(machine.versions)).toEqual([]);
  });
});

describe("nothing works", () => {
  it("names every attempt, its reason and the ways out", async () => {
    const error = await missing(machine.ensure());
    expect(error.attempts).toEqual([
      { source: "path", tried: "pulumi on PATH", reason: "there is none" },
      { source: "cache", tried: machine.versions, reason: "there is none" },
      { source: "download", tried: "the official installer", reason: expect.stringContaining("no internet") },
      { source: "go", tried: "go on PATH", reason: "not found" },
    ]);
    for (const { tried, reason } of error.attempts) expect(error.message).toContain(`${tried}: ${reason}`);
    expect(error.message).toContain("Ways out");
  });

  it("is also the answer when the cache cannot be written", async () => {
    await fs.writeFile(path.join(machine.home, ".pulumi"), "a file");
    const error = await missing(machine.ensure());
    expect(error.attempts.at(-1)).toMatchObject({ source: "cache", tried: machine.versions });
  });
});

describe("the dynamic provider's script", () => {
  it("is not touched when it lies beside the real file behind a link", async () => {
    const real = await machine.cli(path.join(machine.folder, "tool", "pulumi"), "3.260.0");
    await machine.script(path.join(machine.folder, "tool", COMPANION), "exit 0");
    await fs.symlink(real, path.join(machine.bin, "pulumi"));
    expect((await machine.ensure()).env).toEqual({});
  });

  it("is put on PATH for an installation that lacks it, which stays as it is", async () => {
    await machine.cli(path.join(machine.bin, "pulumi"), "3.260.0");
    const { env } = await machine.ensure();
    const [first = "", ...rest] = (env.PATH ?? "").split(":");
    await expect(fs.access(path.join(first, COMPANION), fs.constants.X_OK)).resolves.toBeUndefined();
    expect(rest.join(":")).toBe(machine.env.PATH);
    expect(await fs.readdir(machine.bin)).toEqual(["pulumi"]);
  });

  it("may lie anywhere on PATH already", async () => {
    await machine.cli(path.join(machine.bin, "pulumi"), "3.260.0");
    const other = path.join(machine.folder, "other");
    await machine.script(path.join(other, COMPANION), "exit 0");
    const env = { ...machine.env, PATH: `${machine.env.PATH}:${other}` };
    expect((await machine.ensure({ env })).env).toEqual({});
  });

  it("is copied next to a cached CLI", async () => {
    const file = await machine.cached("3.259.0");
    expect((await machine.ensure()).env).toEqual({});
    await expect(fs.access(path.join(path.dirname(file), COMPANION), fs.constants.X_OK)).resolves.toBeUndefined();
  });
});

describe("the command", () => {
  it("reaches a CLI outside a bin folder through a link", async () => {
    const shims = path.join(machine.folder, "shims");
    const real = await machine.cli(path.join(shims, "pulumi"), "3.260.0");
    const env = { ...machine.env, PATH: `${shims}:/usr/bin:/bin` };
    for (const _again of [1, 2]) {
      const engine = await machine.ensure({ env });
      expect(engine.path).toBe(path.join(engine.root, "bin", "pulumi"));
      expect(await fs.realpath(engine.path)).toBe(await fs.realpath(real));
      expect(String(engine.command.version)).toBe("3.260.0");
    }
  });
});
