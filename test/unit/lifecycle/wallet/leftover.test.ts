import { describe, expect, it } from "vitest";
import {
  isDefaultName,
  isUntouched,
  type Origin,
  originOf,
  type WalletFeatures,
} from "../../../../provider/lifecycle/wallet/leftover";
import { sameFee, wrongFees } from "../../../../provider/lifecycle/wallet/steps";
import type { WalletProvider, WalletSummary } from "../../../../provider/model/entities";

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

describe("isUntouched", () => {
  it.each<[string, WalletSummary, boolean]>([
    ["as it was created", left, true],
    ["with next to nothing shown", { id: "w", status: "active", createdAt: created }, true],
    ["still being created", { ...left, status: "creating" }, true],
    ["zero in any spelling", { ...left, balance: "0.000000000" }, true],
    ["its creation took minutes", { ...left, updatedAt: "2026-01-15T12:05:00+00:00" }, true],
    ["our mark, or another stack's", { ...left, name: "wallet-aaaaaaaaaa" }, false],
    ["money", { ...left, balance: "0.01" }, false],
    ["debt", { ...left, balance: "-1.00" }, false],
    ["cards", { ...left, cards: 1 }, false],
    ["inactive", { ...left, status: "inactive" }, false],
    ["failed", { ...left, status: "creating_failed" }, false],
    ["changed since", { ...left, updatedAt: "2026-01-15T12:05:01+00:00" }, false],
    ["of unknown age", { id: "w", status: "active" }, false],
    ["of unreadable age", { ...left, createdAt: "yesterday" }, false],
  ])("%s", (_, wallet, expected) => {
    expect(isUntouched(wallet, at(60))).toBe(expected);
  });

  it.each([
    ["from the future, but clocks differ", -300, true],
    ["from too far in the future", -301, false],
    ["new", 0, true],
    ["a day old", 86_400, true],
    ["older", 86_401, false],
  ])("%s", (_, seconds, expected) => {
    expect(isUntouched(left, at(seconds))).toBe(expected);
  });

  it.each([
    ["for ten minutes", 600, true],
    ["for longer: it is stuck", 601, false],
  ])("still being created %s", (_, seconds, expected) => {
    expect(isUntouched({ ...left, status: "creating" }, at(seconds))).toBe(expected);
  });
});

describe("isDefaultName", () => {
  it.each<[string, string | undefined, boolean]>([
    ["a default name", "USD wallet 3", true],
    ["several generic words", "New virtual card account (EUR)", true],
    ["no name", "", true],
    ["a name that is not shown", undefined, true],
    ["an id for a name", "3f2b8c1e-0d4a-4c57-9b1e-6a7d2f90c811", true],
    ["the provider's name", "Northbank prepaid", true],
    ["the provider's name and a number", "NORTHBANK 7", true],
    ["a chosen name", "Marketing", false],
    ["a chosen name with a default word", "Ads wallet", false],
    ["a chosen name with the provider's", "Northbank marketing", false],
    ["a chosen name in other letters", "Кошелёк", false],
    ["blanks", "   ", true],
    ["a number of several digits", "Wallet - 12", true],
    ["a word that only ends like a default one", "mywallet", false],
    ["a word that only begins like a default one", "walletry", false],
    ["letters that only begin like a currency", "USDX wallet", false],
    ["letters that only end like a currency", "xUSD wallet", false],
    ["an id and a word", "deadbeef marketing", false],
    ["a word and an id", "marketing-deadbeef", false],
    ["numbers alone", "2026", false],
    ["a currency alone", "USD", false],
  ])("%s", (_, name, expected) => {
    expect(isDefaultName(name, "Northbank")).toBe(expected);
  });
});

describe("originOf", () => {
  const eur: WalletProvider = { id: "eur", currency: "EUR", cardType: "virtual", supportedBalances: [] };
  const usd: WalletProvider = { id: "usd", currency: "USD", cardType: "virtual", supportedBalances: [] };
  const plastic: WalletProvider = { ...usd, id: "plastic", cardType: "physical" };
  const vague: WalletProvider = { id: "vague", supportedBalances: [] };
  const own: WalletProvider = { ...usd, id: "own", supportedBalances: ["personal_card_balance"] };
  const shared: WalletProvider = { ...usd, id: "shared", supportedBalances: ["shared_account_balance"] };
  const both: WalletProvider = { ...usd, id: "both", supportedBalances: [...own.supportedBalances, "shared_x"] };
  const wallet: WalletFeatures = { currency: "USD", allowedCardTypes: ["virtual"] };

  it.each<[string, WalletFeatures, string, WalletProvider[], Origin]>([
    ["the only one that fits", wallet, "usd", [eur, usd], "sure"],
    ["only another one fits", wallet, "eur", [eur, usd], "no"],
    ["the card type decides", wallet, "usd", [usd, plastic], "sure"],
    [
      "both card types are allowed",
      { ...wallet, allowedCardTypes: ["virtual", "physical"] },
      "usd",
      [usd, plastic],
      "alike",
    ],
    ["what is not shown fits anything", {}, "usd", [eur, usd], "alike"],
    ["one that tells nothing fits, but less", wallet, "usd", [usd, vague], "alike"],
    ["the one that tells nothing is not the likely one", wallet, "vague", [usd, vague], "no"],
    ["whose cards hold money decides", { ...wallet, cardsHoldBalance: true }, "own", [own, shared], "sure"],
    ["whose cards hold no money decides", { ...wallet, cardsHoldBalance: false }, "own", [own, shared], "no"],
    ["nothing decides", { ...wallet, cardsHoldBalance: true }, "both", [own, both], "alike"],
    ["not asked whose cards hold money", wallet, "shared", [own, shared], "alike"],
    [
      "a kind of balance nobody knows says nothing",
      { ...wallet, cardsHoldBalance: true },
      "odd",
      [{ ...usd, id: "odd", supportedBalances: ["x", "impersonal"] }],
      "sure",
    ],
    ["nobody fits", wallet, "eur", [eur, { ...eur, id: "eur2" }], "no"],
    ["unknown provider", wallet, "other", [usd], "no"],
    ["no providers to compare with", wallet, "usd", [], "alike"],
  ])("%s", (_, shown, id, providers, expected) => {
    expect(originOf(shown, id, providers)).toBe(expected);
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
