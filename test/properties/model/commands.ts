// What may happen, in any order: the program is edited, runs go well or badly, people change things by hand, time passes.

import type { Dialect } from "../../../provider/api/port";
import fc from "../../support/properties";
import { type Command, command } from "./command";
import { converge } from "./converge";
import { drifts } from "./drift";
import { cardEdits, declarations, otherEdits, removals } from "./edits";
import { mishaps } from "./mishaps";
import { payIn } from "./model";
import type { Interruption } from "./process";
import { CARD_KEYS } from "./program";

/** A person needs this long to start the next run: what an API shows late is there by then. */
const NEXT_RUN_MS = 10_000;

const interruption: fc.Arbitrary<Interruption> = fc.record({
  kind: fc.constantFrom("kill", "kill", "cancel"),
  call: fc.integer({ min: 1, max: 30 }),
  moment: fc.constantFrom("before", "after"),
});
const perhaps = fc.option(interruption, { nil: undefined, freq: 1 });
const told = (given: Interruption | undefined) =>
  given === undefined ? "" : `, ${given.kind} ${given.moment} call ${given.call}`;

const up = fc
  .record({
    interruption: perhaps,
    parallel: fc.boolean(),
    forced: fc.option(fc.constantFrom(...CARD_KEYS), { nil: undefined, freq: 9 }),
  })
  .map((options) =>
    command(
      `up${options.parallel ? " in parallel" : ""}${options.forced === undefined ? "" : `, replacing ${options.forced}`}${told(options.interruption)}`,
      async (model, real) => {
        payIn(real);
        // Asked for while the card's mark may be gone (renamed by hand), a replacement is a real one.
        if (options.forced !== undefined && model.drifted) model.expectIssue(options.forced);
        // The card is found by its mark then, and whoever finds it does not know which limits were declared before.
        if (options.forced !== undefined) model.settledLimits.clear();
        await real.stack.up(model.program, options);
        await real.world.clock.advance(NEXT_RUN_MS);
      },
    ),
  );

const refresh = perhaps.map((given) =>
  command(`refresh${told(given)}`, async (model, { world, stack }) => {
    const { failed, interrupted } = await stack.refresh(given);
    if (failed.length === 0 && !interrupted) model.drifted = false;
    await world.clock.advance(NEXT_RUN_MS);
  }),
);

const destroy = perhaps.map((given) =>
  command(`destroy${told(given)}`, async (model, { world, stack }) => {
    for (const key of CARD_KEYS) model.expectIssue(key);
    await stack.destroy(given);
    await world.clock.advance(NEXT_RUN_MS);
  }),
);

const wait = fc
  .constantFrom(200, 5_000, 120_000, 3_600_000)
  .map((ms) => command(`${ms} ms pass`, (_model, { world }) => world.clock.advance(ms)));

const settled = fc.constant(command("everything settles", converge));

export function commands(dialect: Dialect, size: number): fc.Arbitrary<Iterable<Command>> {
  const program = fc.oneof(...declarations(dialect));
  const edited = fc.oneof(...cardEdits(dialect), ...otherEdits(dialect), ...removals(dialect));
  // One of the arbitraries is taken with equal chance, so the usual stands here more than once.
  return fc.commands(
    [program, program, program, edited, edited, edited, up, up, up, mishaps(dialect), mishaps(dialect)].concat([
      fc.oneof(...drifts(dialect)),
      refresh,
      destroy,
      wait,
      settled,
    ]),
    { maxCommands: size, size: "max" },
  );
}
