import { expect, it } from "vitest";
import {
  isFailedCard,
  isFailedWallet,
  isGoneCard,
  isIssuedCard,
  isKnownCardStatus,
  isKnownWalletStatus,
  isLiveCard,
} from "../../../provider/model/status";

it.each([
  // status, live, gone, issued, failed, known
  ["creating", true, false, false, false, true],
  ["active", true, false, true, false, true],
  ["frozen", true, false, true, false, true],
  ["blocked", true, false, true, false, true],
  ["expired", false, false, true, false, true],
  ["closed", false, true, false, false, true],
  ["creating_failed", false, true, false, true, true],
  ["something_new", true, false, false, false, false],
])("a %s card", (status, ...expected) => {
  expect([isLiveCard, isGoneCard, isIssuedCard, isFailedCard, isKnownCardStatus].map((ask) => ask(status))).toEqual(
    expected,
  );
});

it("a failed wallet is told by its ending, known or not", () => {
  expect(["creating_failed", "active_changing_failed", "new_failed"].map(isFailedWallet)).toEqual([true, true, true]);
  expect(["active", "inactive", "activating"].map(isFailedWallet)).toEqual([false, false, false]);
  expect([isKnownWalletStatus("inactive"), isKnownWalletStatus("new")]).toEqual([true, false]);
});
