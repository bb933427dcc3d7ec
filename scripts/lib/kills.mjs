// `npm run test:kill`: the full kill matrix. Which kills a seed stands for is decided in test/support/kill/plan.ts.
import { parseArgs } from "node:util";
import { buildPackage } from "./build.mjs";
import { commandOf, runNode } from "./common.mjs";

const USAGE = "Usage: npm run test:kill -- [--kills 200] [--seed 5] [--only <life>]";

export async function runKills(args) {
  const chosen = choose(args);
  if (chosen === undefined) {
    console.error(USAGE);
    return 2;
  }
  await buildPackage();
  const env = { KILLS: chosen.kills, KILL_SEED: chosen.seed, ...(chosen.only && { KILL_ONLY: chosen.only }) };
  const vitest = [commandOf("vitest", "vitest"), "run", "--project=kill", "--disableConsoleIntercept"];
  return runNode(vitest, { stdin: "ignore", env: { ...process.env, ...env } });
}

function choose(args) {
  try {
    const options = { kills: { type: "string" }, seed: { type: "string" }, only: { type: "string" } };
    const { kills = "200", seed = "5", only } = parseArgs({ args, options }).values;
    const whole = [kills, seed, only].every((text) => text === undefined || /^[1-9]\d{0,6}$/.test(text));
    return whole ? { kills, seed, only } : undefined;
  } catch {
    return undefined;
  }
}
