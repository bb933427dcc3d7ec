// The processes of one stack, found by its own PULUMI_HOME in their environment, so that orphans are found as well. Reads /proc: Linux only.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export type Victim = "engine" | "provider" | "both";

interface StackProcess {
  readonly pid: number;
  readonly role: "engine" | "provider";
}

/** The engine, and everything it started: the provider's Node process and the shell around it. */
export function processesOf(home: string): StackProcess[] {
  const mark = `PULUMI_HOME=${home}`;
  return readdirSync("/proc").flatMap((entry) => {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark)) return [];
      const isEngine = readlinkSync(`/proc/${pid}/exe`).endsWith("/pulumi");
      return [{ pid, role: isEngine ? "engine" : "provider" } as const];
    } catch {
      // Gone meanwhile, or somebody else's.
      return [];
    }
  });
}

/** SIGKILL, or what else is wanted, to all of them at once; answers how many there were. */
export function killProcesses(home: string, victim: Victim, signal: NodeJS.Signals = "SIGKILL"): number {
  const doomed = processesOf(home).filter(({ role }) => victim === "both" || victim === role);
  for (const { pid } of doomed) kill(pid, signal);
  return doomed.length;
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
