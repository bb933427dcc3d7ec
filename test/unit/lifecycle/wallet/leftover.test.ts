import { describe, expect, it } from "vitest";
import { comesFrom, isLeftover } from "../../../../provider/lifecycle/wallet/leftover";
import { sameFee, wrongFees } from "../../../../provider/lifecycle/wallet/steps";
import type { WalletSummary } from "../../../../provider/model/entities";

const created = "2026-01-15T12:00:00+00:00";
const at = (seconds: number) => Date.parse(created) + seconds * 1000;
const left: WalletSummary = {
  id: "w",
  name: "USD wallet 3",
  status: "active",
  balance: "0.00",
  cards: 0,
  createdAt: created,
  updatedAt: created,
};

describe("isLeftover", () => {
  it.each<[string, WalletSummary, boolean]>([
    ["a default name", left, true],
    ["no name", { ...left, name: "" }, true],
    ["a name that is not shown", { id: "w", status: "active", createdAt: created }, true],
    ["an id for a name", { ...left, name: "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811" }, true],
    ["still being created", { ...left, status: "creating" }, true],
    ["zero in any spelling", { ...left, balance: "0.000000000" }, true],
    ["a chosen name", { ...left, name: "Marketing" }, false],
    ["a chosen name with a default word", { ...left, name: "Ads wallet" }, false],
    ["a chosen name in other letters", { ...left, name: "Кошелёк" }, false],
    ["numbers alone", { ...left, name: "2026" }, false],
    ["our mark, or another stack's", { ...left, name: "wallet-aaaaaaaaaa" }, false],
    ["money", { ...left, balance: "0.01" }, false],
    ["debt", { ...left, balance: "-1.00" }, false],
    ["cards", { ...left, cards: 1 }, false],
    ["inactive", { ...left, status: "inactive" }, false],
    ["failed", { ...left, status: "creating_failed" }, false],
    ["changed since", { ...left, updatedAt: "2026-01-15T12:01:00+00:00" }, false],
    ["of unknown age", { id: "w", status: "active" }, false],
    ["of unreadable age", { ...left, createdAt: "yesterday" }, false],
  ])("%s", (_, wallet, expected) => {
    expect(isLeftover(wallet, at(60))).toBe(expected);
  });

  it.each([
    [-1, false],
    [0, true],
    [900, true],
    [901, false],
  ])("%d seconds old: %s", (seconds, expected) => {
    expect(isLeftover(left, at(seconds))).toBe(expected);
  });
});

describe("comesFrom", () => {
  const eur = { id: "eur", currency: "EUR", cardType: "virtual", supportedBalances: [] };
  const usd = { id: "usd", currency: "USD", cardType: "virtual", supportedBalances: [] };
  const plastic = { id: "plastic", currency: "USD", cardType: "physical", supportedBalances: [] };
  const vague = { id: "vague", supportedBalances: [] };
  const wallet = { id: "w", status: "active", currency: "USD", allowedCardTypes: ["virtual"] };

  it.each([
    ["the only one that fits", wallet, "usd", [eur, usd], true],
    ["another one fits", wallet, "eur", [eur, usd], false],
    ["the card type decides", wallet, "usd", [usd, plastic], true],
    ["both fit", { ...wallet, allowedCardTypes: ["virtual", "physical"] }, "usd", [usd, plastic], false],
    ["what is not shown fits anything", { id: "w", status: "active" }, "usd", [eur, usd], false],
    ["a provider that tells nothing fits anything", wallet, "usd", [usd, vague], false],
    ["unknown provider", wallet, "other", [usd], false],
    ["no providers", wallet, "usd", [], false],
  ])("%s", (_, shown, id, providers, expected) => {
    expect(comesFrom(shown, id, providers)).toBe(expected);
  });
});

describe("sameFee", () => {
  it.each([
    [{ percent: "2.5" }, { percent: "2.50" }, true],
    [{ percent: "2.5" }, { percent: "2.51" }, false],
    [{ amount: "5", currency: "USD" }, { amount: "5.000000000", currency: "USD" }, true],
    [{ amount: "5", currency: "USD" }, { amount: "5", currency: "EUR" }, false],
    [{ percent: "5" }, { amount: "5", currency: "USD" }, false],
    [{ amount: "5", currency: "USD" }, { percent: "5" }, false],
  ])("%o and %o: %s", (a, b, expected) => {
    expect(sameFee(a, b)).toBe(expected);
    expect(sameFee(b, a)).toBe(expected);
  });

  it("names the kinds that differ; what is not shown does not", () => {
    const wallet = { id: "w", status: "active", fees: { cardTransactions: { percent: "3", inherited: true } } };
    const declared = { cardTransactions: { percent: "2" }, topUpsAllocation: { percent: "1" } };
    expect(wrongFees(declared, wallet)).toEqual(["cardTransactions"]);
  });
});
