/** Every endpoint of both clients against servers that repeat what they were sent: no field of any error holds a secret. */
import { deserialize, serialize } from "node:v8";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { createMerchantClient, type MerchantClient } from "../../../provider/api/merchant/client";
import { createOrganizationClient, type OrganizationClient } from "../../../provider/api/organization/client";
import { Pacer } from "../../../provider/api/pacing";
import { type Credential, Transport } from "../../../provider/api/transport";
import { FourpayError } from "../../../provider/model/errors";
import { Secret } from "../../../provider/model/secret";
import { printed } from "../../support/printed";
import { collect } from "./support/caught";
import { InstantClock } from "./support/clock";
import { DEAD_URL, type Reply, type Seen, serve } from "./support/server";

/** Characters that JSON, paths, forms and Base64 each write differently. */
const KEY = 'sk+live/Zq8"plan\\ted=%1&';
const WEBHOOK_SECRET = 'whsec/é"planted\\+5d1f';
const WEBHOOK_URL = "https://hooks.example.com/T0001/planted-path?auth=planted-query";
const PAN = "4111111111111111";
const ORG = "11111111-1111-4111-8111-111111111111";

const ref = { walletId: "w", cardId: "c" };
const card = { name: "n", holderId: "h", cardType: "virtual", limits: { daily: "1.00" } } as const;
const holder = { id: "h", firstName: "A", lastName: "B", email: "a@example.com" };
const order = { amount: "1.00", currency: "USD" };

const ORGANIZATION: Readonly<Record<string, (client: OrganizationClient) => unknown>> = {
  "holders.list": (c) => c.holders.list(),
  "holders.create": (c) => c.holders.create(holder),
  "holders.update": (c) => c.holders.update("h", { firstName: "C" }),
  "wallets.providers": (c) => c.wallets.providers(),
  "wallets.create": (c) => c.wallets.create("p"),
  "wallets.get": (c) => c.wallets.get("w"),
  "wallets.list": (c) => c.wallets.list(),
  "wallets.update": (c) => c.wallets.update("w", { name: "Ads" }),
  "wallets.activate": (c) => c.wallets.activate("w"),
  "wallets.deactivate": (c) => c.wallets.deactivate("w"),
  "wallets.rules": (c) => c.wallets.rules("w"),
  "binOptions.list": (c) => c.binOptions.list(),
  "deposits.get": (c) => c.deposits.get("d"),
  "deposits.list": (c) => c.deposits.list(),
  "cards.issue": (c) => c.cards.issue("w", card),
  "cards.get": (c) => c.cards.get(ref),
  "cards.list": (c) => c.cards.list("w"),
  "cards.update": (c) => c.cards.update(ref, { name: "m" }),
  "cards.credentials": (c) => c.cards.credentials(ref),
  "cards.fund": (c) => c.cards.fund(ref, "1.00"),
  "cards.defund": (c) => c.cards.defund(ref, "1.00"),
  "cards.freeze": (c) => c.cards.freeze(ref),
  "cards.unfreeze": (c) => c.cards.unfreeze(ref),
  "cards.close": (c) => c.cards.close(ref),
  "operations.cards": (c) => c.operations.cards(),
  "operations.card": (c) => c.operations.card("o"),
  "operations.wallets": (c) => c.operations.wallets(),
  "operations.wallet": (c) => c.operations.wallet("o"),
  "a card whose id is the key": (c) => c.cards.get({ walletId: "w", cardId: KEY }),
};

/** As a caller does who knows a secret that was sent before. */
const known = { secrets: [new Secret(WEBHOOK_SECRET), new Secret(WEBHOOK_URL)] };

