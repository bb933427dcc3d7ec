// A throw-away machine for the engine tests: real folders and real processes, but every CLI, Go and download is a few lines of sh.
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { type EnsureEngineOptions, ensureEngine } from "../../../../provider/cli/engine";
import { type EngineTools, systemTools } from "../../../../provider/cli/engine/tools";

/** What the fake `go` writes instead of the CLI, and how it fails. */
interface FakeGo {
  readonly goVersion?: string;
  readonly toolchain?: string;
  readonly failAt?: "tidy" | "build";
  readonly cliVersion?: string;
  readonly sleepSeconds?: number;
}

export class Machine {
  readonly reports: string[] = [];
  private constructor(readonly folder: string) {}

  static async create(): Promise<Machine> {
    const machine = new Machine(await fs.mkdtemp(path.join(os.tmpdir(), "engine test ")));
    await fs.mkdir(machine.bin, { recursive: true });
    await fs.mkdir(machine.home, { recursive: true });
    return machine;
  }

  get bin() {
    return path.join(this.folder, "usr local", "bin");
  }
  get home() {
    return path.join(this.folder, "home");
  }
  get versions() {
    return path.join(this.home, ".pulumi", "versions");
  }
  get env() {
    return { PATH: `${this.bin}:/usr/bin:/bin`, HOME: this.home, TMPDIR: os.tmpdir() };
  }

  async script(file: string, body: string): Promise<string> {
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return file;
  }

  /** A CLI that knows nothing but its version. */
  cli(file: string, version: string): Promise<string> {
    return this.script(file, `echo "v${version}"`);
  }

  cached(version: string, reported = version): Promise<string> {
    return this.cli(path.join(this.versions, version, "bin", "pulumi"), reported);
  }

  async go(fake: FakeGo = {}): Promise<void> {
    const { goVersion = "go1.26.0", toolchain = "local", failAt, cliVersion = "3.259.0", sleepSeconds = 0 } = fake;
    const log = path.join(this.folder, "go.log");
    const fail = (step: string) => (failAt === step ? `echo "${step} is broken" >&2; exit 3` : "exit 0");
    await this.script(
      path.join(this.bin, "go"),
      `echo "$1" >> "${log}"
case "$1" in
env) echo ${goVersion}; echo ${toolchain};;
mod) test -f go.mod || exit 9; echo "go: downloading something" >&2; ${fail("tidy")};;
build) while [ "$1" != -o ]; do shift; done; sleep ${sleepSeconds}
  printf '#!/bin/sh\\necho v${cliVersion}\\n' > "$2"; chmod 755 "$2"; ${fail("build")};;
esac`,
    );
  }

  /** The go commands that ran. */
  async goCalls(): Promise<string[]> {
    const log = await fs.readFile(path.join(this.folder, "go.log"), "utf8").catch(() => "");
    return log.split("\n").filter((line) => line !== "");
  }

  /** Runs the search on this machine. Without `tools.whyUnreachable` there is no internet. */
  ensure(options: Partial<EnsureEngineOptions> = {}, tools: Partial<EngineTools> = {}) {
    const offline = { ...systemTools, whyUnreachable: async () => "no internet", ...tools };
    const report = (line: string) => void this.reports.push(line);
    return ensureEngine({ env: this.env, report, tools: offline, ...options });
  }

  async remove(): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}
