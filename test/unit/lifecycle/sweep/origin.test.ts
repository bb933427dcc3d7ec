// Marks are made again from the URNs of a state. Both may be ten thousand, so no URN is looked at once for each object.
import { expect, it, vi } from "vitest";
import { autoCardName } from "../../../../provider/lifecycle/card/check";
import * as naming from "../../../../provider/lifecycle/naming";
import { originOf } from "../../../../provider/lifecycle/sweep/origin";
import { readState } from "../../../../provider/lifecycle/sweep/state";
import { stackState } from "../../../support/sweepWorld";

vi.mock("../../../../provider/lifecycle/naming", async (original) => {
  const real = await original<typeof naming>();
  return { ...real, prefix: vi.fn(real.prefix) };
});

const TENANT = { baseUrl: "https://api.example.com", dialect: "organization", id: "acme" } as const;
const TYPE = "pulumi-nodejs:dynamic/fourpay:Card";
const COUNT = 300;

it("each of many cards is recognised, and each URN is taken apart once", () => {
  const identity = { walletId: "w", holderId: "h" };
  // Dots are not in the name of a card, so only the URN itself can make its mark again.
  const urns = Array.from({ length: COUNT }, (_, index) => `urn:pulumi:test::app::${TYPE}::card.${index}`);
  const resources = urns.map((urn) => ({ urn, type: TYPE, inputs: { ...identity, reissue: "2027" } }));
  const state = readState(stackState({ resources }), TENANT);
  const origins = urns.map((urn) => {
    const name = String(autoCardName("", urn, { ...identity, reissue: "2027" }));
    return originOf({ kind: "card", name, walletId: "w", holderIds: ["h"], cardTypes: ["virtual"] }, [state], "");
  });
  expect(origins.map((origin) => origin?.urn)).toEqual(urns);
  expect(vi.mocked(naming.prefix).mock.calls.length).toBeLessThanOrEqual(3 * COUNT);
});
