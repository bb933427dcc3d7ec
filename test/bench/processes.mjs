// What the processes of a job use, read from /proc ten times a second. Where there is none, nothing is measured and the table says so.
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

const SAMPLE_MS = 100;
/** Listing all processes costs milliseconds of the CPU that is being measured, so only every so many samples look for new ones. */
const LISTED_EVERY = 5;
/** Linux counts CPU time for programs in hundredths of a second on every architecture. */
const TICKS_PER_SECOND = 100;

export const canSample = existsSync("/proc/self/status");

function numbersOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The name stands in parentheses and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** The kernel's own high-water mark: nothing between two samples is missed. Undefined for a process that has ended. */
function peakMbOf(pid) {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Undefined for what is gone meanwhile, or somebody else's. */
function quietly(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Everything a process has started, and what that has started. */
export function descendantsOf(root) {
  if (!canSample) return [];
  const children = new Map();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? quietly(() => numbersOf(pid).parent) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [];
  for (const next = [root]; next.length > 0; ) {
    const mine = children.get(next.pop()) ?? [];
    found.push(...mine);
    next.push(...mine);
  }
  return found;
}

/** What is neither is a shell around the provider. */
function roleOf(pid) {
  if (readlinkSync(`/proc/${pid}/exe`).endsWith("/pulumi")) return "engine";
  return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("dynamic-provider") ? "provider" : "other";
}

/** Peak memory in MB and CPU seconds of `program` (the given process), `engine` and `provider`, from now until it is called off. */
export function watchProcesses(root) {
  if (!canSample) return () => undefined;
  const roles = new Map([[root, "program"]]);
  const before = quietly(() => numbersOf(root).ticks) ?? 0;
  const ticks = new Map();
  const peaks = {};

  let samples = 0;

  const sample = () => {
    const found = samples++ % LISTED_EVERY === 1 ? descendantsOf(root) : [...roles.keys()];
    for (const pid of found) {
      // Asked again: between fork and exec a process still looks like its parent. One that is gone keeps its role.
      const role = pid === root ? "program" : quietly(() => roleOf(pid));
      if (role !== undefined) roles.set(pid, role);
    }
    for (const [pid, role] of roles) {
      const spent = quietly(() => numbersOf(pid).ticks);
      if (spent !== undefined) ticks.set(pid, spent);
      const peak = quietly(() => peakMbOf(pid));
      if (peak !== undefined) peaks[role] = Math.max(peaks[role] ?? 0, peak);
    }
  };

  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    sample();
    const cpu = { program: -before / TICKS_PER_SECOND };
    for (const [pid, spent] of ticks) {
      const role = roles.get(pid);
      cpu[role] = (cpu[role] ?? 0) + spent / TICKS_PER_SECOND;
    }
    return { peakMb: peaks, cpuSeconds: cpu };
  };
}
