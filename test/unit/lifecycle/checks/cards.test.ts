// A single card held against a wallet of the sandbox: what is asked, how often, and what order of steps must never refuse.
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../../provider/model/unknown";
import type { Raw } from "../../../../provider/model/validate";
import { seedIds } from "../../../../provider/sandbox";
import { ada, grace, plainCard } from "../../../support/lifecycleWorld";
import { previewWorld } from "../../../support/previewWorld";

const NOWHERE = "00000000-0000-4000-8000-00000000dead";
const WALLET = "GET /wallets/{wallet_id}";
const LIMITS = "GET /wallets/{wallet_id}/limits";
const HOLDER = "GET /holders/{holder_id}";
const HOLDERS = "GET /holders";
const CARDS = "GET /wallets/{wallet_id}/instruments";

describe("a new card is refused", () => {
  it.each<[string, Raw, string, string]>([
    ["a wallet that does not exist", { walletId: NOWHERE }, "walletId", "not_found"],
    ["a holder who does not exist", { holderId: "nobody" }, "holderId", "not_found"],
    ["a type the wallet does not allow", { cardType: "physical" }, "cardType", "input_invalid"],
    ["a foreign BIN", { binId: NOWHERE }, "binId", "input_invalid"],
    ["a foreign BIN category", { binCategoryId: NOWHERE }, "binCategoryId", "input_invalid"],
    ["a limit above its range", { limits: { daily: "10000.01" } }, "limits.daily", "input_invalid"],
    ["a limit below its range", { limits: { perTransaction: "0.50" } }, "limits.perTransaction", "input_invalid"],
    ["a card to adopt that does not exist", { adopt: NOWHERE }, "adopt", "not_found"],
  ])("%s", async (_what, more, path, code) => {
    const { look, w } = await previewWorld();
    const { refused, reasons } = await look("card", { ...plainCard, ...more });
    expect(refused).toEqual([path]);
    expect(reasons).toContain(`[${code}]`);
    expect(w.writes).toEqual([]);
  });

  it("another currency only for a warning: nobody says that a wallet has but one", async () => {
    const { look } = await previewWorld();
    const { refused, warnings } = await look("card", { ...plainCard, currency: "EUR" });
    expect(refused).toEqual([]);
    expect(warnings.join()).toContain("currency");
  });

  it("an inactive wallet", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    expect((await look("card", plainCard)).refused).toEqual(["walletId"]);
  });

  it("a name that a live card has, and not one that a closed card had", async () => {
    const { look, w, newRun } = await previewWorld();
    const taken = w.control.seedCard({ walletId: seedIds.wallet, holderId: grace.id, name: "Ads" });
    const first = await look("card", { ...plainCard, name: "ads" });
    expect(first.refused).toEqual(["name"]);
    expect(first.reasons).toContain(taken);
    expect(first.reasons).toContain("[name_taken]");
    w.control.setCardStatus(taken, "closed");
    newRun();
    expect((await look("card", { ...plainCard, name: "Ads" })).refused).toEqual([]);
  });

  it("a card to adopt that is closed; a live one is fine, whatever the wallet would not issue", async () => {
    const { look, w, newRun } = await previewWorld();
    const card = w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "Ads" });
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    const declared = { ...plainCard, adopt: card, limits: { daily: "99999.00" } };
    expect((await look("card", declared)).refused).toEqual([]);
    w.control.setCardStatus(card, "closed");
    newRun();
    const { refused, reasons } = await look("card", declared);
    expect(refused).toEqual(["adopt"]);
    expect(reasons).toContain("[adoption_mismatch]");
  });

  it("a balance where cards hold none", async () => {
    const { look, w } = await previewWorld();
    const walletId = w.control.seedWallet({ providerId: seedIds.sharedProvider, balance: "100.00" });
    expect((await look("card", { ...plainCard, walletId, initialBalance: "5.00" })).refused).toEqual([
      "initialBalance",
    ]);
  });

  it("all of it at once", async () => {
    const { look } = await previewWorld();
    const all = { cardType: "physical", currency: "EUR", holderId: "nobody", limits: { daily: "0.10" } };
    expect((await look("card", { ...plainCard, ...all })).refused).toEqual(["cardType", "limits.daily", "holderId"]);
  });
});

