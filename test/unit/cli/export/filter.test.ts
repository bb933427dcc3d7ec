// Which cards are asked for.
import { expect, it } from "vitest";
import { hasWantedName, hasWantedStatus, wantedHolders, wantedWallets } from "../../../../provider/cli/export/filter";
import { providerOf } from "../../../../provider/cli/export/providers";
import { CARD_STATUSES } from "../../../../provider/model/status";

const card = (part: object) => ({ id: "c", walletId: "w", status: "active", ...part });
const wallet = (id: string, name?: string) => ({ id, status: "active", ...(name === undefined ? {} : { name }) });
const holder = (id: string) => ({ id, firstName: "A", lastName: "B", email: `${id}@example.com` });

it("by default: what is live and was issued, and statuses nobody has heard of", () => {
  const wanted = [...CARD_STATUSES, "limbo"].filter((status) => hasWantedStatus(card({ status }), []));
  expect(wanted).toEqual(["active", "frozen", "blocked", "limbo"]);
  expect(hasWantedStatus(card({ status: "closed" }), ["closed"])).toBe(true);
  expect(hasWantedStatus(card({}), ["closed"])).toBe(false);
});

it.each([
  ["ads", true],
  ["ADS EU", true],
  ["ads*", true],
  ["*eu", true],
  ["ad? eu", true],
  ["eu*", false],
  ["a.s eu", false],
  ["travel", false],
])("the name Ads EU is like %s: %s", (asked, expected) => {
  expect(hasWantedName(card({ name: "Ads EU" }), [asked])).toBe(expected);
});

it("any of several names will do, and no name is like none", () => {
  expect(hasWantedName(card({ name: "Ads" }), ["x", "ads"])).toBe(true);
  expect(hasWantedName(card({}), [""])).toBe(false);
  expect(hasWantedName(card({}), [])).toBe(true);
});

it("wallets by id or name, all of a name; what is not there is refused", () => {
  const all = [wallet("1", "Ads"), wallet("2", "ads"), wallet("3")];
  const ids = (asked: string[]) => wantedWallets(all, asked).map(({ id }) => id);
  expect(ids([])).toEqual(["1", "2", "3"]);
  expect(ids(["ADS"])).toEqual(["1", "2"]);
  expect(ids(["3", "1"])).toEqual(["1", "3"]);
  expect(() => ids(["nope"])).toThrow(expect.objectContaining({ code: "input_invalid" }));
  expect(() => ids([""])).toThrow(expect.objectContaining({ code: "input_invalid" }));
});

it("people by id or e-mail; nobody in particular is everybody", () => {
  const all = [holder("ada"), holder("grace")];
  expect(wantedHolders(all, [])).toBeUndefined();
  expect(wantedHolders(all, ["ADA@example.com"])).toEqual(new Set(["ada"]));
  expect(() => wantedHolders(all, ["bob"])).toThrow(expect.objectContaining({ code: "input_invalid" }));
});

it("a wallet's provider: said for it, said for all, or the only one there can be", () => {
  const providers = [
    { id: "usd", currency: "USD", supportedBalances: [] },
    { id: "eur", currency: "EUR", supportedBalances: [] },
  ];
  const ads = { ...wallet("1", "Ads"), currency: "USD" };
  expect(providerOf(ads, providers, [])).toBe("usd");
  expect(providerOf(ads, providers, ["eur"])).toBe("eur");
  expect(providerOf(ads, providers, ["eur", "ADS=usd"])).toBe("usd");
  const invalid = expect.objectContaining({ code: "input_invalid" });
  expect(() => providerOf(ads, [...providers, { ...providers[0], id: "usd-2", supportedBalances: [] }], [])).toThrow(
    invalid,
  );
  expect(() => providerOf(ads, providers, ["gbp"])).toThrow(invalid);
  expect(() => providerOf(ads, [], [])).toThrow(invalid);
});
