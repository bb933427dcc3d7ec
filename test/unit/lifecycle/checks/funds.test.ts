// What new cards cost against what the wallet has: exact, and in the wallet's currency only.
import { describe, expect, it } from "vitest";
import { Funds, needOf } from "../../../../provider/lifecycle/checks/funds";
import type { Wallet } from "../../../../provider/model/entities";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";

const wallet = (more: Partial<Wallet> = {}): Wallet => ({
  id: "w",
  name: "Ads",
  status: "active",
  currency: "USD",
  availableBalance: "100.00",
  fees: { cardIssuing: { amount: "5.00", currency: "USD" } },
  ...more,
});

describe("what one card needs", () => {
  it.each<[string, Raw, Partial<Wallet>, string]>([
    ["the fee", {}, {}, "5.00"],
    ["the fee and what is paid in", { initialBalance: "100.00" }, {}, "105.00"],
    ["in its own currency, when it is the wallet's", { initialBalance: "1.00", currency: "usd" }, {}, "6.00"],
    ["nothing that is paid in in another currency", { initialBalance: "1.00", currency: "EUR" }, {}, "5.00"],
    ["no fee in another currency", {}, { fees: { cardIssuing: { amount: "5.00", currency: "EUR" } } }, "0.00"],
    ["no fee that is not shown", { initialBalance: "2.50" }, { fees: {} }, "2.50"],
    ["nothing that is not known yet", { initialBalance: UNKNOWN }, {}, "5.00"],
    ["exactly", { initialBalance: "0.1" }, { fees: { cardIssuing: { amount: "0.2", currency: "USD" } } }, "0.30"],
  ])("%s", (_what, card, more, expected) => expect(needOf(card, wallet(more))).toBe(expected));
});

describe("the shortage", () => {
  const shortage = (needs: string[], more: Partial<Wallet> = {}) => {
    const funds = new Funds();
    for (const [index, need] of needs.entries()) funds.add(`urn-${index}`, need);
    return funds.shortage(wallet(more));
  };

  it.each<[string, string[], Partial<Wallet>, string | undefined]>([
    ["none without cards", [], {}, undefined],
    ["none when it is just enough", ["60", "40.00"], {}, undefined],
    ["of a cent", ["60", "40.01"], {}, "Wallet Ads has 100.00; the 2 new cards need 100.01"],
    ["of one card", ["105.00"], {}, "Wallet Ads has 100.00; the new card needs 105.00"],
    [
      "against the balance where no available one is shown",
      ["105.00"],
      { availableBalance: undefined, balance: "104.000000000" } as unknown as Partial<Wallet>,
      "has 104.00;",
    ],
    [
      "not told where nothing is shown",
      ["105.00"],
      { availableBalance: undefined } as unknown as Partial<Wallet>,
      undefined,
    ],
    ["of a wallet that owes", ["1.00"], { availableBalance: "-5.00" }, "has -5.00; the new card needs 1.00"],
  ])("%s", (_what, needs, more, expected) => {
    if (expected === undefined) expect(shortage(needs, more)).toBeUndefined();
    else expect(shortage(needs, more)).toContain(expected);
  });

  it("counts a card once however often it is checked, and not what turned out to be there", () => {
    const funds = new Funds();
    for (let time = 0; time < 3; time++) funds.add("urn-1", "60.00");
    expect(funds.shortage(wallet())).toBeUndefined();
    funds.add("urn-2", "60.00");
    expect(funds.shortage(wallet())).toContain("the 2 new cards need 120.00");
    funds.remove("urn-1");
    expect(funds.shortage(wallet())).toBeUndefined();
  });

  it("a thousand tenths are a hundred, not a little more", () => {
    expect(shortage(Array.from({ length: 1000 }, () => "0.1"))).toBeUndefined();
  });

  it("a name that holds a card number is shown without it", () => {
    expect(shortage(["105.00"], { name: "Ads 4111 1111 1111 1111" })).not.toContain("1111");
  });
});
