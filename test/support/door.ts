// A door in front of the sandbox: it can be shut for a moment, as by a restarted gateway, and it can ask for a key of its own, so that a
// test can rotate keys.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Sandbox } from "pulumi-fourpay/sandbox";
import { onTestFinished } from "vitest";

export interface Door {
  readonly url: string;
  /** From now on only this key is let in. Until then the sandbox's own is. */
  accept(key: string): void;
  /** Refuses connections for that long after so many answers; then says how many requests have come through. */
  shutAfter(answers: number, ms: number): Promise<number>;
}

export async function openDoor(sandbox: Sandbox): Promise<Door> {
  let key = sandbox.apiKey;
  let passed = 0;
  let onAnswer = () => Promise.resolve();
  const server = createServer((request, response) => {
    void (async () => {
      const known = request.headers.authorization === `Bearer ${key}`;
      const answer = await forward(sandbox, request, known ? sandbox.apiKey : "unknown");
      passed += 1;
      // A kept connection would be cut in the middle of the next request.
      response.writeHead(answer.status, { "content-type": "application/json", connection: "close" });
      response.end(await answer.text());
      await onAnswer();
    })();
  });
  await listen(server, 0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accept(next) {
      key = next;
    },
    shutAfter: (answers, ms) =>
      new Promise((over) => {
        onAnswer = async () => {
          if (passed !== answers) return;
          await new Promise<void>((closed) => server.close(() => closed()));
          await delay(ms);
          over(passed);
          await listen(server, port);
        };
      }),
  };
}

async function forward(sandbox: Sandbox, request: IncomingMessage, key: string): Promise<Response> {
  const body = Buffer.concat(await request.toArray());
  return fetch(`${sandbox.url}${request.url}`, {
    method: request.method ?? "GET",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body.length === 0 ? {} : { body }),
  });
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