const MERCHANT: Readonly<Record<string, (client: MerchantClient) => unknown>> = {
  "accounts.list": (c) => c.accounts.list(),
  "accounts.get": (c) => c.accounts.get("a"),
  "accounts.balance": (c) => c.accounts.balance("a"),
  "accounts.restrictions": (c) => c.accounts.restrictions("a"),
  "accounts.transferDestinations": (c) => c.accounts.transferDestinations("a"),
  "accounts.transfer": (c) => c.accounts.transfer("a", { ...order, destinationAccountId: "b" }),
  "cardholders.create": (c) => c.cardholders.create({ ...holder, accountId: "a" }),
  "cardholders.list": (c) => c.cardholders.list(),
  "cardholders.get": (c) => c.cardholders.get("h"),
  "cardholders.cards": (c) => c.cardholders.cards("h"),
  "cards.issue": (c) => c.cards.issue("a", card),
  "cards.list": (c) => c.cards.list("a"),
  "cards.get": (c) => c.cards.get(ref),
  "cards.sensitive": (c) => c.cards.sensitive(ref),
  "cards.topUp": (c) => c.cards.topUp(ref, order),
  "cards.withdraw": (c) => c.cards.withdraw(ref, order),
  "cards.freeze": (c) => c.cards.freeze(ref),
  "cards.unfreeze": (c) => c.cards.unfreeze(ref),
  "cards.close": (c) => c.cards.close(ref),
  "transactions.cards": (c) => c.transactions.cards(),
  "transactions.card": (c) => c.transactions.card("t"),
  "transactions.accounts": (c) => c.transactions.accounts(),
  "transactions.account": (c) => c.transactions.account("t"),
  "webhooks.get": (c) => c.webhooks.get(known),
  "webhooks.put": (c) => c.webhooks.put({ url: WEBHOOK_URL, secret: WEBHOOK_SECRET, active: true }),
  "webhooks.delete": (c) => c.webhooks.delete(known),
  "webhooks.events": (c) => c.webhooks.events(known),
  contract: (c) => c.contract(),
};

/** What a server may repeat of a request, in the ways servers write it. */
function echoes({ headers, body, path }: Seen): string[] {
  const credential = headers.authorization ?? String(headers["x-api-token"]);
  const sent = [credential, KEY, ...(path.includes("webhooks") ? [WEBHOOK_SECRET, WEBHOOK_URL] : [])];
  const forms = sent.flatMap((text) => [
    text,
    JSON.stringify({ value: text }),
    JSON.stringify({ value: text }).replaceAll("/", "\\/"),
    encodeURIComponent(text),
    Buffer.from(text).toString("base64"),
    Buffer.from(`user:${text}:x`).toString("base64"),
    Buffer.from(text).toString("hex"),
  ]);
  const numbers = [PAN, `card${PAN}`, "4111 1111 1111 1111", "4111.1111.1111.1111", `${PAN}D2612101`, "cvv: 987"];
  return [...forms, ...numbers, '{"cvv":"987","client_secret":"planted"}', JSON.stringify(body ?? {})];
}

let turn = 0;

/** Another one for every request: an error shows no more than the beginning of a sentence. */
function one(request: Seen): string {
  const all = echoes(request);
  turn += 1;
  return all[turn % all.length] as string;
}

const listed = (request: Seen) =>
  echoes(request).flatMap((text) => [
    { loc: ["body", text], msg: text, type: text, input: text, ctx: { [text]: text, ge: text } },
    text,
  ]);

const answer =
  (
    status: number,
    body: (request: Seen) => unknown,
    headers: (request: Seen) => Record<string, string> = () => ({}),
  ): Reply =>
  (request, response) => {
    const shown = body(request);
    response.writeHead(status, { "content-type": "application/json", ...headers(request) });
    response.end(typeof shown === "string" ? shown : JSON.stringify(shown));
  };

const inHeaders = (request: Seen) => {
  const text = encodeURI(echoes(request).slice(0, 8).join(" "));
  return {
    "x-request-id": KEY,
    "retry-after": text,
    location: `http://user:${encodeURIComponent(KEY)}@elsewhere/${text}`,
  };
};

const PARROTS: Readonly<Record<string, Reply>> = {
  "a sentence each, refused": answer(400, (request) => ({ detail: `Refused (${one(request)}), sorry` })),
  "a crash, a sentence each": answer(503, (request) => ({ message: one(request) })),
  "a complaint of the validator": answer(422, (request) => ({ detail: listed(request) })),
  "an unknown credential": answer(
    401,
    (request) => ({ message: `Invalid: ${KEY}`, detail: echoes(request)[0] }),
    inHeaders,
  ),
  "a conflict, in headers": answer(409, () => ({ detail: KEY }), inHeaders),
  "too many requests": answer(429, (request) => ({ detail: echoes(request) }), inHeaders),
  "a crash with its locals": answer(500, (request) => `Traceback: ${echoes(request).join("\n")}`),
  "a redirect": answer(302, (request) => ({ detail: echoes(request).join(" ") }), inHeaders),
  "a success of another shape": answer(200, (request) => ({
    data: { [KEY]: echoes(request), id: 5, name: KEY },
    items: listed(request),
    [PAN]: PAN,
  })),
  "a success that is not JSON": answer(200, (request) => `{"data": ${echoes(request).join()}`),
  "a cut answer": (request, response) => {
    response.writeHead(200, { "content-length": "100000" });
    response.write(JSON.stringify({ detail: echoes(request) }));
    setImmediate(() => response.socket?.destroy());
  },
  "no HTTP": (request, response) => {
    response.socket?.end(`HTTP/1.1 ${echoes(request).slice(0, 4).join(" ")}\r\n\r\n`);
  },
};

