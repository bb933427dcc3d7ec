// Writing to the socket, or cutting it. The rest of the sandbox deals in replies.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Reply } from "./dialect";

export interface Socket {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

interface RawReply {
  status: number;
  text: string;
  headers: Record<string, string>;
}

export function render(reply: Reply): RawReply {
  const text = reply.body === undefined ? "" : JSON.stringify(reply.body);
  const type: Record<string, string> = text === "" ? {} : { "content-type": "application/json" };
  return { status: reply.status, text, headers: { ...type, ...reply.headers } };
}

export function send({ outgoing }: Socket, { status, text, headers }: RawReply): void {
  if (outgoing.destroyed || outgoing.headersSent) return;
  const length: Record<string, string> = status === 204 ? {} : { "content-length": String(Buffer.byteLength(text)) };
  outgoing.writeHead(status, { ...headers, ...length });
  outgoing.end(text);
}

export function cut({ incoming }: Socket): void {
  incoming.socket.destroy();
}

/** Promises the whole reply, delivers half of it and ends or resets the connection. */
export function sendHalf(socket: Socket, { status, text, headers }: RawReply, ending: "end" | "reset"): void {
  const { incoming, outgoing } = socket;
  if (outgoing.destroyed) return;
  const leave = () => void (ending === "reset" ? incoming.socket.resetAndDestroy() : incoming.socket.destroy());
  const bytes = Buffer.from(text);
  if (bytes.length < 2) {
    incoming.socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\ndate: `, leave);
    return;
  }
  outgoing.writeHead(status, { ...headers, "content-length": String(bytes.length) });
  outgoing.write(bytes.subarray(0, bytes.length >> 1), leave);
}

/** Tells the HTTP adapter that the reply has been written already. */
export function answered(): Response {
  return new Response(null, { headers: { "x-hono-already-sent": "true" } });
}
