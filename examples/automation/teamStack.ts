/** The stack of one team: a holder and a card for everybody who is there. */
import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, sep } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import * as fourpay from "pulumi-fourpay";
import type { Employee } from "./events";

export interface TeamStackOptions {
  readonly team: string;
  /** Holds the state. */
  readonly folder: string;
  readonly walletId: string;
  /** Where the Pulumi CLI is installed (the folder above `bin`). Default: PATH. */
  readonly pulumiRoot?: string | undefined;
}

const PROJECT = "hr-cards";

export async function openTeamStack(options: TeamStackOptions) {
  let employees: ReadonlyMap<string, Employee> = new Map();
  const { team, folder, walletId, pulumiRoot } = options;

  const program = async () => {
    const issued = [...employees.values()].map(({ key, ...person }) => {
      const holder = new fourpay.Holder(`${key}-holder`, person);
      const limits = { daily: "100.00", monthly: "1000.00" };
      return [key, new fourpay.Card(key, { walletId, holderId: holder.id, limits }).maskedNumber] as const;
    });
    return Object.fromEntries(issued);
  };

  const pulumiCommand = await PulumiCommand.get(pulumiRoot === undefined ? {} : { root: pulumiRoot });
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: team, projectName: PROJECT, program },
    { workDir: folder, pulumiCommand, envVars: { PULUMI_BACKEND_URL: `file://${folder}` } },
  );

  return {
    async apply(wanted: ReadonlyMap<string, Employee>): Promise<void> {
      employees = wanted;
      await liftLockOfDeadRun(stack, folder, team);
      await stack.up({ color: "never", suppressProgress: true });
    },
  };
}

/**
 * A run that was killed leaves its lock. It is lifted when the engine it belonged to is gone; one whose engine still works makes this run
 * fail, and the queue comes back to it.
 */
async function liftLockOfDeadRun(stack: Stack, folder: string, team: string): Promise<void> {
  const locks = join(folder, ".pulumi", "locks");
  const files = await readdir(locks, { recursive: true }).catch(() => []);
  const ours = files.filter((file) => file.endsWith(".json") && file.split(sep).at(-2) === team);
  if (ours.length === 0) return;
  const owners = await Promise.all(
    ours.map(
      async (file) => JSON.parse(await readFile(join(locks, file), "utf8")) as { pid: number; hostname: string },
    ),
  );
  if (owners.every((owner) => owner.hostname === hostname() && !isAlive(owner.pid))) await stack.cancel();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
