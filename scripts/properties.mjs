// `npm run test:properties -- --rounds 20 --seed 7`: the property tests with other cases than those of `npm test`. Each round takes the next
// seed, without one a new one; a round that fails is named with its seed, and the rest still runs.

import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { filesIn } from "./lib/build.mjs";
import { commandOf, finalLine, ROOT, runNode } from "./lib/common.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const files = filesIn(path.join(ROOT, "test"))
  .filter((file) => file.endsWith(".test.ts") && readFileSync(file, "utf8").includes("support/properties"))
  .map((file) => path.relative(ROOT, file));

const failed = [];
const [rounds, first] = [values.rounds, values.seed].map((text) => {
  if (!/^\d{1,10}$/.test(text) || text === "0") throw new TypeError(`"${text}" is no whole number above zero.`);
  return Number(text);
});
for (let round = 0; round < rounds; round++) {
  // The stories of the model take two seeds each.
  const seed = first + 2 * round;
  console.log(`Round ${round + 1} of ${rounds}: PROPERTY_SEED=${seed}, ${files.length} files.`);
  const args = ["run", "--project", "unit", "--project", "sandbox", "--reporter=dot", ...files];
  const code = await runNode([commandOf("vitest", "vitest"), ...args], {
    env: { ...process.env, PROPERTY_SEED: String(seed) },
    stdin: "ignore",
  });
  if (code !== 0) failed.push(seed);
}
if (failed.length > 0)
  console.log(`Failed with the seeds ${failed.join(", ")}; PROPERTY_SEED=<seed> npm test -- <file> repeats one.`);
console.log(finalLine({ passed: rounds - failed.length, failed: failed.length }));
process.exitCode = failed.length > 0 ? 1 : 0;
