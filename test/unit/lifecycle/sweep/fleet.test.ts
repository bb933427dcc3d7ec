// What an interrupted run of a fleet leaves behind: its cards are in no state, but the fleet's declaration is.
import { describe, expect, it } from "vitest";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { ada, type Managed, world } from "../../../support/lifecycleWorld";
import { begun, recorded, stackState, sweepContext, swept } from "../../../support/sweepWorld";

const fleetOf = (keys: readonly string[], more: Raw = {}): Raw => ({
  walletId: seedIds.wallet,
  defaults: { limits: { daily: "10.00" }, ...more },
  cards: Object.fromEntries(keys.map((key) => [key, { holderId: ada.id }])),
});
const ids = ({ outputs }: Managed) =>
  Object.values(outputs.issued as Record<string, { id: string }>).map(({ id }) => id);

describe("a create that was begun", () => {
  it("vouches for all its cards", async () => {
    const w = await world();
    const fleet = w.fleet();
    await fleet.up(fleetOf(["a", "b", "c"]));
    const state = stackState({ pending: [begun(fleet, fleetOf(["a", "b", "c"]))] });
    const { closed, findings } = await swept(sweepContext(w, [state]));
    expect(closed.toSorted()).toEqual(ids(fleet).toSorted());
    expect(new Set(findings.map(({ origin }) => origin))).toEqual(new Set(["interrupted"]));
  });

  it("does not close what its declaration keeps, nor what it was to take over", async () => {
    const w = await world();
    const adopted = w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "x-aaaaaaaaaa" });
    const fleet = w.fleet();
    const declared = fleetOf(["a"], { deletionPolicy: "retain" });
    await fleet.up(declared);
    const taking = { ...declared, cards: { ...(declared.cards as Raw), b: { holderId: ada.id, adopt: adopted } } };
    const { closed, kept } = await swept(sweepContext(w, [stackState({ pending: [begun(fleet, taking)] })]));
    expect(closed).toEqual([]);
    expect(kept).toEqual(ids(fleet));
  });
});

it("an update that was begun vouches for the cards that are not recorded, and only for those", async () => {
  const w = await world();
  const fleet = w.fleet();
  await fleet.up(fleetOf(["a"]));
  const before = recorded(fleet);
  await fleet.up(fleetOf(["a", "b"]));
  const [kept = "", added = ""] = ids(fleet);
  const updating = { type: "updating", resource: { ...before, inputs: fleet.inputs } };
  const { closed, findings } = await swept(sweepContext(w, [stackState({ resources: [before], pending: [updating] })]));
  expect(closed).toEqual([added]);
  expect(findings.map(({ id }) => id)).not.toContain(kept);
});

it("what a recorded fleet stands for is never a finding; a card of a key it once had is recognised", async () => {
  const w = await world();
  const fleet = w.fleet();
  await fleet.up(fleetOf(["a", "gone"]));
  const [a = "", gone = ""] = ids(fleet);
  const state = recorded(fleet);
  const without = {
    ...state,
    inputs: { ...state.inputs, cards: { a: { holderId: ada.id } } },
    outputs: { ...state.outputs, issued: { a: { id: a } }, cards: { a: { holderId: ada.id } } },
  };
  const { findings, closed } = await swept(sweepContext(w, [stackState({ resources: [without] })]));
  expect(findings).toMatchObject([{ id: gone, origin: "unrecorded" }]);
  expect(closed).toEqual([]);
});

it("a state that keeps what a fleet issued encrypted is refused: it may stand for any card", async () => {
  const w = await world();
  const fleet = w.fleet();
  await fleet.up(fleetOf(["a"]));
  const state = recorded(fleet);
  const issued = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
  const hidden = { ...state, outputs: { ...(state.outputs as Raw), issued } };
  const sweeping = swept(
    sweepContext(w, [stackState({ resources: [hidden], pending: [begun(fleet, fleetOf(["a"]))] })]),
  );
  await expect(sweeping).rejects.toMatchObject({ code: "input_invalid" });
  expect(w.control.snapshot().cards.map(({ status }) => status)).toEqual(["active"]);
});
