// Runs the static checks, two at a time, and prints each with its time; the output of a failing one is shown in full.
import { commandOf, runNode, seconds } from "./common.mjs";

const CHECKS = [
  { name: "biome (format, lint)", from: ["@biomejs/biome", "biome"], args: ["check", "."] },
  {
    name: "eslint (promises)",
    from: ["eslint", "eslint"],
    args: ["--no-error-on-unmatched-pattern", "provider", "test", "examples"],
  },
  { name: "tsc (types)", from: ["typescript", "tsc"], args: ["--noEmit", "-p", "tsconfig.json"] },
  {
    name: "tsc (types of the console's page)",
    from: ["typescript", "tsc"],
    args: ["--noEmit", "-p", "tsconfig.page.json"],
  },
  {
    name: "dependency-cruiser (arrows)",
    from: ["dependency-cruiser", "depcruise"],
    args: ["provider", "--config", ".dependency-cruiser.cjs"],
  },
  { name: "knip (unused code)", from: ["knip", "knip"], args: [] },
  { name: "reference (current)", script: "scripts/docs.mjs", args: ["--check"] },
];
const AT_ONCE = 2;

export async function runChecks() {
  const result = { passed: 0, failed: 0 };
  const waiting = [...CHECKS];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      result[(await runCheck(check)) ? "passed" : "failed"]++;
    }
  };
  console.log("Static checks");
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return result;
}

async function runCheck({ name, from, script, args }) {
  const started = Date.now();
  let output = "";
  const onOutput = (text) => {
    output += text;
  };
  const code = await runNode([script ?? commandOf(...from), ...args], { stdin: "ignore", onOutput });
  console.log(`  ${code === 0 ? "ok    " : "FAILED"} ${name}, ${seconds(started)}`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}
