import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { Pacer } from "../../../provider/api/pacing";
import { path } from "../../../provider/api/paths";
import { Transport, type TransportOptions, type TransportRequest } from "../../../provider/api/transport";
import { FourpayError } from "../../../provider/model/errors";
import { Secret } from "../../../provider/model/secret";
import { systemClock } from "../../../provider/system";
import { caught, thrown } from "./support/caught";
import { InstantClock } from "./support/clock";
import { cut, DEAD_URL, json, never, noContent, type Reply, serve, serveRaw, text, truncated } from "./support/server";

const KEY = "sk_test_planted_key";
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function open(baseUrl: string, options: Partial<TransportOptions> = {}): Transport {
  const clock = new InstantClock();
  const transport = new Transport({
    baseUrl,
    credential: { scheme: "bearer", secret: new Secret(KEY) },
    clock,
    random: () => 0.5,
    pacer: new Pacer(clock),
    ...options,
  });
  cleanups.push(() => transport.close());
  return transport;
}

async function start(...replies: Reply[]) {
  const server = await serve(...replies);
  cleanups.push(() => server.close());
  return server;
}

const read: TransportRequest = { method: "GET", path: path`/things/${"a"}`, kind: "read", name: "thing" };
const write: TransportRequest = {
  method: "POST",
  path: path`/things`,
  kind: "write",
  name: "thing",
  body: { name: "x" },
};

it("whoever observes is told of every answer that arrived, with the server's clock where it shows one", async () => {
  const seen: unknown[] = [];
  const date = { date: "Thu, 15 Jan 2026 12:00:00 GMT" };
  const server = await start(json(400, {}, date), json(200, {}, { date: "soon" }), cut);
  const transport = open(server.url, { observe: (facts) => seen.push(facts) });
  await caught(transport.request(write));
  await transport.request(write);
  await caught(transport.request(write));
  expect(seen).toEqual([{ status: 400, serverNow: Date.parse(date.date) }, { status: 200 }]);
});

describe("what goes out", () => {
  it("method, escaped path, query, credential, agent and JSON", async () => {
    const server = await start(json(200, { ok: true }));
    const query = { "ids[]": ["1", "2"], page: 3, none: undefined };
    await open(server.url).request({ ...write, path: path`/things/${"a/../b?c"}`, query });
    const [seen] = server.seen;
    expect(seen?.method).toBe("POST");
    expect(seen?.path).toBe("/things/a%2F..%2Fb%3Fc");
    expect(seen?.query).toEqual([
      ["ids[]", "1"],
      ["ids[]", "2"],
      ["page", "3"],
    ]);
    expect(seen?.body).toEqual({ name: "x" });
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      accept: "application/json",
      "content-type": "application/json",
    });
    expect(seen?.headers["user-agent"]).toMatch(/^pulumi-fourpay\/\d+\.\d+\.\d+/);
  });

  it("the token header where the dialect wants that", async () => {
    const server = await start(json(200, {}));
    await open(server.url, { credential: { scheme: "apiToken", secret: new Secret(KEY) } }).request(read);
    expect(server.seen[0]?.headers["x-api-token"]).toBe(KEY);
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
    expect(server.seen[0]?.headers["content-type"]).toBeUndefined();
  });

  it("below the path of the base URL", async () => {
    const server = await start(json(200, {}));
    const transport = open(`${server.url}/gateway/`);
    await transport.request(read);
    expect(transport.baseUrl).toBe(`${server.url}/gateway`);
    expect(server.seen[0]?.path).toBe("/gateway/things/a");
  });
});

describe("what is refused before anything is sent", () => {
  it.each([
    "http://api.4pay.cc",
    "http://127.0.0.1.evil.com",
    "http://localhost.evil.com",
    "ftp://127.0.0.1",
    "nonsense",
    "https://u:p@api.4pay.cc",
    "https://api.4pay.cc/?x=1",
  ])("the base URL %s", (baseUrl) => {
    expect(thrown(() => open(baseUrl)).code).toBe("config_invalid");
  });

  it.each(["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://api.4pay.cc"])(
    "not %s",
    (baseUrl) => {
      expect(open(baseUrl).baseUrl).toBe(baseUrl);
    },
  );

  it.each(["", "with space", "line\nbreak", "ümlaut"])("the key %j", (key) => {
    expect(
      thrown(() => open("https://api.4pay.cc", { credential: { scheme: "bearer", secret: new Secret(key) } })).code,
    ).toBe("config_invalid");
  });

  it.each(["", " ", ".", "..", "\ud800"])("the id %j", (id) => {
    expect(thrown(() => path`/things/${id}`).code).toBe("input_invalid");
  });
});

