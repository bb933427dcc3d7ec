// One thing that may happen, with the sentence it is shown as when a story goes wrong.
import type fc from "../../support/properties";
import type { Model, Real } from "./model";

export type Command = fc.AsyncCommand<Model, Real>;

export function command(
  text: string,
  run: (model: Model, real: Real) => unknown,
  applies: (model: Readonly<Model>) => boolean = () => true,
): Command {
  return {
    check: (model) => applies(model),
    run: async (model, real) => void (await run(model, real)),
    toString: () => text,
  };
}
