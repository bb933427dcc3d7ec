import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SandboxOptions } from "../../provider/sandbox";
import { cardId, complaints } from "./client";
import { account, card, issueLive, type Merchant, startMerchant, startMerchantWithAda } from "./merchantClient";

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
}

/** A receiver on this machine; `answer` decides the status of each delivery, undefined for no answer at all. */
async function listen(answer: (count: number) => number | undefined = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, text });
      const status = answer(received.length);
      if (status !== undefined)
        response.writeHead(status, { location: "https://elsewhere.example.com/" }).end("thanks");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

async function startListening(
  options: SandboxOptions = {},
  config: object = {},
  answer?: Parameters<typeof listen>[0],
) {
  const merchant = await startMerchantWithAda(options);
  const receiver = await listen(answer);
  await merchant.put("/webhooks/config", { url: receiver.url, ...config });
  return { merchant, ...receiver };
}

const log = async (merchant: Merchant, query = "") => (await merchant.get(`/webhooks/events${query}`)).body;

describe("the webhook configuration", () => {
  it("cannot be seen for a while after it was set, where a fault says so", async () => {
    const { sandbox, get, put } = await startMerchant();
    const path = "/webhooks/config";
    sandbox.faults.add({ kind: "not-found-after-create", ms: 5000, match: { route: `PUT ${path}` } });
    expect((await put(path, { url: "https://hooks.example.com/4pay" })).status).toBe(200);
    expect((await get(path)).status).toBe(404);
    await sandbox.advance(5000);
    expect((await get(path)).status).toBe(200);
  });

  it("is unset at first, then set, replaced and deleted", async () => {
    const { get, put, remove } = await startMerchant();
    const path = "/webhooks/config";
    expect((await get(path)).status).toBe(404);
    expect((await remove(path)).status).toBe(404);
    const url = "https://hooks.example.com/4pay";
    expect(await put(path, { url, secret: "hush", event_types: ["card_state"] })).toMatchObject({ status: 200 });
    expect((await get(path)).body).toEqual({ url, secret_set: true, event_types: ["card_state"], is_active: true });
    expect((await put(path, { url, is_active: false })).body).toEqual({
      url,
      secret_set: true,
      event_types: null,
      is_active: false,
    });
    expect((await remove(path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    expect((await put(path, { url, event_types: null })).body.secret_set).toBe(false);
  });

  it("loses its secret in a PUT without one where the switch says so", async () => {
    const { put } = await startMerchant({ behaviour: { webhookSecretOnPut: "clear" } });
    const url = "https://hooks.example.com/";
    expect((await put("/webhooks/config", { url, secret: "hush" })).body.secret_set).toBe(true);
    expect((await put("/webhooks/config", { url })).body.secret_set).toBe(false);
  });

  it.each([
    [{}, "body.url value_error.missing"],
    [{ url: "nowhere" }, "body.url value_error.url"],
    [{ url: "http://hooks.example.com/" }, "body.url value_error.url.scheme"],
    [{ url: "ftp://127.0.0.1/" }, "body.url value_error.url.scheme"],
    [{ url: "http://127.0.0.1.example.com/" }, "body.url value_error.url.scheme"],
    [{ url: "https://a.example/", event_types: ["card"] }, "body.event_types.0 type_error.enum"],
    [{ url: "https://a.example/", is_active: "yes" }, "body.is_active type_error.bool"],
    [{ url: "https://a.example/", secret: "" }, "body.secret value_error.any_str.min_length"],
  ])("is not set to %j", async (body, complaint) => {
    const { put } = await startMerchant();
    expect(complaints(await put("/webhooks/config", body))).toEqual([complaint]);
  });

  it("is forgotten by a reset, with its events", async () => {
    const { merchant, received } = await startListening();
    await issueLive(merchant);
    expect(received).not.toEqual([]);
    merchant.sandbox.reset();
    expect((await merchant.get("/webhooks/config")).status).toBe(404);
    expect(await log(merchant)).toEqual([]);
  });
});

describe("webhook deliveries", () => {
  it("carry the bare payload, signed under both headers", async () => {
    const { merchant, received } = await startListening({}, { secret: "hush", event_types: ["card_state"] });
    const path = await issueLive(merchant);
    expect(received).toHaveLength(2);
    const payloads = received.map(({ text }) => JSON.parse(text));
    expect(payloads.map(({ status }) => status)).toEqual(["creating", "active"]);
    expect(payloads[1]).toEqual((await merchant.get(path)).body);
    for (const { headers, text } of received) {
      expect(headers["content-type"]).toBe("application/json");
      expect(headers["x-webhook-signature"]).toBe(createHmac("sha256", "hush").update(text).digest("hex"));
      expect(headers["api-notification-sign"]).toBe(createHash("sha512").update(text).digest("hex"));
    }
  });

  it("without a secret carry the second header only", async () => {
    const { merchant, received } = await startListening();
    await issueLive(merchant);
    expect(received[0]?.headers).toHaveProperty("api-notification-sign");
    expect(received[0]?.headers).not.toHaveProperty("x-webhook-signature");
  });

  it("tell about cards, both kinds of transactions and top-ups, whichever dialect caused them", async () => {
    const { merchant } = await startListening();
    const path = await issueLive(merchant);
    await merchant.post(`${path}/topup`, { amount: 5 });
    await merchant.sandbox.advance(1000);
    await merchant.organization.post(`${path.replace("accounts", "wallets").replace("cards", "instruments")}/suspend`);
    await merchant.organization.post("/deposits", { currency: "USDTTRC20", accountId: account.split("/")[2] });
    merchant.sandbox.control.settleDeposits({ amount: "10.00" });
    merchant.sandbox.control.blockCard(cardId(path));
    await merchant.sandbox.advance(1000);
    const events = (await log(merchant)).reverse();
    const told = events.map(
      ({ event_type, payload }: { event_type: string; payload: { type?: string; status: string } }) =>
        [event_type, payload.type, payload.status].filter(Boolean).join(" "),
    );
    expect(told).toEqual([
      "account_transaction card_issuing completed",
      "card_state creating",
      "card_state active",
      "account_transaction withdrawal pending",
      "card_transaction top_up authorized",
      "account_transaction withdrawal completed",
      "card_transaction top_up completed",
      "account_topup completed",
      "account_transaction payin completed",
    ]);
    expect(events.find((event: { event_type: string }) => event.event_type === "account_topup").payload).toEqual({
      id: expect.any(String),
      accountUuid: account.split("/")[2],
      currency: "USDTTRC20",
      amount: "10.00",
      status: "completed",
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
  });

  it("are kept in a log, newest first, in pages of at most two hundred", async () => {
    const { merchant } = await startListening();
    await issueLive(merchant);
    const events = await log(merchant);
    expect(events).toHaveLength(3);
    expect(events[0]).toEqual({
      id: expect.stringMatching(/^evt-/),
      event_type: "card_state",
      delivery_status: "delivered",
      delivery_attempts: 1,
      delivery_response_code: 200,
      delivery_error: null,
      payload: expect.objectContaining({ status: "active" }),
      created_at: "2026-01-15T12:00:00+00:00",
    });
    expect(await log(merchant, "?limit=1&offset=2")).toMatchObject([{ event_type: "account_transaction" }]);
    expect(complaints(await merchant.get("/webhooks/events?limit=201"))).toEqual([
      "query.limit value_error.number.not_le",
    ]);
    for (let at = 0; at < 30; at++) await merchant.post(`${account}/cards`, card);
    await merchant.sandbox.advance(0);
    expect(await log(merchant)).toHaveLength(50);
    expect(await log(merchant, "?limit=200")).toHaveLength(63);
  });

  it("are repeated while the receiver refuses, and given up in the end", async () => {
    const wanted = { event_types: ["account_transaction"] };
    const { merchant, received } = await startListening({}, wanted, (count) => (count <= 2 ? 503 : 204));
    await merchant.post(`${account}/cards`, card);
    await merchant.sandbox.advance(0);
    const state = async () => {
      const event = (await log(merchant)).at(-1);
      return [event.delivery_status, event.delivery_attempts, event.delivery_response_code, event.delivery_error];
    };
    expect(await state()).toEqual(["pending", 1, 503, "receiver answered 503"]);
    for (let at = 0; at < 4; at++) await merchant.sandbox.advance(5000);
    expect(await state()).toEqual(["delivered", 3, 204, null]);
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ text }) => text)).size).toBe(1);

    const never = await startListening({ behaviour: { webhookAttempts: 2 } }, wanted, () => 302);
    await never.merchant.post(`${account}/cards`, card);
    for (let at = 0; at < 6; at++) await never.merchant.sandbox.advance(5000);
    expect(await log(never.merchant)).toMatchObject([
      { delivery_status: "failed", delivery_attempts: 2, delivery_response_code: 302 },
    ]);
  });

  it("fail when nobody listens or nobody answers", async () => {
    const options = { latency: { webhookTimeoutMs: 60 }, behaviour: { webhookAttempts: 1 } };
    const mute = await startListening(options, {}, () => undefined);
    await issueLive(mute.merchant);
    expect((await log(mute.merchant))[0]).toMatchObject({
      delivery_status: "failed",
      delivery_response_code: null,
      delivery_error: "no answer within 0.06 s",
    });
    await mute.merchant.put("/webhooks/config", { url: "http://localhost:1/" });
    await issueLive(mute.merchant);
    expect((await log(mute.merchant))[0]).toMatchObject({
      delivery_status: "failed",
      delivery_error: expect.stringMatching(/^connection failed/),
    });
  });

  it("never leave this machine", async () => {
    const merchant = await startMerchantWithAda();
    await merchant.put("/webhooks/config", { url: "https://hooks.example.com/" });
    await issueLive(merchant);
    expect((await log(merchant))[0]).toMatchObject({
      delivery_status: "failed",
      delivery_attempts: 0,
      delivery_response_code: null,
      delivery_error: "not sent: the sandbox delivers to loopback addresses only",
    });
  });

  it("stop at once when switched off, and keep quiet about what is not wanted", async () => {
    const { merchant, received, url } = await startListening({}, {}, () => 500);
    await merchant.post(`${account}/cards`, card);
    await merchant.sandbox.advance(0);
    const before = received.length;
    await merchant.remove("/webhooks/config");
    await merchant.sandbox.advance(60_000);
    expect(received).toHaveLength(before);
    expect((await log(merchant))[0]).toMatchObject({ delivery_status: "failed", delivery_attempts: 1 });
    for (const quiet of [{ is_active: false }, { event_types: ["account_topup"] }]) {
      await merchant.put("/webhooks/config", { url, ...quiet });
      await issueLive(merchant);
    }
    expect(received).toHaveLength(before);
  });

  it("come by themselves under a real clock", async () => {
    const real = { clock: "real", latency: { issueMs: 30 } } as const;
    const { merchant, received } = await startListening(real, { event_types: ["card_state"] });
    await merchant.post(`${account}/cards`, card);
    await expect.poll(() => received.length).toBe(2);
  });
});
