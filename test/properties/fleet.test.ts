// Whatever is declared one after the other, whatever goes wrong on the way and whenever it is cancelled: in the end exactly the declared
// cards live, as declared, and destroy leaves none.

import { describe, expect, it } from "vitest";
import { PartialFailure } from "../../provider/lifecycle/operation";
import { isFourpayError } from "../../provider/model/errors";
import type { Raw } from "../../provider/model/validate";
import { seedIds } from "../../provider/sandbox";
import {
  ada,
  grace,
  type Managed,
  type Mishap,
  openWorld,
  stop,
  type World,
  type Write,
} from "../support/lifecycleWorld";
import fc from "../support/properties";

const KEYS = ["1", "10", "b", "a.b", "ü", "c::d"] as const;
const people = ["p@example.com", "q@example.com"].map((email) => ({ firstName: "P", lastName: "Q", email }));

/** Failed in words of ours, not by a mistake. */
const isTold = (error: unknown) => isFourpayError(error instanceof PartialFailure ? error.reason : error);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const card = fc.record({
  who: fc.constantFrom<Raw>(
    ...[ada, grace].map(({ id }) => ({ holderId: id })),
    ...people.map((holder) => ({ holder })),
  ),
  limits: maybe(fc.constantFrom({ daily: "5.00" }, { daily: "9.00", weekly: "20.00" }, { monthly: "50.00" })),
  frozen: maybe(fc.boolean()),
  reissue: maybe(fc.constantFrom("1", "2")),
});
const declaration = fc.record({
  cards: fc.dictionary(fc.constantFrom(...KEYS), card, { maxKeys: KEYS.length }),
  weekly: maybe(fc.constant("300.00")),
});
type Declaration = typeof declaration extends fc.Arbitrary<infer T> ? T : never;

const mishap = fc.constantFrom<Mishap>(
  { kind: "status-before", status: 422 },
  { kind: "drop-after-commit" },
  { kind: "refuse-before" },
  { kind: "status-after-commit", status: 500 },
);
const step = fc.record({
  next: maybe(declaration),
  mishaps: fc.array(
    fc.record({
      write: fc.constantFrom<Write>("issue", "close", "freeze", "createHolder"),
      mishap,
      times: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 2 },
  ),
  cancelAtMs: maybe(fc.integer({ min: 0, max: 3_000 })),
  refresh: fc.constantFrom(undefined, undefined, undefined, "full" as const, "status" as const),
});

/** On `merchant` limits cannot change once a card is issued, so there all cards have the same. */
function fleetOf({ cards, weekly }: Declaration, merchant: boolean): Raw {
  const own = Object.entries(cards).map(([key, { who, limits, frozen, reissue }]) => {
    const stated = Object.entries({ limits: merchant ? undefined : limits, frozen, reissue }).filter(
      ([, value]) => value !== undefined,
    );
    return [key, { ...who, ...Object.fromEntries(stated) }];
  });
  const extra = weekly === undefined || merchant ? {} : { weekly };
  return {
    walletId: seedIds.wallet,
    defaults: { limits: { daily: "100.00", ...extra } },
    cards: Object.fromEntries(own) as Raw,
  };
}

const isLive = ({ status }: { status: string }) => status !== "closed" && status !== "creating_failed";

function audit(w: World, fleet: Managed, declared: Raw): void {
  const issued = fleet.outputs.issued as Record<string, { id: string }>;
  const checked = fleet.check(declared);
  const cards = Object.entries(checked.cards as Record<string, Raw>);
  expect(Object.keys(issued).toSorted()).toEqual(cards.map(([key]) => key).toSorted());
  expect(
    w.cards
      .filter(isLive)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(
    Object.values(issued)
      .map(({ id }) => id)
      .toSorted(),
  );
  for (const [key, { holderId, holder, limits, frozen }] of cards) {
    const seen = w.cardOf(issued[key]?.id);
    const defaults = (checked.defaults as Raw).limits as Raw;
    expect(seen).toMatchObject({
      holderId: holderId ?? (holder as Raw).cardOwnerId,
      limits: { ...defaults, ...(limits as Raw | undefined) },
    });
    if (frozen !== undefined) expect(seen.status).toBe(frozen === true ? "frozen" : "active");
  }
}

describe.each(["organization", "merchant"] as const)("%s", (dialect) => {
  const merchant = dialect === "merchant";
  it("ends as declared, and nothing is left", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(declaration, fc.array(step, { maxLength: 5 }), async (first, steps) => {
        const w = await openWorld({ dialect, behaviour: { limitsPatch: "replace" } });
        try {
          const fleet = w.fleet();
          let declared = fleetOf(first, merchant);
          // What became of a lost or cancelled issue is found by its mark, so until a run was whole the same is declared.
          let whole = true;
          for (const { next, mishaps, cancelAtMs, refresh } of steps) {
            w.newRun();
            if (next !== undefined && whole) declared = fleetOf(next, merchant);
            for (const { write, mishap: fault, times } of mishaps) w.mishap(write, fault, times);
            const cancel = new AbortController();
            if (cancelAtMs !== undefined) w.clock.after(cancelAtMs, () => stop(cancel));
            w.settings = refresh === undefined ? {} : { refresh };
            try {
              if (refresh !== undefined && fleet.recorded !== undefined) await fleet.refresh();
              else await fleet.up(declared, { cancel });
              whole = whole || refresh === undefined;
            } catch (error) {
              expect(error).toSatisfy(isTold);
              whole = false;
            }
            w.sandbox.faults.clear();
            await w.arrived();
            await w.clock.advance(60_000);
          }
          w.newRun();
          // A first run may have to look at what an earlier one left unknown.
          await fleet.up(declared).catch(() => w.newRun());
          await fleet.up(declared);
          audit(w, fleet, declared);
          w.newRun();
          expect(await fleet.up(declared)).toBe("same");
          w.newRun();
          await fleet.destroy();
          expect(w.cards.filter(isLive)).toEqual([]);
        } finally {
          await w.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
