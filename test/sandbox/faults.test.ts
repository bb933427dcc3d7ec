import { describe, expect, it } from "vitest";
import { type FaultSpec, seedIds } from "../../provider/sandbox";
import { ada, issue, liveCard, start, startWithAda, wallet } from "./client";

const cards = `${wallet}/instruments`;
const route = "POST /wallets/{wallet_id}/instruments";

const issueUnder = async (spec: FaultSpec) => {
  const client = await startWithAda();
  const id = client.sandbox.faults.add({ match: { route }, ...spec });
  const answer = await client.post(cards, issue).catch((error: unknown) => error as Error);
  const [entry] = client.sandbox.journal.list({ route });
  expect(entry?.faultId).toBe(id);
  const again = await client.post(cards, issue);
  expect(again.status).toBe(201);
  const issued = client.sandbox.control.snapshot().cards.length - 1;
  return { client, answer, entry, issued };
};

describe("faults on demand", () => {
  it("refuse-before cuts the connection and issues nothing", async () => {
    const { answer, entry, issued } = await issueUnder({ kind: "refuse-before" });
    expect(answer).toBeInstanceOf(TypeError);
    expect(entry).toMatchObject({ status: null, committed: false });
    expect(issued).toBe(0);
  });

  it("drop-after-commit issues the card and loses the reply", async () => {
    const { answer, entry, issued } = await issueUnder({ kind: "drop-after-commit" });
    expect(answer).toBeInstanceOf(TypeError);
    expect(entry).toMatchObject({ status: null, write: true, committed: true });
    expect(issued).toBe(1);
  });

  it("truncate-body issues the card and delivers half a reply", async () => {
    const { answer, entry, issued } = await issueUnder({ kind: "truncate-body" });
    expect(answer).toBeInstanceOf(Error);
    expect(entry).toMatchObject({ status: null, committed: true });
    expect(issued).toBe(1);
  });

  it("status-before answers without processing", async () => {
    const { answer, issued } = await issueUnder({
      kind: "status-before",
      status: 503,
      retryAfter: 2,
      body: { detail: "later" },
    });
    expect(answer).toMatchObject({ status: 503, body: { detail: "later" } });
    expect("headers" in answer && answer.headers.get("retry-after")).toBe("2");
    expect(issued).toBe(0);
  });

  it("status-after-commit answers an error although the card was issued", async () => {
    const { answer, entry, issued } = await issueUnder({ kind: "status-after-commit", status: 502 });
    expect(answer).toMatchObject({ status: 502 });
    expect(entry).toMatchObject({ status: 502, committed: true });
    expect(issued).toBe(1);
  });

  it("garbage-body and empty-201 succeed without a usable body", async () => {
    const garbage = await issueUnder({ kind: "garbage-body" });
    expect(garbage.answer).toBeInstanceOf(SyntaxError);
    expect(garbage.entry).toMatchObject({ status: 201, committed: true });
    const empty = await issueUnder({ kind: "empty-201" });
    expect(empty.answer).toMatchObject({ status: 201, body: undefined });
    expect([garbage.issued, empty.issued]).toEqual([1, 1]);
  });

  it("slow answers late, in real time", async () => {
    const { answer, entry, issued } = await issueUnder({ kind: "slow", ms: 60 });
    expect(answer).toMatchObject({ status: 201 });
    expect(entry?.durationMs).toBeGreaterThan(50);
    expect(issued).toBe(1);
  });

  it("rate-limit answers 429 with or without Retry-After", async () => {
    const named = await issueUnder({ kind: "rate-limit", retryAfterSeconds: 3 });
    expect(named.answer).toMatchObject({ status: 429 });
    expect("headers" in named.answer && named.answer.headers.get("retry-after")).toBe("3");
    const silent = await issueUnder({ kind: "rate-limit" });
    expect("headers" in silent.answer && silent.answer.headers.get("retry-after")).toBe(null);
    expect([named.issued, silent.issued]).toEqual([0, 0]);
  });

  it("creating-failed and stuck decide how the card ends", async () => {
    for (const [kind, ending] of [
      ["creating-failed", "creating_failed"],
      ["stuck", "creating"],
    ] as const) {
      const { client, answer } = await issueUnder({ kind });
      expect(answer).toMatchObject({ status: 201 });
      await client.sandbox.advance(60_000);
      const [first, second] = client.sandbox.control.snapshot().cards;
      expect([first?.status, second?.status]).toEqual([ending, "active"]);
      client.sandbox.control.setCardStatus(first?.id ?? "", "active");
      expect((await client.get(`${cards}/${first?.id}`)).body.data.card.status).toBe("active");
    }
  });

  it("give the fee of a failed card back only when told so", async () => {
    for (const issueFeeRefundOnFailure of [false, true]) {
      const client = await startWithAda({ behaviour: { issueFeeRefundOnFailure } });
      client.sandbox.faults.add({ kind: "creating-failed" });
      await client.post(cards, issue);
      await client.sandbox.advance(1000);
      expect((await client.get(wallet)).body.data.balance).toBe(issueFeeRefundOnFailure ? "10000.00" : "9999.00");
    }
  });

  it("not-found-after-create hides the card for a while", async () => {
    const { client, answer } = await issueUnder({ kind: "not-found-after-create", ms: 5000 });
    const path = `${cards}/${(answer as { body: { data: { id: string } } }).body.data.id}`;
    expect((await client.get(path)).status).toBe(404);
    await client.sandbox.advance(5000);
    expect((await client.get(path)).status).toBe(200);
  });

  it("not-found-after-create hides holders and wallets too, alone and in lists", async () => {
    const client = await start();
    client.sandbox.faults.add({ kind: "not-found-after-create", ms: 5000, match: { route: "POST /holders" } });
    client.sandbox.faults.add({ kind: "not-found-after-create", ms: 5000, match: { route: "POST /wallets" } });
    expect((await client.post("/holders", ada)).status).toBe(201);
    const opened = await client.post("/wallets", { id: seedIds.personalProvider });
    const wallets = async () => (await client.get("/wallets")).body.data.length as number;
    const holders = async () => (await client.get("/holders")).body.data.length as number;
    const shown = async () => [
      (await client.get("/holders/ada")).status,
      (await client.get(`/wallets/${opened.body.data.id}`)).status,
      await holders(),
      await wallets(),
    ];
    expect(await shown()).toEqual([404, 404, 0, 1]);
    await client.sandbox.advance(5000);
    expect(await shown()).toEqual([200, 200, 1, 2]);
  });

  it("reset-in-body processes and resets the connection in the middle of the reply", async () => {
    const { answer, entry, issued } = await issueUnder({ kind: "reset-in-body" });
    expect(answer).toBeInstanceOf(Error);
    expect(entry).toMatchObject({ status: null, committed: true });
    expect(issued).toBe(1);
  });

  it("a reply without a body is cut in the middle of its head", async () => {
    for (const kind of ["truncate-body", "reset-in-body"] as const) {
      const client = await startWithAda();
      const card = await liveCard(client);
      client.sandbox.faults.add({ kind, match: { path: "/suspend$" } });
      await expect(client.post(`${card}/suspend`)).rejects.toThrow();
      expect(client.sandbox.journal.list({ path: /suspend$/ })).toMatchObject([{ status: null, committed: true }]);
    }
  });

  it.each([
    ["cut at once", undefined, null],
    ["answered by whoever gave up on it", 504, 504],
  ])("commit-late: %s, and processed all the same, later and once", async (_, status, seen) => {
    const client = await startWithAda();
    client.sandbox.faults.add({ kind: "commit-late", ms: 5000, match: { route }, ...(status && { status }) });
    const answer = await client.post(cards, issue).catch((error: unknown) => error as Error);
    if (status === undefined) expect(answer).toBeInstanceOf(TypeError);
    else expect(answer).toMatchObject({ status });
    const entry = () => client.sandbox.journal.list({ route })[0];
    expect(entry()).toMatchObject({ status: seen, write: true, committed: false });

    await client.sandbox.advance(4999);
    expect([client.sandbox.control.snapshot().cards.length, entry()?.committed]).toEqual([0, false]);
    await client.sandbox.advance(1);
    expect([client.sandbox.control.snapshot().cards.length, entry()?.committed]).toEqual([1, true]);
    await client.sandbox.advance(60_000);
    expect(client.sandbox.control.snapshot().cards.map((card) => card.status)).toEqual(["active"]);
  });

  it("commit-late is judged when its time comes: what is no longer possible then is not carried out", async () => {
    const client = await startWithAda();
    const card = await liveCard(client);
    client.sandbox.faults.add({ kind: "commit-late", ms: 5000, match: { path: "/suspend$" } });
    await expect(client.post(`${card}/suspend`)).rejects.toThrow();
    await client.post(`${card}/terminate`);
    await client.sandbox.advance(60_000);
    expect(client.sandbox.journal.list({ path: /suspend$/ })).toMatchObject([{ committed: false }]);
    expect(client.sandbox.control.snapshot().cards.map(({ status }) => status)).toEqual(["closed"]);
  });

  it("match by method, path, card name, and n-th request, as often as told", async () => {
    const client = await startWithAda();
    const { faults } = client.sandbox;
    faults.add({
      kind: "status-before",
      status: 500,
      match: { method: "get", path: "/holders\\?page=2$", nth: 2, times: 2 },
    });
    const seen = [];
    for (let at = 0; at < 5; at++) seen.push((await client.get("/holders?page=2")).status);
    expect(seen).toEqual([200, 500, 500, 200, 200]);
    expect((await client.get("/holders")).status).toBe(200);
    faults.clear();
    faults.add({ kind: "status-before", status: 500, match: { name: "Ads-*" } });
    expect((await client.post(cards, { ...issue, name: "Travel-1" })).status).toBe(201);
    expect((await client.post(cards, { ...issue, name: "Ads-1" })).status).toBe(500);
    expect(faults.list()).toMatchObject([{ id: "fault-2", fired: 1 }]);
  });

  it("can bend the card and the answer of one request", async () => {
    const client = await startWithAda();
    client.sandbox.faults.add({ kind: "stuck" });
    client.sandbox.faults.add({ kind: "drop-after-commit", match: { route } });
    await expect(client.post(cards, issue)).rejects.toThrow();
    await client.sandbox.advance(60_000);
    expect(client.sandbox.control.snapshot().cards).toMatchObject([{ status: "creating" }]);
  });

  it("are refused when malformed", async () => {
    const { sandbox } = await startWithAda();
    expect(() => sandbox.faults.add({ kind: "status-before", status: 9 })).toThrow();
    expect(() => sandbox.faults.add({ kind: "stuck", match: { path: "(" } })).toThrow();
  });
});
