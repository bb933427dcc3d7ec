import { describe, expect, it } from "vitest";
import { seedIds } from "../../provider/sandbox";
import { type Client, complaints, startWithAda, unknownId, wallet } from "./client";

const cards = `${wallet}/instruments`;

/** Cards `c0` to `c(n-1)`, one second apart. */
async function withCards(count: number, options = {}): Promise<Client> {
  const client = await startWithAda(options);
  for (let at = 0; at < count; at++) {
    client.sandbox.control.seedCard({ walletId: seedIds.wallet, holderId: "ada", name: `c${at}` });
    await client.sandbox.advance(1000);
  }
  return client;
}

const names = (answer: { body: { data: { name: string }[] } }) => answer.body.data.map((card) => card.name);

describe("lists", () => {
  it("come newest first in pages of 25 unless told otherwise", async () => {
    const { get } = await withCards(30);
    const first = await get(cards);
    expect(first.body.pagination).toEqual({ currentPage: 1, pages: 2, quantity: 25, totalQuantity: 30 });
    expect(names(first)[0]).toBe("c29");
    expect(names(await get(`${cards}?page=2`))).toEqual(["c4", "c3", "c2", "c1", "c0"]);
    expect((await get(`${cards}?page=3`)).body).toMatchObject({ data: [], pagination: { currentPage: 3, pages: 2 } });
    expect(names(await get(`${cards}?quantity=2&sortType=asc`))).toEqual(["c0", "c1"]);
  });

  it("sort by name and status", async () => {
    const { get, sandbox } = await withCards(3);
    const [last] = sandbox.control.snapshot().cards.slice(-1);
    sandbox.control.setCardStatus(last?.id ?? "", "closed");
    expect(names(await get(`${cards}?sortBy=name&sortType=asc`))).toEqual(["c0", "c1", "c2"]);
    expect(names(await get(`${cards}?sortBy=status&sortType=desc`))[0]).toBe("c2");
  });

  it("filter by status and time, to the second", async () => {
    const { get, sandbox } = await withCards(4);
    const { control } = sandbox;
    control.setCardStatus(control.snapshot().cards[0]?.id ?? "", "frozen");
    expect(names(await get(`${cards}?statuses[]=frozen&statuses[]=creating`))).toEqual(["c0"]);
    expect(names(await get(`${cards}?statuses[0]=active`))).toHaveLength(3);
    expect(names(await get(`${cards}?createdAtFrom=2026-01-15T12:00:02.500Z`))).toEqual(["c3", "c2"]);
    const window = "createdAtFrom=2026-01-15T12%3A00%3A01%2B00%3A00&createdAtTo=2026-01-15T12:00:02Z";
    expect(names(await get(`${cards}?${window}`))).toEqual(["c2", "c1"]);
  });

  it.each([
    ["page=0", "query.page value_error.number.not_ge"],
    ["page=x", "query.page type_error.integer"],
    ["quantity=0", "query.quantity value_error.number.not_ge"],
    ["quantity=101", "query.quantity value_error.number.not_le"],
    ["quantity=1.5", "query.quantity type_error.integer"],
    ["statuses[]=alive", "query.statuses[].0 type_error.enum"],
    ["sortBy=balance", "query.sortBy type_error.enum"],
    ["sortType=up", "query.sortType type_error.enum"],
    ["createdAtFrom=yesterday", "query.createdAtFrom value_error.datetime"],
    ["createdAtTo=2026-01-15T12:00:00+00:00", "query.createdAtTo value_error.datetime"],
  ])("refuse ?%s", async (query, complaint) => {
    const { get } = await startWithAda();
    expect(complaints(await get(`${cards}?${query}`))).toEqual([complaint]);
  });

  it("have a page maximum that can be set", async () => {
    const { get } = await startWithAda({ behaviour: { pageMaximum: 10 } });
    expect((await get("/wallets")).body.pagination.quantity).toBe(10);
    for (const list of ["/holders", "/wallets", "/deposits", cards, "/instruments/operations", "/wallets/operations"]) {
      expect(complaints(await get(`${list}?quantity=11`))).toEqual(["query.quantity value_error.number.not_le"]);
    }
  });
});

describe("operations", () => {
  it("of wallets are filtered by id, wallet, type, status and time", async () => {
    const { get, sandbox } = await startWithAda();
    sandbox.control.fundWallet(seedIds.wallet, "5.00");
    const all = await get("/wallets/operations");
    expect(all.body.data).toHaveLength(2);
    expect(Object.keys(all.body.data[0]).sort()).toEqual(
      ["account", "amount", "createdAt", "currency", "id", "status", "type"].sort(),
    );
    const id = all.body.data[0].id;
    expect((await get(`/wallets/operations?ids[]=${id}`)).body.data).toHaveLength(1);
    expect((await get(`/wallets/operations?accountIds[]=${unknownId}`)).body.data).toEqual([]);
    expect((await get("/wallets/operations?types[]=payin&statuses[]=pending")).body.data).toEqual([]);
    expect((await get("/wallets/operations?createdAtFrom=2027-01-01")).body.data).toEqual([]);
    expect(complaints(await get("/wallets/operations?sortBy=status"))).toEqual(["query.sortBy type_error.enum"]);
    expect(complaints(await get("/wallets/operations?types[]=top_up"))).toEqual(["query.types[].0 type_error.enum"]);
  });

  it("of cards are filtered by card, and both give 404 and 422 for bad ids", async () => {
    const { get, sandbox } = await withCards(2);
    const [one, two] = sandbox.control.snapshot().cards.map((card) => card.id);
    for (const id of [one ?? "", two ?? "", two ?? ""]) sandbox.control.spend(id, "1.00");
    const found = (await get(`/instruments/operations?cardIds[]=${two}&sortBy=status`)).body.data;
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ card: { id: two, name: "c1" }, merchantCategory: "5734", status: "declined" });
    for (const side of ["wallets", "instruments"]) {
      expect((await get(`/${side}/operations/${unknownId}`)).status).toBe(404);
      expect(complaints(await get(`/${side}/operations/x`))).toEqual(["path.operation_id type_error.uuid"]);
      expect(complaints(await get(`/${side}/operations?ids[]=x`))).toEqual(["query.ids[].0 type_error.uuid"]);
    }
  });
});
