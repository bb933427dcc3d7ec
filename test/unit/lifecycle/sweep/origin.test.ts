// Marks are made again from the URNs of a state. Both may be ten thousand, so no URN is looked at once for each object.
import { expect, it, vi } from "vitest";
import { autoCardName } from "../../../../provider/lifecycle/card/check";
import * as naming from "../../../../provider/lifecycle/naming";
import { originOf } from "../../../../provider/lifecycle/sweep/origin";
import { readState } from "../../../../provider/lifecycle/sweep/state";
import { type RecordedLike, stackState } from "../../../support/sweepWorld";

vi.mock("../../../../provider/lifecycle/naming", async (original) => {
  const real = await original<typeof naming>();
  return { ...real, prefix: vi.fn(real.prefix) };
});

const TENANT = { baseUrl: "https://api.example.com", dialect: "organization", id: "acme" } as const;
const CARD = "pulumi-nodejs:dynamic/fourpay:Card";
const TEAM = "fleet:Team";

function stateOf(...resources: RecordedLike[]) {
  return readState(stackState({ resources }), TENANT);
}

/** Which resource made the card that the one of this URN makes. */
function maker(urn: string, state: ReturnType<typeof stateOf>): string | undefined {
  const name = String(autoCardName("", urn, { walletId: "w", holderId: "h" }));
  return originOf({ kind: "card", name, walletId: "w", holderIds: ["h"], cardTypes: ["virtual"] }, [state], "")?.urn;
}

it("each of many cards is recognised, and each URN is taken apart once", () => {
  const count = 300;
  // Dots are not in the name of a card, so only the URN itself can make its mark again.
  const urns = Array.from({ length: count }, (_, index) => `urn:pulumi:test::app::${CARD}::card.${index}`);
  const state = stateOf(...urns.map((urn) => ({ urn, type: CARD })));
  expect(urns.map((urn) => maker(urn, state))).toEqual(urns);
  expect(vi.mocked(naming.prefix).mock.calls.length).toBeLessThanOrEqual(3 * count);
});

it("a card is recognised by its component, which has the same odd name", () => {
  const made = `urn:pulumi:test::app::${TEAM}$${CARD}::Ada.löve`;
  expect(maker(made, stateOf({ urn: `urn:pulumi:test::app::${TEAM}::Ada.löve`, type: TEAM }))).toBe(made);
  expect(maker(made, stateOf({ urn: `urn:pulumi:test::app::${TEAM}::Grace`, type: TEAM }))).toBeUndefined();
});

it("a card below a component is recognised by another one there", () => {
  const made = `urn:pulumi:test::app::${TEAM}$${CARD}::ada`;
  expect(maker(made, stateOf({ urn: `urn:pulumi:test::app::${TEAM}$${CARD}::grace`, type: CARD }))).toBe(made);
  expect(maker(made, stateOf({ urn: `urn:pulumi:test::app::${CARD}::grace`, type: CARD }))).toBeUndefined();
});

it("a card of a resource that was renamed since is recognised by the URN it was first known by", () => {
  const made = `urn:pulumi:old::app::${CARD}::ada`;
  const now = { urn: `urn:pulumi:test::app::${CARD}::lovelace`, type: CARD };
  expect(maker(made, stateOf({ ...now, inputs: { resourceUrn: made } }))).toBe(made);
  expect(maker(made, stateOf(now))).toBeUndefined();
});
