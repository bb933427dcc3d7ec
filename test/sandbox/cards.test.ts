import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { type Client, cardId, complaints, issue, liveCard, startWithAda, wallet } from "./client";

const status = async (client: Client, path: string) => (await client.get(path)).body.data.card.status;
const limits = async (client: Client, path: string) => (await client.get(path)).body.data.card.limits;

describe("the life of a card", () => {
  it("is suspended, resumed and terminated, each seen later", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    for (const [action, before, after] of [
      ["suspend", "active", "frozen"],
      ["resume", "frozen", "active"],
      ["terminate", "active", "closed"],
    ]) {
      expect((await client.post(`${path}/${action}`)).status).toBe(204);
      expect(await status(client, path)).toBe(before);
      await client.sandbox.advance(1000);
      expect(await status(client, path)).toBe(after);
    }
  });

  it("refuses what its status does not allow", async () => {
    const client = await startWithAda();
    const fresh = await client.post(`${wallet}/instruments`, issue);
    const path = `${wallet}/instruments/${fresh.body.data.id}`;
    expect((await client.post(`${path}/terminate`)).status).toBe(422);
    expect((await client.patch(path, { name: "Early" })).status).toBe(422);
    await client.sandbox.advance(1000);
    expect(complaints(await client.post(`${path}/resume`))).toEqual(["body value_error"]);
    client.sandbox.control.blockCard(cardId(path));
    expect((await client.post(`${path}/suspend`)).status).toBe(422);
    expect((await client.post(`${path}/terminate`)).status).toBe(204);
    await client.sandbox.advance(1000);
    for (const action of ["suspend", "resume", "terminate"]) {
      expect((await client.post(`${path}/${action}`)).status).toBe(422);
    }
    expect((await client.patch(path, { name: "Late" })).status).toBe(422);
    expect((await client.get(path)).status).toBe(200);
  });

  it("stays closed when a suspension was accepted before it was seen to be", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    expect((await client.post(`${path}/terminate`)).status).toBe(204);
    expect((await client.post(`${path}/suspend`)).status).toBe(204);
    await client.sandbox.advance(1000);
    expect(await status(client, path)).toBe("closed");
  });

  it("changes name and limits later; limits merge or replace", async () => {
    for (const limitsPatch of ["merge", "replace"] as const) {
      const client = await startWithAda({ behaviour: { limitsPatch } });
      const path = await liveCard(client);
      expect((await client.patch(path, { name: "New", limits: { monthly_limit: "900.00" } })).status).toBe(204);
      expect(await limits(client, path)).toEqual({ daily_limit: "100.00" });
      await client.sandbox.advance(1000);
      expect(await limits(client, path)).toEqual(
        limitsPatch === "merge" ? { daily_limit: "100.00", monthly_limit: "900.00" } : { monthly_limit: "900.00" },
      );
      expect((await client.get(path)).body.data.card.name).toBe("New");
      expect((await client.patch(path, { limits: {} })).status).toBe(limitsPatch === "merge" ? 204 : 422);
      expect((await client.patch(path, { limits: { daily_limit: "20000.00" } })).status).toBe(422);
      expect((await client.patch(path, {})).status).toBe(204);
      client.sandbox.control.setCardStatus(cardId(path), "frozen");
      expect((await client.patch(path, { name: "Frozen" })).status).toBe(204);
    }
  });
});