/** Each secret alone and as a program on the way may have written it; pieces that would be enough to guess the rest as well. */
const PLANTED = [
  KEY,
  encodeURIComponent(KEY),
  JSON.stringify(KEY).slice(1, -1),
  "Zq8",
  Buffer.from(KEY).toString("base64").slice(4, -4),
  Buffer.from(KEY).toString("hex"),
  WEBHOOK_SECRET,
  encodeURIComponent(WEBHOOK_SECRET),
  "planted",
  "whsec",
  Buffer.from(WEBHOOK_SECRET).toString("base64").slice(4, -4),
  "planted-path",
  "41111111",
  "4111 1111 1111",
  "4111.1111.1111",
  "987",
];

/** How the call failed, if it did: an answer of another shape is good enough where nothing of it is needed. */
async function failure(answer: unknown): Promise<unknown> {
  try {
    await (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer
      ? collect(answer as AsyncIterable<unknown>)
      : answer);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(FourpayError);
    return error;
  }
}

function expectSilent(name: string, value: unknown): void {
  const told = printed(value);
  for (const secret of PLANTED) {
    if (told.includes(secret)) throw new Error(`${name}: "${secret}" in ${told.slice(told.indexOf(secret) - 200)}`);
  }
}

const open: Transport[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((transport) => transport.close()))));

function transportTo(baseUrl: string, scheme: Credential["scheme"]): Transport {
  const clock = new InstantClock();
  const credential = { scheme, secret: new Secret(KEY) };
  const transport = new Transport({ baseUrl, credential, clock, random: () => 0.5, pacer: new Pacer(clock) });
  open.push(transport);
  return transport;
}

/** Asks every endpoint, in both dialects and with all three credentials; answers how many calls failed. */
async function everyEndpoint(url: string): Promise<number> {
  let failures = 0;
  const ask = async <Client>(client: Client, calls: Readonly<Record<string, (client: Client) => unknown>>) => {
    for (const [name, call] of Object.entries(calls)) {
      const error = await failure(call(client));
      if (error !== undefined) failures += 1;
      expectSilent(name, error);
    }
    expectSilent("the client itself", client);
  };
  await ask(createOrganizationClient(transportTo(url, "bearer"), ORG), ORGANIZATION);
  await ask(createMerchantClient(transportTo(url, "bearer")), MERCHANT);
  await ask(createMerchantClient(transportTo(url, "apiToken")), MERCHANT);
  return failures;
}

const CALLS = Object.keys(ORGANIZATION).length + 2 * Object.keys(MERCHANT).length;

it.each(Object.entries(PARROTS))("repeated in %s", async (name, reply) => {
  const server = await serve(reply);
  onTestFinished(() => server.close());
  const failures = await everyEndpoint(server.url);
  expect(failures).toBeGreaterThan(name.startsWith("a success of") ? CALLS / 3 : CALLS - 6);
});

it("by a connection that is refused", async () => {
  expect(await everyEndpoint(DEAD_URL)).toBe(CALLS);
});

it("by an address that carries a credential, or is none", () => {
  for (const baseUrl of [
    `https://user:${encodeURIComponent(KEY)}@api.example.com`,
    `${KEY}://x`,
    `http://${PAN}.com`,
  ]) {
    let error: unknown;
    try {
      transportTo(baseUrl, "bearer");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FourpayError);
    expectSilent(baseUrl, error);
  }
});

it("number and code of a card have no printable form, also not for those who copy, compare or serialise them", async () => {
  const credentials = { cardNumber: PAN, cvv: "987", expiryMonth: "12", expiryYear: "2026", cardHolder: "A B" };
  const server = await serve(
    answer(200, (request) => (request.path.includes("organizations") ? { data: credentials } : credentials)),
  );
  onTestFinished(() => server.close());
  const organization = await createOrganizationClient(transportTo(server.url, "bearer"), ORG).cards.credentials(ref);
  const merchant = await createMerchantClient(transportTo(server.url, "bearer")).cards.sensitive(ref);
  for (const found of [organization, merchant]) {
    expect(found.cardNumber.reveal()).toBe(PAN);
    expect(found.cvv.reveal()).toBe("987");
    expectSilent("credentials", found);
    expectSilent("clone", structuredClone(found.cardNumber));
    expectSilent("copy", { ...found.cardNumber, ...Object.entries(found.cvv) });
    expectSilent("serialised", deserialize(serialize(found)));
    expect(`${found.cardNumber} ${found.cvv}`).toBe("[secret] [secret]");
  }
});