describe("what comes back", () => {
  it("JSON, decoded; nothing for 204 or an empty 200", async () => {
    const server = await start(json(200, { a: [1] }), noContent, text(200, ""));
    const transport = open(server.url);
    expect(await transport.request(read)).toEqual({ a: [1] });
    expect(await transport.request(read)).toBeUndefined();
    expect(await transport.request(read)).toBeUndefined();
  });

  it("numbers too long for a double as text, with all digits", async () => {
    const server = await start(text(200, '{"a": 12345678901234567.89, "b": 1.5, "c": "\\" 12345678901234567.89"}'));
    expect(await open(server.url).request(read)).toEqual({
      a: "12345678901234567.89",
      b: 1.5,
      c: '" 12345678901234567.89',
    });
  });

  it("a redirect is not followed", async () => {
    const server = await start(text(302, "", { location: "/elsewhere" }));
    const transport = open(server.url);
    expect((await caught(transport.request(read))).code).toBe("protocol_error");
    expect((await caught(transport.request(write))).code).toBe("outcome_unknown");
    expect(server.seen.map(({ path }) => path)).toEqual(["/things/a", "/things"]);
  });

  it("an answer that is too large is not read to its end", async () => {
    const server = await start(text(200, `"${"x".repeat(5_000)}"`));
    const transport = open(server.url, { maxBodyBytes: 1_000 });
    expect((await caught(transport.request(read))).code).toBe("protocol_error");
    expect((await caught(transport.request(write))).code).toBe("outcome_unknown");
  });
});

describe("a read whose answer is lost is repeated", () => {
  it.each([
    ["cut before the answer", cut],
    ["cut in the middle of it", truncated],
    ["500", json(500, {})],
    ["503", json(503, {})],
    ["429", json(429, {}, { "retry-after": "1" })],
  ])("%s", async (_name, reply) => {
    const server = await start(reply, reply, json(200, { ok: 1 }));
    expect(await open(server.url).request(read)).toEqual({ ok: 1 });
    expect(server.seen).toHaveLength(3);
  });

  it("until it gives up", async () => {
    const server = await start(cut);
    expect((await caught(open(server.url).request(read))).code).toBe("no_answer");
    expect(server.seen).toHaveLength(5);
  });

  it("but not one that was answered", async () => {
    const server = await start(json(404, {}));
    expect((await caught(open(server.url).request(read))).code).toBe("not_found");
    expect(server.seen).toHaveLength(1);
  });
});

describe("a write whose fate is unknown is sent exactly once", () => {
  it.each([
    ["cut before the answer", cut],
    ["cut in the middle of it", truncated],
    ["500", json(500, {})],
    ["503 with Retry-After", json(503, {}, { "retry-after": "0" })],
    ["408", json(408, {})],
    ["no JSON", text(201, "<html>")],
    ["no HTTP status we know", text(302, "")],
  ])("%s", async (_name, reply) => {
    for (const method of ["POST", "PATCH"] as const) {
      const server = await start(reply);
      expect((await caught(open(server.url).request({ ...write, method }))).code).toBe("outcome_unknown");
      expect(server.seen).toHaveLength(1);
    }
  });

  it("garbage instead of HTTP", async () => {
    let requests = 0;
    const server = await serveRaw((socket) => {
      socket.on("data", () => {
        requests += 1;
        socket.end("planted garbage\r\n\r\n");
      });
    });
    cleanups.push(() => server.close());
    const error = await caught(open(server.url).request(write));
    expect(error.code).toBe("outcome_unknown");
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("planted garbage");
    expect(requests).toBe(1);
  });

  it("a kept connection that the peer closes on receipt", async () => {
    const requests: string[] = [];
    const server = await serveRaw((socket: Socket) => {
      let first = true;
      socket.on("data", (data) => {
        requests.push(data.toString().split(" ")[0] ?? "");
        if (first) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
        else socket.destroy();
        first = false;
      });
    });
    cleanups.push(() => server.close());
    const transport = open(server.url);
    await transport.request(read);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await caught(transport.request(write))).code).toBe("outcome_unknown");
    expect(requests).toEqual(["GET", "POST"]);
  });

  it("many at once over connections that are cut", async () => {
    const server = await start(cut);
    const transport = open(server.url);
    const codes = await Promise.all(
      Array.from({ length: 40 }, async () => (await caught(transport.request(write))).code),
    );
    expect(new Set(codes)).toEqual(new Set(["outcome_unknown"]));
    expect(server.seen).toHaveLength(40);
  });

  it("no answer in time", async () => {
    const server = await start(never);
    const transport = open(server.url, { requestTimeoutMs: 60, clock: systemClock });
    expect((await caught(transport.request(write))).code).toBe("outcome_unknown");
    expect(server.seen).toHaveLength(1);
  });
});