describe("requests", () => {
  it("a new card takes three, the next ones of the wallet and holder none", async () => {
    const { look } = await previewWorld();
    const first = await look("card", plainCard);
    expect(first).toMatchObject({ refused: [], warnings: [] });
    expect([...first.requests].sort()).toEqual([HOLDER, WALLET, LIMITS].sort());
    for (const name of ["b", "c"]) expect((await look("card", plainCard, { name })).requests).toEqual([]);
  });

  it("a recorded card that did not change takes none, whatever became of its wallet", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    const out = { ...plainCard, limits: { daily: "99999.00" } };
    expect(await look("card", out, { recorded: out })).toEqual({
      refused: [],
      reasons: "",
      warnings: [],
      requests: [],
    });
    const others = { ...out, frozen: true, deletionPolicy: "freeze", name: "Renamed" };
    expect((await look("card", others, { recorded: out })).requests).toEqual([]);
  });

  it("a changed limit takes one, and an inactive wallet does not stand in its way", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    const lower = await look("card", { ...plainCard, limits: { daily: "50.00" } }, { recorded: plainCard });
    expect(lower).toMatchObject({ refused: [], warnings: [], requests: [LIMITS] });
    const higher = await look("card", { ...plainCard, limits: { daily: "99999.00" } }, { recorded: plainCard });
    expect(higher).toMatchObject({ refused: ["limits.daily"], requests: [] });
  });

  it("a card is stopped by one more limit, also where the wallet calls it too low", async () => {
    const { look } = await previewWorld();
    const stopped = { ...plainCard, limits: { ...plainCard.limits, perTransaction: "0.00" } };
    const { refused, warnings } = await look("card", stopped, { recorded: plainCard });
    expect(refused).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("limits.perTransaction") as string]);
  });

  it("holders of many cards: three by one, then the list, and absence is looked at again", async () => {
    const { look, w } = await previewWorld();
    for (let index = 0; index < 6; index++)
      w.control.seedHolder({ ...ada, id: `p-${index}`, email: `p${index}@example.com` });
    const asked: string[][] = [];
    for (let index = 0; index < 6; index++)
      asked.push([...(await look("card", { ...plainCard, holderId: `p-${index}` }, { name: `c${index}` })).requests]);
    expect(asked.slice(1)).toEqual([[HOLDER], [HOLDER], [HOLDERS], [], []]);
    const missing = await look("card", { ...plainCard, holderId: "nobody" }, { name: "last" });
    expect(missing).toMatchObject({ refused: ["holderId"], requests: [HOLDER] });
  });

  it("an explicit name takes the list of cards once, whatever the number of names", async () => {
    const { look } = await previewWorld();
    const first = await look("card", { ...plainCard, name: "one" });
    expect(first.requests.filter((route) => route === CARDS)).toHaveLength(1);
    expect((await look("card", { ...plainCard, name: "two" }, { name: "b" })).requests).toEqual([]);
  });
});

