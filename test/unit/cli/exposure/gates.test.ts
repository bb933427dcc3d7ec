// What lets a pipeline go on: a gate holds only where that is certain.
import { describe, expect, it } from "vitest";
import { type Gates, judge, moneyLimit } from "../../../../provider/cli/exposure/gates";
import type { Raw } from "../../../../provider/model/validate";
import {
  close,
  exposed,
  issue,
  ofCard,
  pool,
  previewOf,
  stay,
  step,
  UNKNOWN_TEXT,
} from "../../../support/exposureDocs";

const monthly = (value: string) => ({ monthly: value });
const at = (text: string) => [moneyLimit(text)];

function verdicts(gates: Gates, steps: readonly Raw[], currency?: string): string[] {
  const text = previewOf(...steps);
  const report = currency === undefined ? exposed(text) : exposed(text, currency);
  return judge(report, report.spend, gates).map(({ verdict }) => verdict);
}

const reissue = step({ op: "replace", name: "r", old: ofCard(monthly("1.00")), now: ofCard(monthly("1.00")) });
const unclear = step({
  op: "update",
  name: "team",
  type: "CardFleet",
  old: { cards: {}, walletId: "w" },
  now: { cards: UNKNOWN_TEXT, walletId: "w" },
});

describe("numbers of cards", () => {
  it.each<[string, Gates, Raw[], string]>([
    ["as many as allowed", { maxNewCards: 2 }, [issue("a", monthly("1.00")), reissue], "holds"],
    ["one more", { maxNewCards: 1 }, [issue("a", monthly("1.00")), reissue], "exceeded"],
    ["none allowed, none issued", { maxNewCards: 0 }, [stay("a", monthly("1.00"))], "holds"],
    ["reissued cards are closed too", { maxClosures: 1 }, [close("a", monthly("1.00")), reissue], "exceeded"],
    [
      "what is kept is not closed",
      { maxClosures: 0 },
      [close("a", monthly("1.00"), { deletionPolicy: "retain" })],
      "holds",
    ],
    ["a fleet whose cards are not known yet", { maxNewCards: 9 }, [unclear], "undecided"],
    ["too many already, whatever a fleet brings", { maxNewCards: 0 }, [unclear, reissue], "exceeded"],
  ])("%s", (_, gates, steps, verdict) => {
    expect(verdicts(gates, steps)).toEqual([verdict]);
  });
});

describe("a fleet whose cards are hidden because a secret went into them", () => {
  const hidden = (more: Raw) => step({ name: "team", type: "CardFleet", op: "create", ...more });
  const gates: Gates = { maxNewCards: 9, maxClosures: 9, maxMonthlyExposure: at("999999") };
  it.each<[string, Raw]>([
    ["a new one", hidden({ now: { cards: "[secret]", walletId: "w" } })],
    ["one that had others", hidden({ op: "update", old: { cards: {} }, now: { cards: "[secret]", walletId: "w" } })],
  ])("%s is no empty fleet", (_, fleet) => {
    expect(verdicts(gates, [fleet])).toEqual(["undecided", "undecided", "undecided"]);
  });

  it("a single hidden card may have any limit, whatever the defaults say", () => {
    const cards = { a: "[secret]", b: { holderId: "ada" } };
    const fleet = hidden({ now: { walletId: "w", defaults: { limits: monthly("1.00") }, cards } });
    expect(verdicts(gates, [fleet])).toEqual(["holds", "holds", "undecided"]);
  });
});

