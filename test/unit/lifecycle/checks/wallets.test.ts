// Wallets and people held against the sandbox, and what the merchant dialect shows of all this.
import { describe, expect, it } from "vitest";
import { seedIds } from "../../../../provider/sandbox";
import { ada, plainCard } from "../../../support/lifecycleWorld";
import { previewWorld } from "../../../support/previewWorld";

const NOWHERE = "00000000-0000-4000-8000-00000000dead";
const PROVIDERS = "GET /wallets/providers";
const declared = { providerId: seedIds.personalProvider };

describe("a new wallet", () => {
  it("with a name that is made takes one request", async () => {
    const { look } = await previewWorld();
    expect(await look("wallet", declared)).toMatchObject({ refused: [], requests: [PROVIDERS] });
  });

  it("is refused a provider that is not listed", async () => {
    const { look } = await previewWorld();
    const { refused, reasons } = await look("wallet", { providerId: NOWHERE });
    expect(refused).toEqual(["providerId"]);
    expect(reasons).toContain("[not_found]");
  });

  it("is refused a name that an active wallet has", async () => {
    const { look, w, newRun } = await previewWorld();
    const id = w.control.seedWallet({ providerId: seedIds.personalProvider, name: "Ads" });
    const { refused, reasons } = await look("wallet", { ...declared, name: "Ads" });
    expect(refused).toEqual(["name"]);
    expect(reasons).toContain(id);
    w.control.setWalletStatus(id, "inactive");
    newRun();
    expect((await look("wallet", { ...declared, name: "Ads" })).refused).toEqual([]);
  });

  it("takes over a wallet that is there, and no other", async () => {
    const { look } = await previewWorld();
    expect((await look("wallet", { ...declared, adopt: seedIds.wallet })).refused).toEqual([]);
    expect((await look("wallet", { ...declared, adopt: NOWHERE })).refused).toEqual(["adopt"]);
  });

  it("may take the name that a wallet of this run gives up", async () => {
    const { look, w, compare, newRun } = await previewWorld();
    const wallet = w.wallet("first");
    await wallet.up({ ...declared, name: "Ads" });
    newRun();
    expect((await look("wallet", { ...declared, name: "Ads" }, { name: "before" })).refused).toEqual(["name"]);
    compare("wallet", wallet, { ...declared, name: "Other" });
    expect((await look("wallet", { ...declared, name: "Ads" }, { name: "after" })).refused).toEqual([]);
  });

  it("that an earlier run made is found again, though its provider is no longer listed", async () => {
    const { look, w, newRun } = await previewWorld({
      issuer: (real) => ({
        ...real,
        listWalletProviders: () => Promise.resolve([{ id: NOWHERE, supportedBalances: [] }]),
      }),
    });
    await w.wallet("wallet").up(declared);
    newRun();
    expect((await look("wallet", declared, { name: "wallet" })).refused).toEqual([]);
    expect((await look("wallet", declared, { name: "another" })).refused).toEqual(["providerId"]);
  });
});

it("a recorded wallet takes no request, whatever it changes", async () => {
  const { look } = await previewWorld();
  const other = { ...declared, name: "Renamed", active: false };
  expect(await look("wallet", other, { recorded: declared })).toMatchObject({ refused: [], requests: [] });
});

it("a holder of the organization takes no request", async () => {
  const { look } = await previewWorld();
  const { id: cardOwnerId, ...person } = ada;
  expect((await look("holder", { ...person, cardOwnerId })).requests).toEqual([]);
});

describe("merchant", () => {
  const merchant = () => previewWorld({ dialect: "merchant" });

  it("an account that does not exist is refused to wallet, holder and card", async () => {
    const { look } = await merchant();
    const { id: _, ...person } = ada;
    expect((await look("wallet", { accountId: NOWHERE })).refused).toEqual(["accountId"]);
    expect((await look("holder", { ...person, email: "new@example.com", accountId: NOWHERE })).refused).toEqual([
      "accountId",
    ]);
    expect((await look("card", { ...plainCard, walletId: NOWHERE })).refused).toEqual(["walletId"]);
  });

  it("a card is held against the account, three requests and one for the holder", async () => {
    const { look } = await merchant();
    const wrong = { cardType: "physical", currency: "EUR", binId: NOWHERE, holderId: ada.id };
    const { refused, requests } = await look("card", { ...plainCard, ...wrong });
    expect(refused).toEqual(["cardType", "binId"]);
    const account = "/accounts/{account_uuid}";
    expect([...new Set(requests)].sort()).toEqual(
      [
        `GET ${account}`,
        `GET ${account}/restrictions`,
        "GET /cardholders/{card_owner_id}",
        "GET /cardholders/{card_owner_id}/cards",
      ].sort(),
    );
  });

  it("limits, whose ranges are not shown, are not checked", async () => {
    const { look } = await merchant();
    expect(await look("card", { ...plainCard, limits: { daily: "99999999.00" } })).toMatchObject({
      refused: [],
      warnings: [],
    });
  });

  it("a name is looked for among the holder's cards", async () => {
    const { look, w } = await merchant();
    w.control.seedCard({ walletId: seedIds.wallet, holderId: ada.id, name: "Ads" });
    expect((await look("card", { ...plainCard, name: "Ads" })).refused).toEqual(["name"]);
  });

  it("money is compared with nine decimals as with two", async () => {
    const { look, w } = await merchant();
    const walletId = w.control.seedWallet({ providerId: seedIds.personalProvider, name: "Poor", balance: "100.00" });
    const { warnings } = await look("card", { ...plainCard, walletId, initialBalance: "104.00" });
    expect(warnings).toEqual([expect.stringContaining("Wallet Poor has 100.00; the new card needs 105.00") as string]);
  });
});