describe("order refuses nothing", () => {
  it.each(["holderId", "walletId", "binId", "reissue"])(
    "a recorded card whose %s is not known yet is not taken for a new one: it may turn out to be the same",
    async (key) => {
      const { look, w } = await previewWorld();
      w.control.setWalletStatus(seedIds.wallet, "inactive");
      const recorded = { ...plainCard, binId: seedIds.visaBin, reissue: "2026", limits: { daily: "99999.00" } };
      expect(await look("card", { ...recorded, [key]: UNKNOWN }, { recorded })).toMatchObject({
        refused: [],
        requests: [],
      });
    },
  );

  it("what certainly needs a new card is checked, whatever else is not known yet", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    const declared = { ...plainCard, holderId: UNKNOWN, cardType: "physical" };
    expect((await look("card", declared, { recorded: plainCard })).refused).toContain("walletId");
  });

  it("a wallet that this program activates, adopted or recorded", async () => {
    const { look, w } = await previewWorld();
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    const wallet = { providerId: seedIds.personalProvider, adopt: seedIds.wallet, active: true };
    expect((await look("wallet", wallet)).refused).toEqual([]);
    expect((await look("card", plainCard)).refused).toEqual([]);
  });

  it("a recorded wallet that is to be active again", async () => {
    const { look, w, compare, newRun } = await previewWorld();
    const declared = { providerId: seedIds.personalProvider };
    const wallet = w.wallet();
    await wallet.up(declared);
    w.control.setWalletStatus(wallet.id, "inactive");
    newRun();
    const card = { ...plainCard, walletId: wallet.id };
    expect((await look("card", card)).refused).toEqual(["walletId"]);
    compare("wallet", wallet, { ...declared, active: true });
    expect((await look("card", card, { name: "after" })).refused).toEqual([]);
  });

  it("a holder that this program declares is not even asked for", async () => {
    const { look } = await previewWorld();
    await look("holder", { firstName: "N", lastName: "N", email: "n@example.com", cardOwnerId: "newcomer" });
    const { refused, requests } = await look("card", { ...plainCard, holderId: "newcomer" });
    expect(refused).toEqual([]);
    expect(requests).not.toContain(HOLDER);
  });

  it("a name that a resource of this run gives up", async () => {
    const { look, w, compare, newRun } = await previewWorld();
    const card = w.card("holds-it");
    await card.up({ ...plainCard, name: "Ads" });
    newRun();
    const other = { ...plainCard, name: "Ads" };
    expect((await look("card", other, { name: "before" })).refused).toEqual(["name"]);
    compare("card", card, { ...plainCard, name: "Renamed" });
    expect((await look("card", other, { name: "after" })).refused).toEqual([]);
  });

  it("a name that a replaced card gives up", async () => {
    const { look, w, compare, newRun } = await previewWorld();
    const card = w.card("again");
    await card.up({ ...plainCard, name: "Ads" });
    newRun();
    compare("card", card, { ...plainCard, name: "Ads", reissue: "2027" });
    expect((await look("card", { ...plainCard, name: "Ads", reissue: "2027" }, { name: "again" })).refused).toEqual([]);
  });

  it("a name of a resource that is deleted before it is replaced", async () => {
    const { look, w, newRun } = await previewWorld();
    await w.card().up({ ...plainCard, name: "Ads" });
    newRun();
    const declared = { ...plainCard, name: "Ads" };
    expect((await look("card", declared, { deletedFirst: true })).refused).toEqual([]);
    expect((await look("card", declared)).refused).toEqual(["name"]);
  });

  it("a card that an interrupted run has issued already", async () => {
    const { look, w, newRun } = await previewWorld();
    await w.card("card").up(plainCard);
    w.control.setWalletStatus(seedIds.wallet, "inactive");
    newRun();
    expect((await look("card", plainCard, { name: "card" })).refused).toEqual([]);
    expect((await look("card", plainCard, { name: "another" })).refused).toEqual(["walletId"]);
  });

  it("the catalogue of BINs is asked once, and only for a BIN the wallet does not list", async () => {
    const { look } = await previewWorld();
    const listed = await look("card", { ...plainCard, binId: seedIds.visaBin });
    expect(listed.requests).not.toContain("POST /bin-options");
    const foreign = { ...plainCard, binId: seedIds.travelBin };
    const first = await look("card", foreign, { name: "a" });
    expect(first).toMatchObject({ refused: ["binId"], requests: expect.arrayContaining(["POST /bin-options"]) as [] });
    expect((await look("card", foreign, { name: "b" })).requests).not.toContain("POST /bin-options");
  });

  it("a BIN where the catalogue cannot be asked", async () => {
    const { look, w } = await previewWorld();
    w.sandbox.faults.add({ kind: "status-before", status: 403, match: { route: "POST /bin-options", times: 9 } });
    const { refused, warnings } = await look("card", { ...plainCard, binId: NOWHERE });
    expect(refused).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("BIN options") as string]);
  });

  it("BINs that the program directs to the wallet", async () => {
    const { look } = await previewWorld();
    const binDirections = [{ categoryId: seedIds.travel, binIds: [seedIds.secondVisaBin] }];
    await look("wallet", { providerId: seedIds.personalProvider, adopt: seedIds.wallet, binDirections });
    expect((await look("card", { ...plainCard, binId: seedIds.travelBin })).refused).toEqual([]);
  });
});

