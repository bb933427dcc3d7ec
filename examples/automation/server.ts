/** The desk over HTTP: `POST /events` and `GET /teams/<team>`, for whoever knows the token. */
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Desk } from "./desk";
import { hrEvent } from "./events";

const LARGEST_BODY = 64 * 1024;
const STATUS = { new: 202, known: 200, conflict: 409 };

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export function createHrServer(desk: () => Desk, token: string): Server {
  return createServer((request, response) => {
    answer(request, desk(), token)
      .catch((): Reply => ({ status: 500, body: { error: "This did not work; tell the event again." } }))
      .then(({ status, body }) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
      )
      .catch(() => response.destroy());
  });
}

async function answer(request: IncomingMessage, desk: Desk, token: string): Promise<Reply> {
  if (!same(request.headers.authorization ?? "", `Bearer ${token}`))
    return { status: 401, body: { error: "Not for you." } };
  const team = /^\/teams\/([a-z0-9-]+)$/.exec(request.url ?? "")?.[1];
  if (request.method === "GET" && team !== undefined) {
    const status = desk.status(team);
    return status === undefined ? { status: 404, body: { error: "No such team." } } : { status: 200, body: status };
  }
  if (request.method !== "POST" || request.url !== "/events") return { status: 404, body: { error: "Not here." } };
  const event = hrEvent.safeParse(await bodyOf(request));
  if (!event.success) {
    const problems = event.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return { status: 400, body: { error: problems.join("; ") } };
  }
  const told = desk.tell(event.data);
  return { status: STATUS[told], body: { id: event.data.id, told } };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += String(part);
    if (text.length > LARGEST_BODY) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In a time that does not depend on where they differ. */
function same(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
