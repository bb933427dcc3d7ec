// Random stories about a program, its runs and the world around it: whenever things have settled, what is there is what is declared.
// `MODEL_RUNS`, `MODEL_SEED` and `MODEL_SIZE` make it longer or repeat one (`npm run test:model`).

import { describe, it } from "vitest";
import fc, { PROPERTY_SEED } from "../support/properties";
import { commands } from "./model/commands";
import { converge, destroyAll } from "./model/converge";
import { Model, openReal, type Variant } from "./model/model";

const SHORT_RUNS = 20;
const SHORT_SEEDS = [PROPERTY_SEED, PROPERTY_SEED + 1];
const { MODEL_RUNS, MODEL_SEED, MODEL_SIZE } = process.env;
const runs = Number(MODEL_RUNS ?? SHORT_RUNS);
const size = Number(MODEL_SIZE ?? 25);
const seeds = MODEL_SEED === undefined ? SHORT_SEEDS : [Number(MODEL_SEED)];

const variant = (dialect: Variant["dialect"]): fc.Arbitrary<Variant> =>
  fc.record({
    dialect: fc.constant(dialect),
    limitsPatch: fc.constantFrom("merge", "replace"),
    walletPatchWhileCreating: fc.constantFrom("accept", "reject"),
  });

describe.each(["organization", "merchant"] as const)("%s", (dialect) => {
  it.each(seeds)(
    "after everything that may happen, the remote is what is declared (seed %i)",
    { timeout: 120_000 + runs * 20_000 },
    (seed) =>
      fc.assert(
        fc.asyncProperty(variant(dialect), commands(dialect, size), async (chosen, story) => {
          const model = new Model(chosen);
          const real = await openReal(model);
          try {
            await fc.asyncModelRun(() => ({ model, real }), story);
            await converge(model, real);
            await destroyAll(model, real);
          } finally {
            await real.world.close();
          }
        }),
        { seed, numRuns: runs, endOnFailure: MODEL_RUNS === undefined },
      ),
  );
});
