// `npm run test:model -- --runs 500 --seed 7 --size 60`: the model-based test in its full form. Without a seed a new one is taken; a failure
// prints the seed and the shortest story that fails.
import { parseArgs } from "node:util";
import { commandOf, runNode } from "./lib/common.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "500" },
    size: { type: "string", default: "60" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const file = "test/properties/model.test.ts";
const env = { ...process.env, MODEL_RUNS: values.runs, MODEL_SEED: values.seed, MODEL_SIZE: values.size };
console.log(`Seed ${values.seed}, ${values.runs} stories of up to ${values.size} commands for each dialect.`);
process.exitCode = await runNode([commandOf("vitest", "vitest"), "run", "--project", "unit", file], { env });
