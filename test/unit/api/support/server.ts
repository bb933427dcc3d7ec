/** A real server on loopback that answers as told and writes down what it got. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from "node:net";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: [string, string][];
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

export type Reply = (request: Seen, response: ServerResponse) => void;

export interface TestServer {
  readonly url: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
}

export const noContent: Reply = (_request, response) => {
  response.writeHead(204).end();
};

export function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Cuts the connection without a word. */
export const cut: Reply = (_request, response) => {
  response.socket?.destroy();
};

export const never: Reply = () => {};

/** Announces more than it sends. */
export const truncated: Reply = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"data": {"id": "');
  setImmediate(() => response.socket?.destroy());
};

/** Answers with the replies in order; the last one stays. */
export async function serve(...replies: Reply[]): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString();
      const url = new URL(request.url ?? "", "http://localhost");
      const entry: Seen = {
        method: request.method ?? "",
        path: (request.url ?? "").split("?")[0] ?? "",
        query: [...url.searchParams],
        headers: request.headers,
        body: raw === "" ? undefined : JSON.parse(raw),
      };
      seen.push(entry);
      (replies[seen.length - 1] ?? replies[replies.length - 1])?.(entry, response);
    });
  });
  const url = await listen(server);
  return {
    url,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A server below HTTP: what it does with each connection is up to the test. */
export async function serveRaw(onConnection: (socket: Socket) => void): Promise<Omit<TestServer, "seen">> {
  const sockets = new Set<Socket>();
  const server = createNetServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  const url = await listen(server);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where nobody listens, below those that are handed out: a port that was just closed may be somebody else's a moment later. */
export const DEAD_URL = "http://127.0.0.1:4";

/** What the API calls something it just created. */
export const CREATED_ID = "0192f0c4-1111-7a2b-8c3d-4e5f60718293";
