// How each fault bends an exchange: what happens instead of processing, to the card, and to the answer.
import type { Reply } from "./dialect";
import type { FaultSpec } from "./faultSpec";
import type { Fate } from "./store/fate";
import { cut, render, type Socket, send, sendHalf } from "./wire";

/** The answer given without processing anything, `cut` for none at all, undefined to go on. */
export function answerBefore(spec: FaultSpec | undefined): Reply | "cut" | undefined {
  switch (spec?.kind) {
    case "refuse-before":
      return "cut";
    case "status-before":
      return {
        status: spec.status,
        body: spec.body ?? { detail: "Fault on demand" },
        headers: retryAfter(spec.retryAfter),
      };
    case "rate-limit":
      return { status: 429, body: { detail: "Too Many Requests" }, headers: retryAfter(spec.retryAfterSeconds) };
    default:
      return undefined;
  }
}

export function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}

export function fateOf(spec: FaultSpec | undefined): Fate {
  switch (spec?.kind) {
    case "creating-failed":
      return { outcome: "creating_failed" };
    case "stuck":
      return { outcome: "stuck" };
    case "not-found-after-create":
      return { hiddenMs: spec.ms };
    default:
      return {};
  }
}

/** For a request that is carried out later: when, and what its caller is told until then. */
export function lateness(spec: FaultSpec | undefined): { ms: number; answer: Reply | "cut" } | undefined {
  if (spec?.kind !== "commit-late") return undefined;
  const { ms, status } = spec;
  return { ms, answer: status === undefined ? "cut" : { status, body: { detail: "Fault on demand" } } };
}

export function delayOf(spec: FaultSpec | undefined): number {
  return spec?.kind === "slow" ? spec.ms : 0;
}

/** Delivers the reply as the fault wants it; answers the status the caller saw, null for none. */
export function deliver(socket: Socket, reply: Reply, spec: FaultSpec | undefined): number | null {
  const success = reply.status < 300;
  switch (spec?.kind) {
    case "drop-after-commit":
      cut(socket);
      return null;
    case "truncate-body":
      sendHalf(socket, render(reply), "end");
      return null;
    case "reset-in-body":
      sendHalf(socket, render(reply), "reset");
      return null;
    case "status-after-commit":
      send(socket, render({ status: spec.status, body: { detail: "Fault on demand" } }));
      return spec.status;
    case "garbage-body": {
      const status = reply.status === 204 ? 200 : reply.status;
      send(socket, { status, text: "<html>upstream says hello</html>", headers: { "content-type": "text/html" } });
      return status;
    }
    case "empty-201": {
      const status = success ? 201 : reply.status;
      send(socket, success ? { status, text: "", headers: {} } : render(reply));
      return status;
    }
    default:
      send(socket, render(reply));
      return reply.status;
  }
}