describe("a write that was certainly not processed is sent again", () => {
  it("429", async () => {
    const server = await start(json(429, {}), json(429, {}, { "retry-after": "2" }), json(201, { ok: 1 }));
    expect(await open(server.url).request(write)).toEqual({ ok: 1 });
    expect(server.seen).toHaveLength(3);
  });

  it("connection refused, until it gives up", async () => {
    const clock = new InstantClock();
    const url = DEAD_URL;
    const error = await caught(open(`${url}/planted-gateway-key`, { clock }).request(write));
    expect(error).toMatchObject({ code: "not_sent", cause: { code: "ECONNREFUSED" } });
    expect(error.message).toContain(url);
    expect(error.message).not.toContain("planted-gateway-key");
    expect(clock.slept.filter((ms) => ms < 20_000)).toHaveLength(5);
  });

  it("a name that does not resolve", async () => {
    const error = await caught(open("https://nowhere.invalid").request(write));
    expect(error.code).toBe("not_sent");
  });

  it("not when the failure would only repeat", async () => {
    const clock = new InstantClock();
    const transport = open(DEAD_URL, { clock });
    await transport.close();
    expect((await caught(transport.request(write))).code).toBe("not_sent");
    expect(clock.slept).toEqual([]);
  });
});

describe("the signal", () => {
  it("aborted beforehand: nothing is sent", async () => {
    const server = await start(json(200, {}));
    const signal = AbortSignal.abort();
    for (const request of [read, write]) {
      expect((await caught(open(server.url).request({ ...request, signal }))).code).toBe("cancelled");
    }
    expect(server.seen).toEqual([]);
  });

  it("aborted while it waits for a slot: nothing is sent", async () => {
    const server = await start(never);
    const clock = new InstantClock();
    const transport = open(server.url, { clock, pacer: new Pacer(clock, { maxConcurrency: 1 }) });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = caught(transport.request({ ...read, signal: first.signal }));
    const waiting = caught(transport.request({ ...write, signal: second.signal }));
    second.abort();
    expect((await waiting).code).toBe("cancelled");
    first.abort();
    expect((await running).code).toBe("cancelled");
    expect(server.seen.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("to begin, aborted in the pause after a 429: nothing more is sent, although the one for running requests goes on", async () => {
    const server = await start(json(429, {}, { "retry-after": "60" }));
    const [begin, run] = [new AbortController(), new AbortController()];
    const clock = new InstantClock();
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms, signal) => {
      begin.abort();
      return sleep(ms, signal);
    };
    const signals = { beginSignal: begin.signal, signal: run.signal };
    expect((await caught(open(server.url, { clock }).request({ ...write, ...signals }))).code).toBe("cancelled");
    expect(server.seen).toHaveLength(1);
  });

  it("to begin, aborted while the answer is awaited: the answer comes home", async () => {
    const begin = new AbortController();
    const server = await start((request, response) => {
      begin.abort();
      json(201, { id: "new" })(request, response);
    });
    const signals = { beginSignal: begin.signal, signal: new AbortController().signal };
    expect(await open(server.url).request({ ...write, ...signals })).toEqual({ id: "new" });
  });

  it("aborted while it connects: cancelled at once, and the bytes never leave", async () => {
    const server = await start(json(201, {}));
    const abort = new AbortController();
    const transport = open(server.url);
    const running = caught(transport.request({ ...write, signal: abort.signal }));
    queueMicrotask(() => queueMicrotask(() => abort.abort()));
    expect((await running).code).toBe("cancelled");
    await open(server.url).request(read);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.seen.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("aborted while the answer is awaited: a read is cancelled, a write unknown", async () => {
    for (const [request, code] of [
      [read, "cancelled"],
      [write, "outcome_unknown"],
    ] as const) {
      const abort = new AbortController();
      const server = await start(() => abort.abort());
      expect((await caught(open(server.url).request({ ...request, signal: abort.signal }))).code).toBe(code);
      expect(server.seen).toHaveLength(1);
    }
  });

  it("may be shared by many requests, and keeps no listeners", async () => {
    const server = await start(json(200, {}));
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const transport = open(server.url);
    await Promise.all(Array.from({ length: 50 }, () => transport.request({ ...read, signal })));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("warning", listen);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("its own reason, if one of ours, is what a read ends with", async () => {
    const reason = new FourpayError("wait_timeout", "waited long enough");
    const abort = new AbortController();
    const server = await start(() => abort.abort(reason));
    expect(await caught(open(server.url).request({ ...read, signal: abort.signal }))).toBe(reason);
  });
});

it("a 429 holds up every sender, also of another client", async () => {
  const server = await start(json(429, {}, { "retry-after": "7" }), json(200, {}));
  const clock = new InstantClock();
  const pacer = new Pacer(clock);
  const begun = clock.now();
  const [first, second] = [open(server.url, { clock, pacer }), open(server.url, { clock, pacer })];
  const error = await caught(first.request({ ...read, deadline: begun + 1 }));
  expect(error).toMatchObject({ code: "rate_limited", retryAfterMs: 7_000 });
  expect(pacer.rate).toBe(1);
  await second.request(read);
  expect(clock.now() - begun).toBeGreaterThanOrEqual(7_000);
});

it("no more requests at once than the budget allows", async () => {
  let now = 0;
  let most = 0;
  const server = await start((_request, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end("{}");
    }, 5);
  });
  const clock = new InstantClock();
  const transport = open(server.url, { clock, pacer: new Pacer(clock, { maxConcurrency: 3 }) });
  await Promise.all(Array.from({ length: 20 }, () => transport.request(read)));
  expect(most).toBe(3);
});
