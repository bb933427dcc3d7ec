import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { ada, cardId, complaints, issue, liveCard, start, startWithAda, unknownId, wallet } from "./client";

const cards = `${wallet}/instruments`;

describe("issuing a card", () => {
  it("is accepted at once, takes the fee and finishes later", async () => {
    const { get, post, sandbox } = await startWithAda();
    const issued = await post(cards, issue);
    expect(issued).toMatchObject({ status: 201, body: { data: { id: expect.any(String) } } });
    const path = `${cards}/${issued.body.data.id}`;
    expect((await get(path)).body.data.card).toMatchObject({ status: "creating", maskedNumber: null, expiredAt: null });
    expect((await get(wallet)).body.data).toMatchObject({ balance: "9999.00", availableBalance: "9999.00", cards: 1 });
    await sandbox.advance(1000);
    expect((await get(path)).body.data).toEqual({
      account: { id: seedIds.wallet, name: "Operations" },
      card: {
        id: issued.body.data.id,
        name: "Ads",
        currency: "USD",
        status: "active",
        availableBalance: "0.00",
        cardType: "virtual",
        maskedNumber: expect.stringMatching(/^4000\*{6}\d{4}$/),
        paymentSystem: "Visa",
        expiredAt: "01.2029",
        limits: { daily_limit: "100.00" },
        cardOwner: ada,
        createdAt: "2026-01-15T12:00:00+00:00",
      },
    });
    const [fee] = (await get("/wallets/operations?types[]=card_issuing")).body.data;
    expect(fee).toMatchObject({ type: "card_issuing", amount: "1.00", status: "completed" });
  });

  it("lists cards under other field names than the details", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    expect((await client.get(cards)).body.data).toEqual([
      {
        cardId: cardId(path),
        name: "Ads",
        currency: "USD",
        cardStatus: "active",
        availableBalance: "0.00",
        holder: "Ada Lovelace",
        cardType: "virtual",
        maskedNumber: expect.any(String),
        paymentSystem: "Visa",
        expiredAt: "01.2029",
      },
    ]);
  });

  it.each([
    [{ name: undefined }, "body.name value_error.missing"],
    [{ name: "" }, "body.name value_error.any_str.min_length"],
    [{ cardOwnerId: "nobody" }, "body.cardOwnerId value_error"],
    [{ cardType: "paper" }, "body.cardType type_error.enum"],
    [{ cardType: undefined }, "body.cardType value_error.missing"],
    [{ cardType: "physical" }, "body.cardType value_error"],
    [{ limits: undefined }, "body.limits value_error.missing"],
    [{ limits: [] }, "body.limits type_error.dict"],
    [{ limits: {} }, "body.limits value_error"],
    [{ limits: { yearly_limit: "5.00" } }, "body.limits.yearly_limit value_error.extra"],
    [{ limits: { daily_limit: 5 } }, "body.limits.daily_limit type_error.str"],
    [{ limits: { daily_limit: "5,00" } }, "body.limits.daily_limit value_error.decimal"],
    [{ limits: { daily_limit: "5.001" } }, "body.limits.daily_limit value_error.decimal"],
    [{ limits: { daily_limit: "-5.00" } }, "body.limits.daily_limit value_error.decimal"],
    [{ limits: { daily_limit: "0.00" } }, "body.limits.daily_limit value_error.number.not_gt"],
    [{ limits: { daily_limit: "0.50" } }, "body.limits.daily_limit value_error"],
    [{ limits: { transaction_limit: "5000.01" } }, "body.limits.transaction_limit value_error"],
    [{ cardProviderBinId: "x" }, "body.cardProviderBinId type_error.uuid"],
    [{ cardProviderBinId: seedIds.travelBin }, "body.cardProviderBinId value_error"],
    [{ cardProviderBinId: seedIds.visaBin, binCategoryId: seedIds.travel }, "body.binCategoryId value_error"],
    [{ binCategoryId: unknownId }, "body.binCategoryId value_error"],
    [{ currency: "usd" }, "body.currency value_error.str.regex"],
    [{ currency: "EUR" }, "body.currency value_error"],
  ])("refuses %j", async (change, complaint) => {
    const { post, sandbox } = await startWithAda();
    const refused = await post(cards, { ...issue, ...change });
    expect(refused.status).toBe(422);
    expect(complaints(refused)).toContain(complaint);
    expect(sandbox.control.snapshot().cards).toEqual([]);
    expect(sandbox.journal.count({ committed: true })).toBe(0);
  });

  it("needs an active wallet with enough money for the fee", async () => {
    const { post, sandbox } = await startWithAda();
    const opened = await post("/wallets", { id: seedIds.physicalProvider });
    const home = `/wallets/${opened.body.data.id}`;
    expect(complaints(await post(`${home}/instruments`, issue))).toEqual(["body value_error"]);
    await sandbox.advance(1000);
    expect(await post(`${home}/instruments`, issue)).toMatchObject({
      status: 400,
      body: { detail: expect.any(String) },
    });
    sandbox.control.fundWallet(opened.body.data.id, "5.00");
    const yearless = await post(`${home}/instruments`, { ...issue, limits: { year_limit: "5.00" } });
    expect(complaints(yearless)).toEqual(["body.limits.year_limit value_error"]);
    expect((await post(`${home}/instruments`, { ...issue, cardType: "physical" })).status).toBe(201);
    expect((await post(`${home}/instruments`, issue)).status).toBe(400);
  });

  it("takes the BIN that was asked for, directly or by category", async () => {
    const client = await startWithAda();
    const direct = await liveCard(client, { ...issue, cardProviderBinId: seedIds.mastercardBin.toUpperCase() });
    expect((await client.get(direct)).body.data.card).toMatchObject({ paymentSystem: "Mastercard" });
    const travel = await liveCard(client, { ...issue, binCategoryId: seedIds.travel });
    expect((await client.get(travel)).body.data.card.maskedNumber).toMatch(/^4111/);
    const direction = { categoryId: seedIds.advertising, cardProviderBinIds: [seedIds.mastercardBin] };
    await client.patch(wallet, { name: "Operations", accountBinDirections: [direction] });
    await client.sandbox.advance(1000);
    const directed = await liveCard(client, { ...issue, binCategoryId: seedIds.advertising });
    expect((await client.get(directed)).body.data.card).toMatchObject({ paymentSystem: "Mastercard" });
  });

  it("gives 404 for an unknown wallet and 422 for an id that is none", async () => {
    const { post, get } = await startWithAda();
    expect((await post(`/wallets/${unknownId}/instruments`, issue)).status).toBe(404);
    expect(complaints(await get("/wallets/1/instruments/2"))).toEqual([
      "path.wallet_id type_error.uuid",
      "path.instrument_id type_error.uuid",
    ]);
    expect((await get(`${cards}/${unknownId}`)).status).toBe(404);
  });

  it("finds a card only in its own wallet", async () => {
    const client = await startWithAda();
    const id = cardId(await liveCard(client));
    const other = client.sandbox.control.seedWallet({ name: "Other" });
    expect((await client.get(`/wallets/${other}/instruments/${id}`)).status).toBe(404);
  });

  it("shows credentials only there, valid by checksum and always the same", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    const { body } = await client.get(`${path}/credentials`);
    expect(body.data).toEqual({
      cardNumber: expect.stringMatching(/^\d{16}$/),
      cvv: expect.stringMatching(/^\d{3}$/),
      expiryMonth: "01",
      expiryYear: "2029",
      cardHolder: "Ada Lovelace",
    });
    const digits = [...body.data.cardNumber].reverse().map(Number);
    const checksum = digits.reduce(
      (sum, digit, at) => sum + (at % 2 ? ((digit * 2) % 10) + Math.floor(digit / 5) : digit),
      0,
    );
    expect(checksum % 10).toBe(0);
    expect((await client.get(`${path}/credentials`)).body).toEqual(body);
    const everything = JSON.stringify([
      client.sandbox.control.snapshot(),
      client.sandbox.journal.list(),
      (await client.get(cards)).body,
      (await client.get(path)).body,
    ]);
    expect(everything).not.toContain(body.data.cardNumber);
    expect(everything).not.toContain(client.sandbox.apiKey);
    const fresh = await client.post(cards, issue);
    expect((await client.get(`${cards}/${fresh.body.data.id}/credentials`)).status).toBe(422);
  });

  it("lets switches decide what the documentation leaves open", async () => {
    const client = await startWithAda({
      behaviour: {
        detailsWhileCreating: "full",
        limitsShape: "array",
        emptyLimits: "accept",
        maskedDigits: "6+4",
        networkCase: "lower",
        issueVisibleAfterMs: 500,
      },
    });
    expect((await client.post(cards, { ...issue, limits: {} })).status).toBe(201);
    const { body } = await client.post(cards, issue);
    const path = `${cards}/${body.data.id}`;
    expect((await client.get(path)).status).toBe(404);
    expect((await client.get(cards)).body.data).toEqual([]);
    await client.sandbox.advance(500);
    expect((await client.get(path)).body.data.card).toMatchObject({
      maskedNumber: expect.stringMatching(/^400000\*{6}\d{4}$/),
      paymentSystem: "visa",
      limits: [{ id: expect.any(String), type: "daily_limit", value: "100.00", spend: "0.00" }],
    });
    const blind = await startWithAda({ behaviour: { limitsShape: "absent" } });
    expect((await blind.get(await liveCard(blind))).body.data.card).not.toHaveProperty("limits");
  });

  it("expires cards at the end of their month", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    await client.sandbox.advance(Date.UTC(2029, 1, 1) - Date.UTC(2026, 0, 15, 12));
    expect((await client.get(path)).body.data.card.status).toBe("expired");
  });

  it("wants a holder who can be seen", async () => {
    const { post, sandbox } = await start({ latency: { holderMs: 500 } });
    expect((await post(cards, issue)).status).toBe(422);
    await post("/holders", ada);
    expect(complaints(await post(cards, issue))).toEqual(["body.cardOwnerId value_error"]);
    await sandbox.advance(500);
    expect((await post(cards, issue)).status).toBe(201);
  });
});
