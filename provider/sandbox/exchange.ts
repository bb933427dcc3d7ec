// One request from arrival to answer: journal, rate limit, faults, guard, handler, delivery. Never lets an error through.
import { finished } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context, Handler } from "hono";
import type { Call, Dialect, ParsedBody, ReadHeader, Reply, Route } from "./dialect";
import { answerBefore, delayOf, deliver, fateOf, lateness, retryAfter } from "./faultEffects";
import type { FaultBoard, FaultCandidate, FaultState } from "./faults";
import { type JournalEntry, type RequestJournal, withoutSecrets } from "./journal";
import type { Settings } from "./options";
import type { Limiter } from "./rateLimit";
import type { Store } from "./store/store";
import type { Watchers } from "./watchers";
import { answered, cut, type Socket } from "./wire";

type SandboxContext = Context<{ Bindings: Socket }>;

export interface World {
  store: Store;
  journal: RequestJournal;
  watchers: Watchers;
  faults: FaultBoard;
  limiter: Limiter;
  settings: Settings;
}

const maximumBodyBytes = 1_000_000;

interface Exchange {
  socket: Socket;
  entry: JournalEntry;
  startedAt: number;
}

function begin(world: World, context: SandboxContext): Exchange {
  const { incoming } = context.env;
  const entry = world.journal.open(world.store.now(), incoming.method ?? "", incoming.url ?? "");
  return { socket: context.env, entry, startedAt: performance.now() };
}

async function finish(world: World, exchange: Exchange, reply: Reply | "cut", fault?: FaultState): Promise<Response> {
  const { socket, entry, startedAt } = exchange;
  finished(socket.outgoing, () => world.watchers.tell("answered", entry));
  const delay = world.settings.latency.responseMs + delayOf(fault?.spec);
  if (delay > 0) await sleep(delay);
  if (reply === "cut") cut(socket);
  else entry.status = deliver(socket, reply, fault?.spec);
  entry.durationMs = performance.now() - startedAt;
  return answered();
}

function parseBody(text: string, contentType: string | undefined): ParsedBody {
  if (text.trim() === "") return { kind: "empty" };
  if (!/^application\/([\w.-]+\+)?json\b/i.test(contentType ?? "")) return { kind: "not-json" };
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return { kind: "broken" };
  }
}

function process(dialect: Dialect, route: Route, call: Call, header: ReadHeader): Reply {
  try {
    return dialect.guard(header, call.params) ?? route.handle(call);
  } catch (error) {
    return dialect.explain(error) ?? { status: 500, body: { detail: "Internal Server Error" } };
  }
}

/** The handler of one route. */
export function serve(world: World, dialect: Dialect, route: Route): Handler<{ Bindings: Socket }> {
  return async (context) => {
    const exchange = begin(world, context);
    const { entry } = exchange;
    entry.route = `${route.method} ${route.template}`;
    entry.write = route.write;
    const text = route.method === "GET" ? "" : await context.req.text();
    if (text.length > maximumBodyBytes) {
      return finish(world, exchange, { status: 413, body: { detail: "Request Entity Too Large" } });
    }
    const body = parseBody(text, context.req.header("content-type"));
    entry.requestBody = body.kind === "json" ? withoutSecrets(body.value) : null;
    world.watchers.tell("received", entry);

    const wait = world.limiter.refuse();
    if (wait !== undefined) {
      const headers = world.settings.rateLimit?.retryAfter === false ? {} : retryAfter(wait);
      return finish(world, exchange, { status: 429, body: { detail: "Too Many Requests" }, headers });
    }

    const query = new URLSearchParams(entry.path.split("?").slice(1).join("?"));
    const call: Call = { params: context.req.param(), query, body, fate: {} };
    const candidate: FaultCandidate = {
      method: route.method,
      template: route.template,
      path: entry.path,
      creates: route.creates,
      subject: () => dialect.subject(call),
    };
    const creationFault = world.faults.take(candidate, "creation");
    const fault = world.faults.take(candidate, "answer");
    entry.faultId = fault?.id ?? creationFault?.id ?? null;
    const before = answerBefore(fault?.spec);
    if (before) return finish(world, exchange, before);

    call.fate = fateOf(creationFault?.spec);
    const carryOut = () => {
      const reply = process(dialect, route, call, (name) => context.req.header(name));
      entry.committed = route.write && reply.status < 300;
      world.watchers.tell("processed", entry);
      return reply;
    };
    world.store.tick();
    const late = lateness(fault?.spec);
    if (late !== undefined) {
      world.store.later(late.ms, carryOut);
      return finish(world, exchange, late.answer);
    }
    return finish(world, exchange, carryOut(), fault);
  };
}

/** The handler of everything that is no endpoint: 405 where another method would do, 404 elsewhere. */
export function serveUnknown(world: World, allowed: (path: string) => string[]): Handler<{ Bindings: Socket }> {
  return (context) => {
    const exchange = begin(world, context);
    const methods = allowed(context.req.path);
    const reply: Reply =
      methods.length === 0
        ? { status: 404, body: { detail: "Not Found" } }
        : { status: 405, body: { detail: "Method Not Allowed" }, headers: { allow: methods.join(", ") } };
    return finish(world, exchange, reply);
  };
}