describe("money", () => {
  const poor = async (balance: string) => {
    const opened = await previewWorld();
    const walletId = opened.w.control.seedWallet({ providerId: seedIds.personalProvider, name: "Poor", balance });
    return { ...opened, card: { ...plainCard, walletId } };
  };

  it("a card the wallet cannot pay for is said, not refused", async () => {
    const { look, card } = await poor("100.00");
    const { refused, warnings } = await look("card", { ...card, initialBalance: "104.00" });
    expect(refused).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("Wallet Poor has 100.00; the new card needs 105.00") as string]);
  });

  it("cards add up over the run, and are said once", async () => {
    const { look, card } = await poor("2.50");
    const said: string[] = [];
    for (const name of ["a", "b", "c", "d", "e"]) said.push(...(await look("card", card, { name })).warnings);
    expect(said).toEqual([expect.stringContaining("has 2.50; the 3 new cards up to this one need 3.00") as string]);
  });

  it("recorded and adopted cards cost nothing", async () => {
    const { look, w, card } = await poor("0.00");
    const adopt = w.control.seedCard({ walletId: card.walletId, holderId: ada.id, name: "Ads" });
    expect((await look("card", { ...card, adopt })).warnings).toEqual([]);
    expect((await look("card", card, { name: "b", recorded: card })).warnings).toEqual([]);
  });

  it("a card that an interrupted run has issued and paid for costs nothing more", async () => {
    const { look, w, card, newRun } = await poor("1.00");
    await w.card("card").up(card);
    newRun();
    expect((await look("card", card, { name: "card" })).warnings).toEqual([]);
    expect((await look("card", card, { name: "another" })).warnings).toHaveLength(1);
  });
});

describe("an API that cannot be asked", () => {
  it("is said once, refuses nothing and is left alone", async () => {
    const { look, w } = await previewWorld();
    w.sandbox.faults.add({ kind: "status-before", status: 401, match: { times: 99 } });
    const first = await look("card", { ...plainCard, cardType: "physical" });
    expect(first.refused).toEqual([]);
    expect(first.warnings).toHaveLength(1);
    expect(first.warnings[0]).toContain("[unauthorized]");
    expect(await look("card", plainCard, { name: "b" })).toMatchObject({ refused: [], warnings: [], requests: [] });
  });

  it("what answers garbage is passed over alone; the rest is checked", async () => {
    const { look, w } = await previewWorld();
    w.sandbox.faults.add({ kind: "garbage-body", match: { route: LIMITS, times: 9 } });
    const { refused, warnings } = await look("card", {
      ...plainCard,
      cardType: "physical",
      limits: { daily: "99999.00" },
    });
    expect(refused).toEqual(["cardType"]);
    expect(warnings).toEqual([expect.stringContaining("limits and BINs") as string]);
  });

  it("a wallet that is not found but listed is not taken for absent", async () => {
    const { look, w } = await previewWorld();
    w.sandbox.faults.add({ kind: "status-before", status: 404, match: { route: WALLET, times: 9 } });
    expect((await look("card", plainCard)).refused).toEqual([]);
  });

  it("what answers 404 to everything is not taken for an absent wallet or holder", async () => {
    const { look, w } = await previewWorld();
    w.sandbox.faults.add({ kind: "status-before", status: 404, match: { times: 99 } });
    expect((await look("card", plainCard)).refused).toEqual([]);
  });
});
