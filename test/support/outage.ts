// A door in front of the sandbox that is shut for a moment after the first answer: connections are then refused, as by a restarted gateway.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { onTestFinished } from "vitest";

export interface Outage {
  readonly url: string;
  /** How many requests came through so far. */
  readonly passed: () => number;
  /** Resolves when the door is open again. */
  readonly over: Promise<void>;
}

export async function outageAfterFirstAnswer(upstream: string, shutForMs: number): Promise<Outage> {
  let passed = 0;
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const server = createServer((request, response) => {
    void (async () => {
      const body = request.method === "GET" ? undefined : Buffer.concat(await request.toArray());
      const { authorization = "", "content-type": contentType = "application/json" } = request.headers;
      const answer = await fetch(`${upstream}${request.url}`, {
        method: request.method ?? "GET",
        headers: { authorization, "content-type": contentType },
        ...(body === undefined ? {} : { body }),
      });
      passed += 1;
      const shut = passed === 1;
      const text = await answer.text();
      response.writeHead(answer.status, { "content-type": "application/json", connection: "close" });
      response.end(text);
      if (shut) await shutFor(server, shutForMs, end);
    })();
  });
  await listen(server, 0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, passed: () => passed, over };
}

async function shutFor(server: Server, ms: number, end: () => void): Promise<void> {
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await delay(ms);
  end();
  await listen(server, port);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}
