// One run of the engine, in a process that holds nothing but the program: what `pulumi up` is to a user. Says when it is
// ready and how long the run took, so that loading this file is in no figure.
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { PROJECT, STACK } from "./settings.mjs";

const { program, verb, parallel, engineRoot, workDir, envVars, isNew, declared } = JSON.parse(process.argv[2]);
process.on("disconnect", () => process.exit(0));
const { declare } = await import(`./programs/${program}.mjs`);

const workspace = await LocalWorkspace.create({
  workDir,
  envVars,
  pulumiCommand: await PulumiCommand.get({ root: engineRoot }),
  program: async () => declare(declared),
  projectSettings: { name: PROJECT, runtime: "nodejs", main: process.cwd() },
});
// Every command names its stack, so selecting it would only start the engine once more.
if (!isNew) workspace.selectStack = async () => undefined;
const stack = await (isNew ? Stack.create(STACK, workspace) : Stack.select(STACK, workspace));
// What the Automation API asks for after each run would start the engine three more times.
stack.outputs = async () => ({});
stack.info = async () => undefined;

const write = (text) => void process.stdout.write(text);
const options = {
  color: "never",
  onOutput: write,
  onError: write,
  suppressProgress: true,
  ...(parallel && { parallel }),
};
process.once("message", async () => {
  try {
    const started = performance.now();
    await stack[verb](options);
    process.send({ seconds: (performance.now() - started) / 1_000 });
  } catch (error) {
    // It repeats all that was printed; the first line is enough.
    write(String(error?.message ?? error).split("\n")[0]);
    process.exit(1);
  }
});
process.send("ready");