describe("what may be spent in a month", () => {
  const gate = (text: string): Gates => ({ maxMonthlyExposure: at(text) });
  it.each<[string, Gates, Raw[], string[]]>([
    ["exactly the limit", gate("100.00"), [stay("a", monthly("60.00")), issue("b", monthly("40.00"))], ["holds"]],
    ["a cent more", gate("99.99"), [stay("a", monthly("60.00")), issue("b", monthly("40.00"))], ["exceeded"]],
    [
      "what is closed does not count",
      gate("60.00"),
      [stay("a", monthly("60.00")), close("b", monthly("40.00"))],
      ["holds"],
    ],
    [
      "what is kept live does",
      gate("60.00"),
      [stay("a", monthly("60.00")), close("b", monthly("40.00"), { deletionPolicy: "retain" })],
      ["exceeded"],
    ],
    [
      "a card without any limit is above every limit",
      gate("999999999"),
      [issue("a", { perTransaction: "1.00" })],
      ["exceeded"],
    ],
    ["unless it is frozen", gate("0"), [issue("a", { perTransaction: "1.00" }, { frozen: true })], ["holds"]],
    ["a daily limit counts 31 times", gate("30.99"), [issue("a", { daily: "1.00" })], ["exceeded"]],
    ["a limit that is not known yet", gate("999999"), [issue("a", monthly(UNKNOWN_TEXT))], ["undecided"]],
    ["a secret limit", gate("999999"), [issue("a", monthly("[secret]"))], ["undecided"]],
    [
      "one not known, but enough without it",
      gate("1.00"),
      [issue("a", monthly("[secret]")), issue("b", monthly("2.00"))],
      ["exceeded"],
    ],
    ["its currency", gate("100USD"), [issue("a", monthly("100.00"))], ["holds"]],
    [
      "another currency, which nothing allows",
      gate("100USD"),
      [issue("a", monthly("1.00"), { currency: "EUR" })],
      ["holds", "undecided"],
    ],
    [
      "another currency, of which nothing is told",
      gate("100USD"),
      [issue("a", monthly("[secret]"), { currency: "EUR" }), issue("b", monthly("1.00"))],
      ["holds", "undecided"],
    ],
    [
      "each its own",
      { maxMonthlyExposure: [moneyLimit("5USD"), moneyLimit("5 eur")] },
      [issue("a", monthly("1.00"), { currency: "EUR" }), issue("b", monthly("6.00"))],
      ["exceeded", "holds"],
    ],
    [
      "several currencies under an amount without one",
      gate("100"),
      [issue("a", monthly("1.00"), { currency: "EUR" }), issue("b", monthly("6.00"))],
      ["undecided"],
    ],
    ["no card at all", gate("0"), [], ["holds"]],
  ])("%s", (_, gates, steps, expected) => {
    expect(verdicts(gates, steps)).toEqual(expected);
  });

  it("a currency that is not told may be the one that is meant", () => {
    const report = exposed(previewOf(issue("a", monthly("1.00"))), "");
    expect(
      judge({ ...report, currencies: report.currencies.map(({ currency: _, ...one }) => one) }, [], gate("100USD")),
    ).toMatchObject([{ verdict: "undecided" }]);
  });

  it("a preview that leaves cards out decides nothing, unless it is too much already", () => {
    const { steps } = JSON.parse(previewOf(issue("a", monthly("50.00")))) as { steps: Raw[] };
    const text = JSON.stringify({ steps, changeSummary: { same: 3 } });
    const judged = (limit: string) => judge(exposed(text), [], gate(limit)).map(({ verdict }) => verdict);
    expect(judged("100")).toEqual(["undecided"]);
    expect(judged("49.99")).toEqual(["exceeded"]);
  });
});

describe("what is taken out of wallets", () => {
  const spend = (text: string): Gates => ({ maxSpend: at(text) });
  const two = [issue("a", monthly("1.00"), { initialBalance: "10.00" }), issue("b", monthly("1.00"))];
  it.each<[string, Gates, Raw[], string[]]>([
    ["fees and balances together", spend("13.00"), [pool("1.50"), ...two], ["holds"]],
    ["a cent more", spend("12.99"), [pool("1.50"), ...two], ["exceeded"]],
    ["a reissued card costs its fee again", spend("1.00USD"), [pool("1.50"), reissue], ["exceeded"]],
    ["a fee that nothing tells", spend("999"), [pool(), ...two], ["undecided"]],
    ["a fee that nothing tells, and enough without it", spend("9.99"), [pool(), ...two], ["exceeded"]],
    [
      "a balance that is not known yet",
      spend("999"),
      [pool("1.00"), issue("a", {}, { initialBalance: UNKNOWN_TEXT })],
      ["undecided"],
    ],
    ["only a fee that nothing tells", spend("999"), [issue("b", monthly("1.00"))], ["undecided"]],
    ["nothing is issued", spend("0"), [pool(), stay("a", monthly("1.00"))], ["holds"]],
  ])("%s", (_, gates, steps, expected) => {
    expect(verdicts(gates, steps)).toEqual(expected);
  });

  it("a wallet must have it; one that does not exist yet, or shows nothing, decides nothing", () => {
    const { spend: wallets, ...report } = exposed(previewOf(pool("1.50"), ...two));
    const [one] = wallets;
    const judged = (more: object) =>
      judge({ ...report }, [{ ...one!, ...more }], { funds: true }).map(({ verdict }) => verdict);
    expect(judged({ available: "13.00" })).toEqual(["holds"]);
    expect(judged({ available: "12.99" })).toEqual(["exceeded"]);
    expect(judged({})).toEqual(["undecided"]);
    expect(judged({ available: "99.00", unknownFees: 1 })).toEqual(["undecided"]);
    expect(judged({ available: "99.00", fees: { EUR: "1.00" } })).toEqual(["undecided"]);
    expect(judged({ available: "0.00", fees: {}, balances: {} })).toEqual(["holds"]);
  });
});

it.each(["", "x", "-5", "1e3", "10,000.00", "10 000", "5EURO", "5E", "1.2.3", ".5"])("no amount: %j", (text) => {
  expect(() => moneyLimit(text)).toThrow();
});
