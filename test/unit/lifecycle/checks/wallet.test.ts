// Whether a wallet can be created as declared.
import { describe, expect, it } from "vitest";
import { providerProblems, walletNameProblems } from "../../../../provider/lifecycle/checks/wallet";
import type { WalletSummary } from "../../../../provider/model/entities";

describe("the provider", () => {
  it.each<[string, string[], string[]]>([
    ["listed", ["p"], []],
    ["listed in other case", ["P"], []],
    ["not listed", ["q"], ["providerId"]],
    ["none are listed", [], []],
  ])("%s", (_what, listed, expected) => {
    const providers = listed.map((id) => ({ id }));
    expect(providerProblems("p", providers).map(({ path }) => path)).toEqual(expected);
  });
});

describe("the name", () => {
  const wallet = (id: string, status: string, name = "Ads"): WalletSummary => ({ id, status, name });

  it.each<[string, WalletSummary[], string[], string[]]>([
    ["is nobody's", [wallet("w", "active", "Other")], [], []],
    ["is an active wallet's", [wallet("w", "active")], [], ["name"]],
    ["is one's that is being created", [wallet("w", "creating")], [], ["name"]],
    ["is an inactive wallet's: it does not hold it", [wallet("w", "inactive")], [], []],
    ["is a failed wallet's", [wallet("w", "creating_failed")], [], []],
    ["is one's that this program has something to do with", [wallet("w", "active")], ["w"], []],
    ["differs in case: wallets are told apart by it", [wallet("w", "active", "ADS")], [], []],
  ])("%s", (_what, wallets, ours, expected) =>
    expect(walletNameProblems("Ads", wallets, (id) => ours.includes(id)).map(({ path }) => path)).toEqual(expected),
  );
});