describe("money on cards", () => {
  it("is held at once and arrives later, with an operation on both sides", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    const funded = await client.patch(`${path}/fund`, { amount: "100.00" });
    expect(funded.status).toBe(200);
    const { fromTransactionId, toTransactionId } = funded.body.data;
    expect((await client.get(wallet)).body.data).toMatchObject({
      balance: "9999.00",
      availableBalance: "9899.00",
      holdedBalance: "100.00",
    });
    expect((await client.get(path)).body.data.card.availableBalance).toBe("0.00");
    expect((await client.get(`/wallets/operations/${fromTransactionId}`)).body.data).toMatchObject({
      type: "withdrawal",
      status: "pending",
    });
    await client.sandbox.advance(1000);
    expect((await client.get(wallet)).body.data).toMatchObject({ balance: "9899.00", holdedBalance: "0.00" });
    expect((await client.get(path)).body.data.card.availableBalance).toBe("100.00");
    expect((await client.get(`/instruments/operations/${toTransactionId}`)).body.data).toMatchObject({
      type: "top_up",
      status: "completed",
      amount: "100.00",
      settlementAmount: "100.00",
      account: { id: seedIds.wallet, name: "Operations" },
    });
    await client.patch(`${path}/defund`, { amount: "30.5" });
    await client.sandbox.advance(1000);
    expect((await client.get(path)).body.data.card.availableBalance).toBe("69.50");
    expect((await client.get(wallet)).body.data.balance).toBe("9929.50");
  });

  it("cannot be promised twice", async () => {
    const client = await startWithAda();
    const path = await liveCard(client);
    expect((await client.patch(`${path}/fund`, { amount: "9999.00" })).status).toBe(200);
    expect((await client.patch(`${path}/fund`, { amount: "0.01" })).status).toBe(400);
    expect((await client.post(`${wallet}/instruments`, issue)).status).toBe(400);
    await client.sandbox.advance(1000);
    await client.patch(`${path}/defund`, { amount: "9999.00" });
    expect((await client.patch(`${path}/defund`, { amount: "0.01" })).status).toBe(400);
  });

  it.each([
    [{}, "body.amount value_error.missing"],
    [{ amount: 5 }, "body.amount type_error.str"],
    [{ amount: "0" }, "body.amount value_error.number.not_gt"],
    [{ amount: "1e3" }, "body.amount value_error.decimal"],
  ])("refuses the amount in %j", async (body, complaint) => {
    const client = await startWithAda();
    const path = await liveCard(client);
    for (const action of ["fund", "defund"]) {
      expect(complaints(await client.patch(`${path}/${action}`, body))).toEqual([complaint]);
    }
  });

  it("moves only where cards hold their own balance and are alive", async () => {
    const client = await startWithAda();
    const shared = client.sandbox.control.seedWallet({ providerId: seedIds.sharedProvider, balance: "10.00" });
    const path = await liveCard(client, issue, `/wallets/${shared}`);
    expect((await client.patch(`${path}/fund`, { amount: "1.00" })).status).toBe(422);
    const frozen = await liveCard(client);
    client.sandbox.control.setCardStatus(cardId(frozen), "frozen");
    expect((await client.patch(`${frozen}/fund`, { amount: "1.00" })).status).toBe(422);
  });

  it("is stranded or returned when a card is closed", async () => {
    for (const closeBalance of ["strand", "return"] as const) {
      const client = await startWithAda({ behaviour: { closeBalance } });
      const path = await liveCard(client);
      await client.patch(`${path}/fund`, { amount: "50.00" });
      await client.sandbox.advance(1000);
      await client.post(`${path}/terminate`);
      await client.sandbox.advance(1000);
      expect((await client.get(path)).body.data.card.availableBalance).toBe(
        closeBalance === "strand" ? "50.00" : "0.00",
      );
      expect((await client.get(wallet)).body.data.balance).toBe(closeBalance === "strand" ? "9949.00" : "9999.00");
    }
  });

  it("stays in the wallet when the card closes before it arrives", async () => {
    const client = await startWithAda({ latency: { moneyMs: 5000 } });
    const path = await liveCard(client);
    await client.patch(`${path}/fund`, { amount: "50.00" });
    await client.post(`${path}/terminate`);
    await client.sandbox.advance(6000);
    expect((await client.get(wallet)).body.data).toMatchObject({ balance: "9999.00", availableBalance: "9999.00" });
    expect((await client.get("/instruments/operations")).body.data[0].status).toBe("canceled");
  });

  it("on its way back is not counted twice when the card closes or vanishes first", async () => {
    for (const ending of ["terminate", "remove"]) {
      const client = await startWithAda({ behaviour: { closeBalance: "return" }, latency: { moneyMs: 5000 } });
      const path = await liveCard(client);
      await client.patch(`${path}/fund`, { amount: "50.00" });
      await client.sandbox.advance(5000);
      await client.patch(`${path}/defund`, { amount: "20.00" });
      if (ending === "terminate") await client.post(`${path}/terminate`);
      else client.sandbox.control.removeCard(cardId(path));
      await client.sandbox.advance(1000);
      expect((await client.get(wallet)).body.data.balance).toBe(ending === "terminate" ? "9979.00" : "9949.00");
      await client.sandbox.advance(5000);
      expect((await client.get(wallet)).body.data.balance).toBe(ending === "terminate" ? "9999.00" : "9949.00");
      expect(client.sandbox.control.snapshot().ledger.balanced).toBe(true);
    }
  });

  it("is spent with the wallet's fee on top", async () => {
    const client = await startWithAda();
    const { control } = client.sandbox;
    const fees = { cardTransactions: { type: "percent", percent: "10" } };
    expect((await client.patch(wallet, { name: "Operations", fees })).status).toBe(204);
    await client.sandbox.advance(1000);
    const id = control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "Fee", balance: "11.00" });
    expect(control.spend(id, "10.01").status).toBe("declined");
    expect(control.spend(id, "10.00").status).toBe("completed");
    const { ledger, cards } = control.snapshot();
    expect([ledger.spent, ledger.fees, ledger.balanced, cards[0]?.balance]).toEqual(["10.00", "1.00", true, "0.00"]);
  });

  it("is spent under the card's limits, from the card or from the shared wallet", async () => {
    const client = await startWithAda();
    const { control } = client.sandbox;
    const id = cardId(await liveCard(client));
    expect(control.spend(id, "10.00").status).toBe("declined");
    control.setCardLimits(id, { daily: "60.00", perTransaction: "40.00" });
    await client.patch(`${wallet}/instruments/${id}/fund`, { amount: "100.00" });
    await client.sandbox.advance(1000);
    expect(control.spend(id, "40.01").status).toBe("declined");
    expect(control.spend(id, "40.00", "Bookshop").status).toBe("completed");
    expect(control.spend(id, "20.01").status).toBe("declined");
    await client.sandbox.advance(86_400_000);
    expect(control.spend(id, "20.01").status).toBe("completed");
    const { data } = (await client.get("/instruments/operations?types[]=purchase&statuses[]=completed&sortType=asc"))
      .body;
    expect(data[0]).toMatchObject({ amount: "40.00", merchantName: "Bookshop", card: { id } });

    const weekly = control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: "Week", balance: "50.00" });
    control.setCardLimits(weekly, { weekly: "10.00" });
    // It is Friday noon.
    expect(control.spend(weekly, "10.00").status).toBe("completed");
    await client.sandbox.advance(2 * 86_400_000);
    expect(control.spend(weekly, "10.00").status).toBe("declined");
    await client.sandbox.advance(86_400_000);
    expect(control.spend(weekly, "10.00").status).toBe("completed");

    const shared = control.seedWallet({ providerId: seedIds.sharedProvider, balance: "50.00" });
    const sharedCard = control.seedCard({ walletId: shared, holderId: "ada", name: "Shared" });
    expect(control.spend(sharedCard, "20.00").status).toBe("completed");
    expect((await client.get(`/wallets/${shared}`)).body.data.balance).toBe("30.00");
    expect(control.snapshot().ledger.balanced).toBe(true);
  });
});
