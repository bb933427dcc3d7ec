// Runs the engine once on a fleet program given as data (see fleet.ts and drive.ts): what `pulumi up` is to a user.
import { readFileSync } from "node:fs";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import * as fourpay from "pulumi-fourpay";

const { verb, engineRoot, workDir, projectName, stackName, envVars, program } = JSON.parse(
  readFileSync(process.argv[2], "utf8"),
);

async function declare() {
  const walletId = program.wallet ? new fourpay.Wallet("pool", program.wallet).id : program.walletId;
  const holders = program.holders.map(({ key, args }) => new fourpay.Holder(key, args));
  for (const { key, holder, args } of program.cards) {
    new fourpay.Card(key, { ...args, walletId, holderId: holders[holder].id });
  }
}

const write = (text) => void process.stdout.write(text);
try {
  const workspace = await LocalWorkspace.create({
    workDir,
    envVars,
    pulumiCommand: await PulumiCommand.get({ root: engineRoot }),
    program: declare,
    projectSettings: { name: projectName, runtime: "nodejs", main: process.cwd() },
  });
  // Every command names its stack, so selecting it would only start the engine once more.
  workspace.selectStack = async () => undefined;
  const stack = await Stack.select(stackName, workspace);
  // What the Automation API asks for after each run would start the engine three more times.
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  await stack[verb]({ color: "never", onOutput: write, onError: write, suppressProgress: true });
  process.exit(0);
} catch (error) {
  write(String(error?.stack ?? error));
  process.exit(1);
}
