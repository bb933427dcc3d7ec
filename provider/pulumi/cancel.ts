/**
 * The engine's Cancel reaches the dynamic provider's server, which ignores it. Its stream is visible on the process's own HTTP/2 server,
 * so we listen there and end all waits, which stores every id known so far. Where this cannot be attached, everything else still works.
 */
import { EventEmitter, setMaxListeners } from "node:events";
import { FourpayError } from "../model/errors";

interface ProcessWithHandles {
  _getActiveHandles?: () => unknown[];
}

const CANCEL_PATH = /\/Cancel$/;

const cancelled = new AbortController();
// Every operation under way listens; Node would take that for a leak.
setMaxListeners(0, cancelled.signal);
let attached = false;

/** Aborts once the engine asks the provider to stop. */
export function cancelSignal(): AbortSignal {
  if (!attached) attached = attach();
  return cancelled.signal;
}

function attach(): boolean {
  const servers = activeHandles().filter(isHttp2Server);
  for (const server of servers) {
    server.on("stream", (_stream: unknown, headers: Record<string, unknown> | undefined) => {
      const path = headers?.[":path"];
      if (typeof path === "string" && CANCEL_PATH.test(path)) {
        cancelled.abort(
          new FourpayError("cancelled", "Cancelled.", { hint: "Run `pulumi up` again to go on from here." }),
        );
      }
    });
  }
  return servers.length > 0;
}

/** Undocumented in Node, so it may be gone one day, or refuse. */
function activeHandles(): unknown[] {
  try {
    return (process as ProcessWithHandles)._getActiveHandles?.() ?? [];
  } catch {
    // Without it a run is not cancelled at once, and works as it always did.
    return [];
  }
}

/** The gRPC server's own HTTP/2 server is the one that already listens for streams. */
function isHttp2Server(handle: unknown): handle is EventEmitter {
  return handle instanceof EventEmitter && handle.listenerCount("stream") > 0 && handle.listenerCount("session") > 0;
}
